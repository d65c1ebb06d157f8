"""The XML of a workbook's parts: read without fetching or expanding anything, children put where Excel wants them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from lxml import etree

Element = etree._Element

# The two dialects that workbooks are written in: what nearly every program writes, and Excel's "Strict Open XML".
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class NotWellFormed(ValueError):
    """A part that is not the XML it should be, or that declares a DTD."""


def parse_xml(content: bytes) -> Element:
    """A part's root. Nothing is fetched, no entity is expanded; a DTD is refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, strip_cdata=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise NotWellFormed(str(fault)) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs forget it
        raise NotWellFormed("DTD")
    return root


def xml_streamed(content: bytes, *tags: str) -> Iterator[Element]:
    """The elements of those tags as they are read, each forgotten when the next is asked for."""
    events = etree.iterparse(io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, load_dtd=False)
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


def new_root(name: str, main: str) -> Element:
    """The root of a new part, in the namespace that all of it is written in."""
    return etree.Element(f"{{{main}}}{name}", nsmap={None: main})  # type: ignore[dict-item]  # the default namespace


def serialised(root: Element) -> bytes:
    """A tree as the bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace(root: Element) -> str:
    """The namespace of an element's name."""
    return etree.QName(root).namespace or ""


def xml_relation_namespace(root: Element) -> str:
    """The namespace of `r:id`, in the dialect of a part."""
    return _STRICT_OFFICE if namespace(root) == _STRICT_MAIN else _OFFICE


def local(element: Element) -> str:
    """An element's name without its namespace; "" for a comment or an instruction."""
    return etree.QName(element).localname if is_element(element) else ""


def is_element(node: Element) -> bool:
    """Whether a node is an element: the tag of a comment or of an instruction is a function."""
    tag: object = node.tag
    return isinstance(tag, str)


def child(parent: Element, name: str) -> Element | None:
    """The first child of a name, whatever its prefix."""
    return parent.find(f"{{{namespace(parent)}}}{name}")


def xml_children(parent: Element | None, name: str) -> list[Element]:
    """The children of a name, whatever their prefix."""
    return [] if parent is None else parent.findall(f"{{{namespace(parent)}}}{name}")


def add_child(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last child, in its parent's namespace."""
    return etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", attributes)


def drop_element(element: Element) -> None:
    """Takes an XML element out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unset_attribute(element: Element, name: str) -> None:
    """Takes an attribute off an XML element."""
    if name in element.attrib:
        del element.attrib[name]


def child_in_order(parent: Element, name: str, order: Sequence[str]) -> Element:
    """The child of that name, made if it is missing where the schema's order wants it."""
    known = child(parent, name)
    if known is not None:
        return known
    made = etree.Element(f"{{{namespace(parent)}}}{name}")
    before = set(order[: order.index(name)])
    place = max((number for number, each in enumerate(parent, 1) if local(each) in before), default=0)
    parent.insert(place, made)
    return made


def put_xml_relation(element: Element, key: str) -> None:
    """Sets `r:id`, under its usual prefix where none is declared."""
    element.set(f"{{{xml_relation_namespace(element)}}}id", key)


def is_true_in_xml(value: str | None) -> bool:
    """Whether an attribute says yes, in one of the ways that XML schemas have."""
    return value in ("1", "true")


def to_xml(text: str) -> str:
    """A text as a part holds it: what XML cannot hold is written `_xHHHH_`, as Excel does."""
    escaped = _LIKE_AN_ESCAPE.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", escaped)


def from_xml(text: str) -> str:
    """A cell's text, its escaped characters as they were."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def xml_text_runs(element: Element) -> list[Element]:
    """The pieces of a text in XML, plain or rich; the phonetic reading beside it is none of it."""
    return [run for run in element.iter("{*}t") if next(run.iterancestors("{*}rPh"), None) is None]


def xml_rich_text(element: Element) -> str:
    """A text in XML, of one or several runs."""
    return "".join(from_xml(run.text or "") for run in xml_text_runs(element))


def set_text(element: Element, text: str) -> None:
    """Sets the text of an element, its blanks kept."""
    element.text = to_xml(text)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
