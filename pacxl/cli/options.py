"""What the commands have in common: their options, how they tell a fault, the language they speak."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pacxl.findings.entry import Lang
from pacxl.writing.files import Csv, FrameFormat, PartedBy

Paths = Annotated[list[Path], typer.Argument(metavar="CHEMIN…", help="Classeurs, dossiers ou motifs (*.xlsx).")]
Json = Annotated[bool, typer.Option("--json", help="Un objet JSON sur la sortie standard, et rien d’autre.")]
Force = Annotated[bool, typer.Option("--force", help="Remplacer un fichier qui existe.")]
Strict = Annotated[bool, typer.Option("--strict", help="Sortir en erreur dès un avertissement.")]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit", metavar="NOM=NOMBRE", help="Relever une limite de lecture : secondes=30 (l’option se répète)."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, metavar="NOMBRE", help="Combien de classeurs lire à la fois (les cœurs, 4 au plus)."
    ),
]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache", metavar="DOSSIER", help="Garder là ce qui est lu : ensuite, seul ce qui a changé est relu."
    ),
]
DaskAddress = Annotated[
    str, typer.Option("--dask", metavar="ADRESSE", help="Lire sur d’autres machines, celles d’un ordonnanceur Dask.")
]
Language = Annotated[
    Lang, typer.Option("--lang", metavar="fr|en", envvar="PACXL_LANG", help="La langue des messages.")
]
Day = Annotated[
    dt.datetime | None,
    typer.Option(
        "--today", formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="La date du jour, pour les calculs."
    ),
]
Company = Annotated[
    str, typer.Option(metavar="NOM", help="L’entreprise dont les plans comptent (la plus fréquente).")
]
TeamPeriod = Annotated[
    str,
    typer.Option(
        "--period", metavar="PÉRIODE", help="La période dont les plans comptent (la plus fréquente) : 2026-S1."
    ),
]
Include = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FICHIER",
        help="Compter ce fichier, quelles que soient son entreprise et sa période (l’option se répète).",
    ),
]
Keep = Annotated[
    list[str] | None,
    typer.Option(metavar="FICHIER", help="De deux versions d’un plan, celle qui compte (l’option se répète)."),
]
Decisions = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FICHIER",
        help="Ce qui est décidé des doublons : un classeur d’écarts, ou un tableau (.csv, .xlsx) de mêmes colonnes.",
    ),
]
Expected = Annotated[
    Path | None,
    typer.Option(
        metavar="FICHIER",
        help="Qui est attendu : une liste (.txt, .csv, .xlsx), un nom par ligne ; sans elle, l’équipe des réglages.",
    ),
]
Due = Annotated[
    dt.datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%d/%m/%Y"],
        metavar="DATE",
        help="Le jour où les plans doivent être revenus : ensuite, qui n’a rien renvoyé est en retard.",
    ),
]
FirmSettings = Annotated[
    str,
    typer.Option(
        "--settings",
        metavar="MODÈLE",
        help="Les réglages de l’entreprise : son équipe et les autres écritures des noms, la nature des indicateurs.",
    ),
]
WordsFile = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FICHIER",
        help="Ce que sont les colonnes, les feuilles et les mots d’un classeur à vous : pacxl map l’écrit.",
    ),
]
FrameForm = Annotated[
    FrameFormat, typer.Option("--format", metavar="csv|parquet|json", help="La forme des fichiers.")
]
FramesFolder = Annotated[
    Path | None, typer.Option("--frames", metavar="DOSSIER", help="Écrire aussi les tables, dans ce dossier.")
]
CsvFor = Annotated[
    Csv,
    typer.Option(
        "--csv",
        metavar="excel|plain",
        help="Pour qui est le CSV : excel (points-virgules, virgules décimales : Excel en français) ou plain "
        "(virgules, points décimaux : un programme).",
    ),
]
PartBy = Annotated[
    PartedBy | None,
    typer.Option(
        "--by",
        metavar="commercial|equipe|periode|fichier",
        help="Écrire chaque table en un dossier, d’un fichier par valeur de cette colonne.",
    ),
]
Start = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="Le premier jour d’un exercice."),
]
ActionsLayout = Annotated[
    str,
    typer.Option(
        "--actions",
        metavar="FEUILLES",
        help="par-famille : une feuille par famille d’actions ; une-feuille : toutes sur la même.",
    ),
]
Phases = Annotated[
    list[str] | None,
    typer.Option("--phase", metavar="PHASE", help="Seulement cette phase (l’option se répète) : opérationnelle…"),
]
