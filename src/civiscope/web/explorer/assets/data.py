"""Data scripts: what the scripts of the static site read, since a page opened from disk may not fetch.

Each calls ``civiscope.receive`` with its name, ``NAME-LANGUAGE`` where the language matters, and its data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from civiscope.web.explorer.domain.city_columns import script_data, script_ground
from civiscope.web.explorer.domain.index_weights import changeable, weights_data
from civiscope.web.explorer.domain.sheets import city_sheet, group_sheet, sheet_data
from civiscope.web.explorer.domain.shelf import Edition

Make = Callable[[Edition, str, str], object]
"""Makes the data of an edition, a language and what the name is about (a city, or nothing)."""


def _search(edition: Edition, language: str, about: str) -> object:
    return edition.search(language).rows()


def _city(edition: Edition, language: str, about: str) -> object:
    sheet = sheet_data(city_sheet(edition.view(language), about))
    return {**sheet, "peers": list(edition.peers[about].peers)}


def _groups(edition: Edition, language: str, about: str) -> object:
    view = edition.view(language)
    names = [
        ("", ""),
        *((domain, level) for domain, levels in edition.levels_with_estimates.items() for level in levels),
    ]
    sheets = [group_sheet(view, *name) for name in sorted(names)]
    return {sheet.code: sheet_data(sheet) for sheet in sheets}


def _nothing(edition: Edition) -> Iterable[str]:
    return ("",)


def _every_city(edition: Edition) -> Iterable[str]:
    return sorted(edition.release.waves_by_city)


_KINDS: dict[str, tuple[Callable[[Edition], Iterable[str]], Make]] = {
    "search": (_nothing, _search),
    "city": (_every_city, _city),
    "groups": (_nothing, _groups),
}
"""What begins the name: what it can be about, and how its data are made."""


_OF_ALL_LANGUAGES: dict[str, Callable[[Edition], bytes]] = {
    "cities-data.js": script_data,
    "cities-ground.js": script_ground,
}
"""Scripts whose data are the same in every language."""


_ABOUT_OF_ALL_LANGUAGES: dict[str, tuple[Callable[[Edition], Iterable[str]], Callable[[Edition, str], object]]] = {
    "index": (changeable, weights_data),
}
"""As _KINDS, for scripts whose data are the same in every language: KIND-NAME.js."""


def data_names(edition: Edition) -> Iterator[str]:
    """The names of all data scripts."""
    yield from _OF_ALL_LANGUAGES
    for kind, (abouts_of_all, _) in _ABOUT_OF_ALL_LANGUAGES.items():
        yield from (f"{kind}-{about}.js" for about in abouts_of_all(edition))
    for kind, (abouts, _) in _KINDS.items():
        for about in abouts(edition):
            for language in edition.languages:
                yield "-".join(part for part in (kind, about, language) if part) + ".js"


def data_script(edition: Edition, name: str) -> bytes | None:
    """The data script of that name; None where there is none."""
    if name in _OF_ALL_LANGUAGES:
        return _OF_ALL_LANGUAGES[name](edition)
    stem = name.removesuffix(".js")
    kind, _, about = stem.partition("-")
    if kind in _ABOUT_OF_ALL_LANGUAGES:
        names, make_for_all = _ABOUT_OF_ALL_LANGUAGES[kind]
        return _script(stem, make_for_all(edition, about)) if about in names(edition) else None
    for language in edition.languages:
        kind, _, about = stem.removesuffix(f"-{language}").partition("-")
        if not stem.endswith(f"-{language}") or kind not in _KINDS:
            continue
        abouts, make = _KINDS[kind]
        if about not in abouts(edition):
            return None
        return _script(stem, make(edition, language, about))
    return None


def _script(stem: str, data: object) -> bytes:
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # A script must not be ended from within, wherever it stands.
    return f"civiscope.receive({json.dumps(stem)},{written.replace('<', chr(92) + 'u003c')});\n".encode()
