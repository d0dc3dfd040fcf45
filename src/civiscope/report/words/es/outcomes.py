"""The fixed phrases of outcome models in Spanish. None of them claims that one thing causes another."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # front page
    "index_outcomes": "Indicadores de resultado",
    "index_outcomes_about": {
        "one": "{count} indicador de resultado",
        "other": "{count} indicadores de resultado",
    },
    "file_models": "Modelos de los indicadores de resultado: coeficientes y diferencias con intervalos, pruebas y "
    "ciudades",
    "file_outcomes": "Los valores de los indicadores de resultado que se vincularon, en la medida en que sus "
    "licencias permiten difundirlos",
    "file_outcome_coverage": "Cuántas ciudades tienen un valor de cada indicador de resultado y de qué años",
    "file_outcome_cities": "El efecto de cada ciudad en el coeficiente de la puntuación",
    "file_outcome_groups": "A cuál de los grupos comparados pertenece cada ciudad",
    # pages
    "outcomes_title": "Indicadores de resultado",
    "outcomes_subtitle": "Lo que respondieron las ciudades y la situación de sus habitantes",
    "outcomes_lead": "Se comparan las ciudades con puntuaciones más altas, o con una determinada respuesta, con las "
    "demás. Cada cifra indica qué aparece asociado en estas ciudades; ninguna indica a qué se debe: {caveats}.",
    "outcomes_lead_caveats": "lo que estos resultados no pueden decir",
    "outcome_subtitle": "{title}, {wave}",
    "link_outcomes": "Indicadores de resultado",
    "outcomes_files": "Archivos",
    "outcome_unit": "Unidad",
    "outcome_better": "Sentido",
    "outcome_direction_up": "más alto es mejor",
    "outcome_direction_down": "más bajo es mejor",
    "outcome_direction_none": "ninguno es mejor",
    "outcome_years": "Año de los valores",
    "outcome_years_within": {
        "one": "{years} (año buscado: {wanted}, o como máximo a {count} año de distancia)",
        "other": "{years} (año buscado: {wanted}, o como máximo a {count} años de distancia)",
    },
    "outcome_years_exact": "{years} (año buscado: {wanted}, ningún otro)",
    "outcome_cities": "Ciudades",
    "outcome_cities_known": "{with_value} de {cities} con una puntuación o una respuesta",
    "outcome_cities_controls": "{with_controls} de {with_value} tienen todas las variables de control",
    "outcome_only": "Solo ciudades de",
    "outcome_source": "Fuente",
    "outcome_licence": "Condiciones de uso",
    "outcome_kept": "Los valores de las ciudades individuales no pueden difundirse y no se muestran.",
    # groups
    "outcome_groups_title": "Grupos de ciudades",
    "outcome_difference": "entre {n} ciudades{only}, la media (en {unit}) es de {first_mean} para {first} ({first_n}) "
    "y de {other_mean} para {other} ({other_n}). La diferencia es de {difference} (intervalo de confianza del 95 %: "
    "de {low} a {high}; {p}{adjusted}).",
    "outcome_adjusted": ", {p} con ajuste por {count} indicadores de resultado",
    "outcome_p": "p = {p}",
    "outcome_p_small": "p < {p}",
    "outcome_none": "No puede distinguirse de la ausencia de diferencia.",
    "outcome_none_relation": "No puede distinguirse de la ausencia de relación.",
    "outcome_none_adjusted": "Considerado por separado, el intervalo excluye el 0; entre {count} indicadores de "
    "resultado, un resultado así no es nada inusual y, ajustado por su número, no puede distinguirse de la ausencia "
    "de efecto.",
    "outcome_some": "El azar por sí solo rara vez daría una diferencia tan grande. No puede saberse si esto tiene "
    "algo que ver: las ciudades pueden diferir en muchos otros aspectos.",
    "outcome_some_relation": "El azar por sí solo rara vez daría una relación tan fuerte. No puede saberse si la "
    "puntuación tiene algo que ver: las ciudades pueden diferir en muchos otros aspectos.",
    "outcome_permutation_exact": "De las {count} formas de dividir las ciudades en grupos de este tamaño, el {share} "
    "da una diferencia igual o mayor.",
    "outcome_permutation_random": "De {count} formas aleatorias de dividir las ciudades en grupos de este tamaño, el "
    "{share} da una diferencia igual o mayor.",
    "outcome_not_compared": "No se calculó: {reason}.",
    "outcome_strips": "{outcome}: comparación de grupos de ciudades",
    "outcome_strips_alt": {
        "one": "Un punto por cada ciudad en {count} par de grupos, con la media de cada grupo y su intervalo.",
        "other": "Un punto por cada ciudad en {count} pares de grupos, con la media de cada grupo y su intervalo.",
    },
    "outcome_strips_alt_hidden": "Las medias de pares de grupos con sus intervalos; no se muestran las ciudades.",
    "outcome_strips_row": "{group}: n = {n}, media {mean} (de {low} a {high}).",
    "outcome_strips_row_mean": "{group}: n = {n}, media {mean}.",
    "outcome_head_n": "n",
    "outcome_head_mean": "Media",
    "outcome_key_city": "una ciudad",
    "outcome_key_mean": "media del grupo con su intervalo de confianza del 95 %",
    "outcome_to": "{low} a {high}",
    "outcome_and": "{first} y {other}",
    "outcome_head_model": "Modelo",
    "outcome_head_welch_score": "p",
    "outcome_table_score": "Las estimaciones de la figura, en {unit}",
    "outcome_head_low": "Desde",
    "outcome_head_high": "Hasta",
    "outcome_axis": "En {unit}.",
    "outcome_tests_caption": "Diferencias, primer grupo menos el otro, en {unit}",
    "outcome_head_comparison": "Comparación",
    "outcome_head_cities": "Ciudades en cada uno",
    "outcome_head_difference": "Diferencia",
    "outcome_head_interval": "Intervalo de confianza del 95 %",
    "outcome_head_welch": "p de Welch",
    "outcome_head_permutation": "p de permutación",
    "outcome_head_holm": "p de Holm",
    "outcome_head_bh": "p de Benjamini y Hochberg",
    "outcome_head_effect": "g de Hedges",
    # regressions
    "outcome_score_title": "La puntuación, con y sin variables de control",
    "outcome_who_score": "las que tienen una puntuación {step} más alta",
    "outcome_who_answer": "{first}, en comparación con {other},",
    "outcome_step_score": "una puntuación {step} más alta",
    "outcome_step_answer": "{first} en lugar de {other}",
    "outcome_named": "{outcome}: {said}",
    "outcome_among_only": " ({group})",
    "outcome_logarithm": "{label} (logaritmo)",
    "outcome_alone": "entre {n} ciudades{only}, {who} presentan en promedio un valor {change} (intervalo de confianza "
    "del 95 %: de {low} a {high}{tested}), sin mantener constante ninguna otra variable.",
    "outcome_with_controls": "Manteniendo constantes las variables de control ({controls}), entre {n} ciudades, {who} "
    "presentan un valor {change} (intervalo de confianza del 95 %: de {low} a {high}{tested}).",
    "outcome_tested": "; {p}{adjusted}",
    "outcome_higher": "{value} más alto",
    "outcome_lower": "{value} más bajo",
    "outcome_same": "ni más alto ni más bajo",
    "outcome_points": "puntos porcentuales",
    "outcome_effect_logit": "Según un modelo logit fraccional, que mantiene las proporciones entre cero y uno, se "
    "obtiene en promedio un valor {change} (intervalo de confianza del 95 %: de {low} a {high}).",
    "outcome_coefficients": "{outcome}, para {step}",
    "outcome_coefficients_alt": "Estimaciones con intervalos de confianza del 95 % en torno a una línea en el 0, con "
    "y sin variables de control.",
    "outcome_coefficients_row": "{row}: n = {n}, {estimate} (de {low} a {high}).",
    "outcome_coefficients_row_none": "{row}: n = {n}.",
    "outcome_key_plain": "sin variables de control",
    "outcome_key_filled": "con variables de control",
    "outcome_head_estimate": "Estimación",
    "outcome_row_ols": "Lineal, solo la puntuación, todas las ciudades",
    "outcome_row_ols_same": "Lineal, solo la puntuación, ciudades con todas las variables de control",
    "outcome_row_ols_controls": "Lineal, con variables de control",
    "outcome_row_logit": "Logit fraccional, solo la puntuación, todas las ciudades",
    "outcome_row_logit_same": "Logit fraccional, solo la puntuación, ciudades con todas las variables de control",
    "outcome_row_logit_controls": "Logit fraccional, con variables de control",
    "outcome_row_answer_ols": "Lineal, solo la respuesta, todas las ciudades",
    "outcome_row_answer_ols_same": "Lineal, solo la respuesta, ciudades con todas las variables de control",
    "outcome_row_answer_ols_controls": "Lineal, con variables de control",
    "outcome_row_answer_logit": "Logit fraccional, solo la respuesta, todas las ciudades",
    "outcome_row_answer_logit_same": "Logit fraccional, solo la respuesta, ciudades con todas las variables de control",
    "outcome_row_answer_logit_controls": "Logit fraccional, con variables de control",
    "outcome_interval_note": "Intervalos de confianza del 95 % con errores estándar robustos a la heterocedasticidad "
    "(HC3). De los modelos logit fraccionales se muestra el efecto parcial medio.",
    "outcome_table_caption": "Modelos lineales de: {outcome}, en {unit}",
    "outcome_head_term": "Término",
    "outcome_head_alone": "Solo la puntuación",
    "outcome_head_same": "Solo la puntuación, mismas ciudades",
    "outcome_head_controls": "Con variables de control",
    "outcome_head_standardised": "Estandarizado, con variables de control",
    "outcome_head_standardised_alone": "Estandarizado",
    "outcome_term_intercept": "Constante",
    "outcome_term_score": "Puntuación, un punto",
    "outcome_term_answer": "Respuesta: primer grupo",
    "outcome_row_n": "Ciudades",
    "outcome_row_r_squared": "R²",
    "outcome_row_p": "p de la puntuación",
    "outcome_row_p_adjusted": "p de la puntuación, ajustado",
    "outcome_missing_complete": "Las ciudades a las que les falta una variable de control se excluyen del modelo con "
    "variables de control.",
    "outcome_missing_imputed": "Los valores faltantes de las variables de control se imputaron {count} veces y los "
    "resultados se combinaron.",
    "outcome_range": "Al excluir una ciudad cualquiera, la estimación para {step} se sitúa entre {low} y {high}.",
    # single cities
    "outcome_cloud_title": "{outcome} y la puntuación, con variables de control",
    "outcome_cloud_title_alone": "{outcome} y la puntuación",
    "outcome_cloud_x_score": "Puntuación, en {unit}",
    "outcome_cloud_x_answer": "0: {other}; 1: {first}",
    "outcome_cloud_y": "{outcome}, como si las variables de control estuvieran en su media, en {unit}",
    "outcome_cloud_y_alone": "{outcome}, en {unit}",
    "outcome_cloud_alt": "Un punto por cada una de las {n} ciudades y la recta del modelo; su pendiente es el "
    "coeficiente de la puntuación.",
    "outcome_cloud_named": "Se indica el nombre de las ciudades que más influyen: {cities}.",
    "outcome_cloud_note": "Gráfico de residuos parciales: la parte del indicador de resultado que componen la "
    "puntuación y el residuo, con las variables de control en su media. La recta es la del modelo. {named}",
    "outcome_cloud_note_alone": "La recta es la del modelo. {named}",
    "outcome_head_city": "Ciudad",
    "outcome_head_x_score": "Puntuación",
    "outcome_head_x_answer": "Grupo",
    "outcome_head_y": "Indicador de resultado, con las variables de control en su media",
    "outcome_head_y_alone": "Indicador de resultado",
    "outcome_influence_title": "Influencia de cada ciudad",
    "outcome_influence_caption": "Las ciudades que más influyen: la estimación para {step} con y sin cada una",
    "outcome_head_without": "Estimación sin ella",
    "outcome_head_cook": "Distancia de Cook",
    "outcome_head_dfbetas": "DFBETAS",
    "outcome_influence_note": "Con todas las ciudades: {estimate}. Todas las ciudades figuran en "
    "results/outcome_cities.csv.",
    # overview
    "outcome_overview_figure": "La puntuación y {count} indicadores de resultado, en desviaciones estándar",
    "outcome_overview_alt": "Para cada indicador de resultado, el coeficiente estandarizado de la puntuación con su "
    "intervalo de confianza del 95 %, sin y con variables de control.",
    "outcome_overview_axis": "Desviaciones estándar del indicador de resultado por cada desviación estándar de la "
    "puntuación. Cuando una puntuación más alta se asocia a un valor más bajo del indicador, la marca queda a la "
    "izquierda del 0, sea o no mejor un valor más bajo.",
    "outcome_overview_alone": "solo la puntuación",
    "outcome_overview_controls": "con variables de control",
    "outcome_overview_table": "Los resultados en breve",
    "outcome_head_outcome": "Indicador de resultado",
    "outcome_head_result": "Qué se encontró",
    "outcome_families": "Los valores p se ajustan por los {count} indicadores de resultado de la pregunta, para cada "
    "modelo por separado, según {rule}. Ambas correcciones figuran en results/models.csv.",
    "outcome_rule_holm": "Holm (1979)",
    "outcome_rule_bh": "Benjamini y Hochberg (1995)",
    "outcome_head_coverage": "Con valor",
    "outcome_head_with_controls": "Con todas las variables de control",
    "outcome_head_asked": "Con puntuación o respuesta",
    "outcome_head_years": "Años",
    "outcome_coverage_title": "Cobertura, fuentes y condiciones de uso",
    "outcome_coverage_caption": "Cuántas ciudades tienen un valor",
    "outcome_sources_caption": "De dónde proceden los valores",
    # caveats
    "outcome_caveats": "Lo que estos resultados no pueden decir",
    "outcome_caveats_all": "De todos los indicadores de resultado de este estudio",
    "outcome_caveat_cause": "Lo que aparece asociado no tiene por qué ser causa lo uno de lo otro. Aquello que hace "
    "que una ciudad responda como lo hace (su tamaño, sus ingresos, su historia) también puede explicar la situación "
    "de sus habitantes. Las variables de control mantienen constantes algunos de estos factores, nunca todos.",
    "outcome_caveat_wave": "La puntuación y el indicador de resultado corresponden cada uno a un solo momento. No se "
    "sabe cuál fue primero, y un indicador puede ser anterior o posterior a las respuestas: los años figuran junto a "
    "él.",
    "outcome_caveat_chosen": "Las ciudades son las que respondieron y tienen un valor. No son una muestra aleatoria "
    "de todas las ciudades; los intervalos y los valores p indican cuánto varían por azar estas cifras entre ciudades "
    "como estas.",
    "outcome_caveat_many": "Con muchos indicadores de resultado, algunas diferencias se deben solo al azar. Los "
    "valores p ajustados tienen en cuenta su número; lo que se concluye de un solo indicador, no.",
    "outcome_caveat_residents": "Una cifra de una ciudad no dice nada de cada habitante.",
    "outcome_caveat_sets": "Los indicadores de resultado de distintos conjuntos de ciudades, o de distintas "
    "preguntas, no son comparables entre sí.",
    "outcome_caveat_index": "Sobre la puntuación, “{index}”: {words}",
    "outcome_caveat_indicator": "Sobre “{outcome}”: {words}",
}
