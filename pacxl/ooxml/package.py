"""An Office Open XML file, part by part, read and edited: the parts that did not change are saved byte for byte."""

from __future__ import annotations

import io
import itertools
import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pacxl.ooxml.xml import Element, NotWellFormed, add_child, drop_element, parse_xml, serialised

_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NEW = (1980, 1, 1, 0, 0, 0)  # the date of a new part: the same inputs give the same bytes


class Relation(NamedTuple):
    """Where a part leads: the relation's id, the last word of its type (`comments`, `table` …), the part's name."""

    key: str
    type: str
    target: str


class Package:
    """A zipped file's parts, in the order they had; `entries` say how they were kept.

    A part is asked of `parts` when it is read, each time: the guard may inflate it only then. Part names are the same
    whatever their case, and some programs separate folders as Windows does.
    """

    def __init__(self, parts: Mapping[str, bytes], entries: Iterable[zipfile.ZipInfo] = ()) -> None:
        self._source = parts
        self._parts: dict[str, bytes | None] = dict.fromkeys(parts)  # None: as the source has it
        self._names = {_plain(name): name for name in parts}
        self._entries = {entry.filename: entry for entry in entries}
        self._trees: dict[str, Element] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._parts)

    def has(self, name: str) -> bool:
        return _plain(name) in self._names

    def name(self, name: str) -> str:
        """A part's name as the file writes it."""
        return self._names.get(_plain(name), name)

    def read(self, name: str) -> bytes:
        """A part's bytes, without the changes made to its tree; none for a part that is not there."""
        known = self.name(name)
        content = self._parts.get(known, b"")
        return self._source[known] if content is None else content

    def root(self, name: str) -> Element:
        """A part's root, to be read or changed in place; raises NotWellFormed where it is none."""
        known = self.name(name)
        if known not in self._trees:
            self._trees[known] = parse_xml(self.read(name))
        return self._trees[known]

    def tree(self, name: str) -> Element | None:
        """A part's root; None if it is not there, or is not the XML it should be."""
        try:
            return self.root(name)
        except NotWellFormed:
            return None

    # --- relations ----------------------------------------------------------------------------------------

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where a part leads, within the file; the file itself is the part ""."""
        if part not in self._relations:
            name = self.name(relations_of(part))
            if name in self._trees:
                self._relations[part] = _relations(part, self._trees[name])
            else:
                self._relations[part] = _relations_in(part, self.read(name))
        return self._relations[part]

    def external(self, part: str) -> dict[str, str]:
        """The links that lead from a part out of the file, by the relation's id; they are never followed."""
        root = self.tree(relations_of(part))
        known = () if root is None else root.iter("{*}Relationship")
        return {each.get("Id", ""): each.get("Target", "") for each in known if each.get("TargetMode") == "External"}

    def related(self, part: str, kind: str) -> str:
        """The first part of a type that a part leads to; "" if there is none."""
        return next((each.target for each in self.relations(part) if each.type == kind and self.has(each.target)), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation's id."""
        rels = relations_of(part)
        if not self.has(rels):
            self.put(rels, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        taken = {each.get("Id", "").casefold() for each in self.root(rels).iter("{*}Relationship")}
        key = next(key for number in itertools.count(1) if (key := f"rId{number}").casefold() not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        add_child(self.root(rels), "Relationship", Id=key, Type=f"{self._dialect()}/{kind}", Target=path)
        self._relations.pop(part, None)
        return key

    def _dialect(self) -> str:
        """What the types of the file's relations begin with."""
        types = [each.get("Type", "") for each in self.root(relations_of("")).iter("{*}Relationship")]
        return next((each.rpartition("/")[0] for each in types if each.endswith("/officeDocument")), _RELATION_TYPES)

    def unrelate(self, part: str, kind: str) -> None:
        """Drops the relations of a type that a part has."""
        for each in [*self.root(relations_of(part)).iter("{*}Relationship")]:
            if _relation(part, each).type == kind:
                drop_element(each)
        self._relations.pop(part, None)

    def forget(self, part: str) -> None:
        """Drops all of a part's relations, and the parts they lead to."""
        for each in self.relations(part):
            self.drop(each.target)
        self.drop(relations_of(part))
        self._relations.pop(part, None)

    # --- parts put and dropped ----------------------------------------------------------------------------

    def put(self, name: str, content: bytes) -> None:
        """A part's new bytes; a new part stands after the others."""
        known = self._names.setdefault(_plain(name), name)
        self._parts[known] = content
        self._trees.pop(known, None)

    def drop(self, name: str) -> None:
        """Removes a part, and its content type. Relations to it are the caller's."""
        known = self._names.pop(_plain(name), name)
        self._parts.pop(known, None)
        self._trees.pop(known, None)
        for override in self._overrides(name):
            drop_element(override)

    def free_name(self, pattern: str) -> str:
        """A name that no part has, of a pattern with a place for a number."""
        return next(name for number in itertools.count(1) if not self.has(name := pattern.format(number)))

    def content_type(self, name: str) -> str:
        """What the file says that a part is; "" if it does not say."""
        for override in self._overrides(name):
            return override.get("ContentType", "")
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        for default in self.root(_CONTENT_TYPES).iter("{*}Default"):
            if default.get("Extension", "").lower() == ending:
                return default.get("ContentType", "")
        return ""

    def declare(self, name: str, content_type: str) -> None:
        """Says what a new part is."""
        if self.content_type(name) != content_type:
            add_child(self.root(_CONTENT_TYPES), "Override", PartName=f"/{name}", ContentType=content_type)

    def _overrides(self, name: str) -> list[Element]:
        known = self.root(_CONTENT_TYPES).iter("{*}Override")
        return [each for each in known if _plain(each.get("PartName", "")) == _plain(name)]

    # --- writing ------------------------------------------------------------------------------------------

    def save(self, path: Path) -> None:
        """Writes the file: its parts in the order they had, the new ones after them."""
        for name, root in self._trees.items():
            if (now := serialised(root)) != serialised(parse_xml(self.read(name))):
                self._parts[name] = now
        whole = io.BytesIO()  # before a byte is written: a full disk leaves an archive that cannot be closed
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self._parts:
                archive.writestr(self._entry(name), self.read(name))
        path.write_bytes(whole.getbuffer())

    def _entry(self, name: str) -> zipfile.ZipInfo:
        known = self._entries.get(name)
        entry = zipfile.ZipInfo(name, known.date_time if known else _NEW)
        stored = known is not None and known.compress_type == zipfile.ZIP_STORED
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        entry.external_attr = known.external_attr if known else 0o600 << 16
        return entry


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def relations_of(part: str) -> str:
    """The name of the part of a package that says where another leads."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@lru_cache(maxsize=1024)
def _relations_in(part: str, content: bytes) -> tuple[Relation, ...]:
    """The relations of a part by the bytes of what lists them: in workbooks of one template, the same in each."""
    try:
        return _relations(part, parse_xml(content))
    except NotWellFormed:
        return ()


def _relations(part: str, root: Element) -> tuple[Relation, ...]:
    known = root.iter("{*}Relationship")
    return tuple(_relation(part, each) for each in known if each.get("TargetMode") != "External")


def _relation(part: str, element: Element) -> Relation:
    """A relation of a part, as its element says it."""
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(element.get("Id", ""), kind, _target(part, element.get("Target", "")))


def _target(part: str, target: str) -> str:
    """A relation's target as a part's name: never above the file's root."""
    path = posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")


def store_parts(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A package of the parts, not compressed: a library reads it without inflating them once more."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    content.seek(0)
    return content


_SIGNATURES = "origin"  # the last word of the type of the relation that leads to a file's signatures


def is_signed(package: Package) -> bool:
    """Whether a package holds digital signatures; not whether they are good."""
    return any(each.type == _SIGNATURES for each in package.relations(""))


def drop_signatures(package: Package) -> bool:
    """Takes a package's digital signatures out, with their certificates; whether there were any."""
    signed = is_signed(package)
    for origin in [each.target for each in package.relations("") if each.type == _SIGNATURES]:
        for signature in package.relations(origin):
            package.forget(signature.target)
        package.forget(origin)
        package.drop(origin)
    if signed:
        package.unrelate("", _SIGNATURES)
    return signed


def main_part(package: Package) -> str:
    """The part of a package that says what the workbook is; "" if there is none."""
    return package.related("", "officeDocument")
