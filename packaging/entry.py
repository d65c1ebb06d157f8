"""Where the frozen application starts: a double click opens the page, a command line is the command line.

The process that reads files is the same program, told so by its first word: see `pacxl/worker/worker.py`.
"""

from __future__ import annotations

import json
import sys
import types


def read_files() -> None:
    """Serves as the process apart, without the rest of the package: it would load for nothing."""
    package, _, own_limit = json.loads(sys.argv[2])
    bare = types.ModuleType("pacxl")
    bare.__path__ = [package]
    sys.modules["pacxl"] = bare
    from pacxl.worker.process import serve  # noqa: PLC0415  # in the package just made, and in no other

    serve(own_limit)


def main() -> None:
    """Runs a command; the page, without one."""
    if len(sys.argv) == 1:
        sys.argv.append("page")
    from pacxl.cli.app import main as run  # noqa: PLC0415  # not in the process that reads

    run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pacxl-serve"]:
        read_files()
    else:
        main()
