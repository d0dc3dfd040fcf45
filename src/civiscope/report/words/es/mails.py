"""The standard texts of mails in Spanish; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_code_subject": "Su código: {code}",
    "mail_code_body": "{code} es su código para «{study}». Funciona una sola vez, durante {minutes} minutos.\n\n"
    "Si no lo ha pedido usted, otra persona ha abierto su enlace; no tiene que hacer nada.\n",
    "mail_link_subject": "Su enlace a «{study}»",
    "mail_link_body": "Hola, {name}:\n\n"
    "este es su enlace personal al cuestionario de «{study}»:\n\n"
    "{link}\n\n"
    "Es solo para usted. Sus colegas reciben enlaces propios.\n",
    "mail_colleague_subject": "{lead} le pide su ayuda con «{study}»",
    "mail_colleague_body": "Hola, {name}:\n\n"
    "{lead} responde al cuestionario «{study}» por {city} y le pide que responda a algunas de sus preguntas."
    "\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n"
    "Es solo para usted. En cada dispositivo nuevo enviamos un código a esta dirección.\n",
    "mail_changed_subject": "{city}: el cuestionario de «{study}» ha cambiado",
    "mail_changed_body": "Hola, {name}:\n\nel cuestionario de «{study}» ha cambiado mientras lo responde. Sus "
    "respuestas se conservan; revise estas preguntas:\n\n{questions}\n\nEste es su "
    "enlace personal:\n\n{link}\n",
    "mail_reply_subject": "Su ficha en «{study}»: examínela antes de que se publique",
    "mail_reply_body": "Hola, {name}:\n\n"
    "las respuestas de {city} a «{study}» están aprobadas. Antes de que se publiquen, examine la ficha de su "
    "ciudad y díganos si es correcta. Puede confirmarla, comentarla o pedir una corrección hasta el {date}:\n\n"
    "{link}\n\n"
    "Si no recibimos respuesta, entenderemos que la ficha es correcta.\n",
    "mail_reply_led_back_subject": "{city}: sus respuestas a «{study}» pueden corregirse",
    "mail_reply_led_back_body": "Hola, {name}:\n\n"
    "tras su respuesta le hemos devuelto las respuestas de {city}. Revise lo siguiente:\n\n"
    "{text}\n\n"
    "Modifique las respuestas si hace falta y fírmelas de nuevo:\n\n"
    "{link}\n",
}
