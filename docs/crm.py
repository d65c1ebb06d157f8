"""The page `crm.md`: which headers of which CRM's export become which column of the carnet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.phrase import escaped
from pacxl.crm.products import PRODUCTS, Product
from pacxl.crm.told import CALLED

PAGE = Path(__file__).resolve().with_name("crm.md")

INTRODUCTION = """\
# Du CRM au carnet

Vos affaires sont dans un CRM : exportez-les (`.csv` ou `.xlsx`), et pacxl les met dans le carnet.

```console
$ pacxl import export.csv -o PAC_Paul_a_jour.xlsx --into PAC_Paul.xlsx   # le plan de Paul, son carnet à jour
$ pacxl import export.csv -o carnet.xlsx --period 2026-S1                # sans plan : un carnet, et c’est tout
$ pacxl check export.csv                                                 # comment l’export est lu, sans rien écrire
$ pacxl consolidate retours/ -o ecarts.xlsx                              # les plans de l’équipe, et un export \
parmi eux
```

Cette page est écrite par `python docs/make.py` à partir de ce que pacxl connaît de chaque CRM : ne la modifiez \
pas à la main.

## Ce qui arrive au plan

Un classeur neuf est écrit ; l’ancien et l’export ne sont jamais modifiés. Chaque affaire est retrouvée par son \
numéro de fiche, que le carnet garde dans une colonne repliée, *N° CRM*. La feuille *CRM* garde ce que le CRM \
disait au dernier import : c’est elle qui dit ce que vous avez tapé à la main.

| dans l’export | dans le carnet |
|---|---|
| une affaire nouvelle | une ligne de plus |
| une affaire qui a changé | la ligne suit le CRM, et chaque cellule changée est dite : « Montant : 8 000 € → 9 \
500 € » |
| une affaire gagnée ou perdue | son issue et sa date de clôture ; son étape et son jalon restent |
| une affaire qui n’y est plus | la ligne reste, et c’est dit (une affaire close peut manquer) |
| une affaire passée à quelqu’un d’autre | la ligne reste, et c’est dit |
| une cellule que vous avez changée à la main | elle reste, et l’écart avec le CRM est dit ; videz-la et importez \
de nouveau pour suivre le CRM |
| une cellule vide | rien : un vide du CRM n’efface rien |
| une affaire que vous aviez tapée avant, sans numéro | c’est elle si la société et la nature (ou, sans nature, le \
montant) sont les mêmes, et si une seule ligne peut l’être ; dit. Seulement proche : une ligne de plus, et le \
doute est dit |

**De qui ?** Avec `--into`, seules les affaires de la personne du plan sont prises (`--person` en choisit une \
autre) ; les autres sont comptées et dites. `pacxl consolidate` fait de l’export une source par personne : leurs \
affaires s’ajoutent aux plans, sauf celles qu’un plan a déjà sous le même numéro, qui comptent une fois, comme le \
plan les dit.

## Ce qui est lu, ce qui est demandé

- **Le fichier** : virgules, points-virgules, tabulations ; UTF-8 (avec ou sans marque), UTF-16, Windows ; pied de \
page des rapports Salesforce, lignes de totaux, en-têtes en double, titre au-dessus des en-têtes.
- **Un rapport Salesforce groupé** est lu si ses sous-totaux prouvent de quel groupe est chaque ligne ; sinon il \
est refusé : exportez-le « Détails uniquement ».
- **Les dates** : `2026-04-15 09:30`, numéros de jour d’Excel, `15/04/2026`, `15 avr. 2026`. Si jour/mois et \
mois/jour sont tous deux possibles dans *tout* l’export, aucune date n’est retenue, et c’est demandé : `--dates \
jour` ou `--dates mois`.
- **Les montants** : `1 234,56 €`, `$1,234,567`, `12000.5`. `1,234` se lit par les autres montants de sa colonne ; \
sinon il est demandé : `--decimal virgule` ou `--decimal point`.
- **Les monnaies** ne s’additionnent jamais : les affaires d’une autre monnaie que celle du plan (`--currency`, \
EUR d’office) restent de côté, avec leur somme.
- **La probabilité** est celle de l’étape dans *vos* réglages ; si l’étape n’y est pas, celle que le CRM lui donne \
d’office (plus bas), sinon celle de l’export. Une colonne de probabilités dont aucune ne dépasse 1 est faite de \
fractions : c’est dit.
- **Ouverte, gagnée, perdue** : par le statut, par une colonne oui/non, ou par le nom de l’étape (*Closed Won*, \
*Fermée perdue*). La date de clôture d’une affaire ouverte est son jalon ; celle qui n’était que prévue \
n’est pas la clôture d’une affaire close.

## Un autre CRM, ou d’autres mots : `--map`

Sellsy, noCRM.io, Axonaut et tout autre : un fichier de correspondances (`.csv`, `.xlsx` ou `.toml`), décidé une \
fois. Deux colonnes, l’en-tête de l’export et celui du carnet ; trois, pour dire aussi ce que veut dire une \
valeur. Rien en face d’un en-tête : la colonne est laissée.

| Quoi | Le vôtre | Le nôtre |
|---|---|---|
| en-tête | Nom de l’opportunité | Nature |
| en-tête | Montant potentiel | Montant |
| en-tête | Collaborateur affecté | Commercial |
| en-tête | Identifiant | N° CRM |
| étape | Négo | Négociation |
| issue | En pause | ouverte |

Les colonnes : celles du carnet, *N° CRM*, *Commercial* et *Devise*. `--from hubspot` dit le CRM quand ses \
en-têtes ne suffisent pas.

## Les en-têtes de chaque CRM

Ils sont écrits comme pacxl les compare : sans majuscules ni accents, ni ce qu’un CRM met autour (`Deal -`, `(Do \
Not Modify)`, `*`, `(2)`). Le premier trouvé compte. *u* : un intitulé **probable**, que nous n’avons vu sur aucun \
export ; dites-le-nous s’il diffère.
"""


def page() -> str:
    """The page, in Markdown."""
    lines = [INTRODUCTION]
    for product in sorted(PRODUCTS, key=lambda each: each.name):
        lines += [f"### {product.name}\n", "| carnet | en-têtes |", "|---|---|"]
        lines += (f"| {escaped(CALLED.get(key, key))} | {_headers(text)} |" for key, text in product.columns.items())
        lines += ["", *_stages(product)]
    return "\n".join(lines).rstrip() + "\n"


def _headers(text: str) -> str:
    each = (header.strip() for header in text.split("|"))
    return " · ".join(f"{escaped(name.rstrip(' ?'))}{' *u*' if name.endswith('?') else ''}" for name in each)


def _stages(product: Product) -> Iterator[str]:
    if product.stages:
        said = (
            f"{escaped(name.rstrip(' ?'))} {worth:.0%}{' *u*' if name.endswith('?') else ''}"
            for name, worth in product.stages.items()
        )
        yield f"Étapes d’office : {', '.join(said)}.\n".replace("%", " %")
