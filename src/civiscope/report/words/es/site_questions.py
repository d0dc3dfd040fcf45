"""Spanish phrases of the explorer's pages of questions and of the codebook."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    # the list of questions
    "site_questions_find": "Buscar una pregunta por su enunciado o sus respuestas",
    "site_questions_count": {
        "one": "Se ha encontrado {shown} pregunta.",
        "other": "Se han encontrado {shown} preguntas.",
    },
    "site_questions_all": "Mostrar todas las preguntas",
    "site_questions_none": "Ninguna pregunta contiene todas estas palabras: “{query}”.",
    "site_questions_note": "Junto a cada pregunta figura la respuesta que dieron más ciudades o, si se pide un número, "
    "la media, en la última ola con resultados. Códigos y todas las variables:",
    "site_n_of_lists": "{n} de {base} listas",
    "site_of": "{n} de {base}",
    # why a question has no results
    "site_without_never": "No se publican ni las respuestas a esta pregunta ni sus estimaciones.",
    "site_without_text": "Las respuestas son textos propios de las ciudades; no hay ninguna cifra que mostrar.",
    "site_without_estimates": "De esta pregunta no se hacen estimaciones.",
    "site_without_public": "Las respuestas a esta pregunta no son públicas.",
    "site_without_answers": "Ninguna ciudad ha respondido a esta pregunta en esta publicación.",
    "site_without_few": "Respondieron tan pocas ciudades que ninguna respuesta vale por muchas; lo que hay figura en "
    "su página.",
    "site_without_published": "Esta publicación no tiene resultados de esta pregunta que puedan mostrarse.",
    # the page of a question
    "site_trail": "Dónde se encuentra",
    "site_results_by": "Resultados según",
    "site_result": "Resultado",
    "site_head_possible": "Posible para todas las listas",
    "site_head_value": "Valor",
    "site_head_change": "Cambio desde {wave} (puntos porcentuales)",
    "site_in_words": "El gráfico en palabras",
    "site_as_table": "Tabla con intervalos",
    "site_over_time": "Cambios entre olas",
    "site_beside": "Cómo lo ven otros encuestados",
    "site_figure_files": "Esta figura como archivo:",
    "site_take_along": "Llevarse la figura",
    "site_files_language": "Solo en {language}.",
    "site_interactive": "Hacerla interactiva",
    "site_interactive_note": "La figura muestra entonces sus valores al señalarla; carga 0,3 MB de este sitio.",
    "site_interactive_failed": "No se ha podido dibujar la figura. El gráfico de arriba muestra lo mismo.",
    "site_embed": "Insertar esta figura",
    "site_embed_note": "Pegue este código en su página:",
    "site_embed_look": "Ver cómo queda",
    "site_embed_address": "Esta copia del sitio no conoce su dirección en la web: antepóngala a la dirección del "
    "código.",
    "site_embed_back": "La pregunta completa, con desgloses y datos",
    "site_copy": "Copiar",
    "site_copied": "Copiado.",
    "site_cite": "Citar esta figura",
    "site_permanent": "Una dirección que siempre llevará a esta figura tal como es ahora:",
    "site_permanent_release": "La figura pertenece a la publicación {release}, que nunca cambia.",
    "site_how_asked": "Cómo se formula la pregunta",
    "site_in_codebook": "en el libro de códigos",
    "site_asked_when": "Se pregunta cuando",
    "site_asked_always": "Siempre",
    "site_constraint": "La respuesta debe cumplir",
    "site_consent": "Qué se publica",
    "site_consent_public": "Se publican las respuestas individuales y las estimaciones.",
    "site_waves": "Olas",
    "site_also_asked": "También se pregunta en",
    "site_answered": {
        "one": "Respondió {count} de {cities} ciudades.",
        "other": "Respondieron {count} de {cities} ciudades.",
    },
    "site_neighbours": "Preguntas anterior y siguiente",
    "site_question_before": "Pregunta anterior",
    "site_question_after": "Pregunta siguiente",
    # what differs by more than chance
    "site_mark_higher": "mayor",
    "site_mark_lower": "menor",
    "site_mark_other_cities": "que en las demás ciudades",
    "site_mark_wave": "que en {wave}",
    "site_mark_none": "no se aprecia diferencia",
    "site_marks_levels": "▲ mayor y ▼ menor: la cifra difiere de la de todas las demás ciudades juntas más de lo que "
    "explica el azar.",
    "site_marks_none_levels": "Ninguna cifra difiere de la de todas las demás ciudades juntas más de lo que explica el "
    "azar.",
    "site_marks_waves": "▲ mayor y ▼ menor: la cifra difiere de la de {wave} más de lo que explica el azar.",
    "site_marks_none_waves": "Ninguna cifra difiere de la de {wave} más de lo que explica el azar.",
    "site_marks_untested": "Aquí no se prueba ninguna diferencia: una prueba requiere {fewest} ciudades en cada lado, "
    "una incertidumbre debida al muestreo y una respuesta que no sea ni demasiado rara ni demasiado frecuente.",
    "site_marks_how": {
        "one": "Una comparación, mediante {test}, con un nivel del {level}.",
        "other": "{shown} comparaciones, cada una mediante {test}; se señalan aquellas cuyo valor p, ajustado para "
        "todas por el método de Holm, es inferior al {level}.",
    },
    "site_marks_test_shares": "una prueba de puntuación de dos proporciones",
    "site_marks_test_means": "la prueba de Welch de dos medias",
    "site_contrasts_table": "Tabla de diferencias y pruebas",
    "site_contrasts_caption": "{title}: diferencias, con intervalos de confianza del 95 % entre paréntesis, y pruebas.",
    "site_head_theirs": "Las suyas",
    "site_head_others": "Todas las demás ciudades",
    "site_head_difference": "Diferencia",
    "site_head_difference_points": "Diferencia (puntos porcentuales)",
    "site_head_p": "Valor p",
    "site_head_p_adjusted": "Valor p ajustado",
    "site_head_marked": "Señal",
    # the codebook
    "site_codebook_about": "Todas las variables del estudio: su código, qué se preguntó a quién, sus valores y cuántas "
    "ciudades respondieron.",
    "site_missing_kinds": "Tipos de no respuesta",
    "site_missing_not_asked": "Las respuestas anteriores de la ciudad la condujeron más allá de la pregunta.",
    "site_missing_not_answered": "Se preguntó a la ciudad y no respondió.",
    "site_missing_dont_know": "La ciudad respondió que no lo sabe.",
    "site_missing_not_applicable": "La ciudad respondió que la pregunta no le es aplicable.",
    "site_missing_not_known": "La fuente no dice si la ciudad respondió ni qué.",
    "site_missing_incomplete": "Una lista que se sabe truncada: lo que menciona es cierto; lo que no menciona se "
    "desconoce.",
}
