"""The colours and the typeface of every workbook, whatever its accent: no library is needed to name one."""

from __future__ import annotations

INK, QUIET, HAIRLINE, PAPER, SHADE = "22303A", "66757F", "D9E0E5", "FFFFFF", "F1F4F6"
AMBER = "C08A2E"
FONT = "Calibri"
