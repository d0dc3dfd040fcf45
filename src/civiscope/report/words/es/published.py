"""The fixed phrases about results printed elsewhere, in Spanish."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # beside or instead of computed shares in a snapshot
    "published_of": {
        "one": "{shown} de {base} ciudad",
        "other": "{shown} de {base} ciudades",
    },
    "published_count": {
        "one": "{shown} ciudad",
        "other": "{shown} ciudades",
    },
    "published_and": "{first}, o {second}",
    "published_named": "{printed} ({source})",
    "published_beside": "Publicado: {printed}.",
    "published_list_of": {
        "one": "Publicado, de {base} ciudad: {printed}.",
        "other": "Publicado, de {base} ciudades: {printed}.",
    },
    "published_option": "{option} {printed}",
    "published_sources": "“Publicado” se refiere a lo que figura en estas fuentes: {sources}.",
    "published_real": "Estos resultados son reales; todo lo demás en este documento es simulado.",
    "file_published_real": "Resultados publicados en otras fuentes: son reales y se refieren a ciudades reales",
    "published_share": "publicado: {share}",
    "published_row": "{label} {shown} (publicado: {printed})",
    "published_same_answer": "Publicado para la misma respuesta: {rows}.",
    "chart_title_published": "{item}: porcentaje publicado de ciudades",
    "alt_published": "porcentaje publicado de ciudades ({sources})",
    "published_bars": "Porcentajes publicados: {sources}. Se dispone de demasiado pocas respuestas de otras ciudades "
    "para calcular porcentajes.",
    "published_bars_of": {
        "one": "Porcentajes publicados de {base} ciudad: {sources}. Se dispone de demasiado pocas respuestas de otras "
        "ciudades para calcular porcentajes.",
        "other": "Porcentajes publicados de {base} ciudades: {sources}. Se dispone de demasiado pocas respuestas de "
        "otras ciudades para calcular porcentajes.",
    },
    "published_no_share": "Mencionado también por {city}, sin porcentaje publicado: {options}.",
    # waves whose answers are not public
    "not_public_wave": {
        "one": "las respuestas no son públicas; {results} resultado publicado",
        "other": "las respuestas no son públicas; {results} resultados publicados",
    },
    "not_public_wave_some": "(las demás respuestas no son públicas)",
    "not_public_snapshot": "Las respuestas de las demás ciudades no son públicas; lo que se publicó sobre ellas "
    "figura aquí a título de comparación.",
    "not_public_title": "Respuestas que no son públicas",
    "not_public_none": "{wave}: las respuestas no son públicas. No se calcula nada a partir de ellas; solo se conoce "
    "lo que se publicó.",
    "not_public_some": {
        "one": "{wave}: las respuestas no son públicas. {count} ciudad ha añadido las suyas; lo que se calcula se "
        "refiere solo a ella.",
        "other": "{wave}: las respuestas no son públicas. {count} ciudades han añadido las suyas; lo que se calcula "
        "se refiere solo a ellas.",
    },
    # the page of published results
    "published_title": "Resultados publicados y resultados calculados",
    "published_subtitle": "Lo que se publicó en otras fuentes y lo que dan las respuestas disponibles",
    "index_published": "Resultados publicados en otras fuentes, cada uno junto al porcentaje calculado, y si "
    "concuerdan",
    "file_published_comparison": "Resultados publicados en otras fuentes junto a los porcentajes de esta publicación, "
    "y si concuerdan",
    "link_published": "Resultados publicados",
    "published_summary": "En breve",
    "published_none": "El estudio no tiene resultados publicados de las olas de esta publicación.",
    "published_totals": "Aquí figuran {total} resultados publicados; {compared} de ellos pueden compararse con un "
    "porcentaje calculado que tiene intervalo, y {rest}, no.",
    "published_inside_all": {
        "one": "El único que puede compararse está dentro del intervalo de confianza del 95 % del porcentaje "
        "calculado.",
        "other": "Los {count} que pueden compararse están dentro del intervalo de confianza del 95 % del porcentaje "
        "calculado.",
    },
    "published_inside": "De los {compared} que pueden compararse, {inside} están dentro del intervalo de confianza "
    "del 95 % del porcentaje calculado y {outside}, fuera de él.",
    "published_inside_none": "Ningún resultado publicado puede compararse con un porcentaje calculado que tenga "
    "intervalo.",
    "published_reading": "Cómo leerlo: si las respuestas disponibles fueran una muestra aleatoria de todas las que se "
    "dieron, unos 19 de cada 20 porcentajes publicados estarían dentro del intervalo. Si son menos, las respuestas "
    "disponibles difieren del resto, una pregunta o una opción se contó de otra manera, o hay listas incompletas; un "
    "solo caso puede deberse al azar. Los porcentajes publicados de una misma pregunta están relacionados entre sí, "
    "por lo que no cuentan como independientes.",
    "published_rounding": "Los porcentajes publicados están redondeados: 44 % puede ser cualquier valor entre 43,5 % "
    "y 44,5 %. Por ello, un porcentaje publicado se considera dentro cuando lo contiene el intervalo ampliado por "
    "ambos extremos en media unidad de la última cifra publicada. Un número de ciudades publicado es exacto.",
    "published_simulated": "Los resultados publicados son reales: se publicaron para las ciudades reales del estudio. "
    "Los porcentajes calculados que los acompañan son simulados, de modo que la concordancia dice aquí cómo se hizo "
    "la simulación, no que un resultado sea cierto; además, los intervalos se refieren solo a las ciudades ficticias, "
    "por lo que más de 1 de cada 20 puede quedar fuera.",
    "published_answer": "Respuesta",
    "published_printed": "Publicado",
    "published_computed": "Calculado",
    "published_verdict": "¿Dentro del intervalo?",
    "published_where": "Fuente",
    "published_inside_word": "dentro",
    "published_outside_word": "fuera: el porcentaje publicado está {distance} puntos {direction} del intervalo",
    "published_higher": "por encima",
    "published_lower": "por debajo",
    "published_computed_share": {
        "one": "{share} (de {low} a {high}) de {base} ciudad",
        "other": "{share} (de {low} a {high}) de {base} ciudades",
    },
    "published_computed_plain": {
        "one": "{share} de {base} ciudad",
        "other": "{share} de {base} ciudades",
    },
    "published_among": "{answer}, entre: {level}",
    "published_whole": "la pregunta en su conjunto",
    "published_by_question": "{wave}: {questionnaire}",
    "published_without": "Resultados publicados sin equivalente calculado",
    "published_without_note": "Para estos resultados no se calcula nada: se publicaron en palabras, no se dispone de "
    "las respuestas o son demasiado pocas para un porcentaje.",
    "published_question": "Respuesta",
    "published_wave": "Edición",
    "published_why": "Por qué no hay comparación",
    "published_rest": {
        "one": "Otro resultado publicado ({shown}) no tiene porcentaje calculado; figura en la página de resultados "
        "publicados.",
        "other": "Otros {shown} resultados publicados no tienen porcentaje calculado; figuran en la página de "
        "resultados publicados.",
    },
    "published_rest_alone": {
        "one": "El único resultado publicado ({shown}) no tiene porcentaje calculado; figura en la página de "
        "resultados publicados.",
        "other": "Ninguno de los {shown} resultados publicados tiene porcentaje calculado; figuran en la página de "
        "resultados publicados.",
    },
    "finding_published-sum": "Los porcentajes publicados para una pregunta de respuesta única suman más de 100",
    "finding_published-contradiction": "Un recuento y un porcentaje publicados para el mismo resultado no concuerdan",
}
