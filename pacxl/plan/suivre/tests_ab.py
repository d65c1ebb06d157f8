"""The A/B tests: two variants, how many people each reached and convinced, and whether the difference is real.

Pearson's chi-square for a 2×2 table, one degree of freedom, without Yates' correction: it is the square of the z of
two proportions, (pB − pA)² ÷ (p(1 − p)(1/nA + 1/nB)), p being the rate of both together. Above 3.84, its 5 % point,
chance alone would show such a difference less than once in twenty (K. Pearson, Philosophical Magazine, 1900;
R. A. Fisher, Statistical Methods for Research Workers, 1925, table III). It holds as long as each of the four
expected counts is at least 5 (W. G. Cochran, Biometrics, 1954).
"""

from __future__ import annotations

from pacxl.definition.expr import Col, Expr, Of, Row, blank, count, if_, is_blank, min_, round_
from pacxl.definition.kind import CHOICE, COUNT, DATE, LONG, NUMBER, POINTS, RATE, TEXT, WHOLE
from pacxl.definition.sheet import Figure, Figures, Grid, Sheet, sheet_note
from pacxl.definition.table import Choices, Column, Mark, Part, Table
from pacxl.french.period import Edge
from pacxl.plan.tables.columns import channel_column
from pacxl.plan.tables.section import Section
from pacxl.settings.model import Settings

row, tests = Row(), Of("tests_ab")

SHEET, PART = "Tests A-B", "Tests_ab"
A_WINS, B_WINS, NO_DIFFERENCE = "A gagne", "B gagne", "pas de différence sûre"
TOO_FEW, TO_VERIFY = "trop peu de contacts", "à vérifier"
THRESHOLD, LEAST_EXPECTED = 3.84, 5  # Pearson's chi-square (2 × 2, no correction) at 95 %, and its smallest cell
SPARE = 8


def section(settings: Settings) -> Section:
    """Tests A/B: two versions compared, and whether chance alone would show it."""
    columns = (*_described(), *_counted(), *_decided(), *_computed())
    decisions = ("adopter A", "adopter B", "poursuivre le test", "essayer autre chose")
    return Section(
        (Table("tests_ab", "Tests A/B", columns, (Part(PART, SHEET),), spare=SPARE),),
        (_sheet(),),
        (Choices("tests_ab_decisions", "Décision de test", decisions),),
    )


def _described() -> tuple[Column, ...]:
    return (
        Column("test", "Test", TEXT, width=24, help="Le nom du test, en quelques mots.", synonyms=("tests", "essai")),
        Column(
            "hypothese",
            "Hypothèse",
            LONG,
            width=28,
            help="Ce que vous croyez, avant de regarder : « un objet plus court sera ouvert plus souvent ».",
            synonyms=("hypothèses",),
        ),
        Column("variante_a", "Variante A", TEXT, width=20, help="Ce qui se fait aujourd’hui.", synonyms=("a",)),
        Column(
            "variante_b",
            "Variante B",
            TEXT,
            width=20,
            help="Ce que vous essayez : un seul changement.",
            synonyms=("b",),
        ),
    )


def _counted() -> tuple[Column, ...]:
    def whole(key: str, header: str, help_: str, *synonyms: str) -> Column:
        return Column(key, header, WHOLE, width=13, help=help_, synonyms=synonyms)

    return (
        whole("contacts_a", "Contacts A", "Les personnes qui ont vu la variante A.", "visiteurs a", "envois a"),
        whole("conversions_a", "Conversions A", "Celles qui ont fait ce que vous attendiez.", "succès a"),
        whole("contacts_b", "Contacts B", "Les personnes qui ont vu la variante B.", "visiteurs b", "envois b"),
        whole("conversions_b", "Conversions B", "Celles qui ont fait ce que vous attendiez.", "succès b"),
    )


def _decided() -> tuple[Column, ...]:
    return (
        channel_column("Où le test a lieu.", detail=True),
        _day("debut", "Début", "first", "Le premier jour du test.", ("date début", "du")),
        _day("fin", "Fin", "last", "Le dernier jour, choisi d’avance.", ("date fin", "au")),
        Column(
            "decision",
            "Décision",
            CHOICE,
            choices="tests_ab_decisions",
            open_list=True,
            width=18,
            help="Ce que vous en faites, le test fini.",
            synonyms=("décisions", "suite"),
        ),
    )


def _day(key: str, header: str, edge: Edge, help_: str, synonyms: tuple[str, ...]) -> Column:
    return Column(key, header, DATE, detail=True, help=help_, synonyms=synonyms, edge=edge)


# --- what the figures say ---------------------------------------------------------------------------------


def _computed() -> tuple[Column, ...]:
    people, convinced = row.contacts_a + row.contacts_b, row.conversions_a + row.conversions_b
    known = ~is_blank(row.taux_a) & ~is_blank(row.taux_b)
    expected = min_(row.contacts_a, row.contacts_b) * min_(convinced, people - convinced) / people
    gap, shared = row.taux_b - row.taux_a, convinced / people
    chi_square = gap * gap / (shared * (1 - shared) * (1 / row.contacts_a + 1 / row.contacts_b))
    return (
        _rate("a", row.contacts_a, row.conversions_a),
        _rate("b", row.contacts_b, row.conversions_b),
        Column("ecart", "Écart", POINTS, round_(gap * 100, 6), help="Taux B − taux A, en points."),
        Column(
            "attendu",
            "Réponses attendues",
            NUMBER,
            if_(known, expected, blank),
            detail=True,
            help="Le moins de « oui » ou de « non » qu’aurait une variante si A et B se valaient : il en faut 5.",
            synonyms=("effectif attendu",),
        ),
        Column(
            "khi_deux",
            "Force de l’écart",
            NUMBER,
            if_(known, chi_square, blank),
            detail=True,
            help="À partir de 3,84, le hasard seul ferait un tel écart moins d’une fois sur vingt.",
            synonyms=("khi-deux",),
        ),
        Column(
            "resultat",
            "Résultat",
            CHOICE,
            _result(),
            width=23,
            help="Un gagnant, si le hasard seul ferait un tel écart moins d’une fois sur vingt.",
            marks=(
                Mark("good", A_WINS),
                Mark("good", B_WINS),
                Mark("muted", NO_DIFFERENCE),
                Mark("wait", TOO_FEW),
                Mark("bad", TO_VERIFY),
            ),
        ),
    )


def _rate(variant: str, people: Col, convinced: Col) -> Column:
    """The rate of a variant; blank for numbers that cannot be."""
    name = variant.upper()
    formula = if_(_impossible(people, convinced), blank, convinced / people)
    return Column(f"taux_{variant}", f"Taux {name}", RATE, formula, help=f"Conversions {name} ÷ contacts {name}.")


def _impossible(people: Col, convinced: Col) -> Expr:
    return (people < 0) | (convinced < 0) | (convinced > people)


def _result() -> Expr:
    impossible = _impossible(row.contacts_a, row.conversions_a) | _impossible(row.contacts_b, row.conversions_b)
    winner = if_(row.taux_b > row.taux_a, B_WINS, A_WINS)
    sure = if_(row.khi_deux >= THRESHOLD, winner, if_(row.khi_deux < THRESHOLD, NO_DIFFERENCE, blank))
    return if_(impossible, TO_VERIFY, if_(row.attendu < LEAST_EXPECTED, TOO_FEW, sure))


def _sheet() -> Sheet:
    def counted(key: str, label: str, where: Expr) -> Figure:
        return Figure(f"tests_ab_{key}", label, COUNT, count(tests, where))

    return Sheet(
        SHEET,
        "Tests A/B",
        "Deux variantes, un seul changement : laquelle convainc le plus, et peut-on s’y fier ?",
        (
            Figures(
                (
                    counted("gagnes", "Avec un gagnant", (tests.resultat == A_WINS) | (tests.resultat == B_WINS)),
                    counted("incertains", "Sans différence sûre", tests.resultat == NO_DIFFERENCE),
                    counted("courts", "Trop peu de contacts", tests.resultat == TOO_FEW),
                )
            ),
            sheet_note(
                "Un écart est tenu pour sûr quand le hasard seul en ferait un pareil moins d’une fois sur vingt. "
                "Avec trop peu de contacts ou de réponses, il n’y a pas de gagnant.",
                "Lisez le résultat à la fin prévue : s’arrêter dès qu’il plaît le fausse.",
            ),
            Grid(PART),
        ),
        tone="follow",
    )
