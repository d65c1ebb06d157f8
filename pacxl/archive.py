"""The parts of a zipped workbook: found whatever the case of their names, and never followed out of the file."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pacxl.markup import Element, NotWellFormed, parse


class Relation(NamedTuple):
    """Where a part leads: the relation's id, the last word of its type (`comments`, `table` …), the part's name."""

    key: str
    type: str
    target: str


class Archive:
    """A zipped workbook's parts, which the guard has inflated."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = {_plain(name): content for name, content in parts.items()}
        self._relations: dict[str, tuple[Relation, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parts, in lower case."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """A part's bytes; none for a part that is not there."""
        return self._parts.get(_plain(name), b"")

    def tree(self, name: str) -> Element | None:
        """A part's root; None if it is not there, or is not the XML it should be."""
        try:
            return parse(self.read(name))
        except NotWellFormed:
            return None

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where a part leads, within the file; the file itself is the part ""."""
        if part not in self._relations:
            root = self.tree(relations_of(part))
            known = () if root is None else root.iter("{*}Relationship")
            self._relations[part] = tuple(
                relation(part, each) for each in known if each.get("TargetMode") != "External"
            )
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The first part of a type that a part leads to; "" if there is none."""
        return next((each.target for each in self.relations(part) if each.type == kind), "")


def _plain(name: str) -> str:
    """Part names are the same whatever their case; some programs separate folders as Windows does."""
    return name.replace("\\", "/").lstrip("/").lower()


def relations_of(part: str) -> str:
    """The name of the part that says where a part leads."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relation(part: str, element: Element) -> Relation:
    """A relation of a part, as its element says it."""
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(element.get("Id", ""), kind, _target(part, element.get("Target", "")))


def _target(part: str, target: str) -> str:
    """A relation's target as a part's name: never above the file's root."""
    path = posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")


def stored(parts: Mapping[str, bytes]) -> io.BytesIO:
    """An archive of the parts, not compressed: a library reads it without inflating them once more."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    content.seek(0)
    return content


def streamed(xml: bytes, *tags: str) -> Iterator[Element]:
    """The elements of those tags as they are read, each forgotten when the next is asked for."""
    events = etree.iterparse(io.BytesIO(xml), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        for _, element in events:
            if element.getroottree().docinfo.doctype:
                raise NotWellFormed("DTD")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        raise NotWellFormed(str(fault)) from None
