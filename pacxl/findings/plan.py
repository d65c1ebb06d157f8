"""What there is to tell of a plan, read over (relecture)."""

from __future__ import annotations

from pacxl.findings.entry import Entry, Severity

PLAN = {
    "sheet-of-person": Entry(
        Severity.INFO,
        "La feuille {sheet} porte le nom {value:de} : ses actions sont à cette personne.",
        "Rien à faire si c’est bien cela ; sinon, décidez avec « pacxl map » de la famille de cette feuille.",
        "The sheet {sheet} bears the name of {value}: its actions are that person’s.",
        "Nothing to do if that is right; otherwise decide the family of this sheet with “pacxl map”.",
    ),
    "table-of-month": Entry(
        Severity.INFO,
        "Le tableau de la feuille {sheet} est de {month}, d’après « {value} » : il donne sa date à {count} "
        "{count:ligne qui n’en a pas|lignes qui n’en ont pas}.",
        "Rien à faire si c’est bien cela ; sinon, saisissez leur date.",
        "The table of the sheet {sheet} is of {month}, by “{value}”: and so {count:is|are} {count} "
        "{count:row|rows} without a date.",
        "Nothing to do if that is right; otherwise give them a date.",
    ),
    "month-without-year": Entry(
        Severity.WARNING,
        "« {value} » ne dit pas son année : {count} {count:ligne|lignes} de ce tableau (feuille {sheet}) "
        "{count:reste|restent} sans date.",
        "Saisissez l’année : « {value} 2026 ».",
        "“{value}” does not say its year: {count} {count:row|rows} of this table (sheet {sheet}) "
        "{count:stays|stay} without a date.",
        "Write the year: “{value} 2026”.",
    ),
    "months-without-year": Entry(
        Severity.WARNING,
        "Les {count} colonnes de la feuille {sheet} qui sont des mois (« {value} »…) ne disent pas leur année : "
        "leurs chiffres sont lus sans mois.",
        "Saisissez l’année dans le titre du tableau, ou dans le nom de la feuille.",
        "The {count} columns of the sheet {sheet} that are months (“{value}”…) do not say their year: "
        "their figures are read without a month.",
        "Write the year in the table’s title, or in the sheet’s name.",
    ),
    "status-disagrees": Entry(
        Severity.WARNING,
        "Le statut saisi est « {value} », et l’avancement ou la fin réelle de la ligne dit autre chose : c’est le "
        "statut qui compte.",
        "Corrigez celui des deux qui n’est pas à jour.",
        "The typed status is “{value}”, and the row’s progress or actual end says otherwise: the status counts.",
        "Mend the one of the two that is out of date.",
    ),
    "step-missing": Entry(
        Severity.WARNING,
        "La ligne est remplie mais la colonne Étape est vide.",
        "Nommez l’étape, pour que chacun sache de quelle action il s’agit.",
        "The row is filled in but its step (Étape) is blank.",
        "Name the step, so that everyone knows which action this is.",
    ),
    "end-before-start": Entry(
        Severity.WARNING,
        "La date de fin est avant la date de début.",
        "Corrigez l’une des deux dates ; l’avancement attendu n’est pas calculé.",
        "The end date is before the start date.",
        "Mend one of the two dates; the expected progress is not computed.",
    ),
    "sense-missing": Entry(
        Severity.WARNING,
        "La cible et le résultat sont donnés, mais pas le sens : le verdict n’est pas calculé.",
        "Choisissez dans la colonne Sens si plus haut ou plus bas est mieux.",
        "The target and the result are given but not the sense: no verdict is computed.",
        "Say in the column Sens whether higher or lower is better.",
    ),
    "percent-one-signed": Entry(
        Severity.WARNING,
        "En %, l’objectif et le résultat ne sont pas écrits de même : en face de {signed}, l’autre se lit {one} ou "
        "{other}. Ni écart, ni verdict.",
        "Saisissez les deux avec leur signe : 20 %, 25 %. Au-delà de 200 %, comptez plutôt en « fois » ; si ce ne "
        "sont pas des pourcentages, choisissez leur unité (le bouton 2, en haut à gauche, montre cette colonne).",
        "In %, the target and the result are not written alike: beside {signed}, the other reads as {one} or "
        "{other}. No gap, no verdict.",
        "Type both with their sign: 20%, 25%. Beyond 200%, count in times (“fois”) instead; if they are no "
        "percentages, choose their unit (the button 2, top left, shows that column).",
    ),
    "percent-unsigned": Entry(
        Severity.INFO,
        "L’objectif et le résultat sont en %, tapés sans leur signe : « {value} » est lu {value} %.",
        "Saisissez-les avec leur signe : 20 %.",
        "The target and the result are in %, typed without their sign: “{value}” is read as {value}%.",
        "Type them with their sign: 20%.",
    ),
    "indicator-own": Entry(
        Severity.WARNING,
        "« {value} » n’est pas un indicateur des réglages : il est gardé comme le vôtre, sans rien additionner.",
        "Dites à qui fait les réglages sa nature : flux, stock, ratio ou moyenne.",
        "“{value}” is no indicator of the settings: it is kept as yours, nothing is added up.",
        "Tell whoever makes the settings its nature: flux, stock, ratio or moyenne (mean).",
    ),
    "unit-mixed": Entry(
        Severity.WARNING,
        "« {value} » n’est pas l’unité du premier mois de cet indicateur : ses mois ne s’additionnent pas.",
        "Comptez tous les mois de l’indicateur dans la même unité.",
        "“{value}” is not the unit of the first month of this indicator: its months are not added up.",
        "Count all the months of the indicator in the same unit.",
    ),
    "unit-not-settings": Entry(
        Severity.INFO,
        "« {value} » n’est pas l’unité que les réglages donnent à cet indicateur : il se lit dans celle-ci, et seuls "
        "les k€ deviennent des euros.",
        "Rien à faire si ses nombres sont bien dans cette unité ; sinon, corrigez-la.",
        "“{value}” is not the unit that the settings give this indicator: it reads in this one, and only k€ become "
        "euros.",
        "Nothing to do if its numbers are in that unit; otherwise mend it.",
    ),
    "figures-differ": Entry(
        Severity.WARNING,
        "{one} fait {amount} et {other} {other_amount}, alors que les réglages les déclarent égaux : {gap} d’écart.",
        "Corrigez le chiffre qui est faux ; s’ils n’ont pas à être égaux, dites-le à qui fait les réglages "
        "(feuille Cohérence).",
        "{one} comes to {amount} and {other} to {other_amount}, but the settings declare them equal: {gap} apart.",
        "Mend the figure that is wrong; if they need not be equal, tell whoever makes the settings (sheet "
        "Cohérence).",
    ),
    "shares-not-whole": Entry(
        Severity.WARNING,
        "{one} : les parts font {value} en tout, et non 100 %, comme les réglages le déclarent.",
        "Corrigez ou complétez les parts, pour qu’elles fassent 100 %.",
        "{one}: the shares come to {value} in all, and not to 100 %, as the settings declare.",
        "Mend or complete the shares, so that they come to 100 %.",
    ),
    "finish-in-future": Entry(
        Severity.WARNING,
        "La fin réelle est dans l’avenir.",
        "La fin réelle est le jour où l’action s’est terminée : laissez-la vide tant qu’elle est en cours.",
        "The actual end is in the future.",
        "The actual end is the day the action was finished: leave it blank while it is under way.",
    ),
    "month-to-come": Entry(
        Severity.WARNING,
        "Le réalisé ({value}) est celui d’un mois qui n’a pas commencé : il est compté avec les mois faits.",
        "Videz la cellule tant que ce mois n’est pas venu ; ce que vous en attendez est l’objectif.",
        "The actual ({value}) is that of a month that has not begun: it is counted with those that are done.",
        "Empty the cell until that month has come; what you expect of it is the objective.",
    ),
    "date-far": Entry(
        Severity.WARNING,
        "La date {value} est loin de tout plan (une année tapée seule devient un jour de 1905 dans Excel).",
        "Saisissez la date entière, jour d’abord : 31/12/2026.",
        "The date {value} is far from any plan (a year typed alone becomes a day of 1905 in Excel).",
        "Type the whole date, day first: 31/12/2026.",
    ),
    "date-other-year": Entry(
        Severity.WARNING,
        "La date {value} n’est pas d’une année du plan.",
        "Corrigez l’année ; si elle est juste, l’action est d’un autre plan.",
        "The date {value} is not of a year of the plan.",
        "Mend the year; if it is right, the action belongs to another plan.",
    ),
    "deal-other-year": Entry(
        Severity.INFO,
        "La date {value} n’est pas d’une année du plan : l’affaire est comptée hors période.",
        "Rien à faire si l’année est juste ; sinon, corrigez-la.",
        "The date {value} is not of a year of the plan: the deal counts as outside its period.",
        "Nothing to do if the year is right; otherwise mend it.",
    ),
    "dropped-spent": Entry(
        Severity.WARNING,
        "L’action n’est pas retenue, et {amount} y ont été dépensés : ils comptent hors budget.",
        "Corrigez la décision (retenue, abandonnée), ou ôtez la dépense si elle n’a pas eu lieu.",
        "The action is not retained, and {amount} were spent on it: they count as unbudgeted.",
        "Mend the decision (retenue, abandonnée), or empty the spend if there was none.",
    ),
    "abandoned-unspent": Entry(
        Severity.INFO,
        "L’action est abandonnée, sans dépense connue : elle est comptée comme n’ayant rien coûté, et son budget "
        "({amount}) est libéré.",
        "Rien à faire si rien n’a été dépensé : saisissez 0 ; sinon, saisissez la dépense.",
        "The action was given up with no known spend: it counts as having cost nothing, and its budget ({amount}) "
        "is released.",
        "Nothing to do if nothing was spent: type 0; otherwise type the spend.",
    ),
    "finished-unspent": Entry(
        Severity.WARNING,
        "L’action est terminée, sans dépense connue : elle est comptée à son budget ({amount}).",
        "Saisissez ce qu’elle a coûté ; 0 si elle n’a rien coûté.",
        "The action is finished with no known spend: it counts at its budget ({amount}).",
        "Type what it cost; 0 if it cost nothing.",
    ),
    "remaining-unused": Entry(
        Severity.WARNING,
        "Il reste {amount} à dépenser, dit la ligne, mais l’action est terminée, abandonnée ou non retenue : "
        "ce reste ne compte pas.",
        "Effacez le reste à dépenser ; ou, si l’action continue, sa fin réelle ou sa décision.",
        "The row says that {amount} are left to spend, but the action is finished, abandoned or not retained: they "
        "do not count.",
        "Clear what is left to spend; or, if the action goes on, its actual end or its decision.",
    ),
    "row-twice": Entry(
        Severity.WARNING,
        "« {value} » est deux fois dans le tableau, à l’identique : les deux lignes sont comptées.",
        "Supprimez l’une des deux si c’est la même ; sinon, dites dans l’une ce qui les distingue.",
        "“{value}” stands twice in the table, unchanged: both rows are counted.",
        "Delete one of the two if they are the same; otherwise say in one what tells them apart.",
    ),
    "amount-missing": Entry(
        Severity.WARNING,
        "L’affaire n’a pas de montant : elle ne pèse rien dans le total probabilisé.",
        "Saisissez un montant, même estimé.",
        "The deal has no amount: it weighs nothing in the weighted total.",
        "Give an amount, even an estimate.",
    ),
    "cost-missing": Entry(
        Severity.WARNING,
        "« {value} » n’a pas de coût : il ne pèse rien dans le coût des moyens, ni dans ce qu’il reste à engager.",
        "Saisissez sa quantité et son coût unitaire ; 0 s’il ne coûte vraiment rien.",
        "“{value}” has no cost: it weighs nothing in the cost of the means, nor in what is left to engage.",
        "Give its quantity and its unit cost; 0 if it really costs nothing.",
    ),
    "probability-missing": Entry(
        Severity.WARNING,
        "L’affaire est ouverte, sans probabilité ni étape qui en donne une : elle n’est pas pondérée.",
        "Saisissez une probabilité, ou choisissez une étape de la liste.",
        "The deal is open, with neither a probability nor a stage that gives one: it is not weighted.",
        "Give a probability, or choose a stage of the list.",
    ),
    "closing-missing": Entry(
        Severity.WARNING,
        "L’affaire est {value}, sans date de clôture.",
        "Saisissez la date de clôture.",
        "The deal is closed ({value}) but has no closing date.",
        "Give its closing date.",
    ),
    "raci-accountable": Entry(
        Severity.WARNING,
        "La tâche a {value} : il faut un seul A, et au moins un R.",
        "Saisissez A sous le rôle qui répond de la tâche et R sous celui qui la réalise, ou A/R s’il fait les deux.",
        "The task has {value}: one A only is needed, and at least one R.",
        "Put A under the role that answers for the task and R under the one that does it, or A/R if it does both.",
    ),
    "not-smart": Entry(
        Severity.WARNING,
        "L’objectif est dit mesurable sans cible, ou temporel sans échéance.",
        "Saisissez sa cible et son échéance, ou répondez « non » à ce critère.",
        "The objective is said to be measurable without a target, or time-bound without a deadline.",
        "Give it its target and its deadline, or answer “non” to that criterion.",
    ),
    "product-not-decomposed": Entry(
        Severity.WARNING,
        "« {value} » a un CA prévu ou réel sans quantité, ou avec une quantité de 0 ou moins : son écart ne se "
        "décompose pas en prix et en volume, il est « non décomposé ».",
        "Saisissez ses ventes prévues et ses ventes en volume ; si rien n’était prévu, ou n’est plus vendu, "
        "saisissez 0 pour la quantité et pour le CA.",
        "“{value}” has planned or actual revenue without a quantity, or with one of 0 or less: its gap cannot be "
        "split into price and volume, it stands as “non décomposé”.",
        "Type its planned and actual quantities; if nothing was planned, or it is no longer sold, type 0 for the "
        "quantity and for the revenue.",
    ),
    "product-unplanned": Entry(
        Severity.INFO,
        "Rien n’est prévu pour « {value} », alors que d’autres produits ont un prévu : il compte comme nouveau.",
        "Rien à faire s’il est nouveau ; sinon, saisissez ses ventes prévues et son CA prévu.",
        "Nothing is planned for “{value}”, though other products have a plan: it counts as new.",
        "Nothing to do if it is new; otherwise type its planned quantity and revenue.",
    ),
    "product-without-mix": Entry(
        Severity.INFO,
        "« {value} » n’a pas d’unité, ou il est seul de la sienne dans ce plan : son écart est de prix et de volume, "
        "sans composition.",
        "Dites dans la colonne Unité ce que comptent ses ventes ; rien à faire s’il est le seul à se compter ainsi.",
        "“{value}” has no unit, or is alone of its own in this plan: its gap is of price and volume, without mix.",
        "Say in the column Unité what its sales count; nothing to do if it is the only one counted so.",
    ),
}
