"""Which files count, and for whom: folders as they are received, what became of each file, and each person's budget
as one adds it up by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pacxl
from pacxl.books.identity import settings_of
from pacxl.compute.contents import Identity
from pacxl.consolidation.contribution import Amounts
from pacxl.typography import plain_spaces
from tests.plans import MARKET, SMALL, plan, with_rows

DAY = dt.date(2026, 6, 30)


@dataclass(frozen=True)
class Folder:
    """Files, a line each: name | commercial | équipe | période | entreprise | budget of its only action | status.
    Then what each line of *Par commercial* has for budget, what is told, and what was chosen."""

    files: str
    budgets: dict[str, float]
    told: tuple[str, ...] = ()
    chosen: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[str]]:
        return [[cell.strip() for cell in line.split("|")] for line in self.files.strip().splitlines()]

    @property
    def plans(self) -> list[pacxl.Contents]:
        return [sent(cells[0], tuple(cells[1:5]), float(cells[5])) for cells in self.rows]


@cache
def sent(file: str, owner: Sequence[str], budget: float) -> pacxl.Contents:
    person, team, period, firm = owner
    actions = {"famille": [MARKET], "etape": ["Choisir"], "budget": [budget]}
    made = plan(owner=Identity("pac", "1", firm, person.replace("·", " "), team, period), today=DAY, actions=actions)
    return dataclasses.replace(made, file=file)


PEOPLE = {
    "two people": Folder(
        """
        PAC_Paul.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        PAC_Zoé.xlsx  | Zoé  | Nord | 2026-S1 | Alpes |  200 | compté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200},
    ),
    "homonyms in two teams": Folder(
        """
        Nord/PAC_Paul.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        Sud/PAC_Paul.xlsx  | Paul | Sud  | 2026-S1 | Alpes |  200 | compté
        """,
        {"Paul (Nord)": 1000, "Paul (Sud)": 200},
    ),
    "homonyms in two teams, and one without a team": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | Paul | Sud  | 2026-S1 | Alpes |  200 | compté
        c.xlsx | Paul |      | 2026-S1 | Alpes |   30 | compté
        """,
        {"Paul (Nord)": 1000, "Paul (Sud)": 200, "Paul": 30},
        ("person-near", "person-near"),
    ),
    "one without an accent": Folder(
        """
        a.xlsx | Zoé | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | Zoe | Nord | 2026-S1 | Alpes |  200 | compté
        """,
        {"Zoé (Nord)": 1000, "Zoe (Nord)": 200},
        ("person-near",),
    ),
    "the last name first": Folder(
        """
        a.xlsx | Paul Martin | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | MARTIN Paul | Nord | 2026-S1 | Alpes |  200 | compté
        """,
        {"Paul Martin (Nord)": 1000, "MARTIN Paul (Nord)": 200},
        ("person-near",),
    ),
    "two files without a name": Folder(
        """
        a.xlsx |      | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx |      | Nord | 2026-S1 | Alpes |  200 | compté
        c.xlsx | Paul | Nord | 2026-S1 | Alpes |   30 | compté
        """,
        {"inconnu (a.xlsx) (Nord)": 1000, "inconnu (b.xlsx) (Nord)": 200, "Paul (Nord)": 30},
        ("owner-incomplete", "owner-incomplete"),
    ),
    "two halves of a year, whose author wrote the name in three ways": Folder(
        """
        a.xlsx | Paul  | Nord | 2026-T1 | Alpes | 1000 | compté
        b.xlsx | PAUL  |      | 2026-T2 | Alpes |  200 | compté
        c.xlsx | Paul· | NORD | 2026-T3 | Alpes |   30 | compté
        d.xlsx | Zoé   | Sud  | 2026    | Alpes |    4 | compté
        """,
        {"Paul (Nord)": 1230, "Zoé (Sud)": 4},
        chosen={"period": "2026"},
    ),
}
FIRMS = {
    "another firm's workbook": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes Piscines      | 1000 | compté
        b.xlsx | Zoé  | Nord | 2026-S1 | ALPES-PISCINES SARL |  200 | compté
        c.xlsx | Jean | Nord | 2026-S1 | Jura Bois           |   30 | écarté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200},
        ("other-firm",),
    ),
    "another firm's workbook that is asked for": Folder(
        """
        a.xlsx    | Paul | Nord | 2026-S1 | Alpes Piscines | 1000 | compté
        b.xlsx    | Zoé  | Nord | 2026-S1 | Alpes Piscines |  200 | compté
        Sud/c.xlsx | Jean | Nord | 2026-S1 | Jura Bois     |   30 | compté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200, "Jean (Nord)": 30},
        chosen={"include": ["reçus/Sud/C.xlsx"]},
    ),
    "two firms, one of which is asked for": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes Piscines | 1000 | écarté
        b.xlsx | Zoé  | Nord | 2026-S1 | Jura Bois      |  200 | compté
        """,
        {"Zoé (Nord)": 200},
        ("other-firm",),
        {"company": "SAS Jura Bois"},
    ),
    "a firm that is nearly the same, and one that is not said": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes Piscines | 1000 | compté
        b.xlsx | Zoé  | Nord | 2026-S1 | Alpes Piscine  |  200 | compté
        c.xlsx | Jean | Nord | 2026-S1 |                |   30 | compté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200, "Jean (Nord)": 30},
        ("firm-near", "owner-incomplete"),
    ),
}
PERIODS = {
    "another period's workbook": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | Zoé  | Nord | 2026-S1 | Alpes |  200 | compté
        c.xlsx | Jean | Nord | 2025-S2 | Alpes |   30 | écarté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200},
        ("other-period",),
    ),
    "last year's plan of one who has sent this year's": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | Paul | Nord | 2025-S1 | Alpes |  200 | écarté
        """,
        {"Paul (Nord)": 1000},
        ("other-period",),
    ),
    "a tie, none of which is today's": Folder(
        """
        a.xlsx | Paul | Nord | 2025-S1 | Alpes | 1000 | écarté
        b.xlsx | Zoé  | Nord | 2025-S2 | Alpes |  200 | compté
        """,
        {"Zoé (Nord)": 200},
        ("other-period",),
    ),
    "the period asked for, whatever the majority": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | écarté
        b.xlsx | Zoé  | Nord | 2026-S1 | Alpes |  200 | écarté
        c.xlsx | Jean | Nord | 2025-S2 | Alpes |   30 | compté
        """,
        {"Jean (Nord)": 30},
        ("other-period", "other-period"),
        {"period": "2025-S2"},
    ),
    "a year, a semester of another, and a quarter of one who sent the year": Folder(
        """
        a.xlsx | Paul | Nord | 2026    | Alpes | 1000 | compté
        b.xlsx | Paul | Nord | 2026-T1 | Alpes |  200 | écarté
        c.xlsx | Zoé  | Nord | 2026-S1 | Alpes |   30 | compté
        d.xlsx | Jean | Nord | 2026    | Alpes |    4 | compté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 30, "Jean (Nord)": 4},
        ("period-twice",),
    ),
    "a period that is not said, and one that is none": Folder(
        """
        a.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        b.xlsx | Zoé  | Nord |         | Alpes |  200 | compté
        c.xlsx | Jean | Nord | bientôt | Alpes |   30 | compté
        """,
        {"Paul (Nord)": 1000, "Zoé (Nord)": 200, "Jean (Nord)": 30},
        ("owner-incomplete", "owner-incomplete"),
    ),
}
VERSIONS = {
    "a copy under another name": Folder(
        """
        PAC_Paul - Copie.xlsx | Paul | Nord | 2026-S1 | Alpes | 1000 | copie
        PAC_Paul.xlsx         | PAUL | Nord | 2026-S1 | Alpes | 1000 | compté
        """,
        {"PAUL (Nord)": 1000},
        ("file-twice",),
    ),
    "one without a name beside the copy of another": Folder(
        """
        plan.xlsx     |      | Nord | 2026-S1 | Alpes | 1000 | compté
        plan (1).xlsx |      | Nord | 2026-S1 | Alpes | 1000 | copie
        autre.xlsx    |      | Nord | 2026-S1 | Alpes |  200 | compté
        """,
        {"inconnu (plan.xlsx) (Nord)": 1000, "inconnu (autre.xlsx) (Nord)": 200},
        ("file-twice", "owner-incomplete", "owner-incomplete"),
    ),
    "two versions": Folder(
        """
        PAC_Paul.xlsx     | Paul | Nord | 2026-S1 | Alpes | 1000 | remplacé
        PAC_Paul (1).xlsx | Paul | Nord | 2026-S1 | Alpes |  200 | compté
        """,
        {"Paul (Nord)": 200},
        ("same-person-twice",),
    ),
    "two versions, one of which is kept": Folder(
        """
        PAC_Paul.xlsx     | Paul | Nord | 2026-S1 | Alpes | 1000 | compté
        PAC_Paul (1).xlsx | Paul | Nord | 2026-S1 | Alpes |  200 | remplacé
        """,
        {"Paul (Nord)": 1000},
        chosen={"keep": ["PAC_Paul.xlsx"]},
    ),
}
EVERY = PEOPLE | FIRMS | PERIODS | VERSIONS


def by_person(ecarts: pacxl.Contents) -> dict[str, float]:
    lines = ecarts.par_commercial
    names = [
        person if pd.isna(team) else f"{person} ({team})"
        for person, team in zip(lines.commercial, lines.equipe, strict=True)
    ]
    assert len(set(names)) == len(names)
    return dict(zip(names, lines["budget"], strict=True))


@cache
def consolidated(name: str) -> pacxl.Contents:
    return pacxl.consolidate(EVERY[name].plans, **EVERY[name].chosen)


@pytest.mark.parametrize("name", EVERY)
def test_what_becomes_of_each_file(name: str) -> None:
    folder, team = EVERY[name], consolidated(name)
    sources = team.frames["sources"]
    assert sources[["fichier", "statut"]].to_numpy().tolist() == [[row[0], row[6]] for row in folder.rows]
    assert sources["raison"].notna().tolist() == [
        row[6] != "compté" or ("include" in folder.chosen and "c.xlsx" in row[0]) for row in folder.rows
    ]
    ecarts = pacxl.variance(team)
    assert by_person(ecarts) == folder.budgets
    assert ecarts.figures["budget"] == sum(folder.budgets.values())
    assert ecarts.figures["fichiers_a_verifier"] == 0
    assert [finding.code for finding in team.found] == list(folder.told)


@pytest.mark.parametrize("name", EVERY)
def test_what_does_not_count_is_told_with_its_amount_and_the_way_back(name: str) -> None:
    folder, found = EVERY[name], consolidated(name).found
    for file, *_, budget, status in folder.rows:
        if status in ("écarté", "remplacé") and "keep" not in folder.chosen:
            mine = next(each for each in found if each.place.file == file)
            assert f"budget {int(budget):,}".replace(",", " ") in plain_spaces(mine.message())
            assert file in plain_spaces(mine.remedy())


def test_a_second_version_is_told_by_its_author_s_name_and_team() -> None:
    (told,) = (each for each in consolidated("two versions").found if each.code == "same-person-twice")
    assert (told.value, plain_spaces(told.about["amount"])) == (
        "Paul (Nord)",
        "budget 1 000 €, dépensé 0 €, carnet 0 €",
    )


def test_an_amount_has_cents_where_it_has_some() -> None:
    assert plain_spaces(Amounts(1000.5, 1000.0).french) == "budget 1 000,50 €, dépensé 1 000 €, carnet 0 €"


def test_in_a_tie_the_period_that_contains_today_is_taken() -> None:
    files = Folder("a.xlsx|Paul|Nord|2026-S1|Alpes|1000|\nb.xlsx|Zoé|Nord|2026-S2|Alpes|200|", {}).plans
    taken = {day: pacxl.consolidate(files, today=day).identity.period for day in (DAY, DAY + dt.timedelta(1))}
    assert taken == {DAY: "2026-S1", DAY + dt.timedelta(1): "2026-S2"}


SLIPS = {
    "two firms with as many files each": ({}, "--company"),
    "a file to include that is not there": ({"company": "Alpes", "include": ["z.xlsx"]}, "z.xlsx"),
    "a version to keep that is not there": ({"company": "Alpes", "keep": ["z.xlsx"]}, "z.xlsx"),
    "a period that is none": ({"company": "Alpes", "period": "S1"}, "n’est pas une période"),
}


@pytest.mark.parametrize(("chosen", "says"), SLIPS.values(), ids=SLIPS)
def test_a_choice_that_cannot_be_followed_is_asked_again(chosen: dict[str, Any], says: str) -> None:
    files = Folder("a.xlsx|Paul|Nord|2026-S1|Alpes|1000|\nb.xlsx|Zoé|Nord|2026-S1|Jura Bois|200|", {}).plans
    with pytest.raises(pacxl.SettingsError, match=says):
        pacxl.consolidate(files, **chosen)


def test_the_settings_firm_is_the_reference_even_when_most_files_are_another_s() -> None:
    files = Folder(
        "a.xlsx|Paul|Nord|2026-S1|Alpes|1|\nb.xlsx|Zoé|Nord|2026-S1|Jura|2|\nc.xlsx|Léa|Nord|2026-S1|Jura|3|", {}
    )
    firm = dataclasses.replace(SMALL, company="Alpes SAS")
    ours = [
        plan(firm, DAY, each.identity, actions=each.actions[["famille", "etape", "budget"]]) for each in files.plans
    ]
    team = pacxl.consolidate(ours)
    assert team.frames["sources"]["statut"].tolist() == ["compté", "écarté", "écarté"]


# --- two versions of one plan -----------------------------------------------------------------------------

STEPS: dict[str, list[Any]] = {"famille": [MARKET] * 2, "etape": ["Choisir", "Mesurer"], "budget": [100.0, 200.0]}
FULLER = {**STEPS, "depense": [90.0, None]}
CHANGED = {**STEPS, "budget": [100.0, 250.0]}
DEALS = {"societe": ["Alpha"], "montant": [4000.0], "etape": ["Devis"]}
MONDAY, TUESDAY = (dt.datetime(2026, 6, day, tzinfo=dt.UTC) for day in (1, 2))


def version(
    file: str, saved: dt.datetime | None = None, written: dt.datetime | None = None, **frames: Any
) -> pacxl.Contents:
    owner = Identity("pac", "1", "Alpes", "Paul", "Nord", "2026-T2")
    return dataclasses.replace(plan(owner=owner, today=DAY, **frames), file=file, saved=saved, file_date=written)


WINNERS: dict[str, tuple[Sequence[pacxl.Contents], str]] = {
    "the one that holds all of the other and more, whatever the dates": (
        [version("a", TUESDAY, actions=STEPS), version("b", MONDAY, actions=FULLER)],
        "b",
    ),
    "so it is if it comes first": ([version("b", MONDAY, actions=FULLER), version("a", TUESDAY, actions=STEPS)], "b"),
    "one that has one more line outside its tables": (
        [version("a", TUESDAY, actions=STEPS), version("b", MONDAY, actions=STEPS, carnet=DEALS)],
        "b",
    ),
    "else the one that was saved last": (
        [version("b", TUESDAY, actions=CHANGED), version("a", MONDAY, actions=STEPS)],
        "b",
    ),
    "the workbook's own date before the file's": (
        [version("b", TUESDAY, MONDAY, actions=CHANGED), version("a", MONDAY, TUESDAY, actions=STEPS)],
        "b",
    ),
    "the file's, where the workbook's own says nothing": (
        [version("b", None, TUESDAY, actions=CHANGED), version("a", None, MONDAY, actions=STEPS)],
        "b",
    ),
}


@pytest.mark.parametrize(("versions", "wins"), WINNERS.values(), ids=WINNERS)
def test_the_version_that_counts(versions: Sequence[pacxl.Contents], wins: str) -> None:
    sources = pacxl.consolidate(versions).frames["sources"].set_index("fichier")
    assert sources["statut"].to_dict() == {"a": "remplacé", "b": "compté"}


def test_a_table_that_only_the_other_version_filled_is_kept_and_its_deals_weigh_what_they_did() -> None:
    older, newer = version("a", MONDAY, actions=STEPS, carnet=DEALS), version("b", TUESDAY, actions=CHANGED)
    stages = pd.DataFrame({"etape": ["Devis"], "probabilite": [0.5]})
    older = dataclasses.replace(older, frames={**older.frames, "etapes_carnet": stages})
    team = pacxl.consolidate([older, newer])
    ecarts = pacxl.variance(team)
    assert (ecarts.figures["budget"], ecarts.figures["carnet_ouvert"], ecarts.figures["carnet_pondere"]) == (
        350,
        4000,
        2000,
    )
    assert team.carnet["fichier"].tolist() == ["a"]
    told = next(each for each in team.found if each.code == "same-person-twice")
    assert "Actions 1" in told.message()
    assert "seul à les remplir : Carnet" in plain_spaces(told.message())
    alone = pacxl.consolidate([version("a", MONDAY, actions=STEPS), version("b", TUESDAY, actions=CHANGED)])
    told = next(each for each in alone.found if each.code == "same-person-twice")
    assert "seul à les remplir : rien" in plain_spaces(told.message())
    assert "alone filled them: nothing" in told.message("en")
    assert by_person(ecarts) == {"Paul (Nord)": 350}


def test_a_blank_plan_sent_before_the_filled_one_is_only_that() -> None:
    settings = settings_of(version("x").book)
    assert settings is not None
    blank = dataclasses.replace(
        pacxl.blank(settings, person="Paul", team="Nord", company="Alpes", period="2026-T2"), file="vierge"
    )
    filled = dataclasses.replace(
        blank, file="rempli", frames={**blank.frames, "actions": version("x", actions=FULLER).actions}
    )
    team = pacxl.consolidate([filled, blank])
    assert team.frames["sources"]["statut"].tolist() == ["compté", "remplacé"]
    assert pacxl.variance(team).figures["budget"] == 300


def test_three_versions_count_once() -> None:
    three = [version(name, actions={**STEPS, "budget": [money] * 2}) for money, name in enumerate("abc", 1)]
    team = pacxl.consolidate(three)
    assert team.frames["sources"]["statut"].tolist() == ["remplacé", "remplacé", "compté"]
    assert pacxl.variance(team).figures["budget"] == 6


# --- families and segments --------------------------------------------------------------------------------


def test_a_segment_has_the_settings_spelling_or_the_one_that_is_written_most() -> None:
    def of(file: str, *segments: str) -> pacxl.Contents:
        owner = Identity("pac", "1", "Alpes", file, "Nord", "2026-T2")
        count = len(segments)
        actions = {"famille": [MARKET] * count, "etape": ["Choisir"] * count, "segment": list(segments)}
        return dataclasses.replace(plan(owner=owner, actions=actions), file=file)

    team = pacxl.consolidate([of("a", "pme", "Mairies"), of("b", "PME ", "mairies", "Mairies"), of("c", "Mairie")])
    assert team.actions["segment"].tolist() == ["PME", "Mairies", "PME", "Mairies", "Mairies", "Mairie"]


def test_a_client_counts_in_the_segment_that_its_row_shows() -> None:
    firm = dataclasses.replace(SMALL, sections=("organisation",))
    segments = ["PME", "pme ", " Particuliers", "Mairies"]
    clients = {"client": list("ABCD"), "segment": segments, "objectif": [100.0] * 4}
    made = pacxl.blank(firm, person="Zoé", company="Alpes", period="2026-S1", today=DAY)
    team = pacxl.consolidate([with_rows(made, portefeuille=clients)])
    counted = ["PME", "PME", "Particuliers", "autre ou sans segment"]
    assert team.portefeuille["segment"].tolist() == ["PME", "PME", "Particuliers", "Mairies"]
    assert team.portefeuille["segment_retenu"].tolist() == counted
    assert pacxl.variance(team, today=DAY).portefeuille["segment_retenu"].tolist() == counted
    assert team.portefeuille_segments["objectif"].tolist() == [200, 100, 100]


def test_two_plans_read_under_one_name_are_told_apart() -> None:
    owners = (("Paul", "Nord", "2026-S1", "Alpes"), ("Zoé", "Nord", "2026-S1", "Alpes"))
    one, other = (sent("PAC.xlsx", owner, budget) for budget, owner in enumerate(owners, 1))
    ecarts = pacxl.variance(pacxl.consolidate([one, other]))
    assert ecarts.actions.groupby("fichier")["budget"].sum().to_dict() == {"PAC.xlsx": 1, "PAC.xlsx [2]": 2}
    assert ecarts.sources["preuve"].tolist() == ["juste", "juste"]


# --- the proof of what was taken from each file -----------------------------------------------------------


def test_two_versions_that_count_in_part_are_proved(tmp_path: Path) -> None:
    pacxl.write(version("a", actions=STEPS, carnet=DEALS), tmp_path / "a.xlsx")
    pacxl.write(version("b", actions=CHANGED), tmp_path / "b.xlsx")
    read = [
        dataclasses.replace(plan, saved=saved)
        for plan, saved in zip(pacxl.read_all([tmp_path]), (MONDAY, TUESDAY), strict=True)
    ]
    ecarts = pacxl.variance(pacxl.consolidate(read))
    assert ecarts.carnet["fichier"].tolist() == ["a.xlsx"]
    assert not_proved(ecarts) == []


def test_two_files_of_one_name_are_proved(tmp_path: Path) -> None:
    read = []
    for budget, person in enumerate(("Paul", "Zoé"), 1):
        (tmp_path / person).mkdir()
        made = sent("", (person, "Nord", "2026-S1", "Alpes"), budget)
        read.append(pacxl.read(pacxl.write(made, tmp_path / person / "PAC.xlsx")))
    assert len({plan.file for plan in read}) == 1
    ecarts = pacxl.variance(pacxl.consolidate(read))
    assert set(ecarts.frames["preuve"]["fichier"]) >= {"PAC.xlsx", "PAC.xlsx [2]"}
    assert not_proved(ecarts) == []


def not_proved(ecarts: pacxl.Contents) -> list[list[str]]:
    """The lines of both proofs that are not right."""
    found = []
    for key in ("preuve", "lecture"):
        lines = ecarts.frames[key]
        found += lines[lines["preuve"] != "juste"].iloc[:, :4].astype(str).to_numpy().tolist()
    return found
