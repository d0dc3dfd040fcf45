"""The fixed phrases of indices (in snapshots, and on the pages of their own) in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # a city's score
    "score_of": "{city} obtiene {score}{scale} y ocupa el puesto {rank} entre las {cities} ciudades con puntuación.",
    "score_of_shared": {
        "one": "{city} obtiene {score}{scale} y ocupa el puesto {rank} entre las {cities} ciudades con puntuación, "
        "compartido con {count} ciudad más.",
        "other": "{city} obtiene {score}{scale} y ocupa el puesto {rank} entre las {cities} ciudades con puntuación, "
        "compartido con otras {count}.",
    },
    # Some scores are withheld, and may be equal as well.
    "score_of_shared_least": {
        "one": "{city} obtiene {score}{scale} y ocupa el puesto {rank} entre las {cities} ciudades con puntuación, "
        "compartido como mínimo con {count} ciudad más.",
        "other": "{city} obtiene {score}{scale} y ocupa el puesto {rank} entre las {cities} ciudades con puntuación, "
        "compartido como mínimo con otras {count}.",
    },
    "score_of_unranked": "{city} obtiene {score}{scale}. Los puestos no se muestran aquí.",
    "score_scale": " en una escala de {low} a {high}",
    "score_scale_low": " en una escala que comienza en {low}",
    "score_scale_high": " en una escala que llega hasta {high}",
    "score_class": "Clase: {label}.",
    "score_variants": "El método podría ser otro: el {level} de sus {runs} variantes da una puntuación de entre {low} "
    "y {high} y un puesto entre el {first} y el {last}.",
    "score_variants_unranked": "El método podría ser otro: el {level} de sus {runs} variantes da una puntuación de "
    "entre {low} y {high}.",
    "score_not_varied": "No se ha calculado en qué medida la puntuación depende de la elección del método.",
    "score_part_available": "Se conoce el {share} de las respuestas en que se basa; lo que falta no se tiene en "
    "cuenta.",
    "score_none": "“{index}” no da ninguna puntuación, porque no se conocen por completo estas respuestas en las que "
    "se basa: {items}.",
    "score_none_unknown": "“{index}” no da ninguna puntuación: se conocen demasiado pocas de las respuestas en las "
    "que se basa.",
    # what it consists of
    "contributions_title": "Cómo se compone la puntuación",
    "contributions_mean": "media de todas las ciudades: {mean}",
    "contributions_key": "media de las {cities} ciudades con puntuación",
    "contributions_key_shown": "media de las {cities} ciudades cuya puntuación se muestra",
    "contributions_note": "En {unit}; sin redondear, las barras suman {score}.",
    "contributions_alt": "Gráfico de barras: cómo se componen los {score} {unit} de {city}. {rows}.",
    "contributions_alt_row": "{label} {points}, media de todas las ciudades: {mean}",
    "contributions_head": "Indicador",
    "contributions_head_mean": "Media de {cities} ciudades",
    "contributions_base": "Una ciudad que está en la media en todo",
    # single answers
    "improvements_title": "Respuestas que, por sí solas, más elevarían la puntuación",
    "improvement": "{item}: {answer}: {score} {unit} (+{gain}){rank}{class_}",
    "improvement_quoted": "“{option}”",
    "improvement_instead": "“{option}” en lugar de “{now}”",
    "improvement_instead_some": "{options} en lugar de “{now}”",
    "improvement_instead_many": "una de {number} que cuentan lo mismo, como “{option}”, en lugar de “{now}”",
    "improvement_also": "además, “{option}”",
    "improvement_also_some": "además, {options}",
    "improvement_also_many": "una más de {number} que cuentan lo mismo, como “{option}”",
    "improvement_number": "{option} en lugar de {now}",
    "improvement_rank": ", puesto {rank}",
    "improvement_class": ", clase {label}",
    "improvements_note": "Se indica cuál sería la puntuación con esa única respuesta, si todas las demás y todas las "
    "otras ciudades quedaran como están. Muestra cómo se compone la puntuación y no es una recomendación.",
    "improvements_none": "Ninguna otra respuesta, por sí sola, elevaría la puntuación.",
    # what an index is
    "index_made": "Acerca de “{index}”.",
    "index_tells": "“{index}”: {about}",
    "index_known": "Lo que se sabe del original: {known}",
    "index_decided": "Lo que se decidió aquí: {decided}",
    "index_source": "Fuente: {source}.",
    "index_more": "Cómo se elabora y todas las puntuaciones: {link}.",
    # the page of an index
    "index_page_subtitle": "Un índice: qué indica, cómo se elabora y las puntuaciones de las ciudades",
    "index_from_title": "Qué se sabe y qué se decidió",
    "index_made_title": "De qué se compone",
    "index_made_caption": "Los indicadores, la conversión de las respuestas en valores y lo que cuenta cada uno",
    "index_made_indicator": "Indicador",
    "index_made_dimension": "Forma parte de",
    "index_made_scored": "Cómo se puntúa",
    "index_made_share": "Parte del total, redondeada",
    "index_made_weight": "Ponderación, redondeada",
    "index_made_weight_note": "Aquí las ponderaciones no son partes de la puntuación: los componentes no se agregan "
    "únicamente mediante medias ponderadas.",
    "index_made_note": "Una respuesta que se desconoce, que no se dio, “no sabe” o “no procede” no da ningún valor; "
    "nunca cuenta como un no.",
    "index_less_is_better": "Cuanto menos, mejor.",
    "index_read_from_table": "Se lee de una tabla.",
    "index_points": "{item}: {points}.",
    "index_item_rows": "{item} ({rows})",
    "index_points_row": "{item} ({rows}): {points}.",
    "index_points_rows": "{item} ({rows}): {points}; la {combine} de las filas.",
    "index_point": "{option} {points}",
    "index_count": "{item}: cuántas de estas se mencionan: {options}.",
    "index_count_all": "{item}: cuántas se mencionan, sin contar las respuestas propias.",
    "index_count_cap": "{item}: cuántas de estas se mencionan, hasta {cap}: {options}.",
    "index_count_all_cap": "{item}: cuántas se mencionan, hasta {cap}, sin contar las respuestas propias.",
    "index_any_of": "{item}: 1 si se responde {options}; 0 en los demás casos.",
    "index_any_of_row": "{item} ({rows}): 1 si se responde {options}; 0 en los demás casos.",
    "index_any_of_rows": "{item} ({rows}): 1 si se responde {options}; 0 en los demás casos; la {combine} de las "
    "filas.",
    "index_value": "{item}: la cifra que se respondió.",
    "index_value_row": "{item} ({rows}): la cifra que se respondió.",
    "index_value_rows": "{item} ({rows}): la {combine} de las cifras que se respondieron.",
    "index_checklist": "Cuántas de estas {count} condiciones se cumplen: {entries}.",
    "index_checklist_entry": "{item}: {options}",
    "index_checklist_rows": "{item} ({rows}): {options}",
    "index_not_asked": "{points} cuando no se formuló la pregunta.",
    "index_combine_mean": "media",
    "index_combine_sum": "suma",
    "index_goalposts": "Valores límite: de {low} a {high}.",
    "index_combinations": "Otras puntuaciones",
    "index_combination": "{label}: {elements}, mediante {rule}. {about}",
    # steps
    "index_steps_title": "Cómo se calcula",
    "index_step_score": "Las respuestas se convierten en valores según la tabla anterior.",
    "index_step_weights": "Ponderaciones: {rule}.",
    "index_step_aggregate": "Agregación de los indicadores: {rule}.",
    "index_step_aggregate_level": "En el nivel {level}: {rule}.",
    "index_step_minimum": "Debe conocerse al menos el {share} de los componentes de cada elemento; de lo contrario, "
    "este carece de puntuación.",
    "index_step_own_minimum": "Por una regla propia, debe conocerse al menos el {share} de los componentes de "
    "{elements}.",
    "index_step_own_aggregate": "{element}, por una regla propia: {rule}.",
    "index_step_all": "Deben conocerse todos los componentes de un elemento; de lo contrario, este carece de "
    "puntuación.",
    "index_step_classes": "Clases: {classes}.",
    "index_class_first": "{label} (menos de {limit})",
    "index_class": "{label} (desde {limit})",
    "index_step_rule": "{words} ({rule}).",
    "index_rule_unknown": "{step}: {rule}",
    "rule_normalise_minmax": "Cada indicador se sitúa en una escala según su valor mínimo y su valor máximo",
    "rule_normalise_zscore": "Cada indicador se mide en desviaciones estándar respecto de su media",
    "rule_normalise_zscore_population": "Cada indicador se mide en desviaciones estándar (de todas las unidades) "
    "respecto de su media",
    "rule_normalise_rank": "Cada indicador se convierte en un puesto; el valor más bajo es el 1",
    "rule_normalise_percentrank": "Cada indicador se convierte en la proporción de las demás ciudades con un valor "
    "más bajo",
    "rule_normalise_borda": "Cada indicador se convierte en el número de ciudades con un valor más bajo",
    "rule_normalise_scaled": "Cada indicador se sitúa en una escala de 0 a 100 según un rango dado",
    "rule_normalise_dist2max": "Cada indicador se convierte en su proximidad al valor máximo",
    "rule_normalise_dist2ref": "Cada indicador se convierte en su proximidad al valor de una unidad",
    "rule_normalise_dist2targ": "Cada indicador se convierte en su proximidad a una meta",
    "rule_normalise_fracmax": "Cada indicador se convierte en una fracción de su valor máximo",
    "rule_normalise_goalposts": "Cada indicador se sitúa en una escala según unos valores límite fijos, el mínimo y "
    "el máximo que puede haber",
    "rule_normalise_classes": "Cada indicador se convierte en el número de umbrales que alcanza",
    "rule_normalise_none": "Los indicadores se conservan como están",
    "rule_impute_mean": "Los valores faltantes se sustituyen por la media del indicador",
    "rule_impute_median": "Los valores faltantes se sustituyen por la mediana del indicador",
    "rule_impute_group_mean": "Los valores faltantes se sustituyen por la media del grupo de la ciudad",
    "rule_impute_group_median": "Los valores faltantes se sustituyen por la mediana del grupo de la ciudad",
    "rule_impute_knn": "Los valores faltantes se sustituyen por la media de las ciudades más parecidas",
    "rule_impute_em": "Los valores faltantes se estiman a partir de los demás indicadores de la ciudad",
    "rule_impute_panel": "Los valores faltantes se toman de las otras olas de la ciudad",
    "rule_impute_none": "Los valores faltantes no se imputan",
    "rule_treat_winsorise": "Los valores atípicos se acercan al valor siguiente",
    "rule_treat_log": "Los indicadores con valores atípicos pasan a una escala logarítmica",
    "rule_treat_log_ct": "Los indicadores con valores atípicos pasan a una escala logarítmica desplazada",
    "rule_treat_log_ct_orig": "Los indicadores con valores atípicos pasan a una escala logarítmica desplazada",
    "rule_treat_log_gii": "Los indicadores con valores atípicos pasan a una escala logarítmica desplazada",
    "rule_treat_boxcox": "Los indicadores con valores atípicos se transforman según Box y Cox",
    "rule_treat_none": "Los valores atípicos se conservan como están",
    "rule_screen_available": "Se excluyen las ciudades de las que se conoce demasiado poco",
    "rule_screen_nonzero": "Se excluyen las ciudades con demasiados ceros",
    "rule_screen_none": "Se conservan todas las ciudades",
    "rule_denominate_given": "Los indicadores se dividen por otra cifra, como la población",
    "rule_weights_meta": "las que figuran en la tabla anterior",
    "rule_weights_equal": "las mismas para todos los componentes de un elemento",
    "rule_weights_file": "tomadas de un archivo",
    "rule_weights_pca": "según el primer componente principal de los componentes de un elemento",
    "rule_weights_factors": "según un análisis factorial",
    "rule_weights_ahp": "según comparaciones por pares hechas por personas expertas",
    "rule_weights_budget": "según los puntos que repartieron personas expertas",
    "rule_weights_optimised": "tales que cada componente tenga en el total la importancia deseada",
    "rule_aggregate_arithmetic": "media ponderada",
    "rule_aggregate_geometric": "media geométrica, en la que un valor bajo solo se compensa en parte",
    "rule_aggregate_harmonic": "media armónica, en la que un valor bajo apenas se compensa",
    "rule_aggregate_sum": "suma de puntos",
    "rule_aggregate_mazziotta_pareto": "media con una penalización por desequilibrio (Mazziotta-Pareto)",
    "rule_aggregate_copeland": "comparación de cada ciudad con todas las demás (Copeland)",
    "rule_aggregate_condorcet": "la clasificación que mejor concuerda con todas las comparaciones (Condorcet)",
    "rule_aggregate_benefit_of_doubt": "asignación a cada ciudad de las ponderaciones que más la favorecen (beneficio "
    "de la duda)",
    # the scores
    "index_scores_title": "Puntuaciones: {wave}",
    "index_scores_count": "Tienen puntuación {scored} de las {respondents} ciudades que respondieron.",
    "index_scores_unknown": {
        "one": "No se sabe qué puntuación tendría la ciudad restante ({count}); las que tienen puntuación pueden "
        "diferir de ella.",
        "other": "No se sabe qué puntuación tendrían las {count} restantes; las que tienen puntuación pueden diferir "
        "de ellas.",
    },
    "index_scores_held": {
        "one": "La puntuación de {count} de ellas no se publica.",
        "other": "Las puntuaciones de {count} de ellas no se publican.",
    },
    "index_no_scores_title": "Puntuaciones",
    "index_no_scores": "No se muestran puntuaciones: en ninguna edición respondieron al menos {least} ciudades lo que "
    "el índice necesita.",
    "index_distribution": "Número de ciudades según la puntuación",
    "index_distribution_note": "Cada columna lleva el nombre de la puntuación en la que comienza.",
    "index_distribution_alt": "Gráfico de columnas: cuántas de las {cities} ciudades tienen una puntuación en cada "
    "tramo de {step} {unit}. {rows}.",
    "index_distribution_row": "desde {low}: {count}",
    "index_table_caption": "Puntuaciones de las ciudades, de mayor a menor",
    "index_table_city": "Ciudad",
    "index_table_score": "Puntuación",
    "index_table_interval": "Intervalo del método",
    "index_table_rank": "Puesto",
    "index_table_ranks": "Intervalo del puesto",
    "index_table_same": "Mismo puesto",
    "index_table_class": "Clase",
    "index_table_available": "Disponibles",
    "index_range": "{low} a {high}",
    "index_table_note": "Los intervalos del método abarcan el {level} de sus {runs} variantes. Las pequeñas "
    "diferencias de puntuación o de puesto dependen de las decisiones metodológicas. La probabilidad de que una "
    "ciudad esté por encima de otra se obtiene con “civiscope sensitivity --what pairs”; el que dos intervalos se "
    "solapen no la indica.",
    "index_table_note_same": "Mismo puesto: proporción de las variantes en las que una ciudad ocupa el puesto que "
    "aquí se muestra.",
    "index_table_tied": "{rank}=",
    "index_table_note_tied": "El signo igual marca los puestos que comparten las ciudades con la misma puntuación: a "
    "cada una se le asigna el primero de los puestos que ocupan, también en los intervalos del puesto.",
    "index_table_known": "Disponibles: proporción de los indicadores que se conocen.",
    "index_table_all_known": "Se conocen todos los indicadores de estas ciudades.",
    "index_groups": "Puntuaciones medias de los grupos: {wave}",
    "index_groups_caption": "Puntuaciones medias con intervalos de confianza del 95 %",
    "index_groups_group": "Grupo",
    "index_groups_level": "Nivel",
    "index_groups_mean": "Media",
    "index_groups_interval": "Intervalo de confianza muestral del 95 %",
    "index_groups_n": "Ciudades con puntuación",
    "index_groups_base": "Ciudades que respondieron",
    "index_groups_all": "Todas las ciudades",
    "index_groups_note": "Los intervalos tratan las ciudades disponibles como una muestra de las encuestadas: cada "
    "paso del índice se repite con otras extracciones de ciudades. No recogen la elección del método ni la "
    "posibilidad de que las ciudades sin puntuación difieran de las que la tienen.",
    "index_groups_few": "demasiado pocas ciudades",
    "index_groups_circular": "Formados a partir de una respuesta que el propio índice puntúa, por lo que estas medias "
    "difieren por la forma misma en que se elabora: {groups}.",
    "index_groups_suppressed": "suprimido",
    "index_dimensions_caption": "Puntuaciones medias de las dimensiones, de todas las ciudades que tienen puntuación "
    "en cada una",
    "index_dimensions_name": "Dimensión",
    "index_sensitivity_title": "Qué decisiones alteran los puestos",
    "index_sensitivity_lead": "En {runs} variantes del método, lo que más altera los puestos es “{element}”: se le "
    "atribuye el {share} de la varianza del desplazamiento medio de puesto, incluidos sus efectos conjuntos con otras "
    "decisiones.",
    "index_sensitivity_none": "No se ha calculado en qué medida los puestos dependen de las decisiones metodológicas.",
    "index_sensitivity_still": "En {runs} variantes del método ninguna decisión altera los puestos.",
    "index_sensitivity_caption": "Proporción de la varianza del desplazamiento medio de puesto",
    "index_sensitivity_choice": "Decisión",
    "index_sensitivity_first": "Por sí sola",
    "index_sensitivity_total": "Junto con otras decisiones",
    "index_sensitivity_note": "Índices de Sobol: lo que una decisión cambia por sí sola (primer orden) y junto con "
    "las demás (total). Las proporciones conjuntas suman más del 100 % cuando las decisiones dependen unas de otras.",
    "index_sensitivity_interval": "{share} (de {low} a {high})",
    "index_sensitivity_exact": "Se calcularon todas las combinaciones: las proporciones son exactas.",
    "index_sensitivity_exact_noise": "Se calcularon todas las combinaciones: las proporciones son exactas para las "
    "extracciones de ruido que se hicieron, que representan todas las posibles.",
    "index_sensitivity_waves": "Se consideran conjuntamente todas las ediciones.",
    "index_element_normalise": "Normalización",
    "index_element_aggregate": "Forma de agregar los componentes",
    "index_element_weights": "Regla de las ponderaciones",
    "index_element_impute": "Tratamiento de los valores faltantes",
    "index_element_treat": "Tratamiento de los valores atípicos",
    "index_element_screen": "Ciudades que se excluyen",
    "index_element_denominate": "Cifra por la que se dividen los indicadores",
    "index_element_noise on weights": "Ponderaciones que varían hasta un {noise}",
    "index_element_noise on data": "Errores en los valores",
    "index_alternatives": "Las variantes: {alternatives}.",
    "index_alternative": "{step} – {rules}",
    "index_files_title": "Archivos",
    # front page
    "index_indices": "Índices",
    "index_indices_none": "{about} Ninguna ciudad de esta publicación tiene puntuación.",
    "index_indices_some": {
        "one": "{about} {count} ciudad tiene puntuación.",
        "other": "{about} {count} ciudades tienen puntuación.",
    },
    "file_scores": "Puntuaciones de las ciudades con intervalos y puestos (también en Parquet)",
    "file_contributions": "Lo que cada indicador aporta a cada puntuación",
    "file_improvements": "Respuestas que, por sí solas, más elevarían cada puntuación",
    "file_group_scores": "Puntuaciones medias de los grupos con intervalos",
    "file_sensitivity": "Qué decisiones metodológicas alteran los puestos",
}
