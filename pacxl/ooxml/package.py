"""An OOXML file, part by part: a part whose tree was changed is written anew, all others are copied byte for byte."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pacxl.errors import FileDamaged
from pacxl.ooxml.xml import Element, NotWellFormed, add, children, drop, parse, serialised

_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEW = (1980, 1, 1, 0, 0, 0)  # the date of a new part: the same inputs give the same bytes
_UNREADABLE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, KeyError)


class Package:
    """A workbook's file in memory. Raises FileDamaged for a part that cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._entries = {entry.filename: entry for entry in archive.infolist()}
                self._contents = {name: archive.read(name) for name in self._entries}
        except _UNREADABLE:
            raise FileDamaged(str(path), " : le fichier est tronqué ou altéré") from None
        self._by_folded = {name.casefold(): name for name in self._entries}
        self._trees: dict[str, tuple[Element, bytes]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._contents)

    def has(self, name: str) -> bool:
        return self._known(name) in self._contents

    def read(self, name: str) -> bytes:
        """A part's bytes as they were."""
        try:
            return self._contents[self._known(name)]
        except KeyError:
            raise FileDamaged(str(self._path), f" : la partie {name} manque") from None

    def tree(self, name: str) -> Element:
        """A part's root, to be read or changed in place."""
        known = self._known(name)
        if known not in self._trees:
            try:
                root = parse(self.read(name))
            except NotWellFormed:
                raise FileDamaged(str(self._path), f" : la partie {name} est altérée") from None
            self._trees[known] = root, serialised(root)
        return self._trees[known][0]

    def put(self, name: str, content: bytes) -> None:
        """A part's new bytes; a new part stands after the others."""
        known = self._known(name)
        self._contents[known] = content
        self._by_folded[known.casefold()] = known
        self._trees.pop(known, None)

    def _known(self, name: str) -> str:
        """Part names are the same whatever their case."""
        return self._by_folded.get(name.casefold(), name)

    def free_name(self, pattern: str) -> str:
        """A name that no part has, of a pattern with a place for a number."""
        return next(name for number in itertools.count(1) if not self.has(name := pattern.format(number)))

    def drop(self, name: str) -> None:
        """Removes a part, and its content type. Relations to it are the caller's."""
        self._contents.pop(self._known(name), None)
        self._trees.pop(self._known(name), None)
        for override in self._overrides(name):
            drop(override)

    # --- content types ------------------------------------------------------------------------------------

    def content_type(self, name: str) -> str:
        """What the file says that a part is; "" if it does not say."""
        types = self.tree(_CONTENT_TYPES)
        for override in self._overrides(name):
            return override.get("ContentType", "")
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        known = {
            each.get("Extension", "").lower(): each.get("ContentType", "") for each in children(types, "Default")
        }
        return known.get(ending, "")

    def declare(self, name: str, content_type: str) -> None:
        """Says what a new part is."""
        if self.content_type(name) != content_type:
            add(self.tree(_CONTENT_TYPES), "Override", PartName=f"/{name}", ContentType=content_type)

    def _overrides(self, name: str) -> list[Element]:
        known = children(self.tree(_CONTENT_TYPES), "Override")
        return [each for each in known if each.get("PartName", "").casefold() == f"/{name}".casefold()]

    # --- relations ----------------------------------------------------------------------------------------

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads, within the file."""
        rels = relations_of(part)
        if not self.has(rels):
            return []
        known = children(self.tree(rels), "Relationship")
        return [relation(part, each) for each in known if each.get("TargetMode") != "External"]

    def related(self, part: str, kind: str) -> str:
        """The first part of a type that a part leads to; "" if there is none."""
        return next((each.target for each in self.relations(part) if each.type == kind and self.has(each.target)), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation's id."""
        rels = relations_of(part)
        if not self.has(rels):
            self.put(rels, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        known = children(self.tree(rels), "Relationship")
        taken = {each.get("Id", "").casefold() for each in known}
        key = next(key for number in itertools.count(1) if (key := f"rId{number}").casefold() not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        add(self.tree(rels), "Relationship", Id=key, Type=f"{self._dialect()}/{kind}", Target=path)
        return key

    def _dialect(self) -> str:
        """What the types of the file's relations begin with."""
        types = [each.get("Type", "") for each in children(self.tree(relations_of("")), "Relationship")]
        return next((each.rpartition("/")[0] for each in types if each.endswith("/officeDocument")), _RELATION_TYPES)

    def forget(self, part: str) -> None:
        """Drops all of a part's relations."""
        self.drop(relations_of(part))

    def unrelate(self, part: str, key: str) -> None:
        for each in children(self.tree(relations_of(part)), "Relationship"):
            if each.get("Id") == key:
                drop(each)

    # --- writing ------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Writes the file: its parts in the order they had, the new ones after them."""
        for name, (root, before) in self._trees.items():
            now = serialised(root)
            if now != before or name not in self._entries:
                self._contents[name] = now
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._contents.items():
                archive.writestr(self._entry(name), content)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        known = self._entries.get(name)
        entry = zipfile.ZipInfo(name, known.date_time if known else _NEW)
        stored = known is not None and known.compress_type == zipfile.ZIP_STORED
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.external_attr = known.external_attr if known else 0o600 << 16
        return entry


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
