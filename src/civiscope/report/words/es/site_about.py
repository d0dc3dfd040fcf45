"""Spanish phrases of the explorer's pages on data, terms, releases and the API."""

from __future__ import annotations

PHRASES: dict[str, str | dict[str, str]] = {
    "site_data_note": "Dos generaciones del mismo estudio dan exactamente los mismos bytes; las sumas de comprobación "
    "indican si un archivo es el que se publicó. Un texto que una hoja de cálculo tomaría por una fórmula lleva "
    "delante un apóstrofo.",
    "site_files": "Archivos",
    "site_columns": {
        "one": "{count} columna",
        "other": "{count} columnas",
    },
    "site_columns_of": "Columnas de {file}",
    "site_column": "Columna",
    "site_column_kind": "Tipo",
    "site_column_meaning": "Significado",
    "site_kind_of_text": "texto",
    "site_kind_of_integer": "número entero",
    "site_kind_of_number": "número",
    "site_kind_of_boolean": "verdadero o falso",
    "site_about_lead": "Quién publica el estudio, en qué condiciones y cómo citarlo.",
    "site_publisher": "Editor y contacto",
    "site_licence": "Licencia",
    "site_sources": "Fuentes",
    "site_accessibility": "Declaración de accesibilidad",
    "site_accessibility_text": "Este sitio aspira a cumplir las Pautas de Accesibilidad para el Contenido Web (WCAG) "
    "2.2, nivel AA. Todas las figuras ofrecen sus cifras en texto o en una tabla, el mapa tiene una lista que dice lo "
    "mismo, todo funciona con el teclado y nada depende solo del color ni de señalar con el puntero. Todas las "
    "páginas pueden leerse sin JavaScript.",
    "site_accessibility_limits": "Limitaciones conocidas: las figuras conservan sus colores en el modo oscuro y en "
    "las pantallas pequeñas puede ser necesario desplazarlas; los textos que el estudio no ha traducido figuran en su "
    "idioma original.",
    "site_accessibility_contact": "Si algo le impide usar el sitio, comuníquelo al editor.",
    "site_privacy": "Privacidad",
    "site_privacy_text": "El sitio no instala cookies, no cuenta a nadie y no pide nada a otros servidores.",
    "site_api_about": "Todo el contenido de este sitio en JSON, solo para lectura y sin clave: la dirección de una "
    "página, con .json.",
    "site_api_addresses": "Direcciones de la API",
    "site_api_address": "Dirección",
    "site_api_gives": "Devuelve",
    "site_api_takes": "Admite",
    "site_api_note": "Una copia del sitio en un alojamiento web sencillo solo tiene las direcciones sin parámetros.",
    "site_releases_about": "Una publicación nunca cambia. Lo que se corrige aparece en una nueva, y las direcciones "
    "antiguas siguen funcionando.",
    "site_release_superseded": "Esta publicación ha sido sustituida por otra.",
    "site_release_withdrawn": "Esta publicación ha sido retirada y no debe utilizarse.",
    "site_release_instead": "Esta página en la publicación {release}",
    "site_status_current": "vigente",
    "site_status_superseded": "sustituida por {release}.",
    "site_status_withdrawn": "retirada por {release}.",
    "site_release_version": "Versión",
    "site_release_date": "Fecha",
    "site_release_cities": "Ciudades",
    "site_release_status": "Estado",
    "site_release_id": "Publicación",
}
