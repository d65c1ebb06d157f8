"""What the columns of a plan of actions are called, and what they hold."""

from __future__ import annotations

from pacxl.adopting.words import Role

# Of an objective as of an indicator.
SENSE = Role("sens", names="sens|sense|direction", holds="number -1 date -1", ours="sens")

PLAN_ROLES = (
    Role(
        "etape",
        names=(
            "action|tâche|opération|quoi|what|activité|activity|task|task name|nom de la tâche|to do|todo|todo list"
            "|action item|item d'action|initiative|décision prise|maßnahme|aufgabe|acción|tarea|ação|tarefa|azione"
            "|étape"
        ),
        often=(
            "tactic|tactique|chantier|campagne|campaign|jalon|milestone|mission|feature|démarche|dispositif"
            "|intervention|event|événement|step|type d'action|recommandation|préconisation|livrable attendu|à faire"
            "|plan action|évolution|mailing|opération commerciale"
        ),
        perhaps=(
            "projet|project|livrable|deliverable|intitulé|titre|title|libellé|description|sujet|objet|item|topic"
            "|thème|message|prestation|mesure|measure|levier|canal|channel|plan|phase|prochaine action|next action"
            "|décision|decision|contenu|format|nom|name|point|amélioration|idée|besoin|quoi faire|étape clé|rubrique"
            "|type|thématique|solution|axe|lead magnet"
        ),
        holds=(
            "verb +.3 phrase +.2 text +.1 again -.4 stage -.4 closed -.6 sign -.6 when -.9 date -1 number -1 money -1"
            " status -1 level -.5 contact -1 percent -1 tick -1"
        ),
        ours="etape",
        needed=True,
    ),
    Role(
        "famille",
        names=(
            "famille|famille d'action|axe|axe stratégique|axe de travail|thématique|domaine|catégorie|category|volet"
            "|levier|pilier|rubrique|section|composante|programme|workstream|stream|theme|pôle|cluster|bloc|grand axe"
            "|orientation"
        ),
        often=(
            "strategy|stratégie|thème|phase|canal|channel|lot|area|domain|canal privilégié|média|perspective|chapitre"
            "|type d'action|axe / thème"
        ),
        perhaps="projet|project|étape|type|scope|flux|groupe|chantier|service|département|department",
        holds="again +.3 text +.1 verb -.4 long -.5 status -.5 number -.8 date -1 money -1",
        ours="famille",
    ),
    Role(
        "qui",
        names=(
            "qui|by who|by whom|qui s'en charge|responsable|pilote|owner|task owner|porteur|acteur|assigné à"
            "|attribué à|affecté à|assignee|assigned to|par qui|who|lead|chargé|en charge|référent|responsible"
            "|responsible person|personne responsable|chef de projet|resp|person in charge|accountable|verantwortlich"
            "|responsável|fait par|confié à|pic|owner name"
        ),
        often=(
            "commercial|suivi par|animateur|vendeur|intervenant|collaborateur|manager|personne|utilisateur|qui fait"
            "|coordinateur"
        ),
        perhaps="équipe|team|service|département|department|contributeur|rôle|nom|entité",
        holds="name +.3 again +.2 when -.5 long -.6 status -.6 verb -.6 date -1 number -1",
        ours="qui",
    ),
    Role(
        "avec_qui",
        names=(
            "avec qui|partenaire|contributeur|participant|co-pilote|acteur associé|personnes associées|with whom|with"
            "|contributors|partner|en lien avec|appui|parties prenantes|stakeholder|proposée par|relais|support team"
            "|contributeurs associés"
        ),
        often="intervenant|prestataire|rôle suggéré|équipe|team|acteur concerné|service concerné|resource",
        perhaps="ressource|distribution|services",
        holds="name +.3 again +.2 when -.5 long -.6 verb -.6 date -1 number -1 status -1",
        ours="avec_qui",
    ),
    Role(
        "comment",
        names=(
            "comment|moyen|moyens nécessaires|how|how to|modalité|mise en œuvre|outil|tool|méthode|méthodologie"
            "|moyen mis en œuvre|modalités de mise en œuvre|détail de l'action|plan détaillé"
        ),
        often=(
            "tactic|tactique|description|détail|precision|contenu|contenus|format|sous-tâche|ressource"
            "|ressource nécessaire|resources|message|offre|description / objective|mot-clé ciblé"
        ),
        perhaps="sujet",
        holds="long +.2 text +.1 again -.1 number -.8 percent -.8 date -1 money -1 contact -1",
        ours="comment",
    ),
    Role(
        "budget",
        names=(
            "budget|budget prévu|budget prévisionnel|coût|coût prévu|coût estimé|coût prévisionnel|combien|enveloppe"
            "|how much|cost|estimated cost|planned budget|budget alloué|investissement|budget estimé|budget plafond"
            "|planned cost|budget total|dépense prévue|budget initial|estimation budgétaire"
        ),
        often="montant|montant prévu|amount|prix|montant estimé|budget engagé|charge financière|prévisionnel",
        perhaps="prévu|valeur|enjeu financier",
        holds="money +.4 number +.2 phrase -.5 name -.6 percent -.8 status -.8 date -1",
        ours="budget",
    ),
    Role(
        "depense",
        names=(
            "dépensé|dépense|spend|spent|coût réel|budget réalisé|budget dépensé|budget réel|budget consommé"
            "|actual cost|actual spend|dépense réelle|montant dépensé|consommé|coût réalisé"
            "|dépense réalisée|amount spent"
        ),
        often="engagé|décaissé|réel|montant réel|montant engagé|facturé",
        perhaps="réalisé|actual",
        holds="money +.4 number +.1 phrase -.5 name -.6 percent -.8 status -.8 date -1 tick -1",
        ours="depense",
    ),
    Role(
        "debut",
        names=(
            "début|date de début|date début|start|start date|démarrage|date de démarrage|lancement|date de lancement"
            "|début prévu|date de début prévue|from|launch|launch date|kick-off|planned start|begin|beginning"
            "|date démarrage|date lancement|commencement"
        ),
        often="début réel|date début réel",
        perhaps="quand|période|from date",
        holds="date +.3 when +.3 number -.4 phrase -.6 status -.6 money -1 contact -1",
        ours="debut",
    ),
    Role(
        "fin",
        names=(
            "fin|date de fin|échéance|deadline|due|due date|date limite|date butoir|délai|pour quand|quand|when"
            "|fin prévue|end|date prévue|end date|target date|date cible|eta|terme|timing|date de fin prévue|by when"
            "|date d'échéance|planned end|date prévisionnelle|délai prévu|délai de réalisation|date de livraison"
            "|frist|termin|fecha límite|plazo|prazo|due by|échéancier|date souhaitée|date visée|date objectif"
            "|date estimée|date de rendu|date de remise|date engagement|date d'engagement|à faire pour le"
            "|à réaliser avant|avant le|pour le|date max|date de fin estimée|expected date|complete by|needed by"
            "|date de fin prévisionnelle|date de réalisation prévue|finish|target completion|completion target"
            "|échéance / clôture"
        ),
        often=(
            "date|horizon|timeframe|timeline|semaine|mois|week|month|période|planning|calendrier|date indicative"
            "|date clé|trimestre|quarter|fréquence|récurrence|recurrence|frequency|jour|day|moment"
            "|période de réalisation|schedule|date d'envoi|date de publication|périodicité|date planifiée|délai (j)"
        ),
        perhaps="temps|sprint|année|year|étape|phase|target|cible",
        holds="date +.3 when +.3 number -.4 phrase -.4 status -.6 money -1 contact -1 measure -1 percent -1",
        ours="fin",
    ),
    Role(
        "fin_reelle",
        names=(
            "fin réelle|date de fin réelle|terminée le|date de réalisation|date réalisation|date réalisée|réalisé le"
            "|réalisée le|fait le|jour fait|date de clôture|clôturé le|délai réel|actual end|actual end date"
            "|completed on|completion date|date completed|done on|date done|closed on|fin effective|date effective"
            "|date réelle|date de fin effective|date de réalisation effective|date réelle de fin|completed date"
            "|actual finish|date de soldé|soldé le|échéance réelle|fin constatée"
        ),
        often="completed|réalisation effective",
        perhaps="réalisé|réalisée|réalisation|fait|done|clôture",
        holds="date +.5 when +.1 text -.8 number -1 money -1 percent -1 tick -1",
        ours="fin_reelle",
    ),
    Role(
        "objectif",
        names=(
            "but|objectif visé|objective|purpose|résultat attendu|impact attendu|effet attendu|pourquoi|why|finalité"
            "|enjeu|bénéfice attendu|expected result|expected outcome|intention|gain attendu|résultat visé"
            "|objectif recherché|goal|objectif de l'action|pour quoi|leads attendus|conversion attendue|roi attendu"
            "|outcome|objetivo|expected impact|ziel"
        ),
        often="objectif|objectif stratégique|objectif opérationnel|livrable|deliverable|valeur attendue|attendu",
        perhaps="impact",
        holds=(
            "measure +.3 phrase +.1 text +.1 name -.1 percent -.2 money -.3 number -.6 date -1 status -1 level -1"
            " sign -1"
        ),
        ours="objectif",
    ),
    Role(
        "cible",
        names=(
            "kpi|objectif chiffré|cible chiffrée|indicateur|success metric|métrique|metric|target value|valeur cible"
            "|cible quantitative|indicateur clé|métrica de éxito|indicateur d'évaluation|critère de succès"
            "|critère de réussite|success criteria|key result|kpi visé"
        ),
        often="target|measure|mesure",
        perhaps="cible|objectif|goal|résultat attendu",
        holds="number +.5 measure +.5 percent +.5 money +.2 name -.3 verb -.6 date -1 status -1",
        ours="cible",
    ),
    Role(
        "segment",
        names=(
            "segment|audience|public|public visé|clientèle|persona|bénéficiaire|segment visé|cible visée|target group"
            "|target audience|cible clients|type de client|segment client|clients visés|clients concernés"
            "|segment focus|public cible|targeting"
        ),
        often=(
            "cible|client|client / dossier|société|marché|market|customer|profil|entreprise|compte|client cible"
            "|account"
        ),
        perhaps="pays|région|zone|country|region|agence|secteur|country focus|target|site|dossier|territoire",
        holds="text +.3 again +.1 verb -.5 date -1 measure -1 number -1 money -1 percent -1 status -1",
        ours="segment",
    ),
    Role(
        "unite",
        names="unité|unit|unité de mesure",
        holds="number -1 date -1 long -1",
        ours="unite",
    ),
    SENSE,
    Role(
        "resultat",
        names=(
            "résultat obtenu|résultat actuel|valeur atteinte|valeur obtenue|actual result|achieved|resultado"
            "|valeur réelle|résultat réel"
        ),
        often="résultat|result|obtenu",
        perhaps="actual|réalisé|réalisation|réel|impact constaté",
        holds="number +.4 measure +.4 percent +.4 money +.1 tick -.3 phrase -.4 name -.5 status -.8 date -1",
        ours="resultat",
    ),
    Role(
        "analyse",
        names=(
            "analyse des écarts|commentaire|observation|remarque|analyse|comments|remark|note|problème|blocage"
            "|blocker|bloquant|difficulté|lessons learned|problème / aléa|commentaire / suivi|bemerkung|bemerkungen"
            "|point bloquant|points d'attention|aléa|bilan|key risk"
        ),
        often=(
            "constat|risque|risk|issue|cause|retour|feedback|point d'attention|informations complémentaires|gap|texte"
            "|freins"
        ),
        perhaps="suivi|avancement|état|information",
        holds="phrase +.3 long +.2 text +.1 again -.1 number -.8 percent -.8 status -.8 date -1 money -1 contact -1",
        ours="analyse",
    ),
    Role(
        "decision",
        names="décision|suite à donner|suite|décision finale",
        perhaps="decision|arbitrage",
        holds="text +.1 verb -.2 date -1 number -1",
        ours="decision",
    ),
    Role(
        "statut",
        names=(
            "statut|status|état|statut actuel|état d'avancement|statut de l'action|current status|estado|situation"
            "|progress status"
        ),
        often=(
            "avancement|suivi|state|progress|fait ?|fait|done|done ?|terminé|terminé ?|réalisée|clôturé"
            "|completed|complete|statut au lancement|check|ok ?|coché|effectué"
        ),
        perhaps="réalisé|réalisation|étape|confirmé|ok|progression|validé",
        holds=(
            "status +.6 tick +.4 sign +.3 stage +.2 text +.05 long -.6 verb -.6 number -.7 percent -.7 date -1"
            " money -1"
        ),
        ours="statut_saisi",
    ),
    Role(
        "avancement",
        names=(
            "% avancement|avancement %|progression|% complete|percent complete|taux d'avancement|% réalisé"
            "|taux de réalisation|progrès|% done|% d'avancement|completion|% de réalisation|pourcentage d'avancement"
            "|completion rate|% progress|degré d'avancement|% achevé"
        ),
        often="avancement|progress|réalisation",
        perhaps="statut|état|suivi|réalisé|status",
        holds="percent +.6 share +.4 hundred +.3 sign -.2 tick -.6 name -.6 status -.7 date -1 money -1 phrase -1",
        ours="avancement_saisi",
    ),
    Role(
        "priorite",
        names=(
            "priorité|priority|prio|importance|urgence|criticité|effort|complexité|urgency|impact|difficulté"
            "|niveau de priorité|rang|score|gravité|facilité|faisabilité|priorisation|poids|prior|prioridad"
            "|prioridade|priorität|niveau|ordre"
        ),
        holds="level +.4 sign +.3 rank +.1 long -.6 date -1",
        many=True,
    ),
    Role(
        "autre",
        names=(
            "#|n°|no|num|numéro|id|réf|référence|code|ref|sno|s no|n|task id|id action|identifiant|ordre|n° action"
            "|code action|code activité|tâche n°|prochaine étape|next step|créée le|créé le|date de création"
            "|mise à jour|mise à jour le|dernière mise à jour|last update|last updated|durée|duration|charge"
            "|temps estimé|temps nécessaire|effort (h)|lien|dépendance|dependency|date saisie|écart|écart jour|retard"
            "|début réel|date de début réelle|actual start|actual start date|date soumission|jours de retard|evidence"
            "|evidence of completion|date de révision|follow-up date|valideur|validé par|reste à faire|roi"
        ),
        many=True,
    ),
)
