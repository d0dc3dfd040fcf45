"""Spanish phrases of the explorer's pages of indices: ranking, rank intervals, other weights."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "index_card_none": "Ninguna ciudad tiene puntuación todavía.",
    # key facts
    "index_fact_cities": "ciudades con puntuación, de {asked} que respondieron: {wave}",
    "index_fact_range": "puntos: la puntuación más baja y la más alta{scale}",
    "index_fact_variants": "variantes del método detrás de cada intervalo",
    # the ranking
    "ranking_title": "Clasificación",
    "ranking_list_title": "Puntuaciones de las ciudades",
    "ranking_caption": "Ciudades por puntuación, de mayor a menor, cada una con el intervalo de su puesto: {wave}",
    "ranking_caption_unranked": "Ciudades con puntuación, por orden de nombre: {wave}",
    "ranking_waves": "Clasificación de otra edición",
    "ranking_pages": "Páginas de la clasificación",
    "ranking_download": "Descargar la clasificación (CSV)",
    "ranking_unranked": "Aquí no hay clasificación, porque no se publican intervalos de los puestos, y un puesto sin "
    "intervalo dice más de lo que se sabe. Las ciudades figuran por orden de nombre.",
    "ranking_note": "La línea de cada fila va del primer puesto al último; la parte oscura es donde el {level} de "
    "{runs} variantes del método sitúan a la ciudad, y la marca, donde la sitúa el método publicado. Debajo de cada "
    "puntuación figura su intervalo en las mismas variantes. Estos intervalos muestran lo que depende de las "
    "decisiones de método. No son errores de muestreo ni dicen nada de los errores en las respuestas.",
    "ranking_note_scores": "Debajo de cada puntuación figura el intervalo en que la sitúan el {level} de {runs} "
    "variantes del método. No es un error de muestreo ni dice nada de los errores en las respuestas.",
    "ranking_overlap": "Esta tabla no permite distinguir entre ciudades vecinas cuyos intervalos de puestos se "
    "solapan: con otra decisión de método podrían quedar en el orden contrario.",
    "ranking_known": "{share} disponible",
    "ranking_known_note": "Disponible: la proporción de los indicadores que se conocen, cuando no son todos.",
    # other weights
    "weights_title": "Cambiar las ponderaciones",
    "weights_honest": "Estas ponderaciones son suyas y no del estudio. Las puntuaciones y los puestos se recalculan "
    "en su navegador, a partir de las puntuaciones publicadas de los componentes; los intervalos y las clases, no.",
    "weights_all_parts": "Una ciudad solo tiene puntuación si se conocen todos los componentes, sea cual sea su "
    "ponderación.",
    "weights_minimum": "Una ciudad solo tiene puntuación si se conoce al menos el {share} de los componentes; la "
    "ponderación de los que faltan se reparte entre los demás en proporción.",
    "weights_rescaled": "Si no se conoce un componente de una ciudad, su ponderación se reparte entre los demás en "
    "proporción.",
    "weights_hidden": "Se omiten las ciudades cuyas puntuaciones no se publican: todos los puestos son aquí entre las "
    "demás.",
    "weights_noscript": "Para cambiar las ponderaciones hace falta JavaScript; la clasificación publicada de más "
    "arriba no lo necesita.",
    "weights_rule": "Los componentes se combinan como en el método publicado: {rule}. Solo cuentan las proporciones "
    "entre las ponderaciones.",
    "weights_slider": "{label}: control deslizante",
    "weights_published": "Ponderaciones publicadas",
    "weights_equal": "Ponderaciones iguales",
    "weights_share": "Las ponderaciones figuran en la dirección de esta página: cópiela para compartir lo que ve.",
    "weights_start": "Mueva una ponderación y vea qué ciudades cambian de puesto.",
    "weights_caption": "Ciudades por puntuación según sus ponderaciones",
    "weights_rank": "Puesto nuevo",
    "weights_score": "Puntuación nueva",
    "weights_move": "Frente a la clasificación publicada",
    "weights_before": "Puesto publicado",
    "weights_more": "Mostrar más",
    "weights_correlation": "La correlación de rangos (Spearman) entre su clasificación y la publicada es de {value}.",
    "weights_no_correlation": "No hay correlación de rangos con la clasificación publicada, porque todas las "
    "puntuaciones son iguales.",
    "weights_summary": {
        "one": "{same} de {count} ciudad conserva su puesto.",
        "other": "{same} de {count} ciudades conservan su puesto.",
    },
    "weights_furthest": "La ciudad que más se mueve es {city}: {move}.",
    "weights_up": {
        "one": "sube {count} puesto",
        "other": "sube {count} puestos",
    },
    "weights_down": {
        "one": "baja {count} puesto",
        "other": "baja {count} puestos",
    },
    "weights_same": "mismo puesto",
    "weights_lost": {
        "one": "{count} ciudad no tiene puntuación con estas ponderaciones.",
        "other": "{count} ciudades no tienen puntuación con estas ponderaciones.",
    },
    "weights_lost_city": "sin puntuación",
    "weights_no_weight": "Al menos una ponderación tiene que ser mayor que 0.",
    "weights_unknown_part": "La dirección nombra componentes que este índice no tiene, o ponderaciones que no son "
    "números a partir de 0. Se omiten: {parts}",
    "weights_found": {
        "one": "{shown} de {count} ciudad",
        "other": "{shown} de {count} ciudades",
    },
    "weights_failed": "No se han podido cargar las puntuaciones.",
    "weights_fixed_rule": "Los componentes de este índice no se combinan mediante una media ponderada, por lo que "
    "aquí no se pueden probar otras ponderaciones.",
    "weights_fixed_computed": "Las ponderaciones de este índice se calculan a partir de las respuestas o se leen de "
    "un archivo, por lo que aquí no se pueden probar otras.",
    "weights_fixed_single": "Este índice tiene un solo componente, por lo que no hay nada que ponderar.",
    "weights_fixed_unranked": "No se pueden probar otras ponderaciones si no se publica una clasificación.",
    "weights_fixed_differs": "Las puntuaciones publicadas de los componentes no dan exactamente las puntuaciones "
    "publicadas del índice, por lo que aquí no se pueden probar otras ponderaciones.",
}
