"""What closes a workbook, lifted in the copy that its author is to mend: a digital signature, being marked as final.

A signature holds for what was signed: left in a copy that has changed, it would only make Excel warn of it.
Sources: ECMA-376 part 2, 13 (signatures); [MS-OFFCRYPTO] 2.5; [MS-OSHARED] 2.3.3.2.3 (`_MarkAsFinal`).
"""

from __future__ import annotations

from pacxl.formats.opened import MARKED_FINAL
from pacxl.ooxml.package import Package, drop_signatures
from pacxl.ooxml.xml import drop_element, local


def lift_seals(package: Package) -> tuple[str, ...]:
    """Takes the seals off a workbook; the codes of the findings that say which."""
    lifted = ("signature-lifted",) if drop_signatures(package) else ()
    return (*lifted, "final-lifted") if _reopen(package) else lifted


def _reopen(package: Package) -> bool:
    """Whether the workbook was marked as final, which it is no more: the property, and the status shown beside it."""
    custom = package.tree(package.related("", "custom-properties"))
    marks = [] if custom is None else [each for each in custom if each.get("name") == MARKED_FINAL]
    final = any("".join(map(str, each.itertext())).strip() in ("true", "1") for each in marks)
    if final:
        core = package.tree(package.related("", "core-properties"))
        marks += [] if core is None else [each for each in core if local(each) == "contentStatus"]
        for each in marks:
            drop_element(each)
    return final
