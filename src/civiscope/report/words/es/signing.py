"""The fixed phrases of collection in Spanish: sign-off, receipts and queries."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "sign_title": "Firmar las respuestas",
    "sign_title_amendment": "Firmar la modificación",
    "sign_read": "Leer todas las respuestas",
    "sign_lead": "Estas son las respuestas tal como se entregarán. Al firmarlas, la persona "
    "autorizada habla en nombre de la ciudad.",
    "sign_not_yet": "Las respuestas aún no se pueden firmar",
    "sign_changed": "Una respuesta ha cambiado desde que abrió esta página. Vuelva a leer las respuestas "
    "antes de firmar.",
    "sign_by": "Por su ciudad firma:",
    "sign_not_now": "La persona autorizada puede firmar las respuestas cuando el responsable haya "
    "iniciado la revisión.",
    "sign_waiting": {
        "one": "{count} pregunta del equipo del programa aún no tiene respuesta.",
        "other": "{count} preguntas del equipo del programa aún no tienen respuesta.",
    },
    "sign_changes": "Qué cambia respecto a lo firmado",
    "sign_before": "Firmado antes",
    "sign_after": "Ahora",
    "sign_changes_none": "Ninguna respuesta difiere de lo firmado.",
    "sign_answers": "Todas las respuestas",
    "sign_explained": "Fuera de lo que la pregunta prevé, con una explicación",
    "sign_aside": "Respuestas excluidas",
    "sign_aside_text": "Estas preguntas tienen respuesta, pero según sus otras respuestas no se le hacen. "
    "Esas respuestas se guardan aparte y no se entregan.",
    "sign_signature": "Firma",
    "sign_name": "Su nombre",
    "sign_function": "Su cargo",
    "sign_statement": "He leído estas respuestas y tengo autorización para entregarlas en nombre de la "
    "ciudad ({city}).",
    "sign_button": "Firmar y entregar",
    "sign_back": "Volver a la vista general",
    "sign_name_wrong": "Indique su nombre.",
    "sign_function_wrong": "Indique su cargo, por ejemplo, jefe de la oficina de estadística.",
    "sign_agreed_wrong": "Marque la casilla para confirmar que puede firmar.",
    "sign_missing": "Esta pregunta es obligatoria.",
    "sign_unconfirmed": "Esta respuesta procede de la ola anterior. Revísela y guárdela para confirmarla.",
    "sign_unexplained": "Corríjala o explique el motivo en un comentario junto a la pregunta.",
    "step_review": "Iniciar la revisión",
    "step_contribute": "Nuestras secciones están listas",
    "step_return": "Volver al borrador",
    "service_step_title": "Ahora no es posible",
    "service_step_text": "Las respuestas están ya en otra fase, o le corresponde a otra persona de su ciudad. "
    "Abra la vista general para ver qué sigue.",
    "reopen_title": "Pedir la reapertura",
    "reopen_asked": "Ha pedido que se reabran las respuestas; decide el equipo del programa. Solicitado:",
    "reopen_declined": "El equipo del programa no ha reabierto las respuestas. Motivo:",
    "reopen_lead": "Lo que ha firmado sigue siendo válido. Si el equipo del programa reabre sus "
    "respuestas, las cambia y firma una modificación, que se guarda junto a lo firmado.",
    "reopen_reason": "¿Qué quiere cambiar y por qué?",
    "reopen_reason_wrong": "Diga qué quiere cambiar, en 5000 caracteres como máximo.",
    "reopen_button": "Enviar la solicitud",
    "query_open": {
        "one": "El equipo del programa tiene {count} pregunta sobre sus respuestas",
        "other": "El equipo del programa tiene {count} preguntas sobre sus respuestas",
    },
    "query_of_team": "El equipo del programa pregunta:",
    "query_your_reply": "Su respuesta:",
    "query_reply": "Responder",
    "query_reply_change": "Cambiar la respuesta",
    "query_title": "Preguntas del equipo del programa",
    "query_lead": "Responda a cada pregunta, cambie la respuesta si hace falta y firme después la modificación.",
    "query_lead_closed": "Estas preguntas se pueden leer. Sus respuestas no se pueden cambiar por ahora.",
    "query_settled": "resuelta",
    "query_reply_by": "Respuesta de {name}:",
    "query_reply_label": "Su respuesta",
    "query_reply_wrong": "Escriba una respuesta de 5000 caracteres como máximo.",
    "query_reply_send": "Guardar la respuesta",
    "query_to_answer": "Cambiar la respuesta dada",
    "query_none": "No hay preguntas del equipo del programa.",
    "query_to_sign": "Ir a la firma",
    "query_whole_case": "Sobre el conjunto de las respuestas",
    "history_title": "Cómo surgió esta respuesta",
    "history_show": "Versiones anteriores",
    "history_version": "Versión",
    "history_answer": "Respuesta",
    "history_how": "Cómo",
    "history_reason": "Motivo:",
    "history_origin_city": "Respondida por la ciudad",
    "history_origin_workbook": "Del libro de cálculo enviado",
    "history_origin_prefill": "De la ola anterior",
    "history_origin_correction": "Corregida por el equipo del programa",
    "history_origin_mapped": "Trasladada, porque el cuestionario ha cambiado",
    "change_note_new": "Esta pregunta es nueva desde que empezó.",
    "change_note_mapped": "El cuestionario ha cambiado y su respuesta se ha trasladado. Compruébela.",
    "change_note_again": "El cuestionario ha cambiado y su respuesta anterior ya no encaja. Responda de nuevo.",
    "change_note_words": "Esta pregunta ha cambiado desde que la respondió. Compruebe su respuesta.",
    "change_more": {
        "one": "… y {count} más",
        "other": "… y {count} más",
    },
    "signed_thanks": "Estas respuestas se han firmado y entregado. Guarde el recibo.",
    "signed_content": "Las respuestas firmadas como archivo",
    "signed_others": "También firmado:",
    "signed_corrections": "Correcciones posteriores del equipo del programa",
    "receipt_title": "Recibo",
    "receipt_title_amendment": "Recibo de la modificación {number}",
    "receipt_of": "{city} – {questionnaire}",
    "receipt_signed_by": "Firmado por",
    "receipt_function": "Cargo",
    "receipt_at": "Firmado el",
    "receipt_version": "Versión del cuestionario",
    "receipt_before": "Firmado antes de esta modificación:",
    "receipt_amends": "Modifica: {receipt}, firmado por {name}, {at}, suma de verificación {digest}. "
    "Lo que se firmó entonces se conserva.",
    "receipt_checksum": "Suma de verificación",
    "receipt_checksum_what": "Es la suma de verificación SHA-256 de todas las respuestas anteriores. Si cambiara "
    "un solo carácter, sería otra.",
    "receipt_checksum_how": "Para comprobarla, descargue las respuestas firmadas desde la página siguiente y "
    "calcule el SHA-256 del archivo, por ejemplo con sha256sum; o envíe la suma al "
    "equipo del programa, que la compara con lo que conserva.",
    "receipt_foot": "Suma de verificación (SHA-256): {digest}",
    "receipt_source": "{city} · suma de verificación {digest}…",
    "mail_contributed_subject": "{city}: las secciones están listas",
    "mail_contributed_body": "Hola, {name}:\n\n{by} indica que las secciones de «{study}» están listas. Revise "
    "las respuestas ({city}) e inicie la revisión.\n\nEste es su enlace "
    "personal:\n\n{link}\n\n{team}\n",
    "mail_to_sign_subject": "{city}: firme las respuestas a «{study}»",
    "mail_to_sign_body": "Hola, {name}:\n\n{by} ha revisado las respuestas ({city}) a «{study}». Léalas y "
    "fírmelas en nombre de la ciudad.\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_returned_subject": "{city}: las respuestas vuelven a estar abiertas",
    "mail_returned_body": "Hola, {name}:\n\n{by} ha devuelto las respuestas ({city}) a «{study}» al estado de "
    "borrador. Se pueden volver a cambiar.\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_signed_subject": "{city}: se han entregado sus respuestas a «{study}»",
    "mail_signed_body": "Hola, {name}:\n\n{signed_as} ha firmado las respuestas ({city}) a «{study}», y se "
    "han entregado. El recibo con todas las respuestas está en las páginas de su "
    "ciudad.\n\nSuma de verificación (SHA-256): {digest}\n\nEste es su enlace "
    "personal:\n\n{link}\n\n{team}\n",
    "mail_queries_subject": "{city}: preguntas sobre sus respuestas a «{study}»",
    "mail_queries_body": "Hola, {name}:\n\nel equipo del programa ha leído las respuestas ({city}) a "
    "«{study}» y pregunta:\n\n{queries}\n\nResponda, cambie las respuestas si hace falta "
    "y vuelva a firmarlas.\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_corrected_subject": "{city}: se ha corregido una respuesta a «{study}»",
    "mail_corrected_body": "Hola, {name}:\n\nel equipo del programa ha corregido una respuesta "
    "({city}):\n\n{question}\n\nMotivo: {reason}\n\nSu propia respuesta se conserva "
    "junto a ella. Si no está de acuerdo, escriba al equipo o pida la "
    "reapertura.\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_approved_subject": "{city}: sus respuestas a «{study}» están aprobadas",
    "mail_approved_body": "Hola, {name}:\n\nel equipo del programa ha aprobado las respuestas ({city}) a "
    "«{study}». Gracias. Verá sus resultados antes de que se publiquen.\n\nEste es su "
    "enlace personal:\n\n{link}\n\n{team}\n",
    "mail_reopened_subject": "{city}: se han reabierto sus respuestas a «{study}»",
    "mail_reopened_body": "Hola, {name}:\n\nel equipo del programa ha reabierto las respuestas ({city}) a "
    "«{study}», como usted pidió. Cambie lo necesario y firme la modificación; lo "
    "firmado antes se conserva.\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_not_reopened_subject": "{city}: no se han reabierto sus respuestas a «{study}»",
    "mail_not_reopened_body": "Hola, {name}:\n\nel equipo del programa no ha reabierto las respuestas ({city}) a "
    "«{study}». Indica:\n\n{reason}\n\nEste es su enlace personal:\n\n{link}\n\n{team}\n",
    "mail_handed_in_subject": "{city}: respuestas a «{study}» entregadas",
    "mail_handed_in_body": "Hola, {name}:\n\n{city} ha firmado sus respuestas a «{study}». Esperan la "
    "revisión:\n\n{link}\n",
    "mail_amended_subject": "{city}: respuestas a «{study}» modificadas",
    "mail_amended_body": "Hola, {name}:\n\n{city} ha firmado una modificación de sus respuestas a "
    "«{study}»:\n\n{link}\n",
    "mail_reopening_asked_subject": "{city}: pide la reapertura de «{study}»",
    "mail_reopening_asked_body": "Hola, {name}:\n\n{city} pide que se reabran sus respuestas a "
    "«{study}»:\n\n{reason}\n\nDecida, por favor:\n\n{link}\n",
}
