"""The standard texts of mails in Spanish; the programme team can change them."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "mail_invite_subject": "{city}: responda a «{questionnaire}» a más tardar el {deadline}",
    "mail_invite_body": "Hola, {name}:\n\n"
    "La ciudad de {city} está invitada a participar en «{study}». Le rogamos que responda al cuestionario "
    "«{questionnaire}» a más tardar el {deadline}. Varios colegas pueden responder juntos; todo se guarda sobre la "
    "marcha.\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n"
    "Es solo para usted. En cada dispositivo nuevo enviamos un código a esta dirección: no necesita contraseña.\n"
    "\n"
    "Cómo tratamos sus datos: {privacy}\n\n{team}\n",
    "mail_remind_subject": "Recordatorio: «{questionnaire}» de {city}, a más tardar el {deadline}",
    "mail_remind_body": "Hola, {name}:\n\n"
    "las respuestas de {city} a «{questionnaire}» todavía no se han entregado. Pueden entregarse hasta el {deadline}. "
    "Lo que ya ha respondido está guardado.\n\n"
    "Su enlace personal:\n\n"
    "{link}\n\n"
    "Si el cuestionario corresponde a otra persona, responda a este correo con su nombre y dirección.\n"
    "\n{team}\n",
    "mail_replaced_subject": "{city}: desde ahora usted responde a «{questionnaire}»",
    "mail_replaced_body": "Hola, {name}:\n\n"
    "usted releva a un colega en el cuestionario «{questionnaire}» de «{study}», para {city}. Las respuestas dadas se "
    "conservan; complételas a más tardar el {deadline}.\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n"
    "Es solo para usted. En cada dispositivo nuevo enviamos un código a esta dirección: no necesita contraseña.\n"
    "\n{team}\n",
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
    "{lead} responde al cuestionario «{study}» por {city} y le pide que responda a algunas de sus preguntas.\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n"
    "Es solo para usted. En cada dispositivo nuevo enviamos un código a esta dirección.\n"
    "\n"
    "Cómo tratamos sus datos: {privacy}\n\n{team}\n",
    "mail_signatory_subject": "{lead} le pide que firme «{study}» por {city}",
    "mail_signatory_body": "Hola, {name}:\n\n"
    "{lead} responde al cuestionario «{study}» por {city} y le ha designado como la persona que firma las "
    "respuestas en nombre de la ciudad. Le escribiremos de nuevo cuando estén listas; hasta entonces no tiene "
    "que hacer nada. Puede leerlas en cualquier momento.\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n"
    "Es solo para usted. En cada dispositivo nuevo enviamos un código a esta dirección.\n\n"
    "Cómo tratamos sus datos: {privacy}\n\n"
    "{team}\n",
    "mail_reply_subject": "Su ficha en «{study}»: examínela antes de que se publique",
    "mail_reply_body": "Hola, {name}:\n\n"
    "las respuestas de {city} a «{study}» están aprobadas. Antes de que se publiquen, examine la ficha de su ciudad y "
    "díganos si es correcta. Puede confirmarla, comentarla o pedir una corrección hasta el {deadline}:\n\n"
    "{link}\n\n"
    "Si no recibimos respuesta, entenderemos que la ficha es correcta.\n\n{team}\n",
    "mail_changed_subject": "{city}: el cuestionario de «{study}» ha cambiado",
    "mail_changed_body": "Hola, {name}:\n\n"
    "el cuestionario de «{study}» ha cambiado mientras lo responde. Sus respuestas se conservan; revise estas "
    "preguntas:\n\n"
    "{questions}\n\n"
    "Este es su enlace personal:\n\n"
    "{link}\n\n{team}\n",
}
