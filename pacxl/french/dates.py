"""Dates as people write them: day first always, the year of the plan's own period where they leave it out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pacxl.french.calendar_names import WEEKDAYS
from pacxl.french.period import Edge, Period
from pacxl.french.spans import NO_SUCH_DAY, Span, WrittenSpan, day_span, months_span, read_spans, read_year_span
from pacxl.french.text import LONGEST, Reading, Unfit, Words, fold, text_as_seen

_Read = Reading[dt.date] | Unfit | None
_Found = tuple[list[Span], Words]  # what was named, and what to say of its year


def read_date(text: str, period: Period | None = None, edge: Edge = "") -> _Read:
    """The day that a text names in the column of a plan: `12/04/2026` (12 April), `4 avril 2003.`, `31-déc`, `S24`.

    Without its year, a day or a stretch of days is the one that falls in the plan's period, if only one does. A
    stretch of days (a week, a month, a quarter, a semester) is its last day in a column of ends, its first in a
    column of starts, and two readings elsewhere. Unfit where the text is understood and is no day (`31/06/2026`,
    `avant juin` in a column of starts); None where it is no date.
    """
    text = text_as_seen(text)
    if len(text) > LONGEST or "\n" in text.strip() or any(c.isnumeric() and not c.isascii() for c in text):
        return None
    plain = fold(text).translate(_DASHES).removesuffix(".").strip()
    clock = _CLOCK.search(plain)
    if clock is None:
        return _bare(plain, period, edge)
    reading = _bare(plain[: clock.start()], period, edge)
    if not isinstance(reading, Reading):
        return reading
    if _is_midnight_here(clock):
        return Reading(tuple(sorted({each for day in reading.values for each in dates_of_a_moment(day).values})))
    return _noting(reading, _NO_CLOCK)


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_CLOCK = re.compile(
    r"(?:t|,? (?:a )?)(?P<hour>[01]?[0-9]|2[0-3]) ?[:h] ?(?P<minute>[0-5][0-9])?"
    r"(?::(?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?(?:(?P<universal>z|\+00:?00)|(?P<zone>[+-][0-9]{2}:?[0-9]{2}))?$"
)
_NO_CLOCK = Words("l’heure n’est pas gardée", "the time of day is not kept")


# Midnight in France, as a program writes it that keeps another time: in the universal time, in summer and in winter;
# or less a minute or some, that a rounding or the time of a century ago has taken off it.
MIDNIGHTS = ((21 * 3600 + 3540, 22 * 3600 + 60), (22 * 3600 + 3540, 23 * 3600 + 60), (23 * 3600 + 3000, 24 * 3600))


def _is_midnight_here(clock: re.Match[str]) -> bool:
    """Whether a time may be midnight, of the day after, written by a program: in words, nobody means so."""
    if clock["zone"] or not (clock["universal"] or clock["second"]):
        return False
    hour, minute, second = (int(clock[part] or 0) for part in ("hour", "minute", "second"))
    seconds = hour * 3600 + minute * 60 + second
    return any(first <= seconds <= last for first, last in MIDNIGHTS) or bool(clock["universal"] and hour >= 22)


def dates_of_a_moment(day: dt.date) -> Reading[dt.date]:
    """What date a moment late on a day can mean, when it may be midnight in another time: that day, or the next."""
    return Reading((day, day + dt.timedelta(1)))


def _noting(reading: Reading[dt.date], note: Words) -> Reading[dt.date]:
    first = reading.note
    return replace(reading, note=Words(*(" ; ".join(filter(None, pair)) for pair in zip(first, note, strict=True))))


# --- words before a date ----------------------------------------------------------------------------------

_ARTICLE = re.compile(r"(?:pour|fait|prevu|realise|date ?:?|le|au|en|la|debut :|fin :) ?(?P<rest>.+)")
_LIMIT = re.compile(r"(?:avant|d'ici|jusqu'(?=a)|au plus tard|deadline ?:?) ?(?P<rest>.+)")
_SINCE = re.compile(r"(?:a (?:partir|compter) d(?:e |u |')|des|depuis) ?(?P<rest>.+)")
_ABOUT = re.compile(r"(?:~|≈|vers|environ|env\.?|autour d[eu]|aux alentours d[eu]) ?(?P<rest>.+)")
_A_LIMIT = Unfit(Words("c’est une limite, et non un jour", "it is a limit, not a day"))


def _bare(text: str, period: Period | None, edge: Edge) -> _Read:
    """A date without a time of day, the words before it read first."""
    if (reading := _placed(text, period, edge)) is not None:
        return reading
    if found := _ABOUT.fullmatch(text):
        reading = _bare(found["rest"], period, edge)
        return replace(reading, approximate=True) if isinstance(reading, Reading) else reading
    if found := _LIMIT.fullmatch(text):
        return _limit(found["rest"], period, edge, "last")
    if found := _SINCE.fullmatch(text):
        return _limit(found["rest"], period, edge, "first")
    found = _ARTICLE.fullmatch(text)
    return _bare(found["rest"], period, edge) if found else None


def _limit(text: str, period: Period | None, edge: Edge, asked: Edge) -> _Read:
    """`avant le 31/12` is the end that a column of ends asks for, and nothing elsewhere; `avant juin` is before its
    first day or before its end: both."""
    anywhere = _bare(text, period, "")
    if not isinstance(anywhere, Reading) or edge != asked:
        return _A_LIMIT if isinstance(anywhere, Reading) else anywhere
    return anywhere if asked == "last" and anywhere.value is None else _bare(text, period, asked)


# --- a day, a stretch of days, its beginning, its middle or its end ---------------------------------------

_PART = re.compile(
    r"(?P<part>fin|debut|deb\.?|mi|milieu|courant)(?: de la | de l'| de | du | d'| ?- ?| )"
    r"(?:mois (?:de |d'))?(?P<rest>.+)"
)
_WEEKDAY = re.compile(rf"(?P<weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,? (?P<rest>.+)")
_NO_MIDDLE = Unfit(Words("le milieu d’une telle période n’est pas un jour", "the middle of such a period is no day"))
_WRONG_WEEKDAY = Unfit(
    Words("ce jour de la semaine et cette date ne vont pas ensemble", "that weekday and that date do not go together")
)
_FIRST_DAY = Words("le premier jour de ce qui est écrit", "the first day of what is written")
_LAST_DAY = Words("le dernier jour de ce qui est écrit", "the last day of what is written")


def _placed(text: str, period: Period | None, edge: Edge) -> _Read:
    if part := _PART.fullmatch(text):
        return _part(part["part"], part["rest"], period, edge)
    if named := _WEEKDAY.fullmatch(text):
        return _on(WEEKDAYS[named["weekday"]], named["rest"], period)
    said = read_spans(text)
    found = _in_period(said, period) if isinstance(said, tuple) else said or _from_to(text, period)
    return _edge(*found, edge) if isinstance(found, tuple) else found


def _edge(spans: list[Span], note: Words, edge: Edge) -> Reading[dt.date]:
    """Of each stretch of days, what a column asks for; both ends where it asks for none."""
    single = all(first == last for first, last in spans)
    picked = {"first": 1, "last": -1}.get(edge)
    days = [day for span in spans for day in (span[::picked][:1] if picked else span)]
    reading = Reading(tuple(sorted(set(days))), note=note)
    if single or not picked:
        return reading
    return _noting(reading, _FIRST_DAY if edge == "first" else _LAST_DAY)


def _part(part: str, rest: str, period: Period | None, edge: Edge) -> _Read:
    """`fin mars` is its last day, `début mars` its first, `mi-mars` the 15th; approximate, but for the end in a
    column of ends and the beginning in a column of starts. `courant mars` is March."""
    said = read_year_span(rest) or read_spans(rest)
    if said is None or isinstance(said, Unfit):
        return said
    found = _in_period(said, period)
    if isinstance(found, Unfit):
        return found
    spans, note = found
    if any(first == last for first, last in spans):
        return None
    if part == "courant":
        return _edge(spans, note, edge)
    if part in ("mi", "milieu"):
        if any((first.year, first.month) != (last.year, last.month) or first.day != 1 for first, last in spans):
            return _NO_MIDDLE
        return Reading(tuple(first.replace(day=15) for first, _ in spans), approximate=True, note=note)
    asked: Edge = "last" if part == "fin" else "first"
    reading = _edge(spans, note, asked)
    return replace(reading, approximate=edge != asked)


def _on(weekday: int, rest: str, period: Period | None) -> _Read:
    """A date after the day of the week that it must be."""
    reading = _placed(rest, period, "")
    if not isinstance(reading, Reading):
        return reading
    days = tuple(day for day in reading.values if day.weekday() == weekday)
    return replace(reading, values=days) if days else _WRONG_WEEKDAY


# --- from a day to another --------------------------------------------------------------------------------

_FROM = re.compile("(?:du|de|entre(?: le)?|des) ")
_TO = re.compile(r" (?:au|a|et|(?P<either>ou)|jusqu'au) (?:le )?| ?-+>? ?| ?→ ?|/")


def _from_to(text: str, period: Period | None) -> _Found | None:
    """`du 12 au 15 avril`, `mars à juin`: one stretch of days, its beginning in the year of its end, or before; and
    two where the text says `ou`."""
    bare = _FROM.sub("", text, count=1) if _FROM.match(text) else text
    for cut in _TO.finditer(bare):
        said = read_spans(bare[cut.end() :])
        found = _in_period(said, period) if isinstance(said, tuple) else None
        if isinstance(found, tuple) and len(found[0]) == 1:
            ends, note = found[0][0], found[1]
            starts = _start(bare[: cut.start()], ends)
            if starts and starts.first <= ends.last:
                return [starts, ends] if cut["either"] else [Span(starts.first, ends.last)], note
    return None


def _start(text: str, ends: Span) -> Span | None:
    if re.fullmatch("[0-9]{1,2}(?:er)?", text):
        return day_span(ends.first.year, ends.first.month, int(text.removesuffix("er")))
    said = read_spans(text)
    if not isinstance(said, tuple) or len(said) > 1:
        return None
    years = [said[0].year] if said[0].year is not None else [ends.last.year, ends.last.year - 1]
    spans = [span for year in years if (span := said[0].of(year)) and span.first <= ends.last]
    return spans[0] if spans else None


# --- the year that is left out ----------------------------------------------------------------------------

_NO_YEAR = Unfit(
    Words("il manque l’année, et le plan n’a pas de période", "the year is missing, and the plan has no period")
)
_OUT_OF_PLAN = Unfit(Words("ce jour n’est pas dans la période du plan", "that day is not in the plan’s period"))
_PLAN_S_YEAR = Words("l’année est celle du plan", "the year is the plan’s")


def _in_period(said: tuple[WrittenSpan, ...], period: Period | None) -> _Found | Unfit:
    """The stretches of days that were named, and what to say of their year."""
    spans: list[Span] = []
    in_plan = period is not None and (said[0].year or 0) in range(period.start.year, period.end.year + 1)
    for each in said:
        if each.unlikely and in_plan:
            continue
        if each.year is not None:
            spans += [span for span in [each.of(each.year)] if span]
        elif period is None:
            return _NO_YEAR
        elif isinstance(found := _without_year(each, period), Unfit):
            return found
        else:
            spans += found
    return list(dict.fromkeys(spans)), Words() if all(each.year for each in said) else _PLAN_S_YEAR


def _without_year(said: WrittenSpan, period: Period) -> list[Span] | Unfit:
    """Those that touch the plan's period; if none does, the last before it and the first after it."""
    years = range(period.start.year - 1, period.end.year + 2)
    spans = [span for year in years if (span := said.of(year))]
    inside = [span for span in spans if span.first <= period.end and span.last >= period.start]
    inside += _fiscal(said, period)
    if inside:
        return inside
    before = [span for span in spans if span.last < period.start][-1:]
    after = [span for span in spans if span.first > period.end][:1]
    return [*before, *after] if before and after else _OUT_OF_PLAN if spans else NO_SUCH_DAY


def _fiscal(said: WrittenSpan, period: Period) -> list[Span]:
    """A quarter or a semester of the plan's own year, where that is not the calendar's."""
    if not said.months or period.length != 12 or period.start.month == 1:
        return []
    span = months_span(period.start.year, period.start.month + said.months * (said.rank - 1), said.months)
    return [span] if span else []
