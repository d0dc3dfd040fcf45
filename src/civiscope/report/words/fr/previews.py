"""The fixed phrases of collection in French: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Aperçu de votre fiche",
    "preview_where": "Où vous êtes",
    "draft_wave": "{wave} (brouillon)",
    "draft_short": "Brouillon",
    "draft_mark": "Brouillon destiné à votre ville – non publié, à ne pas diffuser.",
    "preview_lead": "Voici comment l’étude présenterait votre ville avec les réponses enregistrées à ce moment, "
    "établi de la même manière que la publication à venir.",
    "preview_busy": "Votre aperçu est en préparation.",
    "preview_busy_text": "Cela prend quelques secondes, davantage si d’autres villes attendent aussi. La page se "
    "met à jour d’elle-même ; vous pouvez aussi la quitter et y revenir.",
    "preview_failed": "L’aperçu n’a pas pu être établi.",
    "preview_failed_nothing": "Aucune réponse qu’une fiche puisse montrer n’a encore été donnée. Répondez à "
    "quelques questions, puis réessayez.",
    "preview_failed_time": "Cela a pris trop de temps. Vos réponses sont conservées ; réessayez plus tard et, si "
    "cela se répète, signalez-le à l’équipe du programme.",
    "preview_failed_problem": "Vos réponses sont conservées. L’équipe du programme trouve la raison dans le "
    "journal du service ; merci de l’en informer.",
    "preview_documents": "Votre aperçu",
    "preview_made": "Établi le",
    "preview_older": "Votre ville a enregistré des réponses depuis.",
    "preview_read": "Le lire",
    "preview_pdf": "PDF à imprimer",
    "preview_make": "Établir un aperçu",
    "preview_again": "Établir un nouvel aperçu",
    "preview_what": "Ce que montre l’aperçu",
    "preview_what_own": "Vos propres réponses, telles qu’elles sont au moment où il est établi. Les questions sans "
    "réponse n’y figurent pas.",
    "preview_what_others": "Les autres villes qui ont déjà remis leurs réponses, et les vagues précédentes. Les "
    "chiffres changeront à mesure que d’autres villes répondent.",
    "preview_what_rules": "Uniquement ce qui peut être publié : les règles de confidentialité et les souhaits de "
    "chaque ville s’appliquent ici aussi.",
    "preview_what_wrong": "Les réponses qui comportent une erreur sont laissées de côté jusqu’à leur correction.",
    "reply_title": "Votre avis avant publication",
    "reply_lead": "Veuillez examiner votre fiche avant sa publication et nous dire si elle est exacte.",
    "reply_until": "Vous pouvez donner votre avis jusqu’au",
    "reply_go": "Donner votre avis",
    "reply_see": "Vos avis avant publication",
    "reply_not_yet": "Il est encore trop tôt pour donner votre avis. Vous recevrez un courriel lorsque votre fiche "
    "sera prête.",
    "reply_closed": "Il n’est plus possible de donner un avis : le dernier jour est passé, ou vos réponses sont en "
    "cours de modification ou publiées. Si quelque chose est inexact, écrivez à l’équipe du programme.",
    "reply_preview": "Voir votre fiche",
    "reply_question": "Que souhaitez-vous nous dire ?",
    "reply_kind_confirmed": "La fiche est exacte et peut être publiée",
    "reply_kind_comment": "J’ai une remarque",
    "reply_kind_correction": "Quelque chose est inexact : veuillez nous renvoyer nos réponses pour que nous les "
    "corrigions",
    "reply_text": "Vos explications",
    "reply_text_note": "Nécessaires pour une remarque ou une correction ; merci de nommer la question. L’équipe du "
    "programme les lit, elles ne sont pas publiées.",
    "reply_send": "Envoyer l’avis",
    "reply_kept": "Merci, votre avis est enregistré.",
    "reply_problem": "Il y a un problème",
    "reply_kind_missing": "Choisissez ce que vous souhaitez nous dire.",
    "reply_text_missing": "Expliquez ce que vous voulez dire.",
    "reply_text_too_long": "Utilisez 5 000 caractères au plus.",
    "reply_earlier": "Ce que votre ville a dit",
    "reply_said_confirmed": "Confirmée",
    "reply_said_comment": "Remarque",
    "reply_said_correction": "Correction demandée",
    "reply_was_led_back": "l’équipe du programme a renvoyé les réponses",
}
