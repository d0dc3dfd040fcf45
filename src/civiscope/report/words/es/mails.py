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
}
