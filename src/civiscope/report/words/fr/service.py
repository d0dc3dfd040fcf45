"""The fixed phrases of the service in French: signing in, and requests that cannot be answered."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "service_nothing_published_title": "Rien n’est encore publié",
    "service_nothing_published_text": "L’étude recueille les réponses. Ses résultats figureront ici dès leur "
    "publication.",
    "service_not_found_title": "Cette page n’existe pas",
    "service_not_found_text": "L’adresse est peut-être erronée, ou vous n’avez pas accès à ce qui s’y trouve.",
    "service_bad_request_title": "La demande est illisible",
    "service_bad_request_text": "Revenez en arrière et réessayez.",
    "service_host_title": "Ce n’est pas le nom de ce service",
    "service_host_text": "Utilisez l’adresse de votre invitation.",
    "service_defect_title": "Une erreur s’est produite",
    "service_defect_text": "L’erreur vient de nous et elle est consignée. Ce qui était marqué comme enregistré l’est "
    "bien.",
    "service_disk_full_title": "Le disque du service est plein",
    "service_disk_full_text": "L’enregistrement a échoué : le disque est plein. Ce qui était déjà marqué comme "
    "enregistré est en sécurité. Gardez cette page ouverte et réessayez dans un moment ; "
    "l’équipe du programme doit libérer de la place.",
    "service_disk_failed_title": "Le disque du service refuse d’écrire",
    "service_disk_failed_text": "L’enregistrement a échoué. Ce qui était déjà marqué comme enregistré est en sécurité. "
    "Gardez cette page ouverte et réessayez dans un moment ; l’équipe du programme doit "
    "vérifier le disque.",
    "service_database_away_title": "Le service n’a pas accès à ses données pour le moment",
    "service_database_away_text": "L’enregistrement ou l’affichage a échoué. Ce qui était déjà marqué comme enregistré "
    "est en sécurité. Gardez cette page ouverte et réessayez dans une minute.",
    "service_form_title": "Le formulaire a expiré",
    "service_form_text": "Rien n’a été modifié. Revenez en arrière, rechargez la page et renvoyez-la ; les cookies "
    "doivent être autorisés.",
    "service_role_title": "Vous n’y êtes pas autorisé",
    "service_role_text": "Votre rôle dans l’équipe du programme ne comprend pas cette page. Un propriétaire peut le "
    "changer.",
    "service_sign_in_title": "Ouvrez votre lien personnel",
    "service_sign_in_text": "Cet appareil n’est pas connecté. Ouvrez le lien de votre invitation, ou demandez un "
    "nouvel envoi.",
    "service_too_often_title": "Trop de demandes",
    "service_too_often_text": "Patientez une heure, ou utilisez le dernier code reçu.",
    "service_link_hello": "Bienvenue, {name}",
    "service_link_text": "Pour ouvrir le questionnaire sur cet appareil, nous envoyons un code à six chiffres à "
    "{email}.",
    "service_link_send": "Envoyez-moi un code",
    "service_link_why": "Il n’y a pas de mot de passe. Un code est demandé une fois par appareil : un lien transféré "
    "n’ouvre donc rien.",
    "service_code_title": "Saisissez votre code",
    "service_ask": "Questions sur l’étude :",
    "service_code_text": "Nous avons envoyé un code à {email}. Il peut mettre une minute à arriver.",
    "service_code_label": "Code à six chiffres",
    "service_code_enter": "Continuer",
    "service_code_again": "Envoyer un nouveau code",
    "service_code_wrong": "Ce code est erroné, déjà utilisé ou vieux de plus de 15 minutes. Consultez le dernier "
    "message ou demandez un nouveau code.",
    "service_link_lost_title": "Recevoir à nouveau votre lien",
    "service_link_lost_text": "Saisissez l’adresse à laquelle l’invitation a été envoyée.",
    "service_link_lost_email": "Adresse électronique",
    "service_link_lost_send": "Envoyer mon lien",
    "service_link_lost_sent": "Si cette adresse est celle d’un contact de l’étude, le lien est en route.",
    "service_out_title": "Vous êtes déconnecté",
    "service_out_text": "Cet appareil est oublié. Votre lien rouvre le questionnaire.",
    "service_dead_link_title": "Ce lien ne fonctionne pas",
    "service_dead_link_text": "Il est incomplet ou a été remplacé par un plus récent. Demandez un nouvel envoi, ou "
    "écrivez à l’équipe du programme.",
    "service_link_title": "Ouvrir le questionnaire",
    "service_pilot": "Ceci est un test du questionnaire. Les réponses données ici ne comptent pas ; vos commentaires "
    "sur les questions aident à les améliorer.",
}
