"""What results say of themselves, in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # notes of estimates and scores
    "remark_complete_lists": "solo listas completas",
    "remark_bounds": "las cotas se refieren a todas las listas",
    "remark_counts_only": "menos de {least} listas completas: solo recuentos y cotas",
    "remark_ranked": "ordenada en cualquier lugar",
    "remark_ranked_only": "de las que ordenaron la opción",
    "remark_unranked": "una opción que no se ordenó no recibe puntos",
    "remark_no_interval": "sin intervalo: el método no da ninguno cuando la proporción es 0 o 1",
    "remark_suppressed_few": "suprimido: demasiado pocas ciudades",
    "remark_suppressed": "suprimido: demasiado pocas ciudades, aquí o en una fila que esta revelaría",
    "remark_suppressed_median": "suprimido: una mediana es la respuesta de una sola ciudad, y las respuestas "
    "individuales no se publican",
    "remark_suppressed_weighted": "solo recuentos: el porcentaje ponderado revelaría una cifra suprimida",
    "remark_suppressed_mean": "suprimido: demasiado pocas ciudades, o se revelarían puntuaciones que no se publican",
    "remark_ranks_left_out": "puestos omitidos: mostrarían el lugar de una ciudad cuya puntuación no se publica",
    "remark_one_city": "una ciudad",
    # representativeness
    "remark_r_indicator": "indicador R",
    "remark_r_indicator_adjusted": "indicador R corregido por sesgo",
    "remark_variation": "coeficiente de variación de las propensiones",
    "remark_maximal_bias": "sesgo absoluto máximo de un porcentaje",
    "remark_frame_smaller": "la ola representa {surveyed} ciudades y el marco muestral enumera {frame}: las tasas se "
    "refieren al marco",
    "remark_frame_level": "sin valor en el marco muestral: no se incluye en los porcentajes de los demás niveles",
    "remark_frame_none": "el marco muestral no tiene valores",
    "remark_frame_missing": "sin valor en el marco muestral: {cities}",
    "remark_indistinct": "ninguna variable distingue a las ciudades",
    "remark_few_answered": "demasiado pocas: respondieron {cities}; se necesitan {needed}",
    "remark_few_unanswered": "demasiado pocas: no respondieron {cities}; se necesitan {needed}",
    "remark_uncertain": "{coefficients} coeficientes, {cities} en la parte menor: los indicadores son inciertos",
    "remark_variable_empty": "{variable} no tiene valores y se excluye del modelo",
    "remark_variable_log": "{variable} en logaritmo",
    "remark_left_out": "excluidas del modelo por falta de un valor: {cities}",
    "remark_city": "1 ciudad",
    "remark_cities": "{count} ciudades",
    # printed results beside computed ones
    "remark_not_computed": "no se calcula ningún porcentaje a partir de las respuestas disponibles",
    "remark_no_share": "las respuestas disponibles dan un recuento, pero no un porcentaje",
    "remark_no_share_why": "las respuestas disponibles dan un recuento, pero no un porcentaje ({why})",
    "remark_computed_no_interval": "el porcentaje calculado no tiene intervalo",
    "remark_few_answers": "se dispone de menos de {least} respuestas, demasiado pocas para una comparación",
    "remark_in_words": "publicado en palabras: {words}",
    "remark_no_base": "se publicó un recuento sin su base: {count}",
    "remark_simulated_share": "el porcentaje calculado procede de respuestas simuladas",
    "remark_published_real": "el resultado publicado es real",
    # outcome models
    "remark_complete_cases": "casos completos: se excluyeron {left} de {all} ciudades, a las que les falta una "
    "variable de control",
    "remark_imputed": "valores de {lacking} de {all} ciudades imputados {times} veces",
    "remark_model_thin": "{outcome}: {count} ciudades tienen todo lo que necesita el modelo {value}, para "
    "{coefficients} coeficientes",
    "remark_control_constant": "{outcome}: la variable de control {name} tiene el mismo valor en las {count} ciudades "
    "del modelo {value}",
    "remark_score_constant": "{outcome}: las {count} ciudades del modelo {value} tienen la misma puntuación o "
    "respuesta",
    "remark_outcome_constant": "{outcome}: las {count} ciudades del modelo {value} tienen el mismo valor",
    "remark_collinear": "{outcome}: en el modelo {value}, {name} se deduce de la puntuación y de las variables de "
    "control anteriores",
    "remark_city_alone": "{outcome}: en el modelo {value}, {city} determina por sí sola un coeficiente, que por ello "
    "carece de error estándar",
    "remark_group_small": "{outcome}: {count} de las ciudades comparadas según {name} están {group}",
    "remark_first_group": "en el primer grupo",
    "remark_other_group": "en el otro grupo",
    # rounds of two waves
    "remark_different_rounds": "rondas distintas",
    "remark_same_round": "misma ronda",
    "remark_round_not_known": "ronda desconocida",
    # differences between groups and between waves
    "remark_few_on_a_side": "menos de {least} ciudades en uno de los lados",
    "remark_not_given": "falta una cifra necesaria",
    "remark_no_spread": "los intervalos no indican el grado de certeza de las cifras",
    "remark_too_rare": "la respuesta es demasiado infrecuente, o demasiado frecuente, en uno de los lados para una "
    "prueba",
    # what was done about a finding
    "remark_left_missing": "se deja como valor faltante",
    "remark_left_missing_as": "se deja como valor faltante {kind}",
    "remark_kept": "se conserva como se respondió",
    "remark_counted_once": "se cuenta una sola vez",
    "remark_not_read": "no se lee",
    "remark_withdrawn": "se retira",
    "remark_counted_not_known": "se cuentan como desconocidas",
    "remark_no_change": "no se calcula ningún cambio",
    "remark_shares_complete": "los porcentajes usan solo listas completas; se muestran las cotas",
    "remark_percentage_used": "se usa el porcentaje",
    "remark_digit_groups": "se leen con separador de miles",
    "remark_placed": "se sitúa allí",
    "remark_no_coordinates": "se deja sin coordenadas",
    "remark_coded": "se codifica como {option}",
    "remark_kind_not_known": "(se desconoce)",
    "remark_kind_not_applicable": "(no procede)",
    "remark_kind_dont_know": "(no sabe)",
    "remark_no_reason": "no se indica el motivo",
    # the findings of the catalogue of errors, word by word
    "remark_finding_wave-folder-unknown": "la carpeta waves/{value} no pertenece a ninguna ola de study.yaml y no se "
    "lee",
    "remark_finding_wave-file-unknown": "{value} no pertenece a ningún cuestionario de esta ola y no se lee",
    "remark_finding_option-repeated": "la lista de “{item}” menciona dos veces “{value}”",
    "remark_finding_required-missing": "la pregunta obligatoria “{item}” está sin responder",
    "remark_finding_constraint-violated": "la respuesta “{value}” a “{item}” no cumple su restricción",
    "remark_finding_recode-unused": "ninguna respuesta a “{item}” dice “{value}”: la recodificación no era necesaria",
    "remark_finding_recoded": "{count} × “{value}” ({item}) se codificó como {target}: {reason}",
    "remark_finding_same-round": "“{city}” figura en las olas {before} y {after}, pero ambas respuestas proceden de "
    "la misma ronda ({round})",
    "remark_finding_round-not-known": "“{city}” figura en las olas {before} y {after}, pero se desconoce en qué ronda "
    "respondió",
    "remark_finding_lists-incomplete": "se sabe que {count} de {base} listas de “{item}” están incompletas: lo que "
    "mencionan es cierto; de lo que no mencionan no se sabe nada",
    "remark_finding_code-list-unused": "ninguna pregunta usa la lista de códigos “{value}”",
    "remark_finding_population-missing": "el marco muestral no contiene la población de “{city}”",
    "remark_finding_coordinates-not-found": "“{name}” no figura en el mapa: geonames no tiene ningún lugar con ese "
    "nombre en {where}",
    "remark_finding_coordinates-refused": "“{name}” no figura en el mapa: de los lugares con ese nombre en {where}, "
    "ninguno es con seguridad el mismo; descartados: {places}",
    "remark_finding_coordinates-ambiguous": "“{name}” no figura en el mapa: varios lugares con ese nombre en {where} "
    "coinciden: {places}",
    "remark_finding_coordinates-by-name": "“{name}” se situó solo por su nombre y su país, ya que el marco muestral "
    "no contiene una población con la que comparar: {places}",
    "remark_finding_consent-withdraws-routed": "“{item}” se retira junto con “{value}”, de la que depende: {consent}",
    "remark_finding_consent-aggregate-as-never": "{count} respuestas a “{item}” solo pueden incluirse en "
    "estimaciones, pero podrían deducirse de ellas: se excluyen",
    "remark_finding_stratum-without-answers": "en la ola {wave} no respondió ninguna ciudad del estrato “{value}”: "
    "las estimaciones no lo representan",
    "remark_finding_lost-characters": "la celda perdió caracteres en una conversión anterior (� los representa): "
    "{value}{more}",
    "remark_finding_several-sheets": "el libro tiene varias hojas con contenido; se leyó “{value}”, pero no {others}",
    "remark_finding_outcome-digit-groups": "los valores con coma se leyeron con separador de miles: “{value}” como "
    "{number}{more}",
    "remark_finding_published-sum": "la fuente “{source}” publica porcentajes de {item} que suman el {value} %, "
    "aunque cada ciudad da una sola respuesta",
    "remark_finding_published-contradiction": "{value} de {base} ciudades son el {share} %, pero se publicó "
    "{percent} %",
    "remark_place": "{name} (población: {population})",
    "remark_place_refused": "{name} (población: {population} en el marco muestral, {other} en geonames)",
    "remark_place_state": "{name} (en {state}, no en {other})",
    "remark_more": "{count} más",
    "remark_and_more": " (y {count} más)",
    "remark_and_more_column": " (y {count} más en esta columna)",
}
