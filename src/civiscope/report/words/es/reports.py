"""The fixed phrases of reports in Spanish: numbers within the text, and the chapters that the program writes."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # numbers within the text
    "report_share": "{share} ({behind})",
    "report_interval": "{low} a {high}",
    "report_bounds": "{low} a {high} de todas las listas, porque algunas están truncadas",
    "report_n_of_base": "{n} de {base}",
    "report_base": "n = {base}",
    "report_hole": "[no hay respuestas ficticias para esto]",
    "report_mean": "media",
    "report_median": "mediana",
    "report_residents": "{millions} millones de personas",
    "report_residents_known": "{millions} millones de personas en las {known} de {cities} ciudades cuya población se "
    "conoce",
    "report_brackets": "Entre paréntesis, tras una cifra de este estudio: su intervalo de confianza del 95 % y las "
    "ciudades en las que se basa. Los números entre corchetes remiten a las fuentes que figuran al final.",
    "report_figure": "Figura {number}",
    # chapters that the program adds
    "report_numbers": "Las cifras de este informe",
    "report_numbers_text": "Los resultados, las cifras publicadas y los hechos del texto, capítulo por capítulo. Los "
    "números entre corchetes remiten a las fuentes que figuran al final.",
    "report_before_chapters": "Antes del primer capítulo",
    "number_about": "Qué es",
    "number_value": "Valor",
    "number_interval": "Intervalo de confianza del 95 %",
    "number_cities": "Ciudades",
    "number_source": "Fuente, nota",
    "report_sources": "Fuentes de los hechos",
    "report_participants": "Ciudades que respondieron",
    "report_number_of_cities": "Número de ciudades",
    # glossary
    "report_terms_of": "Términos del cuestionario: {title}",
    "report_terms_results": "Términos de los resultados",
    "report_term": "Término",
    "report_meaning": "Significado",
    "term_wave": "Ola",
    "term_wave_is": "Una ronda de una encuesta, o una edición de respuestas publicadas.",
    "term_base": "Base",
    "term_base_is": "Las ciudades a las que se refiere un porcentaje o una media: aquellas a las que se preguntó y "
    "que respondieron.",
    "term_n": "n",
    "term_n_is": "El número de ciudades en que se basa una cifra.",
    "term_interval": "Intervalo de confianza del 95 %",
    "term_interval_is": "El rango en el que cabe esperar la cifra de todas las ciudades encuestadas: en 95 de cada "
    "100 encuestas como esta, el intervalo la contiene.",
    "term_finite": "Corrección por población finita",
    "term_finite_is": "Hace que los intervalos sean más estrechos cuantas más ciudades encuestadas hayan respondido; "
    "si responden todas, no queda error de muestreo.",
    "term_incomplete": "Lista incompleta",
    "term_incomplete_is": "Una lista de la que se sabe que está truncada: lo que menciona es cierto; de lo que no "
    "menciona no se sabe nada.",
    "term_median": "Mediana",
    "term_median_is": "El valor que deja por debajo a la mitad de las ciudades y por encima a la otra mitad.",
    "term_published": "Resultado publicado",
    "term_published_is": "Una cifra publicada en otra fuente, que se muestra junto a las de este estudio y nunca se "
    "mezcla con ellas.",
    "term_suppressed": "Suprimido",
    "term_suppressed_is": "No se publica, porque la cifra se basa en tan pocas ciudades que revelaría sus respuestas.",
    "term_peers": "Ciudades similares",
    "term_peers_is": "Las ciudades más parecidas a una ciudad, o las de su grupo, con las que la compara su ficha.",
    # methods
    "methods_response": "Respuesta",
    "methods_response_caption": "Ciudades encuestadas y ciudades que respondieron",
    "methods_survey": "Encuesta",
    "methods_surveyed": "Ciudades encuestadas",
    "methods_answered": "Respondieron",
    "methods_rate": "Porcentaje",
    "methods_distribution": "Distribución de las ciudades",
    "methods_distribution_caption": "Ciudades del marco muestral y ciudades que respondieron: {survey}",
    "methods_distribution_note": "Los porcentajes se refieren a las ciudades cuyo nivel se conoce. El marco muestral "
    "enumera las ciudades a las que el estudio puede preguntar.",
    "methods_group": "Grupo",
    "methods_level": "Nivel",
    "methods_in_frame": "En el marco muestral",
    "methods_share": "Porcentaje de las que respondieron",
    "methods_frame_share": "Porcentaje del marco muestral",
    "methods_representative": "Representatividad",
    "methods_representative_note": "El indicador R mide cuánto difiere la probabilidad de responder entre tipos de "
    "ciudades, desde 1 (no difiere en absoluto) hacia abajo; el sesgo máximo es el mayor error de un porcentaje que "
    "podrían causar esas diferencias (Schouten, Cobben y Bethlehem, 2009). Ambos captan solo las diferencias en lo "
    "que el marco muestral recoge de las ciudades.",
    "methods_indicator": "Indicador",
    "methods_value": "Valor",
    "methods_uncertainty": "Las estimaciones y su incertidumbre",
    "methods_uncertainty_text": "Salvo que se indique un diseño muestral, las ciudades que respondieron se tratan "
    "como una muestra aleatoria de las ciudades encuestadas. Los intervalos de los porcentajes son intervalos de "
    "Wilson con el tamaño efectivo de la muestra; los de las medias emplean la t de Student, y los de las medianas, "
    "el método de Woodruff; todos tienen en cuenta la población finita. Las ciudades cuya respuesta no se conoce se "
    "excluyen de la cifra y de su intervalo, que nada dice de las ciudades que no respondieron a causa de lo que "
    "habrían respondido.",
    "methods_recodes": "Recodificaciones",
    "methods_recodes_text": {
        "one": "A {count} etiqueta de las respuestas originales se le asignó un código mediante una recodificación. "
        "Las respuestas originales se conservan tal como llegaron; todas las recodificaciones y sus motivos figuran "
        "en la página sobre la calidad de los datos.",
        "other": "A {count} etiquetas de las respuestas originales se les asignó un código mediante una "
        "recodificación. Las respuestas originales se conservan tal como llegaron; todas las recodificaciones y sus "
        "motivos figuran en la página sobre la calidad de los datos.",
    },
    "methods_no_recodes": "Ninguna etiqueta de las respuestas originales necesitó recodificación.",
    "methods_concepts_text": "Las preguntas que en otros cuestionarios se formulan con otras opciones se comparan de "
    "la siguiente manera (opción propia y opción como la que cuenta):",
    "methods_concept": "{item} ({questionnaire}): {recodes}",
    "methods_counts_as": "{own} cuenta como {common}",
    "methods_question": "Pregunta",
    "methods_labels": "Etiquetas",
    "methods_answers": "Respuestas",
    "methods_missing": "Lo que falta",
    "methods_missing_text": "Los distintos tipos de no respuesta nunca se mezclan. En las cuadrículas se cuentan "
    "juntas todas las filas.",
    "methods_missing_caption": "Respuestas según lo que se sabe de ellas: {survey}",
    "methods_status_answered": "Con respuesta",
    "methods_status_incomplete": "Truncada",
    "methods_status_not_answered": "Sin respuesta",
    "methods_status_dont_know": "No sabe",
    "methods_status_not_applicable": "No procede",
    "methods_status_not_asked": "No se preguntó",
    "methods_status_not_known": "Se desconoce",
    "methods_disclosure": "Lo que puede publicarse",
    "methods_disclosure_text": "Solo se muestra ciudad por ciudad aquello que las ciudades aceptaron que se publicara.",
    "methods_disclosure_base": "No se publican cifras sobre menos de {least} ciudades.",
    "methods_disclosure_cell": "Tampoco se publican los porcentajes en que se basan menos de {least} ciudades, o "
    "todas menos un número inferior a {least}, ni las cifras a partir de las que podrían calcularse.",
}
