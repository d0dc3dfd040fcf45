"""The fixed phrases of collection in Spanish: print, workbook, answers of the last wave."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # the page of ways to answer offline
    "offline_title": "Responder sin conexión",
    "offline_lead": "Lea o imprima todo el cuestionario, o rellénelo sin conexión y envíelo aquí.",
    "offline_back": "Volver al cuestionario",
    "offline_read_title": "Leer e imprimir",
    "offline_read_text": (
        "Todas las preguntas con sus opciones y espacio para escribir a mano. Las respuestas en papel no se "
        "envían: alguien tiene que introducirlas aquí."
    ),
    "offline_read_html": "Leer en pantalla",
    "offline_read_pdf": "Cuestionario en PDF",
    "offline_workbook_heading": "Rellenar un libro de Excel",
    "offline_workbook_text": (
        "El libro (Excel, LibreOffice) contiene las respuestas tal como están ahora. Mientras tanto, sus "
        "colegas pueden seguir respondiendo aquí: si una misma respuesta se ha cambiado en ambos sitios, "
        "usted elige al enviar el libro."
    ),
    "offline_download": "Descargar el libro",
    "offline_upload_heading": "Enviar un libro",
    "offline_upload_label": "El libro rellenado (.xlsx, 5 MB como máximo)",
    "offline_upload_text": "Todavía no se guarda nada: primero verá qué cambiaría.",
    "offline_upload_button": "Comprobar el libro",
    "offline_closed": "Este cuestionario no admite respuestas ahora, por lo que no se puede enviar ningún libro.",
    # what stands in the workbook
    "offline_workbook_title": "{study}: respuestas de {city}",
    "offline_guide_sheet": "Instrucciones",
    "offline_deadline": "se esperan respuestas hasta el {day}",
    "offline_step_1": (
        "Cada hoja siguiente es una sección del cuestionario. Escriba solo en las celdas amarillas; las demás "
        "están bloqueadas, y un libro en el que se hayan cambiado no se puede leer."
    ),
    "offline_step_2": (
        "Si una celda ofrece una lista, elija de ella. Si se pueden elegir varias opciones, responda sí o no "
        "a cada una; para ordenar opciones, escriba 1, 2, 3, etc."
    ),
    "offline_step_3": (
        "Si no puede responder, elija el motivo en la columna «O bien». Si una pregunta no le concierne "
        "debido a una respuesta anterior, déjela en blanco."
    ),
    "offline_step_4": "Escriba valores, no fórmulas. Guarde el archivo como .xlsx y sin macros.",
    "offline_step_5": (
        "Envíe el archivo en la página de la que lo descargó. Verá qué cambia antes de que se guarde nada. "
        "Una celda vaciada elimina la respuesta que había."
    ),
    "offline_sheet_lead": "Escriba en las celdas amarillas. Cada pregunta termina donde empieza el número siguiente.",
    "offline_column_number": "N.º",
    "offline_column_question": "Pregunta, fila, opción",
    "offline_column_answer": "Respuesta",
    "offline_column_otherwise": "O bien",
    "offline_column_help": "Ayuda",
    "offline_yes": "Sí",
    "offline_no": "No",
    "offline_other": "Otra",
    "offline_own_words": "Otra, con sus propias palabras",
    "offline_dont_know": "No sabe",
    "offline_not_applicable": "No procede",
    "offline_none": "Ninguna de estas",
    "offline_rule_title": "Esto no puede ir aquí",
    "offline_rule_list": "Elija una entrada de la lista.",
    "offline_rule_rank": "Escriba un número entero de 1 (primera) a {last} (última).",
    "offline_rule_integer": "Escriba un número entero, solo con cifras.",
    "offline_rule_decimal": "Escriba un número.",
    "offline_rule_date": "Escriba una fecha, por ejemplo 2024-05-31.",
    # what is said of a question
    "offline_kind_single": "Elija una sola opción",
    "offline_kind_multiple": "Elija todas las opciones que correspondan",
    "offline_kind_ranking": "Numere las opciones por orden de importancia: 1 para la primera",
    "offline_kind_grid": "Elija una sola opción en cada fila",
    "offline_kind_grid_multiple": "En cada fila, elija todas las opciones que correspondan",
    "offline_kind_integer": "Un número entero",
    "offline_kind_decimal": "Un número",
    "offline_kind_text": "Un texto corto",
    "offline_kind_longtext": "Un texto",
    "offline_kind_date": "Una fecha (año-mes-día)",
    "offline_kind_url": "Una dirección web que empieza por https",
    "offline_unit": "unidad: {unit}",
    "offline_most": {
        "one": "una opción como máximo",
        "other": "{most} opciones como máximo",
    },
    "offline_required": "respuesta obligatoria",
    "offline_asked_when": "Solo se pregunta si {condition}.",
    "offline_asked_depending": "Que se haga esta pregunta depende de las respuestas anteriores.",
    "offline_use_public": "La respuesta puede publicarse con el nombre de la ciudad.",
    "offline_use_aggregate": "La respuesta en sí no se publica; solo entra en resultados sobre muchas ciudades.",
    "offline_use_never": "La respuesta no se publica, ni siquiera en resultados sobre muchas ciudades.",
    "offline_use_but": (
        "Uso de las respuestas: salvo que una pregunta indique lo contrario, pueden publicarse con el nombre "
        "de la ciudad."
    ),
    # the questionnaire to read and print
    "offline_paper_subtitle": "El cuestionario completo, para leer y preparar las respuestas",
    "offline_paper_counts": {
        "one": "{count} pregunta en {sections}",
        "other": "{count} preguntas en {sections}",
    },
    "offline_paper_sections": {
        "one": "{count} sección",
        "other": "{count} secciones",
    },
    "offline_paper_how": (
        "Las respuestas se dan en el servicio, donde varios colegas pueden escribir juntos. Este documento "
        "ayuda a prepararlas."
    ),
    "offline_paper_version": "Versión {version} del cuestionario, del {day}.",
    "offline_paper_row": "Fila",
    # what is wrong with a workbook
    "offline_problem_title": "El libro no se ha aceptado",
    "offline_problem_count": {
        "one": "Hay un problema en una celda. No se ha guardado nada. Corríjalo en el libro y vuelva a enviarlo.",
        "other": (
            "Hay problemas en {count} celdas. No se ha guardado nada. Corríjalos en el libro y vuelva a enviarlo."
        ),
    },
    "offline_problem_cell": "Celda",
    "offline_problem_question": "Pregunta",
    "offline_problem_problem": "Problema",
    "offline_problem_list": "Problemas por celda",
    "offline_error_title": "Hay un problema",
    "offline_refused_none": "Elija el libro que ha rellenado y pulse el botón.",
    "offline_refused_large": "El archivo supera los {limit} MB. Quite las imágenes y otros añadidos.",
    "offline_refused_unpacked": (
        "Descomprimido, el archivo supera los {limit} MB. Descargue el libro de nuevo y rellene ese."
    ),
    "offline_refused_old": (
        "El archivo es un libro antiguo (.xls) o tiene contraseña. Guárdelo como .xlsx sin contraseña."
    ),
    "offline_refused_kind": "El archivo no es un libro de Excel (.xlsx). Envíe el libro que descargó aquí.",
    "offline_refused_opendocument": (
        "El archivo es de formato OpenDocument, por ejemplo .ods. Ábralo, elija «Guardar como» y el formato Excel "
        "(.xlsx), y envíe ese."
    ),
    "offline_refused_damaged": (
        "El archivo está dañado o tiene una forma poco habitual. Ábralo, guárdelo de nuevo como .xlsx y envíe ese."
    ),
    "offline_refused_macros": "El libro contiene macros. Guárdelo como .xlsx sin macros.",
    "offline_refused_links": "El libro está vinculado a otros archivos o los incluye. Quítelos y vuelva a enviarlo.",
    "offline_refused_cells": (
        "El libro tiene celdas muy fuera del cuestionario. Copie sus respuestas en un libro recién descargado."
    ),
    "offline_refused_seal": (
        "No es un libro de este servicio, o su parte oculta se ha cambiado. Copie sus respuestas en un libro "
        "recién descargado."
    ),
    "offline_refused_case": "Este libro pertenece a otra ciudad o a otro cuestionario. Envíe el que descargó aquí.",
    "offline_refused_version": (
        "El cuestionario se ha cambiado después de descargar este libro. Descargue uno nuevo, copie en él sus "
        "respuestas y envíelo."
    ),
    "offline_fault_sheet": "La hoja «{sheet}» falta o tiene otro nombre.",
    "offline_fault_moved": "Las líneas de esta hoja se han movido, borrado o duplicado: aquí debería estar «{label}».",
    "offline_fault_label": "Se ha cambiado una celda bloqueada: aquí debería estar «{label}», no «{value}».",
    "offline_fault_locked": "«{value}» está en una celda que no admite respuesta.",
    "offline_fault_further": "«{value}» está debajo de la última pregunta.",
    "offline_fault_formula": "La celda contiene una fórmula. Escriba su valor en su lugar.",
    "offline_fault_error": "La celda contiene un error. Escriba la respuesta o vacíe la celda.",
    "offline_fault_integer": "«{value}» no es un número entero.",
    "offline_fault_decimal": "«{value}» no es un número.",
    "offline_fault_percent": (
        "La celda muestra {shown} %, lo que equivale a {value}. Dele el formato de un número y escriba la respuesta "
        "sin «%»."
    ),
    "offline_fault_date": "«{value}» no es una fecha. Escríbala así: 2024-05-31.",
    "offline_fault_option": "«{value}» no es una de las opciones: {o}.",
    "offline_fault_yes_no": "«{value}» no es ni «{yes}» ni «{no}».",
    "offline_fault_open": (
        "No se ha elegido ninguna opción. Responda «{no}» también aquí, o elija «{none}» junto a la pregunta."
    ),
    "offline_fault_rank": "«{value}» no es un puesto de 1 a {last}.",
    "offline_fault_rank_twice": "El puesto {value} ya lo tiene «{other}».",
    "offline_fault_own_without_rank": "Dé también un puesto a la respuesta propia.",
    "offline_fault_own_beside": (
        "Hay una respuesta propia, pero se ha elegido «{value}». Elija «otra» o vacíe esta celda."
    ),
    "offline_fault_reason": "«{value}» no es uno de los motivos: {o}.",
    "offline_fault_both": "La pregunta tiene respuesta y también se ha elegido «{value}». Vacíe una de las dos.",
    "offline_fault_reserved": "«{value}» tiene aquí un significado fijo. Escríbalo sin paréntesis.",
    "offline_fault_url": "«{value}» no es una dirección web. Empieza por https o http.",
    "offline_fault_most": {
        "one": "Se han elegido {given} opciones; como máximo puede ser una.",
        "other": "Se han elegido {given} opciones; como máximo pueden ser {count}.",
    },
    "offline_fault_constraint": "«{value}» no es posible: {reason}",
    "offline_fault_unusable": "«{value}» no sirve de respuesta aquí.",
    # what will change
    "offline_changes_title": "Lo que cambia el libro",
    "offline_changes_none": "El libro no cambia nada: todas sus respuestas ya están aquí.",
    "offline_changes_count": {
        "one": "Cambiará una respuesta.",
        "other": "Cambiarán {count} respuestas.",
    },
    "offline_changes_unsaved": "Todavía no se ha guardado nada.",
    "offline_change_before": "Ahora",
    "offline_change_after": "En el libro",
    "offline_change_empty": "sin respuesta",
    "offline_conflicts_title": "Cambiado aquí entretanto",
    "offline_conflicts_text": (
        "Estas respuestas se han cambiado aquí después de descargar el libro, y también en el libro. Elija "
        "cuál debe quedar."
    ),
    "offline_keep_here": "Mantener lo que hay aquí",
    "offline_take_workbook": "Tomar la respuesta del libro",
    "offline_choose_missing": "Elija para «{question}» qué respuesta debe quedar.",
    "offline_save": "Guardar estas respuestas",
    "offline_cancel": "No guardar nada",
    "offline_saved": {
        "one": "Se ha guardado una respuesta del libro.",
        "other": "Se han guardado {count} respuestas del libro.",
    },
    "offline_changed_again": (
        "Se han cambiado respuestas aquí mientras usted miraba esta página, por lo que no se ha guardado "
        "nada. Así está ahora."
    ),
    # answers of the last wave
    "offline_prefill_mark": "De «{wave}»: confirme, por favor",
    "offline_prefill_in_workbook": "Esta respuesta procede de «{wave}». Confírmela en la página de la sección.",
    "offline_prefill_text": (
        "Es lo que respondió su ciudad entonces. Solo cuentan cuando alguien las ha confirmado o cambiado."
    ),
    "offline_prefill_confirm": "Sigue siendo así",
    "offline_prefill_confirm_of": "Sigue siendo así: {question}",
    "offline_prefill_section": "Confirmarlas todas en esta sección",
    "offline_prefill_waiting": "Hay respuestas de «{wave}» que esperan confirmación.",
    "offline_prefill_confirmed": {
        "one": "Se ha confirmado una respuesta.",
        "other": "Se han confirmado {count} respuestas.",
    },
    "offline_prefill_changed": "Esa respuesta se ha cambiado entretanto y no se ha confirmado. Mírela de nuevo.",
    "offline_prefill_earlier": "una ronda anterior",
}
