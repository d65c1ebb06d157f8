"""Workbooks that their authors have closed: signed digitally, marked as final."""

from __future__ import annotations

import re
from pathlib import Path

from tests.typed import parts, rewritten

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPC = "application/vnd.openxmlformats-package.digital-signature"
_TYPE = f"{_PACKAGE}/relationships/digital-signature"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def signed(path: Path, folder: str = "_xmlsignatures") -> Path:
    """The workbook with a digital signature and its certificate, as Excel lays them out."""

    def leads(kind: str, target: str) -> bytes:
        lead = f'<Relationship Id="rId1" Type="{_TYPE}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{_PACKAGE}/relationships">{lead}</Relationships>'.encode()

    known = parts(path)
    origin = f'<Relationship Id="rIdS" Type="{_TYPE}/origin" Target="{folder}/origin.sigs"/></Relationships>'
    types = known["[Content_Types].xml"].replace(
        b"<Override",
        f'<Default Extension="sigs" ContentType="{_OPC}-origin"/><Default Extension="cer" '
        f'ContentType="{_OPC}-certificate"/><Override PartName="/{folder}/sig1.xml" '
        f'ContentType="{_OPC}-xmlsignature+xml"/><Override'.encode(),
        1,
    )
    return rewritten(
        path,
        {
            "[Content_Types].xml": types,
            "_rels/.rels": known["_rels/.rels"].replace(b"</Relationships>", origin.encode()),
            f"{folder}/origin.sigs": b"",
            f"{folder}/_rels/origin.sigs.rels": leads("signature", "sig1.xml"),
            f"{folder}/sig1.xml": b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
            f"{folder}/_rels/sig1.xml.rels": leads("certificate", "zoe.cer"),
            f"{folder}/zoe.cer": b"\x30\x82",
        },
    )


def marked_final(path: Path, value: str = "true") -> Path:
    """The workbook marked as final, as Excel does: a property of its own, and a status beside it."""
    known = parts(path)
    mark = (
        f'<property xmlns="{_CUSTOM}" fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="99" name="_MarkAsFinal">'
        f'<vt:bool xmlns:vt="{_VALUES}">{value}</vt:bool></property></Properties>'
    )
    status = b"<cp:contentStatus>Final</cp:contentStatus></cp:coreProperties>"
    return rewritten(
        path,
        {
            "docProps/custom.xml": known["docProps/custom.xml"].replace(b"</Properties>", mark.encode()),
            "docProps/core.xml": re.sub(b"</cp:coreProperties>", status, known["docProps/core.xml"]),
        },
    )
