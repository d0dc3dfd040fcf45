"""The fixed phrases of collection in French: print, workbook, answers of the last wave."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # the page of ways to answer offline
    "offline_title": "Répondre hors ligne",
    "offline_lead": "Lisez ou imprimez tout le questionnaire, ou remplissez-le sans connexion puis envoyez-le ici.",
    "offline_back": "Retour au questionnaire",
    "offline_read_title": "Lire et imprimer",
    "offline_read_text": (
        "Toutes les questions avec leurs modalités, et de la place pour écrire à la main. Les réponses sur "
        "papier ne sont pas transmises : quelqu’un doit les saisir ici."
    ),
    "offline_read_html": "Lire à l’écran",
    "offline_read_pdf": "Questionnaire en PDF",
    "offline_workbook_heading": "Remplir un classeur",
    "offline_workbook_text": (
        "Le classeur (Excel, LibreOffice) contient les réponses dans leur état actuel. Vos collègues peuvent "
        "continuer à répondre ici entre-temps : si une même réponse a été modifiée des deux côtés, vous "
        "choisirez lors de l’envoi du classeur."
    ),
    "offline_download": "Télécharger le classeur",
    "offline_upload_heading": "Envoyer un classeur",
    "offline_upload_label": "Le classeur rempli (.xlsx, 5 Mo au plus)",
    "offline_upload_text": "Rien n’est encore enregistré : vous verrez d’abord ce qui changerait.",
    "offline_upload_button": "Vérifier le classeur",
    "offline_closed": "Ce questionnaire ne reçoit pas de réponses actuellement ; aucun classeur ne peut être envoyé.",
    # what stands in the workbook
    "offline_workbook_title": "{study} : réponses de {city}",
    "offline_guide_sheet": "Mode d’emploi",
    "offline_deadline": "réponses attendues d’ici le {day}",
    "offline_step_1": (
        "Chaque feuille suivante est une section du questionnaire. N’écrivez que dans les cellules jaunes ; "
        "les autres sont verrouillées, et un classeur où elles ont été modifiées ne peut pas être lu."
    ),
    "offline_step_2": (
        "Si une cellule propose une liste, choisissez-y une entrée. Si plusieurs modalités sont possibles, "
        "répondez par oui ou par non à chacune ; pour classer, écrivez 1, 2, 3, etc."
    ),
    "offline_step_3": (
        "Si vous ne pouvez pas répondre, choisissez la raison dans la colonne « Ou bien ». Si une question ne "
        "vous concerne pas du fait d’une réponse précédente, laissez-la vide."
    ),
    "offline_step_4": "Écrivez des valeurs, pas de formules. Conservez le fichier au format .xlsx, sans macros.",
    "offline_step_5": (
        "Envoyez le fichier sur la page d’où vous l’avez téléchargé. Vous verrez ce qui change avant tout "
        "enregistrement. Une cellule vidée supprime la réponse qui s’y trouvait."
    ),
    "offline_sheet_lead": "Écrivez dans les cellules jaunes. Une question s’arrête où commence le numéro suivant.",
    "offline_column_number": "N°",
    "offline_column_question": "Question, ligne, modalité",
    "offline_column_answer": "Réponse",
    "offline_column_otherwise": "Ou bien",
    "offline_column_help": "Aide",
    "offline_yes": "Oui",
    "offline_no": "Non",
    "offline_other": "Autre",
    "offline_own_words": "Autre, en vos propres mots",
    "offline_dont_know": "Ne sait pas",
    "offline_not_applicable": "Sans objet",
    "offline_none": "Aucune de ces réponses",
    "offline_rule_title": "Saisie impossible ici",
    "offline_rule_list": "Veuillez choisir une entrée de la liste.",
    "offline_rule_rank": "Veuillez écrire un nombre entier de 1 (premier) à {last} (dernier).",
    "offline_rule_integer": "Veuillez écrire un nombre entier, en chiffres seulement.",
    "offline_rule_decimal": "Veuillez écrire un nombre.",
    "offline_rule_date": "Veuillez écrire une date, par exemple 2024-05-31.",
    # what is said of a question
    "offline_kind_single": "Choisissez une seule modalité",
    "offline_kind_multiple": "Choisissez toutes les modalités qui conviennent",
    "offline_kind_ranking": "Numérotez les modalités par ordre d’importance : 1 pour la première",
    "offline_kind_grid": "Choisissez une seule modalité par ligne",
    "offline_kind_grid_multiple": "Choisissez dans chaque ligne toutes les modalités qui conviennent",
    "offline_kind_integer": "Un nombre entier",
    "offline_kind_decimal": "Un nombre",
    "offline_kind_text": "Un texte court",
    "offline_kind_longtext": "Un texte",
    "offline_kind_date": "Une date (année-mois-jour)",
    "offline_kind_url": "Une adresse web commençant par https",
    "offline_unit": "unité : {unit}",
    "offline_most": {
        "one": "une modalité au plus",
        "other": "{most} modalités au plus",
    },
    "offline_required": "réponse obligatoire",
    "offline_asked_when": "Question posée seulement si {condition}.",
    "offline_asked_depending": "Cette question est posée ou non selon les réponses précédentes.",
    "offline_use_public": "La réponse peut être publiée avec le nom de la ville.",
    "offline_use_aggregate": (
        "La réponse elle-même n’est pas publiée ; elle n’entre que dans des résultats portant sur de nombreuses villes."
    ),
    "offline_use_never": "La réponse n’est pas publiée, pas même dans des résultats portant sur de nombreuses villes.",
    "offline_use_but": (
        "Usage des réponses : sauf mention contraire, elles peuvent être publiées avec le nom de la ville."
    ),
    # the questionnaire to read and print
    "offline_paper_subtitle": "Le questionnaire complet, pour lire et préparer les réponses",
    "offline_paper_counts": {
        "one": "{count} question en {sections}",
        "other": "{count} questions en {sections}",
    },
    "offline_paper_sections": {
        "one": "{count} section",
        "other": "{count} sections",
    },
    "offline_paper_how": (
        "Les réponses se donnent dans le service, où plusieurs collègues peuvent écrire ensemble. Ce document "
        "aide à les préparer."
    ),
    "offline_paper_version": "Version {version} du questionnaire, du {day}.",
    "offline_paper_row": "Ligne",
    # what is wrong with a workbook
    "offline_problem_title": "Le classeur n’a pas été accepté",
    "offline_problem_count": {
        "one": (
            "Une cellule pose un problème. Rien n’a été enregistré. Corrigez-la dans le classeur, puis renvoyez-le."
        ),
        "other": (
            "{count} cellules posent un problème. Rien n’a été enregistré. Corrigez-les dans le classeur, puis "
            "renvoyez-le."
        ),
    },
    "offline_problem_cell": "Cellule",
    "offline_problem_question": "Question",
    "offline_problem_problem": "Problème",
    "offline_problem_list": "Problèmes par cellule",
    "offline_error_title": "Il y a un problème",
    "offline_refused_none": "Choisissez le classeur rempli, puis appuyez sur le bouton.",
    "offline_refused_large": "Le fichier dépasse {limit} Mo. Retirez-en les images et autres ajouts.",
    "offline_refused_unpacked": (
        "Une fois décompressé, le fichier dépasse {limit} Mo. Téléchargez de nouveau le classeur et "
        "remplissez celui-ci."
    ),
    "offline_refused_old": (
        "Le fichier est un ancien classeur (.xls) ou il est protégé par un mot de passe. Enregistrez-le au "
        "format .xlsx, sans mot de passe."
    ),
    "offline_refused_kind": "Le fichier n’est pas un classeur Excel (.xlsx). Envoyez le classeur téléchargé ici.",
    "offline_refused_opendocument": (
        "Le fichier est au format OpenDocument, par exemple .ods. Ouvrez-le, choisissez « Enregistrer sous » et le "
        "format Excel (.xlsx), puis envoyez celui-ci."
    ),
    "offline_refused_damaged": (
        "Le fichier est endommagé ou d’une forme inhabituelle. Ouvrez-le, enregistrez-le de nouveau au format "
        ".xlsx et envoyez celui-ci."
    ),
    "offline_refused_macros": "Le classeur contient des macros. Enregistrez-le au format .xlsx, sans macros.",
    "offline_refused_links": "Le classeur est lié à d’autres fichiers ou en contient. Retirez-les, puis renvoyez-le.",
    "offline_refused_cells": (
        "Le classeur contient des cellules loin en dehors du questionnaire. Copiez vos réponses dans un "
        "classeur fraîchement téléchargé."
    ),
    "offline_refused_seal": (
        "Ce n’est pas un classeur de ce service, ou sa partie masquée a été modifiée. Copiez vos réponses "
        "dans un classeur fraîchement téléchargé."
    ),
    "offline_refused_case": (
        "Ce classeur appartient à une autre ville ou à un autre questionnaire. Envoyez celui que vous avez "
        "téléchargé ici."
    ),
    "offline_refused_version": (
        "Le questionnaire a été modifié après le téléchargement de ce classeur. Téléchargez-en un nouveau, "
        "copiez-y vos réponses et envoyez celui-ci."
    ),
    "offline_fault_sheet": "La feuille « {sheet} » manque ou porte un autre nom.",
    "offline_fault_moved": (
        "Les lignes de cette feuille ont été déplacées, supprimées ou dédoublées : ici devrait se trouver « {label} »."
    ),
    "offline_fault_label": (
        "Une cellule verrouillée a été modifiée : ici devrait se trouver « {label} » et non « {value} »."
    ),
    "offline_fault_locked": "« {value} » se trouve dans une cellule qui ne reçoit pas de réponse.",
    "offline_fault_further": "« {value} » se trouve sous la dernière question.",
    "offline_fault_formula": "La cellule contient une formule. Écrivez plutôt sa valeur.",
    "offline_fault_error": "La cellule contient une erreur. Écrivez la réponse ou videz la cellule.",
    "offline_fault_integer": "« {value} » n’est pas un nombre entier.",
    "offline_fault_decimal": "« {value} » n’est pas un nombre.",
    "offline_fault_percent": (
        "La cellule affiche {shown} %, ce qui vaut {value}. Donnez-lui le format d’un nombre et écrivez la réponse "
        "sans « % »."
    ),
    "offline_fault_date": "« {value} » n’est pas une date. Écrivez-la ainsi : 2024-05-31.",
    "offline_fault_option": "« {value} » n’est pas l’une des modalités : {o}.",
    "offline_fault_yes_no": "« {value} » n’est ni « {yes} » ni « {no} ».",
    "offline_fault_open": (
        "Aucune modalité n’est choisie. Répondez « {no} » ici aussi, ou choisissez « {none} » à côté de la question."
    ),
    "offline_fault_rank": "« {value} » n’est pas un rang de 1 à {last}.",
    "offline_fault_rank_twice": "Le rang {value} est déjà attribué à « {other} ».",
    "offline_fault_own_without_rank": "Donnez aussi un rang à la réponse libre.",
    "offline_fault_own_beside": (
        "Une réponse libre est donnée, mais « {value} » est choisi. Choisissez « autre » ou videz cette cellule."
    ),
    "offline_fault_reason": "« {value} » n’est pas l’une des raisons : {o}.",
    "offline_fault_both": "La question a une réponse, et « {value} » est aussi choisi. Videz l’une des deux cellules.",
    "offline_fault_reserved": "« {value} » a ici un sens fixe. Écrivez-le sans parenthèses.",
    "offline_fault_url": "« {value} » n’est pas une adresse web. Elle commence par https ou http.",
    "offline_fault_most": {
        "one": "{given} modalités sont choisies ; une seule est permise.",
        "other": "{given} modalités sont choisies ; {count} au plus sont permises.",
    },
    "offline_fault_constraint": "« {value} » n’est pas possible : {reason}",
    "offline_fault_unusable": "« {value} » ne peut pas servir de réponse ici.",
    # what will change
    "offline_changes_title": "Ce que le classeur modifie",
    "offline_changes_none": "Le classeur ne modifie rien : toutes ses réponses figurent déjà ici.",
    "offline_changes_count": {
        "one": "Une réponse sera modifiée.",
        "other": "{count} réponses seront modifiées.",
    },
    "offline_changes_unsaved": "Rien n’est encore enregistré.",
    "offline_change_before": "Actuellement",
    "offline_change_after": "Dans le classeur",
    "offline_change_empty": "pas de réponse",
    "offline_conflicts_title": "Modifié ici entre-temps",
    "offline_conflicts_text": (
        "Ces réponses ont été modifiées ici après le téléchargement du classeur, et dans le classeur aussi. "
        "Choisissez celle qui doit rester."
    ),
    "offline_keep_here": "Garder ce qui figure ici",
    "offline_take_workbook": "Prendre la réponse du classeur",
    "offline_choose_missing": "Choisissez pour « {question} » la réponse qui doit rester.",
    "offline_save": "Enregistrer ces réponses",
    "offline_cancel": "Ne rien enregistrer",
    "offline_saved": {
        "one": "Une réponse du classeur a été enregistrée.",
        "other": "{count} réponses du classeur ont été enregistrées.",
    },
    "offline_changed_again": (
        "Des réponses ont été modifiées ici pendant que vous consultiez cette page ; rien n’a été enregistré. "
        "Voici la situation actuelle."
    ),
    # answers of the last wave
    "offline_prefill_mark": "Repris de « {wave} », à confirmer",
    "offline_prefill_in_workbook": "Cette réponse vient de « {wave} ». Confirmez-la sur la page de la section.",
    "offline_prefill_text": (
        "C’est ce que votre ville avait répondu alors. Elles ne comptent qu’une fois confirmées ou modifiées."
    ),
    "offline_prefill_confirm": "C’est toujours exact",
    "offline_prefill_confirm_of": "C’est toujours exact : {question}",
    "offline_prefill_section": "Les confirmer toutes dans cette partie",
    "offline_prefill_waiting": "Des réponses reprises de « {wave} » attendent d’être confirmées.",
    "offline_prefill_confirmed": {
        "one": "Une réponse a été confirmée.",
        "other": "{count} réponses ont été confirmées.",
    },
    "offline_prefill_changed": "Cette réponse a été modifiée entre-temps et n’a donc pas été confirmée. Relisez-la.",
    "offline_prefill_earlier": "une vague précédente",
}
