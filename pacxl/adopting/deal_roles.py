"""What the columns of a list of deals are called, and what they hold."""

from __future__ import annotations

from pacxl.adopting.words import Role

DEAL_ROLES = (
    Role(
        "societe",
        names=(
            "société|client|entreprise|prospect|compte|company|account|customer|client / prospect|prospect / client"
            "|raison sociale|organisation|organization|account name|company name|nom du client|nom client"
            "|nom de l'entreprise|customer name|client name|nom du prospect|cible commerciale|client/prospect"
            "|nom société|nom de la société|empresa|cliente|azienda|ragione sociale|kunde|firma|nom / entreprise"
            "|prospect name|lead name|société / client|entreprise / prospect|client final|maître d'ouvrage"
            "|donneur d'ordre|consumer name|business name"
        ),
        often=(
            "lead|acheteur|enseigne|établissement|organisme|structure|grand compte|client company|nom / société|buyer"
            "|nom du compte"
        ),
        perhaps="nom|name|cible|partner|partenaire|deal|affaire|contact|magasin|dossier",
        holds=(
            "text +.2 again -.1 long -.4 verb -.6 closed -.6 status -.8 number -.9 date -1 money -1 contact -1"
            " percent -1"
        ),
        ours="societe",
        needed=True,
    ),
    Role(
        "interlocuteur",
        names=(
            "interlocuteur|contact|contact name|nom du contact|décideur|contact principal|personne rencontrée"
            "|primary contact|key contact|contact client|nom contact|contact person|contacto|contatto|ansprechpartner"
            "|décisionnaire|interlocuteur principal"
        ),
        often="acheteur|prescripteur|expéditeur|fonction du contact|buyer|référent client",
        perhaps="client|nom|prénom|dirigeant",
        holds="name +.2 text +.1 long -.6 verb -.8 number -.9 date -1 money -1 contact -1 percent -1",
        ours="interlocuteur",
    ),
    Role(
        "nature",
        names=(
            "nature|objet|affaire|opportunité|deal|deal name|opportunity|opportunity name|nom de l'affaire"
            "|nom de l'opportunité|besoin|nature du besoin|projet|objet de l'affaire|intitulé de l'affaire"
            "|nom du deal|client / affaire|objet du devis|opportunité identifiée|nombre opportunità|nome opportunita"
            "|titre de l'opportunité|libellé de l'affaire|type de projet|besoin exprimé|affaire / projet"
        ),
        often=(
            "produit|product|offre|intitulé|titre|title|project|libellé|formation|solution|prestation|trajet|service"
            "|sujet|proposition|produit / service"
        ),
        perhaps="description|nom|name|dossier|désignation|type de prestation|gamme|besoin / trajet|activité",
        holds="text +.1 phrase +.1 again -.1 status -.6 number -.9 date -1 money -1 contact -1 percent -1",
        ours="nature",
    ),
    Role(
        "montant",
        names=(
            "montant|montant ht|ca|ca attendu|valeur|valeur ht|value|amount|deal value|deal amount|montant estimé"
            "|montant du devis|montant devis|ca potentiel|potentiel|montant potentiel|ht|estimated value"
            "|valeur estimée|expected revenue|est revenue|mrr|ca prévisionnel|ca estimé|ca espéré"
            "|montant prévisionnel|deal size|total ht|arr|acv|tcv|opportunity value|montant de l'affaire"
            "|montant offre|ca généré|potentiel ca|importe|importo|valor|betrag|montant attendu|montant de l'offre"
            "|montant proposé|potentiel estimé|montant ttc|estimated amount|contract value|est value"
            "|potential revenue|potential value|ca visé|panier estimé|devis ht|montant total|est premium"
        ),
        often=(
            "revenue|ca annuel estimé|enjeu|budget estimé|budget client|setup|prix|enjeu financier|budget du client"
            "|montant signé|price|quote amount|devis"
        ),
        perhaps="budget|total|estimation|fix",
        holds="money +.4 number +.3 text -.7 date -1 percent -1 contact -1",
        ours="montant",
    ),
    Role(
        "probabilite",
        names=(
            "probabilité|proba|probability|chance|chance de succès|taux de réussite|win probability|likelihood"
            "|probabilité de signature|proba %|% de chance|taux de succès|indice de confiance|% proba|confidence"
            "|close probability|win rate|probabilidad|probabilita|chance de signature|probabilité de succès"
            "|taux de probabilité|prob|chance of success|taux de chance"
        ),
        often="fiabilité|taux de transformation|degré de confiance|taux de confiance|%",
        perhaps="score|niveau d'intérêt|intérêt|température|maturité",
        holds="percent +.5 share +.4 hundred +.3 number -.3 text -.5 date -1 money -1",
        ours="probabilite",
    ),
    Role(
        "etape",
        names=(
            "étape|stage|stade|pipeline stage|étape commerciale|deal stage|sales stage|phase|étape de vente"
            "|étape du pipeline|statut commercial|statut pipeline|étape pipeline|étape du cycle|opportunity stage"
            "|cycle de vente|etapa|fase|phase commerciale|stade de l'affaire|pipeline"
        ),
        often=(
            "avancement|statut|status|état|étape actuelle|step|maturité|situation|call status|progression"
            "|funnel stage|statut prospect|statut du devis|statut devis"
        ),
        perhaps="suivi|estado|statut site|niveau",
        holds="stage +.3 again +.2 closed +.1 text +.1 long -.4 number -.9 date -1 contact -1 paid -1",
        ours="etape",
    ),
    Role(
        "issue",
        names=(
            "issue|outcome|gagné / perdu|contrat signé|won/lost|résultat final|won / lost|gagné/perdu|signé ?"
            "|issue de l'affaire|résultat de l'offre"
        ),
        often="résultat|statut|status|état|situation|final|result",
        perhaps="décision|réponse|avancement|retour",
        holds="closed +.8 status +.1 text -.05 long -.6 stage -.8 date -1 number -1 contact -1 paid -1",
        ours="issue",
    ),
    Role(
        "cloture",
        names=(
            "clôture|date de clôture|close date|closing|closing date|clôture prévue|expected close"
            "|expected close date|date de signature|signature prévue|date de signature prévue|date de décision"
            "|date de closing|date signature|date clôture|cierre previsto|data chiusura|date de clôture prévue"
            "|closed on|forecast close|date de conclusion|expected closing|décision prévue|date de clôture estimée"
            "|close|est close date|date prévisionnelle de signature|date prévue de signature|atterrissage|signature"
            "|closed date|expected close month"
        ),
        often=(
            "date prévue|échéance|mois de signature|mois d'encaissement|date prévisionnelle|horizon|validité"
            "|date de fin"
        ),
        perhaps="mois|délai|deadline",
        holds="date +.5 when +.3 text -.6 number -.8 money -1",
        ours="cloture",
    ),
    Role(
        "date_jalon",
        names=(
            "date jalon|jalon|date du jalon|prochaine échéance|date de relance|date relance|prochain rdv"
            "|date du prochain rdv|prochain rendez-vous|next action date|next follow-up|next follow up|next contact"
            "|date prochaine action|date de prochaine action|prochaine relance|follow-up date|relance le"
            "|date prochain contact|prochain contact|next step date|date de la prochaine action|due|due date"
            "|next activity date|date de suivi|next meeting"
        ),
        often=(
            "date|relance|échéance|date prévue|date du rdv|date de l'offre|reminder|date devis|date du devis"
            "|date d'envoi|date de proposition|deadline|follow-up|rappel"
        ),
        perhaps="prochaine action|date de contact|délai|mois|next action|next step|timing|quand|suite",
        holds="date +.5 when +.2 text -.6 number -.8 money -1",
        ours="date_jalon",
    ),
    Role(
        "prochaine_action",
        names=(
            "prochaine action|next action|next step|à faire|suite|next|action commerciale|tâche relance"
            "|prochaine étape|next activity|prochaines actions|action à mener|suite à donner|próxima acción"
            "|action suivante|prochaine étape commerciale|todo|to do|action à suivre"
        ),
        often="action|relance|suivi|follow-up|next follow-up|prochaine relance",
        perhaps="autre action|commentaire / prochaine action|tâche|avancement",
        holds="verb +.3 phrase +.2 text +.2 status -.6 date -.8 tick -.8 number -1",
        ours="prochaine_action",
    ),
    Role(
        "segment",
        names=(
            "segment|secteur|type de client|catégorie|industry|sector|secteur d'activité|segment client|typologie"
            "|customer type|client type|category|business line|métier / secteur|type de prospect|marché|vertical"
        ),
        often="type|zone|région|canal|métier|region|territory|channel|lead source|territoire|market|activité",
        perhaps=(
            "source|origine|ville|pays|country|city|agence|dépt|département|taille|profil|zona|gamme"
            "|zone géographique"
        ),
        holds="text +.1 again +.1 long -.6 verb -.8 number -.9 date -1 money -1 contact -1 percent -1",
        ours="segment",
    ),
    Role(
        "qui",
        names=(
            "commercial|owner|deal owner|vendeur|suivi par|responsable|sales rep|chargé d'affaire"
            "|commercial en charge|account manager|account owner|ingénieur d'affaire|responsable commercial|pilote"
            "|salesperson|assigned to|qui|rep|sales|propriétaire|opportunity owner|responsable du compte|area manager"
            "|agent|apporteur|business developer|lead owner|sales owner|commercial référent|attribué à|porteur"
        ),
        holds="name +.2 long -.8 date -1 number -1",
    ),
    Role(
        "pondere",
        names=(
            "pondéré|montant pondéré|valeur pondérée|ca pondéré|weighted|weighted value|weighted amount"
            "|weighted revenue|montant pondéré ht|ca pondéré ht|espérance|expected value|forecast|ca probabilisé"
            "|valeur probabilisée|potentiel pondéré"
        ),
        holds="text -.8 date -1",
    ),
    Role(
        "comment",
        names=(
            "commentaire|note|observation|remarque|comment|remark|description|détail|compte rendu|résumé|cr"
            "|historique|notes / commentaires|commentaire ai|raison de la perte|motif|motif de perte|loss reason"
            "|raison|concurrent|competitor|risk|risque|blocker|stage evidence|note specialist|besoins"
        ),
        holds="phrase +.1 date -1",
        many=True,
    ),
    Role(
        "rang",
        names=(
            "#|n°|no|id|réf|référence|code|ref|numéro|n° devis|devis n°|n° affaire|n° offre|opportunity id|deal id"
            "|account id|id opportunité|n° opportunité|record id|référence devis"
        ),
        holds="phrase -.6 date -.8",
        many=True,
    ),
    Role(
        "autre",
        names=(
            "priorité|priority|email|e-mail|mail|courriel|téléphone|tél|phone|mobile|adresse|address|site web|website"
            "|linkedin|url|lien|date de création|créé le|créée le|date création|created|created date|create date"
            "|created on|updated|modifiée le|modifié le|mise à jour|dernière mise à jour|dernier contact|last contact"
            "|last touch|last activity|dernière action|dernière relance|first contact|premier contact"
            "|date premier contact|date du premier contact|date de premier contact|ajouté le|submitted date"
            "|date d'entrée|date de dernière relance|dernière activité|âge|days open|jours dans stage|days in stage"
            "|ancienneté|stallé|clic|currency|devise|commission type|commission rate|code postal|cp|siret|qualité"
            "|fonction|poste|title of contact|photo|gps|distance|draft|actif|contacté|last updated|last modified"
            "|data creazione|ultima actividad|nb|nombre de relances|complexité|urgence|brouillon|quantité|kw|proposal"
            "|meeting|réseaux sociaux|recherche|effectif|nb avis"
        ),
        many=True,
    ),
)
