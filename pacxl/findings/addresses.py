"""What there is to tell of an address that files stand behind."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

ADDRESS = {
    "url-unreachable": Entry(
        Severity.ERROR,
        "Cette adresse ne peut pas être lue{what}.",
        "Vérifiez l’adresse, vos droits et le réseau ; ou copiez les fichiers ici.",
        "This address cannot be read{what}.",
        "Check the address, your rights and the network; or copy the files here.",
    ),
}
