"""An index of a study, built from the answers of its waves."""

from __future__ import annotations

from dataclasses import dataclass

from civiscope.answers.answerset import AnswerBlock, AnswerSet
from civiscope.errors import UserError, problem
from civiscope.indices.build import BuiltIndex, build_index
from civiscope.indices.definition import Combination, combinations_of, index_of
from civiscope.indices.scoring import scored
from civiscope.study.index_definition import IndexDefinition
from civiscope.study.loading import Study
from civiscope.workflows.opened_index import IndexOptions, OpenedIndex, chosen_recipe


@dataclass(frozen=True)
class StudyIndex:
    """An index of a study, built from the answers of its waves; rows are those of ``blocks`` one after the other."""

    definition: IndexDefinition
    opened: OpenedIndex
    built: BuiltIndex
    combinations: tuple[Combination, ...]
    blocks: dict[str, AnswerBlock]

    @property
    def places(self) -> dict[str, slice]:
        """The rows of each wave."""
        found, start = {}, 0
        for wave, block in self.blocks.items():
            found[wave] = slice(start, start + block.size)
            start += block.size
        return found


def build_study_index(
    study: Study,
    answers: AnswerSet,
    definition: IndexDefinition,
    options: IndexOptions | None = None,
    wave: str | None = None,
) -> StudyIndex | None:
    """An index from the answers to its questionnaire; None where no wave has any.

    ``options`` are what a command says of the recipe, ``wave`` limits the answers to one wave. Raises UserError.
    """
    blocks = {
        of_wave: block
        for (of_wave, questionnaire), block in answers.blocks.items()
        if questionnaire == definition.questionnaire
        and (not definition.waves or of_wave in definition.waves)
        and wave in (None, of_wave)
        and block.size
    }
    if not blocks:
        return None
    language = study.definition.source_language
    tree, recipe = index_of(definition, study.index_files[definition.id], language)
    if options is not None:
        recipe = chosen_recipe(recipe, options, tree)
    table = scored(definition, blocks)
    built = build_index(table, tree, recipe, strict=False)
    _check_signs(built, definition.id)
    return StudyIndex(
        definition, OpenedIndex(table, tree, recipe), built, combinations_of(definition, None, language), blocks
    )


def _check_signs(built: BuiltIndex, index: str) -> None:
    """Raise UserError where weights from data have different signs: scores leave the scale that readers are told."""
    for code in built.tree.aggregates:
        weights = {child: built.weights[child] for child in built.tree.children(code)}
        if min(weights.values()) < 0 < max(weights.values()):
            shown = ", ".join(f"{child} {weight:.2f}" for child, weight in weights.items())
            raise UserError(problem("index-weights-signs", column=index, value=code, weights=shown))
