"""The fixed phrases of collection in French: sign-off, receipts and queries."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "sign_title": "Signer les réponses",
    "sign_title_amendment": "Signer la modification",
    "sign_read": "Lire toutes les réponses",
    "sign_lead": "Voici les réponses telles qu’elles seront remises. En les signant, la personne "
    "habilitée engage la ville.",
    "sign_not_yet": "Les réponses ne peuvent pas encore être signées",
    "sign_changed": "Une réponse a été modifiée depuis que vous avez ouvert cette page. Relisez les "
    "réponses avant de signer.",
    "sign_by": "Pour votre ville signe :",
    "sign_not_now": "Les réponses peuvent être signées par la personne habilitée dès que le responsable "
    "a lancé la relecture.",
    "sign_waiting": {
        "one": "{count} question de l’équipe du programme est encore sans réponse.",
        "other": "{count} questions de l’équipe du programme sont encore sans réponse.",
    },
    "sign_changes": "Ce qui change par rapport à la version signée",
    "sign_before": "Signé auparavant",
    "sign_after": "Maintenant",
    "sign_changes_none": "Aucune réponse ne diffère de la version signée.",
    "sign_answers": "Toutes les réponses",
    "sign_explained": "Hors de ce que la question prévoit, avec une explication",
    "sign_aside": "Réponses écartées",
    "sign_aside_text": "Ces questions ont une réponse, mais d’après vos autres réponses elles ne vous sont "
    "pas posées. Ces réponses sont mises de côté et ne sont pas remises.",
    "sign_signature": "Signature de la personne habilitée",
    "sign_name": "Votre nom",
    "sign_function": "Votre fonction",
    "sign_statement": "J’ai lu ces réponses et je suis habilité à les remettre au nom de la ville ({city}).",
    "sign_button": "Signer et remettre",
    "sign_back": "Retour à la vue d’ensemble",
    "sign_name_wrong": "Indiquez votre nom.",
    "sign_function_wrong": "Indiquez votre fonction, par exemple chef du service statistique.",
    "sign_agreed_wrong": "Cochez la case pour confirmer que vous êtes habilité à signer.",
    "sign_missing": "Cette question est obligatoire.",
    "sign_unconfirmed": "Cette réponse vient de la vague précédente. Vérifiez-la et enregistrez-la pour la confirmer.",
    "sign_unexplained": "Corrigez-la, ou expliquez-la dans un commentaire sous la question.",
    "step_review": "Lancer la relecture",
    "step_contribute": "Nos parties sont terminées",
    "step_return": "Revenir au brouillon",
    "service_step_title": "Ce n’est pas possible maintenant",
    "service_step_text": "Les réponses en sont à une autre étape, ou c’est à une autre personne de votre "
    "ville de le faire. Ouvrez la vue d’ensemble pour voir la suite.",
    "reopen_title": "Demander la réouverture",
    "reopen_asked": "Vous avez demandé la réouverture des réponses ; l’équipe du programme décide. Demande du :",
    "reopen_declined": "L’équipe du programme n’a pas rouvert les réponses. Voici pourquoi :",
    "reopen_lead": "Ce que vous avez signé reste valable. Si l’équipe du programme rouvre vos réponses, "
    "vous les modifiez et signez une modification, conservée à côté de la version "
    "signée.",
    "reopen_reason": "Que voulez-vous modifier, et pourquoi ?",
    "reopen_reason_wrong": "Dites ce que vous voulez modifier, en 5000 caractères au plus.",
    "reopen_button": "Envoyer la demande",
    "query_open": {
        "one": "L’équipe du programme a {count} question sur vos réponses",
        "other": "L’équipe du programme a {count} questions sur vos réponses",
    },
    "query_of_team": "L’équipe du programme demande :",
    "query_your_reply": "Votre réponse :",
    "query_reply": "Répondre",
    "query_reply_change": "Modifier la réponse",
    "query_title": "Questions de l’équipe du programme",
    "query_lead": "Répondez à chaque question, modifiez la réponse s’il le faut, puis signez la modification.",
    "query_lead_closed": "Ces questions peuvent être lues. Vos réponses ne peuvent pas être modifiées pour l’instant.",
    "query_settled": "réglée",
    "query_reply_by": "Réponse de {name} :",
    "query_reply_label": "Votre réponse",
    "query_reply_wrong": "Écrivez une réponse de 5000 caractères au plus.",
    "query_reply_send": "Enregistrer la réponse",
    "query_to_answer": "Modifier la réponse donnée",
    "query_none": "Il n’y a pas de question de l’équipe du programme.",
    "query_to_sign": "Passer à la signature",
    "query_whole_case": "Sur l’ensemble des réponses",
    "history_title": "L’histoire de cette réponse",
    "history_show": "Versions précédentes",
    "history_version": "Version de la réponse",
    "history_answer": "Réponse",
    "history_how": "Comment",
    "history_reason": "Motif :",
    "history_origin_city": "Réponse de la ville",
    "history_origin_workbook": "Reprise du classeur envoyé",
    "history_origin_prefill": "Reprise de la vague précédente",
    "history_origin_correction": "Corrigée par l’équipe du programme",
    "history_origin_mapped": "Reprise, car le questionnaire a changé",
    "change_note_new": "Cette question est nouvelle depuis que vous avez commencé.",
    "change_note_mapped": "Le questionnaire a changé et votre réponse a été reprise. Veuillez la vérifier.",
    "change_note_again": "Le questionnaire a changé et votre réponse précédente ne convient plus. Veuillez "
    "répondre de nouveau.",
    "change_note_words": "Cette question a changé depuis votre réponse. Veuillez la vérifier.",
    "change_more": {
        "one": "… et {count} autre",
        "other": "… et {count} autres",
    },
    "signed_thanks": "Ces réponses ont été signées et remises. Conservez le reçu.",
    "signed_content": "Les réponses signées sous forme de fichier",
    "signed_others": "Également signé :",
    "signed_corrections": "Corrections apportées depuis par l’équipe du programme",
    "receipt_title": "Reçu",
    "receipt_title_amendment": "Reçu de la modification {number}",
    "receipt_of": "{city} – {questionnaire}",
    "receipt_signed_by": "Signé par",
    "receipt_function": "Fonction",
    "receipt_at": "Signé le",
    "receipt_version": "Version du questionnaire",
    "receipt_before": "Signé avant cette modification :",
    "receipt_amends": "Modifie : {receipt}, signé par {name}, {at}, somme de contrôle {digest}. "
    "Ce qui a été signé alors est conservé.",
    "receipt_checksum": "Somme de contrôle",
    "receipt_checksum_what": "C’est la somme de contrôle SHA-256 de toutes les réponses ci-dessus. Si un seul "
    "caractère en était modifié, elle serait différente.",
    "receipt_checksum_how": "Pour la vérifier, téléchargez les réponses signées depuis la page ci-dessous et "
    "calculez le SHA-256 du fichier, par exemple avec sha256sum ; ou envoyez la somme à "
    "l’équipe du programme, qui la compare à ce qu’elle conserve.",
    "receipt_foot": "Somme de contrôle (SHA-256) : {digest}",
    "receipt_source": "{city} · somme de contrôle {digest}…",
    "mail_contributed_subject": "{city} : les parties sont terminées",
    "mail_contributed_body": "Bonjour {name},\n\n{by} indique que les parties de « {study} » sont terminées. "
    "Vérifiez les réponses ({city}) et lancez la relecture.\n\nVoici votre lien "
    "personnel :\n\n{link}\n\n{team}\n",
    "mail_to_sign_subject": "{city} : merci de signer les réponses à « {study} »",
    "mail_to_sign_body": "Bonjour {name},\n\n{by} a relu les réponses ({city}) à « {study} ». Lisez-les et "
    "signez-les au nom de la ville.\n\nVoici votre lien personnel :\n\n{link}\n\n{team}\n",
    "mail_returned_subject": "{city} : les réponses sont de nouveau ouvertes",
    "mail_returned_body": "Bonjour {name},\n\n{by} a remis les réponses ({city}) à « {study} » à l’état de "
    "brouillon. Elles peuvent de nouveau être modifiées.\n\nVoici votre lien "
    "personnel :\n\n{link}\n\n{team}\n",
    "mail_signed_subject": "{city} : vos réponses à « {study} » ont été remises",
    "mail_signed_body": "Bonjour {name},\n\n{signed_as} a signé les réponses ({city}) à « {study} », et "
    "elles ont été remises. Le reçu avec toutes les réponses se trouve sur les pages de "
    "votre ville.\n\nSomme de contrôle (SHA-256) : {digest}\n\nVoici votre lien "
    "personnel :\n\n{link}\n\n{team}\n",
    "mail_queries_subject": "{city} : questions sur vos réponses à « {study} »",
    "mail_queries_body": "Bonjour {name},\n\nl’équipe du programme a lu les réponses ({city}) à « {study} » "
    "et demande :\n\n{queries}\n\nRépondez, modifiez les réponses s’il le faut et "
    "signez-les de nouveau.\n\nVoici votre lien personnel :\n\n{link}\n\n{team}\n",
    "mail_corrected_subject": "{city} : une réponse à « {study} » a été corrigée",
    "mail_corrected_body": "Bonjour {name},\n\nl’équipe du programme a corrigé une réponse "
    "({city}) :\n\n{question}\n\nMotif : {reason}\n\nVotre propre réponse est conservée "
    "à côté. Si vous n’êtes pas d’accord, écrivez à l’équipe ou demandez la "
    "réouverture.\n\nVoici votre lien personnel :\n\n{link}\n\n{team}\n",
    "mail_approved_subject": "{city} : vos réponses à « {study} » sont approuvées",
    "mail_approved_body": "Bonjour {name},\n\nl’équipe du programme a approuvé les réponses ({city}) à "
    "« {study} ». Merci. Vous verrez vos résultats avant leur publication.\n\nVoici "
    "votre lien personnel :\n\n{link}\n\n{team}\n",
    "mail_reopened_subject": "{city} : vos réponses à « {study} » sont rouvertes",
    "mail_reopened_body": "Bonjour {name},\n\nl’équipe du programme a rouvert les réponses ({city}) à "
    "« {study} », comme vous l’aviez demandé. Modifiez ce qui doit l’être et signez la "
    "modification ; la version signée auparavant est conservée.\n\nVoici votre lien "
    "personnel :\n\n{link}\n\n{team}\n",
    "mail_not_reopened_subject": "{city} : vos réponses à « {study} » n’ont pas été rouvertes",
    "mail_not_reopened_body": "Bonjour {name},\n\nl’équipe du programme n’a pas rouvert les réponses ({city}) à "
    "« {study} ». Elle indique :\n\n{reason}\n\nVoici votre lien personnel :\n\n{link}\n\n{team}\n",
    "mail_handed_in_subject": "{city} : réponses à « {study} » remises",
    "mail_handed_in_body": "Bonjour {name},\n\n{city} a signé ses réponses à « {study} ». Elles attendent la "
    "relecture :\n\n{link}\n",
    "mail_amended_subject": "{city} : réponses à « {study} » modifiées",
    "mail_amended_body": "Bonjour {name},\n\n{city} a signé une modification de ses réponses à "
    "« {study} » :\n\n{link}\n",
    "mail_reopening_asked_subject": "{city} : demande la réouverture de « {study} »",
    "mail_reopening_asked_body": "Bonjour {name},\n\n{city} demande la réouverture de ses réponses à "
    "« {study} » :\n\n{reason}\n\nVeuillez décider :\n\n{link}\n",
}
