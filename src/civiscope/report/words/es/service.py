"""The fixed phrases of the service in Spanish: signing in, and requests that cannot be answered."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "service_nothing_published_title": "Aún no se ha publicado nada",
    "service_nothing_published_text": "El estudio está recogiendo respuestas. Sus resultados aparecerán aquí cuando "
    "se publiquen.",
    "service_not_found_title": "Esta página no existe",
    "service_not_found_text": "Puede que la dirección sea incorrecta o que usted no tenga acceso a lo que hay en ella.",
    "service_bad_request_title": "La solicitud no se puede leer",
    "service_bad_request_text": "Vuelva atrás e inténtelo de nuevo.",
    "service_host_title": "Este no es el nombre de este servicio",
    "service_host_text": "Use la dirección de su invitación.",
    "service_defect_title": "Algo ha fallado aquí",
    "service_defect_text": "El error es nuestro y ha quedado registrado. Lo que figuraba como guardado está guardado.",
    "service_disk_full_title": "El disco del servicio está lleno",
    "service_disk_full_text": "No se ha podido guardar: el disco está lleno. Lo que ya figuraba como guardado está a "
    "salvo. Deje esta página abierta e inténtelo de nuevo dentro de un rato; el equipo del "
    "programa tiene que liberar espacio.",
    "service_disk_failed_title": "El disco del servicio no admite escrituras",
    "service_disk_failed_text": "No se ha podido guardar. Lo que ya figuraba como guardado está a salvo. Deje esta "
    "página abierta e inténtelo de nuevo dentro de un rato; el equipo del programa tiene "
    "que revisar el disco.",
    "service_database_away_title": "El servicio no puede acceder a sus datos en este momento",
    "service_database_away_text": "No se ha podido guardar ni mostrar. Lo que ya figuraba como guardado está a salvo. "
    "Deje esta página abierta e inténtelo de nuevo dentro de un minuto.",
    "service_form_title": "El formulario ha caducado",
    "service_form_text": "No se ha cambiado nada. Vuelva atrás, cargue la página de nuevo y envíela otra vez; las "
    "cookies deben estar permitidas.",
    "service_role_title": "No tiene permiso para esto",
    "service_role_text": "Su función en el equipo del programa no incluye esta página. Un propietario puede cambiarlo.",
    "service_sign_in_title": "Abra su enlace personal",
    "service_sign_in_text": "Este dispositivo no ha iniciado sesión. Abra el enlace de su invitación o pida que se "
    "lo envíen otra vez.",
    "service_too_often_title": "Demasiadas solicitudes",
    "service_too_often_text": "Espere una hora o use el último código que recibió.",
    "service_link_hello": "Le damos la bienvenida, {name}",
    "service_link_text": "Para abrir el cuestionario en este dispositivo, enviamos un código de seis cifras a {email}.",
    "service_link_send": "Envíenme un código",
    "service_link_why": "No hay contraseña. Se pide un código una vez en cada dispositivo, de modo que un enlace "
    "reenviado no abre nada.",
    "service_code_title": "Introduzca su código",
    "service_ask": "Preguntas sobre el estudio:",
    "service_code_text": "Hemos enviado un código a {email}. Puede tardar un minuto en llegar.",
    "service_code_label": "Código de seis cifras",
    "service_code_enter": "Continuar",
    "service_code_again": "Enviar un código nuevo",
    "service_code_wrong": "Este código es incorrecto, ya se ha usado o tiene más de 15 minutos. Consulte el último "
    "mensaje o pida un código nuevo.",
    "service_link_lost_title": "Recibir su enlace otra vez",
    "service_link_lost_text": "Introduzca la dirección a la que se envió su invitación.",
    "service_link_lost_email": "Dirección de correo electrónico",
    "service_link_lost_send": "Enviar mi enlace",
    "service_link_lost_sent": "Si esta dirección es de un contacto del estudio, el enlace va de camino.",
    "service_out_title": "Ha cerrado la sesión",
    "service_out_text": "Este dispositivo se ha olvidado. Su enlace vuelve a abrir el cuestionario.",
    "service_dead_link_title": "Este enlace no funciona",
    "service_dead_link_text": "No está completo o lo ha sustituido otro más reciente. Pida que se lo envíen otra vez "
    "o escriba al equipo del programa.",
    "service_link_title": "Abrir el cuestionario",
    "service_pilot": "Esto es una prueba del cuestionario. Las respuestas dadas aquí no cuentan; sus comentarios "
    "sobre las preguntas ayudan a mejorarlas.",
}
