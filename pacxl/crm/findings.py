"""What there is to tell of an export, once what it holds is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pacxl.a1 import address
from pacxl.crm.cells import Odd, crm_text, is_crm_blank
from pacxl.crm.deal import Deal
from pacxl.crm.products import CLOSINGS, CREATED, CURRENCY, FLAGS, OWNER
from pacxl.crm.recognition import Export
from pacxl.crm.stages import StageOf
from pacxl.definition.kind import PROBABILITY, Kind
from pacxl.definition.signatures import Type
from pacxl.findings.finding import Finding, Place
from pacxl.formats.opened import CellGrid
from pacxl.french.numerals import in_euros
from pacxl.plan.tables.carnet import OPEN, carnet_columns
from pacxl.typography import NARROW

_FIRST = 6  # names that are said; of the others, their number
CRM_COLUMNS = {column.key: column.header for column in carnet_columns()} | {
    "reference": "N° CRM",
    OWNER: "Commercial",
    CURRENCY: "Devise",
    CREATED: "créée le",
    **dict.fromkeys(FLAGS, "Issue"),
    **dict.fromkeys(CLOSINGS, "Clôture"),
}


def names_in_findings(names: Iterable[str], most: int = _FIRST) -> dict[str, str]:
    """Names for a sentence, the first ones and how many more there are, in both languages: under "fr" and "en"."""
    every = list(names)
    first, more = ", ".join(every[:most]), len(every) - most
    if more <= 0:
        return {"fr": first, "en": first}
    return {"fr": f"{first} et {more} de plus", "en": f"{first} and {more} more"}


def findings_on_columns(export: Export, file: str, deals: Sequence[Deal]) -> Iterator[Finding]:
    """Which CRM it is, how many deals, whose, what was taken for what; and what has no place."""
    top = Place(file, export.sheet, address(export.top, min(export.headers)), "Carnet")
    read = [f"{export.headers[col]} → {CRM_COLUMNS.get(key, key)}" for key, col in export.columns.items()]
    people = deals_by_person(deals)
    whose = names_in_findings(f"{name} ({count})" for name, count in people.items())
    about = {
        "product": export.product.name,
        "count": str(len(deals)),
        "people": whose["fr"] or "sans commercial",
        "people_en": whose["en"] or "nobody’s",
        "columns": f"{NARROW}; ".join(read),
        "columns_en": "; ".join(read),
    }
    yield Finding("crm-read", top, about=about)
    if export.left:
        names = names_in_findings(export.left.values(), 12)
        about = {"count": str(len(export.left)), "columns": names["fr"], "columns_en": names["en"]}
        yield Finding("crm-columns-left", top, about=about)
    if "reference" not in export.columns:
        numbers = export.product.headers("reference")[:2] or ["ID"]
        about = {"number": " ou ".join(numbers), "number_en": " or ".join(numbers)}
        yield Finding("crm-no-record", top, numbers[0], about)


def deals_by_person(deals: Iterable[Deal]) -> Counter[str]:
    """How many deals each follows, who has most first; those that nobody follows are not counted."""
    return Counter(dict(Counter(deal.owner for deal in deals if deal.owner).most_common()))


def findings_on_rows(export: Export, file: str, grid: CellGrid, rows: Sequence[int]) -> Iterator[Finding]:
    """The rows that are no deals, by what they begin with."""
    if rows:
        first = (next(crm_text(cell) for cell in grid[row] if not is_crm_blank(cell)) for row in rows)
        starts = [text[:40] for text in first]
        french, english = (names_in_findings(map(quoted.format, starts), 4) for quoted in ("« {} »", "“{}”"))
        about = {"count": str(len(rows)), "rows": french["fr"], "rows_en": english["en"]}
        yield Finding("crm-rows-left", Place(file, export.sheet, address(rows[0], 0)), about=about)


def findings_on_odd_cells(odd: Odd, kind: Kind, places: Sequence[Place], values: Sequence[str]) -> Iterator[Finding]:
    """The cells of a column that have no value for one reason: one by one, but what can be read in two ways, once."""
    if odd is Odd.EITHER and kind is not PROBABILITY:
        code = "crm-dates-either" if kind.type is Type.DATE else "crm-amounts-either"
        yield Finding(code, places[0], values[0], {"count": str(len(values))})
        return
    expected = {"expected": kind.expected[0], "expected_en": kind.expected[1]}
    code = "out-of-range" if odd is Odd.OUT_OF_RANGE else "not-accepted"
    yield from (Finding(code, place, value, expected) for place, value in zip(places, values, strict=True))


def finding_on_other_currency(place: Place, currency: str, amounts: Sequence[float], plan: str) -> Finding:
    """The deals in a currency that is not the plan's."""
    total = in_euros(sum(amounts)).replace("€", currency)
    return Finding(
        "crm-other-currency", place, currency, {"count": str(len(amounts)), "amount": total, "other": plan}
    )


def findings_on_stages(
    place: Place, found: Mapping[StageOf, Sequence[int]], deals: Mapping[int, Deal]
) -> Iterator[Finding]:
    """The stages of open deals that the settings do not know, and where their probability comes from."""
    for stage, rows in found.items():
        mine = [deals[row] for row in rows if row in deals and deals[row].values["issue"] == OPEN]
        if stage.known or not mine:
            continue
        if stage.probability is not None:
            what = f"la probabilité que le CRM lui donne d’office ({stage.probability:.0%})".replace("%", " %")
            english = f"the probability that the CRM gives it by default ({stage.probability:.0%})"
        elif any(deal.values["probabilite"] is not None for deal in mine):
            what, english = "la probabilité que dit l’export", "the probability that the export says"
        else:
            what, english = "aucune probabilité", "no probability"
        about = {"count": str(len(mine)), "what": what, "what_en": english}
        yield Finding("crm-stage-unknown", place, stage.name, about)


def finding_on_record_twice(place: Place, record: str, rows: Sequence[Deal], *, lines: bool, same: bool) -> Finding:
    """One record in several rows, and what became of them."""
    amounts = " + ".join(in_euros(deal.values["montant"] or 0.0, 0) for deal in rows)
    if lines:
        what, english = f"ses lignes sont additionnées ({amounts})", f"its lines are added up ({amounts})"
    elif same:
        what, english = "ses lignes sont les mêmes, et comptent une fois", "its rows are the same, and count once"
    else:
        what, english = f"la première compte ({amounts})", f"the first counts ({amounts})"
    numbers = ", ".join(str(deal.row + 1) for deal in rows)
    return Finding("crm-record-twice", place, record, {"rows": numbers, "what": what, "what_en": english})
