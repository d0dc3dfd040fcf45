"""Translations of the source-language texts: locale/xx.yaml, merged into the labels of the definitions."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from civiscope.errors import ProblemLog
from civiscope.study.labels import SOURCE
from civiscope.study.questionnaire import Definition
from civiscope.study.yamlfile import line_of, read_yaml

Model = TypeVar("Model", bound=Definition)
Translations = dict[str, dict[str, str]]
"""Translations by language, then by source-language text."""


def read_locales(folder: Path, languages: tuple[str, ...], log: ProblemLog) -> tuple[Translations, list[Path]]:
    """Read locale/*.yaml of the study's languages; problems of the files are logged."""
    translations: Translations = {}
    files: list[Path] = []
    for path in sorted((folder / "locale").glob("*.yaml")):
        shown = f"locale/{path.name}"
        language = path.stem
        if language not in languages:
            log.add("locale-undeclared", file=shown, value=language, languages=", ".join(languages))
            continue
        read = read_yaml(path, shown, log)
        if read is None:
            continue
        files.append(path)
        if not isinstance(read.data, dict):
            log.add("locale-not-mapping", file=shown, line=1)
            continue
        translations[language] = {}
        for source, text in read.data.items():
            if isinstance(text, str) and text.strip():
                translations[language][str(source)] = text
            else:
                log.add("locale-text-empty", file=shown, line=line_of(read, (source,)), value=source)
    return translations, files


def translated(model: Model, translations: Translations, source: str) -> Model:
    """A copy of ``model`` in which every label has the texts that ``translations`` give for its source text."""
    updates = {
        name: _translated(getattr(model, name), translations, source)
        for name in type(model).model_fields
        if name not in model.unlabelled
    }
    return model.model_copy(update={name: value for name, value in updates.items() if value is not None})


def _translated(value: Any, translations: Translations, source: str) -> Any:
    if isinstance(value, Definition):
        return translated(value, translations, source)
    if isinstance(value, tuple):
        return tuple(_translated(entry, translations, source) for entry in value)
    if isinstance(value, dict) and value:
        if all(isinstance(text, str) for text in value.values()):
            return _with_translations(value, translations, source)
        return {key: _translated(entry, translations, source) for key, entry in value.items()}
    return value


def _with_translations(label: dict[str, str], translations: Translations, source: str) -> dict[str, str]:
    text = label.get(source, label.get(SOURCE))
    if text is None:
        return label
    found = {language: texts[text] for language, texts in translations.items() if text in texts}
    return {**found, **label}
