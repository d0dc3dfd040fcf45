"""The fixed phrases of answers that the programme team enters for a city, in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # who gave an answer
    "collect_team": "Equipo del programa ({name})",
    "collect_team_alone": "Equipo del programa",
    "collect_entered_phone": "Introducido por el equipo del programa ({name}) a partir de la llamada de la ciudad,",
    "collect_entered_paper": "Introducido por el equipo del programa ({name}) a partir del cuestionario en papel de la "
    "ciudad,",
    "collect_entered_mailed": "Introducido por el equipo del programa ({name}) a partir del libro de cálculo que envió "
    "la ciudad,",
    "history_origin_phone": "Introducida por el equipo del programa a partir de la llamada de la ciudad",
    "history_origin_paper": "Introducida por el equipo del programa a partir del cuestionario en papel de la ciudad",
    "history_origin_mailed": "Introducida por el equipo del programa a partir del libro de cálculo que envió la ciudad",
    # what the city is told; a time follows
    "entered_phone": {
        "one": "El equipo del programa introdujo {count} respuesta a partir de la llamada de su ciudad,",
        "other": "El equipo del programa introdujo {count} respuestas a partir de la llamada de su ciudad, la última,",
    },
    "entered_paper": {
        "one": "El equipo del programa introdujo {count} respuesta a partir del cuestionario en papel de su ciudad,",
        "other": "El equipo del programa introdujo {count} respuestas a partir del cuestionario en papel de su ciudad, "
        "la última,",
    },
    "entered_mailed": {
        "one": "El equipo del programa introdujo {count} respuesta a partir del libro de cálculo que envió su ciudad,",
        "other": "El equipo del programa introdujo {count} respuestas a partir del libro de cálculo que envió su "
        "ciudad, la última,",
    },
    "entered_check": "Revise estas respuestas, que están señaladas. Puede cambiarlas hasta que su ciudad firme. Solo "
    "su ciudad firma.",
    "entered_read": "Estas respuestas están señaladas.",
    # on the pages of staff who enter
    "enter_bar_phone": "Está introduciendo lo que {city} dice por teléfono. La ciudad ve que lo ha introducido usted.",
    "enter_bar_paper": "Está introduciendo lo que {city} respondió en papel. La ciudad ve que lo ha introducido usted.",
    "enter_bar_mailed": "Está introduciendo lo que {city} respondió en un libro de cálculo que envió. La ciudad ve que "
    "lo ha introducido usted.",
    "enter_back": "Volver a la ciudad",
    "enter_closed": "No se ha guardado: las respuestas ya se han entregado o la ola está cerrada.",
    "enter_consent": "Lo que la ciudad eligió para esta respuesta; solo la ciudad lo cambia:",
    "enter_workbook_title": "El libro de cálculo de la ciudad",
    "enter_workbook_heading": "Un libro de cálculo para la ciudad",
    "enter_workbook_text": "Contiene las respuestas tal como están ahora. Déselo a la ciudad para que lo rellene, en "
    "su idioma; aquí no se aceptan los de otras ciudades.",
    "enter_upload_label": "El libro de cálculo que rellenó la ciudad (.xlsx, 5 MB como máximo)",
    "enter_js_signed_out": "No se ha guardado: ya no tiene la sesión iniciada aquí o su función ha cambiado. Inicie "
    "sesión en otra pestaña y vuelva a cargar esta página; copie antes lo último que escribió.",
}
