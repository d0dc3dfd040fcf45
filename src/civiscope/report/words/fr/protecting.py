"""The fixed phrases of collection in French: data protection and evidence."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "protect_title": "Vos données personnelles",
    "protect_notice_title": "Comment vos données personnelles sont utilisées",
    "protect_notice_lead": "Vous répondez pour votre ville. Pour que cela soit possible, quelques données vous "
    "concernant sont conservées. Cette page dit lesquelles, pourquoi et combien de temps.",
    "protect_notice_short": "Votre nom et votre adresse ne servent qu’à cette étude.",
    "protect_banner": "Votre nom, votre adresse et qui a donné quelle réponse sont conservés pour que des collègues "
    "puissent répondre ensemble. Rien de cela n’est publié ; votre nom et votre adresse sont effacés quelque temps "
    "après l’étude.",
    "protect_banner_more": "Ce qui est conservé, pourquoi et combien de temps",
    "protect_banner_read": "Je l’ai lu",
    "protect_who_title": "Qui est responsable",
    "protect_who_text": "{publisher} mène l’étude et est responsable de ces données.",
    "protect_who_write": "Pour toute question à leur sujet, écrivez à",
    "protect_kinds_title": "Ce qui est conservé, pourquoi et combien de temps",
    "protect_head_what": "Données",
    "protect_head_why": "Finalité",
    "protect_head_until": "Jusqu’à quand",
    "protect_contact_what": "Votre nom, votre adresse électronique et votre langue, votre ville et votre rôle dans "
    "sa réponse",
    "protect_contact_why": "Pour vous inviter, vous envoyer des rappels et montrer à vos collègues qui travaille à "
    "la réponse",
    "protect_contact_until": {
        "one": "Effacés un jour après la clôture de l’enquête, ou à votre demande",
        "other": "Effacés {count} jours après la clôture de l’enquête, ou à votre demande",
    },
    "protect_link_what": "Votre lien personnel, les codes qui vous ont été envoyés et les navigateurs où vous êtes "
    "connecté, sous forme d’empreintes",
    "protect_link_why": "Pour que personne d’autre ne réponde à votre place",
    "protect_link_until": "Un code est valable 15 minutes et un navigateur reste connecté 60 jours ; tous sont "
    "effacés avec votre nom",
    "protect_mail_what": "Les courriels qui vous ont été envoyés et s’ils sont arrivés",
    "protect_mail_why": "Pour savoir qui n’a pas été joint",
    "protect_mail_until": "Effacés avec votre nom",
    "protect_answers_what": "Qui a donné ou modifié une réponse ou écrit un commentaire, et quand",
    "protect_answers_why": "Pour que des collègues puissent répondre ensemble et que l’équipe du programme puisse "
    "poser des questions",
    "protect_answers_until": "Les réponses sont celles de votre ville et sont conservées ; votre nom en est retiré "
    "lorsqu’il est effacé",
    "protect_evidence_what": "Les liens et fichiers que vous ajoutez à une réponse, et qui les a ajoutés",
    "protect_evidence_why": "Pour étayer la réponse ; seuls vos collègues et l’équipe du programme les voient",
    "protect_evidence_until": "Conservés avec la réponse jusqu’à ce que vous ou votre responsable les retiriez ; "
    "votre nom en est retiré lorsqu’il est effacé",
    "protect_signature_what": "Le nom et la fonction sous lesquels la réponse de votre ville a été signée",
    "protect_signature_why": "Ils montrent qu’une personne habilitée a répondu pour la ville",
    "protect_signature_until": "Conservés avec la réponse signée, comme document de votre ville",
    "protect_log_what": "Un journal de ce qui a été fait : des heures et des numéros, ni noms ni réponses",
    "protect_log_why": "Pour comprendre ce qui s’est passé en cas de problème",
    "protect_log_until": "Conservé avec l’étude ; une fois votre nom effacé, ses numéros ne mènent à personne",
    "protect_address_what": "L’adresse de votre ordinateur sur le réseau",
    "protect_address_why": "Pour ralentir les attaques",
    "protect_address_until": "Gardée dans la mémoire du service pendant une heure au plus",
    "protect_not_published": "Aucune de ces données n’est publiée : les résultats montrent les réponses des villes, "
    "jamais qui les a données.",
    "protect_rights_title": "Vos droits",
    "protect_rights_text": "Vous pouvez consulter vos données, les emporter, les corriger et les faire effacer. "
    "Vous pouvez faire tout cela vous-même une fois connecté ; vous pouvez aussi écrire à l’adresse ci-dessus et "
    "vous opposer à l’utilisation de vos données.",
    "protect_rights_authority": "Vous pouvez également déposer une plainte auprès de l’autorité de protection des "
    "données de votre pays.",
    "protect_cookies_title": "Témoins de connexion (cookies)",
    "protect_cookies_text": "Le service ne dépose que les témoins dont il a besoin : un qui vous garde connecté, un "
    "qui protège les formulaires et un qui retient votre langue. Personne ne suit ce que vous faites.",
    "protect_problem": "Il y a un problème",
    "protect_my_lead": "Vous voyez ici ce qui est conservé à votre sujet et pouvez le corriger, le télécharger ou "
    "l’effacer.",
    "protect_saved": "Vos données ont été corrigées.",
    "protect_correct_title": "Corriger vos données",
    "protect_name": "Votre nom, tel que vos collègues le voient",
    "protect_language": "La langue dans laquelle nous vous écrivons",
    "protect_email_fixed": "Votre adresse est {email}. Les codes y sont envoyés ; seule l’équipe du programme peut "
    "donc la changer.",
    "protect_correct": "Enregistrer",
    "protect_name_missing": "Saisissez votre nom.",
    "protect_name_long": "Saisissez un nom de 200 caractères au plus.",
    "protect_language_unknown": "Choisissez l’une des langues de la liste.",
    "protect_kept_title": "Ce qui est conservé à votre sujet",
    "protect_kept_devices": "Navigateurs où vous êtes connecté",
    "protect_kept_mails": "Courriels qui vous ont été adressés",
    "protect_kept_answers": "Versions de réponses que vous avez enregistrées",
    "protect_kept_comments": "Vos commentaires",
    "protect_kept_evidence": "Liens et fichiers que vous avez ajoutés",
    "protect_kept_log": "Entrées du journal",
    "protect_download": "Tout télécharger (JSON)",
    "protect_delete_title": "Effacer vos données",
    "protect_delete_lead": "Vous pouvez faire effacer votre nom et votre adresse à tout moment. Les réponses de "
    "votre ville restent.",
    "protect_delete_go": "Effacer mes données …",
    "protect_delete_text": "Votre nom, votre adresse et les courriels qui vous ont été adressés sont effacés "
    "aussitôt. Votre lien et tous les navigateurs où vous êtes connecté cessent de fonctionner. Les réponses et les "
    "commentaires restent à votre ville, sans votre nom. Personne ne peut revenir en arrière.",
    "protect_delete_lead_of": "Vous êtes le contact principal de {cities}. Demandez d’abord à l’équipe du programme "
    "de désigner un successeur, sinon plus personne ne pourra y inviter des collègues ni remettre la réponse.",
    "protect_delete_sure": "Oui, effacer mes données",
    "protect_delete_unsure": "Cochez la case pour confirmer que vos données doivent être effacées.",
    "protect_delete_now": "Effacer mes données maintenant",
    "protect_delete_not": "Les garder",
    "protect_erased_title": "Vos données ont été effacées",
    "protect_erased_text": "Votre nom et votre adresse ne sont plus conservés, et ce navigateur est déconnecté. "
    "Merci de votre contribution.",
    "evidence_title": "Justificatifs",
    "evidence_where": "Où vous êtes",
    "evidence_back": "Retour à la question",
    "evidence_problem": "Il y a un problème",
    "evidence_have": "Ce qui étaye cette réponse",
    "evidence_none": "Aucun lien ni fichier n’a encore été ajouté.",
    "evidence_new": "Ajouter un lien ou un fichier",
    "evidence_use": "Vos collègues et l’équipe du programme peuvent le voir. Il n’est jamais publié.",
    "evidence_url": "Adresse d’une page",
    "evidence_file": "Ou un fichier",
    "evidence_name": "De quoi il s’agit (facultatif)",
    "evidence_save": "Ajouter",
    "evidence_add": "Ajouter un justificatif",
    "evidence_show": "Voir les justificatifs",
    "evidence_new_tab": "(s’ouvre dans un nouvel onglet)",
    "evidence_remove": "Retirer",
    "evidence_kinds": "PDF, PNG, JPEG, DOCX, XLSX, CSV ou TXT, jusqu’à {file} Mo ; tous les fichiers d’une ville "
    "ensemble jusqu’à {case} Mo.",
    "evidence_refused_nothing": "Saisissez l’adresse d’une page ou choisissez un fichier.",
    "evidence_refused_both": "Ajoutez le lien et le fichier l’un après l’autre.",
    "evidence_refused_address": "Saisissez une adresse complète en http ou https, telle que votre "
    "navigateur l’affiche, sans nom d’utilisateur.",
    "evidence_refused_empty": "Le fichier est vide. Choisissez-en un autre.",
    "evidence_refused_large": "Le fichier dépasse {file} Mo. Réduisez-le ou ajoutez un lien.",
    "evidence_refused_kind": "Ce type de fichier n’est pas accepté, quel que soit son nom. Enregistrez-le en PDF, "
    "PNG, JPEG, DOCX, XLSX, CSV ou TXT.",
    "evidence_refused_broken": "Le fichier est illisible ; il est peut-être endommagé. Enregistrez-le à nouveau et "
    "choisissez-le encore une fois.",
    "evidence_refused_macros": "Le fichier contient des macros, qui pourraient être nuisibles. Enregistrez-le sans "
    "elles, en DOCX ou XLSX, ou en PDF.",
    "evidence_refused_bomb": "Une fois décompressé, le fichier serait bien plus grand. Enregistrez-le en PDF.",
    "evidence_refused_locked": "Le fichier est dans un ancien format ou protégé par un mot de passe. Enregistrez-le "
    "en DOCX, XLSX ou PDF, sans mot de passe.",
    "evidence_refused_closed": "Les justificatifs ne peuvent être ajoutés ou retirés que tant que votre ville peut "
    "modifier ses réponses.",
    "evidence_refused_many": "Votre ville a ajouté 200 liens et fichiers, ce qui est le maximum. Retirez-en un "
    "d’abord.",
    "evidence_refused_full": "Les fichiers de votre ville dépasseraient ensemble {case} Mo. Retirez-en un d’abord "
    "ou ajoutez un lien.",
    "evidence_refused_disk": "Le fichier n’a pas pu être conservé, faute de place. Vos réponses sont en sécurité. "
    "Prévenez l’équipe du programme.",
    "service_own_evidence_title": "Vous ne pouvez pas retirer cet élément",
    "service_own_evidence_text": "La personne qui a ajouté un lien ou un fichier peut le retirer, de même que le "
    "contact principal de votre ville.",
    "service_too_many_title": "Trop de requêtes depuis votre réseau",
    "service_too_many_text": "Attendez une minute et rechargez la page. Les personnes connectées peuvent continuer "
    "à travailler.",
    "service_too_large_title": "C’est trop volumineux",
    "service_too_large_text": "Le service accepte au plus 12 Mo à la fois. Envoyez un fichier plus petit ou ajoutez "
    "un lien.",
    "service_no_length_title": "La taille de la requête manque",
    "service_no_length_text": "Le service n’accepte des données que si leur taille est annoncée, comme le font les "
    "navigateurs. Envoyez le formulaire depuis une page du service.",
}
