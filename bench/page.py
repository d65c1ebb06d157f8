"""How the page answers while it reads: many files dropped at once, and how long it takes to be there.

    python bench/page.py [--files 200]

Says, in seconds, when the first page is shown after the start, how long the page takes to answer while files are
read (the median and the worst), how long they take; in megabytes, what the page and its readers hold at most.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psutil

from bench.teams import team_of

MB = 1_000_000


@contextmanager
def page() -> Iterator[tuple[psutil.Process, httpx2.Client, float]]:
    """A page that runs, a browser that is in, and the seconds from the start to the first page."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "pacxl", "page", "--no-browser"], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        entry = run.stdout.readline().strip()
        address = entry.partition("/entrer")[0]
        with httpx2.Client(base_url=address, headers={"origin": address}, timeout=600) as client:
            client.get(entry)
            client.get("/").raise_for_status()
            yield psutil.Process(run.pid), client, time.perf_counter() - begun
        run.terminate()


def memory(process: psutil.Process) -> float:
    """The megabytes that a process and its children hold."""
    every = [process, *process.children(recursive=True)]
    return sum(each.memory_info().rss for each in every if each.is_running()) / MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, page() as (process, client, shown):
        files = team_of("complet", asked.files, Path(folder) / "retours")
        sent = [("files", (path.name, path.read_bytes(), "application/octet-stream")) for path in files]
        waits, most = list[float](), [0.0]
        begun = time.perf_counter()
        client.post("/recueillir", files=sent)
        dropped = time.perf_counter() - begun
        done = threading.Event()

        def watch() -> None:
            while not done.is_set():
                most[0] = max(most[0], memory(process))
                time.sleep(0.2)

        watching = threading.Thread(target=watch)
        watching.start()
        while client.get("/recueillir/avancement").json()["goes_on"]:
            asked_at = time.perf_counter()
            client.get("/preparer")
            waits.append(time.perf_counter() - asked_at)
            time.sleep(0.1)
        done.set()
        watching.join()
        read = time.perf_counter() - begun
        print(f"first page {shown:.2f} s; {asked.files} files dropped {dropped:.2f} s, read {read:.1f} s")
        print(f"answers meanwhile: median {statistics.median(waits):.3f} s, worst {max(waits):.3f} s")
        print(f"memory at most {most[0]:,.0f} MB")


if __name__ == "__main__":
    main()
