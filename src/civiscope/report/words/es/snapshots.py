"""The fixed phrases of documents in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # writers
    "about_this_document": "Acerca de este documento",
    "navigation": "Este documento y los relacionados",
    "simulated": "Datos simulados: las ciudades y las respuestas son ficticias.",
    "simulated_short": "Datos simulados",
    "page_of": "Página {page} de {pages}",
    # head facts
    "population": "Población",
    "country": "País",
    "gdp_per_capita": "Producto interno bruto por habitante",
    "round": "Ronda de respuesta",
    "round_not_known": "ronda desconocida",
    # sentences that compare
    "along_with": "Al igual que el {share} de las ciudades encuestadas ({n} de {base}{interval}), {city} {phrase}.",
    "along_with_weighted": "Al igual que el {share} de las ciudades, con ponderación según la forma en que se "
    "seleccionaron ({n} de las {base} cuya respuesta se conoce{interval}), {city} {phrase}.",
    "along_with_known": "Al igual que el {share} de las ciudades cuya respuesta se conoce ({n} de {base}{interval}), "
    "{city} {phrase}.",
    "alone": "Única entre las {base} ciudades cuya respuesta se conoce, {city} {phrase}.",
    "without_comparison": "{city} {phrase}.",
    "without_comparison_base": {
        "one": "{city} {phrase}. No se conoce la respuesta de ninguna otra ciudad, por lo que no hay con qué "
        "compararla.",
        "other": "{city} {phrase}. Solo se conoce la respuesta de {count} ciudades, demasiado pocas para una "
        "comparación.",
    },
    "interval": "; intervalo de confianza del 95 %: de {low} a {high}",
    "answered": "respondió “{option}” a la pregunta “{item}”",
    "own_words": "En sus propias palabras: {texts}.",
    "quoted": "“{text}”",
    # lists and charts
    "chart_title_share": "{item}: porcentaje del total de ciudades",
    "chart_title_count": "{item}: número de ciudades",
    "named_by": "mencionada por {city}",
    "unknown_whether": "se desconoce en el caso de {city}",
    "axis_ends": "El ancho total de una barra equivale al {share}.",
    "other_answers": "Otras respuestas",
    "key_interval": "intervalo de confianza del 95 %",
    "key_possible": "valor posible, dado que hay listas incompletas",
    "number_of": "{city}",
    "names_none": "{city} no menciona ninguna.",
    "own_list_incomplete": "Se sabe que la lista de {city} está incompleta: lo que menciona es cierto; de lo que no "
    "menciona no se sabe nada.",
    "share_of_lists": {
        "one": "Porcentaje de la única ciudad ({base}) cuya lista se conoce.",
        "other": "Porcentaje de las {base} ciudades cuya lista se conoce.",
    },
    "share_of_complete": "Porcentaje de las {base} ciudades de las que se sabe que su lista está completa; listas "
    "incompletas que no se cuentan: {incomplete}.",
    "count_of_lists": "Número de ciudades que la mencionan, de {base}. {complete}, demasiado pocas para calcular "
    "porcentajes, de modo que algunas ciudades pueden mencionar más.",
    "complete_lists": {
        "one": "Solo {count} lista está completa",
        "other": "Solo {count} listas están completas",
        "zero": "Ninguna lista está completa",
    },
    "no_list_complete": "Ninguna lista está completa",
    "missing_lists": {
        "one": "{count} ciudad: {kind}.",
        "other": "{count} ciudades: {kind}.",
    },
    "no_city_names": "Ninguna ciudad menciona: {options}.",
    "no_city_names_many": "Otras {count} opciones no son mencionadas por ninguna ciudad.",
    "too_few_lists": {
        "one": "No se conoce la lista de ninguna otra ciudad, por lo que no hay con qué compararla.",
        "other": "Solo se conocen las listas de {count} ciudades, demasiado pocas para una comparación.",
    },
    "too_few_grids": {
        "one": "No se conocen las respuestas de ninguna otra ciudad, por lo que no hay con qué compararlas.",
        "other": "Solo se conocen las respuestas de {count} ciudades, demasiado pocas para una comparación.",
    },
    "same_answer": "Ciudades que dieron la misma respuesta: {rows}.",
    "too_few_numbers": {
        "one": "No se conoce esta cifra de ninguna otra ciudad.",
        "other": "Solo se conoce esta cifra de {count} ciudades, demasiado pocas para una comparación.",
    },
    "named_by_share": "{share} de las ciudades",
    "named_by_count": "{n} de {base} ciudades",
    "state": "{label} ({count})",
    "state_of": ": {label} ({count})",
    # texts that replace charts for those who do not see them
    "alt_bars": "Gráfico de barras, {item}: {measure}, de mayor a menor. {rows}.",
    "alt_share": "porcentaje de {base} ciudades",
    "alt_count": "número de ciudades, de {base}",
    "alt_row": "{label} {shown}",
    "alt_row_own": "{label} {shown}, mencionada por {city}",
    "alt_row_unknown": "{label} {shown}, se desconoce si {city} la menciona",
    "alt_columns": "Gráfico de columnas, {item}: cuántas de las {base} ciudades dieron cada cifra. {rows}. {city} dio "
    "la cifra {value}.",
    "alt_column": "{label}: {count}",
    # numbers
    "value": "{item}: {value}.",
    "with_unit": "{value} {unit}",
    "number_median": "La mitad de las {base} ciudades cuya cifra se conoce tiene {median} o menos (ciudades con menos "
    "que {city}: {fewer}; con más: {more}).",
    "none_of_them": "ninguna",
    "number_title": "{item}: número de ciudades con cada valor",
    # what is not known
    "not_known_title": "Lo que se desconoce",
    "kind_question": "«{question}»",
    "kind_not_known": "Se desconoce: {items}.",
    "kind_not_answered": "Sin respuesta: {items}.",
    "kind_dont_know": "Respondió “no sabe”: {items}.",
    "kind_not_applicable": "No procede: {items}.",
    "kind_not_asked": "No se preguntó: {items}.",
    "kind_not_published": "No se publica ciudad por ciudad: {items}.",
    # kinds of missing, in words
    "status_not asked": "no se preguntó",
    "status_not answered": "sin respuesta",
    "status_don't know": "respuesta “no sabe”",
    "status_not applicable": "no procede",
    "status_not known": "se desconoce",
    "status_incomplete": "lista incompleta",
    "no_response": "Sin respuesta",
    # an earlier round
    "changes_title": "La misma ciudad en una ronda anterior",
    "changes_rounds": "{city} también respondió en {before_round} ({before}); aquí se compara esa respuesta con la de "
    "{after_round} ({after}).",
    "changes_same_round": "{city} figura también en “{before}”. Ambas ediciones recogen respuestas de la misma ronda "
    "({round}), por lo que no se calcula ningún cambio.",
    "changes_not_known": "{city} figura también en “{before}”. No consta que ambas ediciones recojan respuestas de "
    "rondas distintas, por lo que no se calcula ningún cambio.",
    "changes_caption": "Qué ha cambiado",
    "changes_item": "Pregunta",
    "changes_added_mark": "{option} (nueva)",
    "changes_dropped_mark": "{option} (ya no se menciona)",
    "changes_none": "No ha cambiado ninguna respuesta comparable.",
    "changes_same": "Igual en ambas: {items}.",
    "changes_unknown": "No puede determinarse, porque falta una respuesta o está incompleta: {items}.",
    "changes_others": {
        "one": "Ha cambiado además {count} respuesta que esta ficha no muestra (results/changes.csv).",
        "other": "Han cambiado además {count} respuestas que esta ficha no muestra (results/changes.csv).",
    },
    "earlier_answers": "Solo se conoce por “{before}” ({round}):",
    "earlier_round": "respondido en {round}",
    "earlier_rows": "{label} – {rows}",
    "none_named": "ninguna",
    # peers
    "peers_title": "Comparación con ciudades similares",
    "peers_are": "Ciudades similares a {city}: {peers}.",
    "peers_none": "No hay ciudades similares con las que comparar a {city}.",
    "peer_rule_none": "Ninguna otra ciudad respondió en la misma ola.",
    "peer_rule_all": {
        "one": "La única otra ciudad que respondió en la misma ola.",
        "other": "Las otras {shown} ciudades que respondieron en la misma ola.",
    },
    "peer_rule_group": "Las demás ciudades del grupo “{group}”.",
    "peer_rule_population": {
        "one": "La ciudad de la misma ola de población más próxima (como razón){income}.",
        "other": "Las {shown} ciudades de la misma ola de población más próxima (como razón){income}.",
    },
    "peer_rule_population_region": {
        "one": "La ciudad de la misma ola de población más próxima (como razón), con preferencia por la misma "
        "región{income}.",
        "other": "Las {shown} ciudades de la misma ola de población más próxima (como razón), con preferencia por la "
        "misma región{income}.",
    },
    "peer_rule_median": {
        "one": "La ciudad de la misma ola de población más próxima a la mediana de todas, ya que se desconoce la "
        "población de {city}{income}.",
        "other": "Las {shown} ciudades de la misma ola de población más próxima a la mediana de todas, ya que se "
        "desconoce la población de {city}{income}.",
    },
    "peer_rule_median_region": {
        "one": "La ciudad de la misma ola de población más próxima a la mediana de la región, ya que se desconoce la "
        "población de {city}, con preferencia por la misma región{income}.",
        "other": "Las {shown} ciudades de la misma ola de población más próxima a la mediana de la región, ya que se "
        "desconoce la población de {city}, con preferencia por la misma región{income}.",
    },
    "peer_rule_region": {
        "one": "La ciudad de la misma ola con preferencia por la misma región, por orden de código{income}.",
        "other": "Las {shown} ciudades de la misma ola con preferencia por la misma región, por orden de "
        "código{income}.",
    },
    "peer_rule_order": {
        "one": "La ciudad de la misma ola por orden de código{income}.",
        "other": "Las {shown} ciudades de la misma ola por orden de código{income}.",
    },
    "peer_income_not_known": "; en este estudio no se conocen los ingresos",
    "peer_income_city_not_known": "; se desconocen los ingresos de {city}",
    "peer_income_similar": " y por ingresos similares cuando se conocen",
    "peers_caption": "Cuántas de las ciudades similares dieron las mismas respuestas",
    "peers_question": "Pregunta",
    "peers_answers": "Respuestas de {city}, con el número de ciudades similares que también las dieron",
    "peers_known": "Ciudades similares conocidas",
    "peers_range": "{n}–{most}",
    "peers_note": "Se excluyen las ciudades similares cuya respuesta no se conoce. Cuando figuran dos cifras, son el "
    "mínimo y el máximo, ya que las listas de algunas ciudades similares están incompletas.",
    "peers_others": "Opciones que mencionan al menos la mitad de las ciudades similares, pero no {city}: {options}.",
    "peers_other_option": "{option} ({n} de {base})",
    "peers_few": "No se conoce ninguna respuesta comparable de las ciudades similares.",
    # about the document
    "found_in_data": "Incidencias en los datos de {city}: {findings}",
    "source_of": "Fuente de las respuestas: {source}.",
    "source_page": "la página de {city} ({wave})",
    "answered_round": "{city} respondió en {round}.",
    "answered_round_unknown": "Se desconoce la ronda en la que respondió {city}.",
    "intervals": "Los intervalos de confianza (95 %) tratan las {cities} ciudades cuyas respuestas están disponibles "
    "como una muestra aleatoria simple de las {surveyed} ciudades encuestadas.",
    "intervals_frame": "Los intervalos de confianza (95 %) tratan las {cities} ciudades cuyas respuestas están "
    "disponibles como una muestra aleatoria simple de las {surveyed} ciudades del marco muestral.",
    "intervals_design": "Los intervalos de confianza (95 %) tienen en cuenta la forma en que se seleccionaron las "
    "ciudades entre las {surveyed} del marco muestral, de las que respondieron {cities}; los porcentajes y las medias "
    "se ponderan en consecuencia.",
    "links_lead": "Las palabras subrayadas llevan a la pregunta tal como se formuló.",
    "licence": "Licencia: {licence}.",
    "cite": "Cítese como: {publisher} ({year}). {study}. {title}: {city}, {wave}.",
    "dated": "Resultados del {date}.",
    "foot": "{title}: {city} · {wave} · {publisher} · resultados del {date}",
    "contact": "Consultas: {contact}.",
    "draws_on": "El estudio se basa en: {sources}.",
    "description": "Lo que respondió el gobierno municipal de {city}: {study}, {wave}.",
    # links of a snapshot
    "link_pdf": "Esta ficha en PDF",
    "link_html": "Esta ficha como página web",
    "link_index": "Todas las ciudades",
    "link_codebook": "Preguntas",
    "link_quality": "Calidad de los datos",
    "link_release": "La publicación",
    # when a question is asked
    "routing_is": "“{item}” es “{option}”",
    "routing_is_not": "“{item}” no es “{option}”",
    "routing_open": "“{item}” está sin responder",
    "routing_answered": "“{item}” tiene respuesta",
    "routing_names": "“{item}” incluye “{option}”",
    "routing_names_not": "“{item}” no incluye “{option}”",
    "routing_at_least": "“{item}” es {option} o más",
    "routing_at_most": "“{item}” es {option} o menos",
    "routing_more_than": "“{item}” es más de {option}",
    "routing_less_than": "“{item}” es menos de {option}",
    "routing_or": " o ",
}
