"""The message that goes with a copy."""

from __future__ import annotations

from pathlib import Path

from pacxl.typography import plain_spaces
from pacxl.way_back.letter import Letter, letter
from tests.way_back.copies import (
    BUDGET,
    SHEET,
    findings_at,
)


def test_the_message_is_short_and_ready(sent: Path) -> None:
    text = plain_spaces((sent.parent / "PAC_Paul - message.txt").read_text(encoding="utf-8"))
    subject, blank, greeting, *_ = text.split("\n")
    assert (subject, blank, greeting) == (
        "Objet : Votre plan d’action commercial 2e trimestre 2026 : 2 à corriger, 1 à vérifier",
        "",
        "Bonjour Paul,",
    )
    assert f"\n1. {SHEET}, {BUDGET} : « abc » n’est pas lisible" in text
    assert "« À corriger »" in text


def test_of_many_points_the_main_ones_are_told() -> None:
    cells = [f"D{row}" for row in range(8, 16)]
    text = letter(Letter("Zoé", "PAC.xlsx", "", findings_at(*cells), sheet="À corriger"))
    assert text.count(f"{SHEET}, D") == 5
    assert "… et 3 de plus." in text
