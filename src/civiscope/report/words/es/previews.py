"""The fixed phrases of collection in Spanish: previews of snapshots and the right of reply."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "preview_title": "Vista previa de su ficha",
    "preview_where": "Dónde está",
    "draft_wave": "{wave} (borrador)",
    "draft_short": "Borrador",
    "draft_mark": "Borrador para su ciudad: sin publicar, no debe difundirse.",
    "preview_lead": "Así mostraría el estudio a su ciudad con las respuestas guardadas en este momento, elaborado "
    "del mismo modo que la publicación posterior.",
    "preview_busy": "Se está preparando su vista previa.",
    "preview_busy_text": "Tarda unos segundos, más si otras ciudades también esperan. La página se actualiza sola; "
    "también puede salir y volver.",
    "preview_failed": "No se ha podido elaborar la vista previa.",
    "preview_failed_nothing": "Todavía no se ha respondido nada que una ficha pueda mostrar. Responda a algunas "
    "preguntas e inténtelo de nuevo.",
    "preview_failed_time": "Ha tardado demasiado. Sus respuestas están a salvo; inténtelo más tarde y, si se "
    "repite, avise al equipo del programa.",
    "preview_failed_problem": "Sus respuestas están a salvo. El equipo del programa encuentra el motivo en el "
    "registro del servicio; avísele, por favor.",
    "preview_documents": "Su vista previa",
    "preview_made": "Elaborada el",
    "preview_older": "Su ciudad ha guardado respuestas desde entonces.",
    "preview_read": "Leerla",
    "preview_pdf": "PDF para imprimir",
    "preview_make": "Elaborar una vista previa",
    "preview_again": "Elaborar una nueva vista previa",
    "preview_what": "Qué muestra la vista previa",
    "preview_what_own": "Sus propias respuestas, tal como están cuando se elabora. Las preguntas sin responder no "
    "aparecen.",
    "preview_what_others": "Las demás ciudades que ya han entregado sus respuestas, y las rondas anteriores. Las "
    "cifras cambiarán a medida que respondan más ciudades.",
    "preview_what_rules": "Solo lo que puede publicarse: las reglas de confidencialidad y los deseos de cada "
    "ciudad valen también aquí.",
    "preview_what_wrong": "Las respuestas con un error se omiten hasta que se corrijan.",
    "reply_title": "Su respuesta antes de la publicación",
    "reply_lead": "Examine su ficha antes de que se publique y díganos si es correcta.",
    "reply_until": "Puede responder hasta el",
    "reply_go": "Responder ahora",
    "reply_see": "Sus respuestas antes de la publicación",
    "reply_not_yet": "Todavía no se puede responder. Recibirá un correo cuando su ficha esté lista para examinarla.",
    "reply_closed": "Ya no se puede responder: ha pasado el último día, o sus respuestas se están modificando o se "
    "han publicado. Si algo no es correcto, escriba al equipo del programa.",
    "reply_preview": "Ver su ficha",
    "reply_question": "¿Qué desea decirnos?",
    "reply_kind_confirmed": "La ficha es correcta y puede publicarse",
    "reply_kind_comment": "Tengo un comentario",
    "reply_kind_correction": "Algo no es correcto: devuélvannos nuestras respuestas para que las corrijamos",
    "reply_text": "Su explicación",
    "reply_text_note": "Necesaria para comentarios y correcciones; indique la pregunta, por favor. La lee el "
    "equipo del programa y no se publica.",
    "reply_send": "Enviar la respuesta",
    "reply_kept": "Gracias, su respuesta se ha guardado.",
    "reply_problem": "Hay un problema",
    "reply_kind_missing": "Elija qué desea decirnos.",
    "reply_text_missing": "Explique a qué se refiere.",
    "reply_text_too_long": "Use como máximo 5000 caracteres.",
    "reply_earlier": "Lo que ha dicho su ciudad",
    "reply_said_confirmed": "Confirmada",
    "reply_said_comment": "Comentario",
    "reply_said_correction": "Corrección solicitada",
    "reply_was_led_back": "el equipo del programa ha devuelto las respuestas",
}
