"""Problems of comparisons: waves, questionnaires, variables of the frame."""

from __future__ import annotations

from civiscope.errors.entry import Entry, error

ENTRIES: dict[str, Entry] = {
    "compare-names-count": error(
        "{option} names {count}: {value}", "{wanted}", "Name as many as the comparison needs, separated by commas."
    ),
    "compare-names-alike": error(
        '{option} names "{value}" twice', "two different names", "Name what it is to be compared with."
    ),
    "compare-wave-unknown": error(
        'the wave "{value}" has no answers{similar}', "one of {known}", "Correct the name in --waves."
    ),
    "compare-waves-missing": error(
        "no questionnaire has answers in {where}",
        "answers to the same questionnaire in two waves; there are {known}",
        "Add the answers of another wave, or name two questionnaires that share questions: --questionnaires A,B.",
    ),
    "compare-questionnaire-unknown": error(
        'there are no answers to the questionnaire "{value}" in the wave {wave}{similar}',
        "one of {known}",
        "Correct the name in --questionnaires, or choose another wave with --waves.",
    ),
    "compare-questionnaires-missing": error(
        "there are no answers to two questionnaires in {where}",
        "answers to two questionnaires in one wave; there are {known}",
        "Add the answers to the other questionnaire, or compare waves (--what waves).",
    ),
    "compare-nothing-shared": error(
        "{a} and {b} share no question that is answered in both",
        "questions with the same concept or the same code, of the same kind",
        "Give the questions that belong together the same concept in the questionnaires.",
    ),
    "compare-item-unknown": error(
        'there is no question "{value}" that is asked in both{similar}',
        "one of {known}",
        "Correct the name, or give both questions the same concept.",
    ),
    "compare-variable-unknown": error(
        'the frame has no variable "{value}"{similar}',
        "a group that cities.csv decides, or a column of it: {known}",
        "Correct the name.",
    ),
    "compare-variable-without-order": error(
        '"{value}" has no order, which a rank correlation needs',
        "a column of numbers or a group of size classes: {known}",
        "Choose another variable, or compare shares by it: civiscope tabulate --by {value}.",
    ),
}
