"""Spanish phrases of the page of cities: filters, map, table."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "cities_title": "Mapa y ciudades",
    "cities_description": "Encuentre los gobiernos municipales que respondieron, por lo que hacen y por el lugar en "
    "que están.",
    "cities_lead": "Elija lo que busca: el mapa y la lista siguiente muestran las ciudades que lo cumplen.",
    "cities_filters": "Filtros",
    "cities_filters_note": "El número junto a cada opción indica cuántas ciudades quedarían. Dentro de una pregunta "
    "basta con que se cumpla una opción; si hay varias preguntas, deben cumplirse todas.",
    "cities_filters_baked": "Aquí la selección requiere JavaScript. Sin él, las páginas de esta lista muestran todas "
    "las ciudades.",
    "cities_text": "Nombre de la ciudad",
    "cities_country": "País",
    "cities_region": "Región",
    "cities_population": "Población",
    "cities_population_from": "desde",
    "cities_population_to": "hasta",
    "cities_more_groups": "Otros grupos",
    "cities_class_of": "Clase de puntuación: {index}",
    "cities_apply": "Mostrar las ciudades",
    "cities_clear": "Borrar todo",
    "cities_chosen": "Filtros elegidos",
    "cities_remove": "Quitar este filtro",
    "cities_count": {
        "one": "{shown} ciudad de {all}",
        "other": "{shown} ciudades de {all}",
    },
    "cities_left_out": {
        "one": "Se excluye {shown} ciudad porque no se conoce su respuesta: {facet}.",
        "other": "Se excluyen {shown} ciudades porque no se conoce su respuesta: {facet}.",
    },
    "cities_none": "Ninguna ciudad cumple todo esto. Quite un filtro o bórrelos todos.",
    "cities_download": "Descargar estas ciudades en CSV",
    "cities_download_all": "Descargar todas en CSV",
    "cities_caption": "Ciudades, con la ola en la que cada una respondió por última vez",
    "cities_city": "Ciudad",
    "cities_wave": "Última respuesta",
    "cities_score": "Puntuación",
    "cities_index": "Puntuación que se muestra",
    "cities_interval_note": "Entre paréntesis: el intervalo de la puntuación en las variantes de su método.",
    "cities_show_classes": "Mostrar en el mapa las clases de puntuación",
    "cities_pages": "Páginas de la lista",
    "cities_page": "Página {page}",
    "cities_previous": "Anterior",
    "cities_next": "Siguiente",
    "cities_not_known": "se desconoce",
    "cities_unknown_filter": "En esta página no existe el filtro “{value}”.",
    "cities_unknown_level": "“{value}” no es una opción de “{facet}”.",
    "cities_not_a_number": "“{value}” no es un número entero, como requiere “{name}”.",
    "cities_map": "Mapa de las ciudades",
    "cities_map_alt": {
        "one": "Mapa: {shown} ciudad que cumple los filtros, con un punto en el lugar donde está. La tabla siguiente "
        "la enumera.",
        "other": "Mapa: {shown} ciudades que cumplen los filtros, cada una con un punto en el lugar donde está. La "
        "tabla siguiente las enumera.",
    },
    "cities_map_note": "La tabla siguiente enumera las mismas ciudades.",
    "cities_map_keys": "Con el teclado: las flechas mueven el mapa, los signos más y menos cambian su escala, Intro "
    "abre la ciudad más cercana a la cruz del centro y Escape la cierra. La tabla siguiente enumera las mismas "
    "ciudades.",
    "cities_map_without": {
        "one": "{shown} de las ciudades carece de coordenadas y figura solo en la tabla.",
        "other": "{shown} de las ciudades carecen de coordenadas y figuran solo en la tabla.",
    },
    "cities_map_none": "Ninguna ciudad de esta publicación tiene coordenadas, por lo que no hay mapa; la tabla las "
    "enumera todas.",
    "cities_map_matching": "Cumplen los filtros ({shown})",
    "cities_map_others": "Las demás ({shown})",
    "cities_map_class": "{label} ({shown})",
    "cities_map_no_class": "Cumplen los filtros, sin clase ({shown})",
    "cities_zoom_in": "Ampliar",
    "cities_zoom_out": "Reducir",
    "cities_popup_close": "Cerrar",
    "cities_popup_here": {
        "one": "{shown} ciudad aquí",
        "other": "{shown} ciudades aquí",
    },
    "cities_popup_more": "y {shown} más: amplíe el mapa para distinguirlas",
    "cities_nearest": "La más cercana a la cruz: {city}",
}
