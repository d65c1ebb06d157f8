"""What is looked at before a file is opened: that it is a workbook, and of a size to be read."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pacxl.errors import FileDamaged, FileEmpty, FileMissing, FileProtected, FileTooLarge, NotAWorkbook


@dataclass(frozen=True)
class Limits:
    """What is read at most; no real workbook seen comes near. Bytes, but for `entries`."""

    file: int = 100 * 2**20
    inflated: int = 512 * 2**20
    part: int = 256 * 2**20
    entries: int = 5_000


_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_file(path: Path, limits: Limits = Limits()) -> None:  # a frozen constant
    """Raises the fault that keeps a file from being read, if there is one."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAWorkbook(str(path), "un dossier" if path.is_dir() else "ce n’est pas un fichier ordinaire")
        if status.st_size == 0:
            raise FileEmpty(str(path))
        if status.st_size > limits.file:
            raise FileTooLarge(str(path), f"{status.st_size / 2**20:.0f} Mo (au plus {limits.file / 2**20:.0f})")
        with path.open("rb") as file:
            start = file.read(4096)
    except FileNotFoundError:
        raise FileMissing(str(path)) from None
    except OSError as fault:
        raise FileDamaged(str(path), f" ({fault.strerror})") from None
    if start.startswith(_ZIP):
        _check_zip(path, limits)
    elif start.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes():
            raise FileProtected(str(path))
    else:
        raise NotAWorkbook(str(path), _what_it_is(start))


def _check_zip(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise FileDamaged(str(path), " : le fichier est tronqué ou altéré") from None
    names = {entry.filename.lower() for entry in entries}
    if not any(name.startswith("xl/") for name in names) and "content.xml" not in names:
        raise NotAWorkbook(str(path), _zip_kind(names))
    if len(entries) > limits.entries:
        raise FileTooLarge(str(path), f"{len(entries)} éléments (au plus {limits.entries})")
    if sum(entry.file_size for entry in entries) > limits.inflated:
        raise FileTooLarge(str(path), f"plus de {limits.inflated // 2**20} Mo une fois décompressé")
    if any(entry.file_size > limits.part for entry in entries):
        raise FileTooLarge(str(path), f"une feuille de plus de {limits.part // 2**20} Mo")


def _zip_kind(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "un document Word"
    if any(name.startswith("ppt/") for name in names):
        return "une présentation PowerPoint"
    return "une archive ZIP"


def _what_it_is(start: bytes) -> str:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"%pdf"):
        return "un document PDF"
    if text.startswith((b"<html", b"<!doctype html", b"<table")):
        return "une page HTML"
    if text.startswith(b"<?xml"):
        return "un fichier XML"
    if b"\0" in start:
        return "un fichier binaire d’un autre programme"
    return "un fichier texte ou CSV" if b";" in start or b"," in start or b"\t" in start else "un fichier texte"
