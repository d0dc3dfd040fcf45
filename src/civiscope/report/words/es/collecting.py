"""The fixed phrases of collection in Spanish: the pages on which a city answers."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "collect_my_cases": "Sus cuestionarios",
    "collect_saved": "Guardado",
    "collect_conflict": "No se ha guardado: {name} ha guardado entretanto otra respuesta aquí.",
    "collect_closed": "No se ha guardado: las respuestas ya se han entregado o la encuesta está cerrada. Pida al "
    "equipo del programa que las reabra.",
    "collect_version_unreadable": "No se ha guardado: el formulario está incompleto. Vuelva a cargar la página y "
    "responda de nuevo.",
    "collect_problem_decimal_comma": "«{value}» puede leerse de dos maneras. Escriba los decimales con punto, "
    "por ejemplo 3.5, y ningún signo entre los millares.",
    "collect_problem_stray_digit_group": "«{value}» puede leerse de dos maneras. Escriba el número sin signos "
    "entre las cifras.",
    "collect_problem_not_a_number": "«{value}» no es un número. Escriba solo cifras, por ejemplo 1250.",
    "collect_problem_number_too_large": "«{value}» es demasiado grande. Compruebe el número de cifras.",
    "collect_problem_integer_expected": "«{value}» no es un número entero. Escríbalo sin decimales.",
    "collect_problem_date_unreadable": "«{value}» no es una fecha. Escriba año, mes y día, por ejemplo 2026-03-31.",
    "collect_problem_url_unreadable": "«{value}» no es la dirección de una página. Cópiela entera de su "
    "navegador; empieza por https://.",
    "collect_problem_option_unknown": "«{value}» no es (o ya no es) ninguna de las opciones. Elija una de las "
    "que se ofrecen.",
    "collect_problem_too_many_options": {
        "one": "Elija como máximo {most} opción.",
        "other": "Elija como máximo {most} opciones.",
    },
    "collect_problem_option_repeated": "Una opción se ha nombrado dos veces; cuenta una vez.",
    "collect_problem_constraint_violated": "Esta respuesta queda fuera de lo que la pregunta permite.",
    "collect_problem_unreadable": "«{value}» no sirve aquí como respuesta.",
}
