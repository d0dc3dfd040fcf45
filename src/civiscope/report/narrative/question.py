"""The question that a reference is about: its wave, its questionnaire, its set of cities, and their estimates."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.report.narrative.run import Arguments, NothingToShowError, ReportRun, text_of
from civiscope.report.words.phrases import in_sentence, named, separated
from civiscope.results.estimates import Estimate
from civiscope.study.definition import Wave
from civiscope.study.questionnaire import Item, Questionnaire


@dataclass(frozen=True, slots=True)
class Question:
    """An item in a wave, of the cities of one level (of all, where ``domain`` is empty)."""

    run: ReportRun
    wave: Wave
    questionnaire: Questionnaire
    item: Item
    domain: str
    level: str

    def estimates(self, row: str = "") -> list[Estimate]:
        """The estimates of the item, or of one of its rows; raises NothingToShowError where there are none."""
        release = self.run.release
        found = release.table(self.wave.id, self.questionnaire.id, self.item.code, row, self.domain, self.level)
        if not found:
            raise NothingToShowError(
                f'no city{self.where} answered "{self.item.code}"' + (f', row "{row}"' if row else "")
            )
        return found

    def estimate(self, measure: str, option: str = "", row: str = "") -> Estimate:
        """One estimate that may be shown; raises NothingToShowError where there is none."""
        for entry in self.estimates(row):
            if entry.measure == measure and entry.option == option:
                if entry.suppressed:
                    raise NothingToShowError("so few cities stand behind it that it is not published")
                return entry
        raise NothingToShowError(f'there is no {measure} of "{option or self.item.code}"{self.where}')

    @property
    def where(self) -> str:
        """``in wave ... of level ...``, for messages."""
        of_level = f' of {self.domain} "{self.level}"' if self.domain else ""
        return f'{of_level} in wave "{self.wave.id}"'

    def about(self, *labels: str) -> str:
        """What a number is, for the list of numbers: question, answer, set of cities, wave."""
        view = self.run.view
        parts = [view.short(self.item), *(label for label in labels if label)]
        words = named(parts[0], ", ".join(parts[1:]), view.language)
        if self.domain:
            words += f" ({self.level_label})"
        asked = [name for name, entry in self.run.release.questionnaires.items() if self.item.code in entry.items]
        by_whom = f", {in_sentence(view.text(self.questionnaire.title), view.language)}" if len(asked) > 1 else ""
        return separated((words, f"{view.wave_title(self.wave.id)}{by_whom}"), view.language)

    @property
    def level_label(self) -> str:
        """``Region: Northern Europe``."""
        group = next(entry for entry in self.run.view.definition.groups if entry.code == self.domain)
        label = self.run.view.levels[self.domain].get(self.level, self.level)
        return named(self.run.view.text(group.label), label, self.run.view.language)


def question_of(run: ReportRun, arguments: Arguments) -> Question:
    """The question that the arguments name; without a wave, the latest in which the cities meant have estimates."""
    code, wanted = text_of(arguments, "item"), text_of(arguments, "questionnaire")
    asking = [
        entry for entry in run.release.questionnaires.values() if code in entry.items and wanted in ("", entry.id)
    ]
    waves = {wave.id: wave for wave in run.view.definition.waves}
    domain, level = text_of(arguments, "by"), text_of(arguments, "level")
    named = text_of(arguments, "wave")
    candidates = [named] if named else list(reversed(waves))
    held = {(key[0], key[1]) for key in run.release.tables if key[2] == code and key[4:] == (domain, level)}
    for wave in candidates:
        for questionnaire in asking:
            if (wave, questionnaire.id) in held:
                return Question(run, waves[wave], questionnaire, questionnaire.items[code], domain, level)
    questionnaire = asking[0]
    return Question(run, waves[candidates[0]], questionnaire, questionnaire.items[code], domain, level)
