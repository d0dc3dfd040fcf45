"""The definition of an index in words: names of its nodes, how answers are scored, steps, classes, alternatives."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from civiscope.report.words.phrases import (
    PHRASES,
    either,
    in_sentence,
    joined_spans,
    listed,
    number,
    percent,
    say_spans,
    separated,
)
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.document import Inline, Span
from civiscope.results.scores import Score
from civiscope.study.index_definition import ChecklistEntry, IndexDefinition, IndexElement, Scoring
from civiscope.study.questionnaire import Item

_PATH = " › "
_ELEMENT = "index_element_"


class IndexWords:
    """One index of a release in one language."""

    def __init__(self, view: ReleaseView, definition: IndexDefinition) -> None:
        self.view = view
        self.definition = definition
        self._ranked: dict[str, int] = {}
        self._of_rank: dict[str, Counter[int | None]] = {}

    @property
    def title(self) -> str:
        """The full title."""
        return self.view.text(self.definition.title)

    @property
    def short(self) -> str:
        """The short title."""
        return self.view.text(self.definition.short or self.definition.title)

    @cached_property
    def elements(self) -> dict[str, IndexElement]:
        """The elements by code, parents before their children."""
        return {element.code: element for element, _, _ in self.definition.elements()}

    @cached_property
    def parents(self) -> dict[str, str]:
        """The code of every element's parent."""
        return {element.code: parent for element, parent, _ in self.definition.elements()}

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of the whole that every element's weight comes to; by weights as the definition gives them."""
        found = {self.definition.id: 1.0}
        totals: dict[str, float] = {}
        for code, element in self.elements.items():
            parent = self.parents[code]
            totals[parent] = totals.get(parent, 0.0) + element.weight
        for code, element in self.elements.items():
            parent = self.parents[code]
            found[code] = found[parent] * element.weight / totals[parent] if totals[parent] else 0.0
        return found

    @cached_property
    def items(self) -> set[str]:
        """The codes of the items whose answers are scored."""
        scorings = (element.score for element in self.elements.values() if element.score is not None)
        return {item for scoring in scorings for item, _ in scoring.variables}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What readers call every node: the index, its elements, its combinations."""
        found = {self.definition.id: self.short}
        found |= {code: self.view.text(element.label) for code, element in self.elements.items()}
        return found | {entry.code: self.view.text(entry.label) for entry in self.definition.combinations}

    @cached_property
    def dimension_of(self) -> dict[str, str]:
        """The code of the uppermost element that each element is part of."""
        found: dict[str, str] = {}
        for code, parent in self.parents.items():
            found[code] = code if parent == self.definition.id else found[parent]
        return found

    def path(self, code: str) -> str:
        """The labels of the elements that one is part of, from the top; empty directly below the index."""
        names: list[str] = []
        while (code := self.parents[code]) != self.definition.id:
            names.insert(0, self.labels[code])
        return _PATH.join(names)

    def class_label(self, code: str) -> str:
        """What readers call a class."""
        return next((self.view.text(entry.label) for entry in self.definition.classes if entry.code == code), code)

    @property
    def is_weighted_sum(self) -> bool:
        """Whether all parts are put together by weighted means, so that weights are shares of the score."""
        rules = [*self.definition.aggregate, *(element.aggregate for element in self.elements.values())]
        return all(rule is None or rule.strip() == "arithmetic" for rule in rules)

    def ranked_cities(self, wave: str) -> int:
        """How many cities stand in the ranking: those of the mean of all, whose scores may not all be shown."""
        if wave not in self._ranked:
            key, index = (wave, self.definition.id), self.definition.id
            shown = self.view.release.scores_by_node.get(key, {}).get(index, {})
            means = self.view.release.group_scores_by_node.get(key, {}).get(index, [])
            scored = sum(entry.score is not None for entry in shown.values())
            self._ranked[wave] = max([scored, *(entry.n or 0 for entry in means if not entry.domain)])
        return self._ranked[wave]

    def ties(self, score: Score) -> int:
        """How many other cities, of those whose scores are shown, have the same rank; 0 without a rank."""
        if score.wave not in self._of_rank:
            nodes = self.view.release.scores_by_node.get((score.wave, self.definition.id), {})
            shown = nodes.get(self.definition.id, {}).values()
            self._of_rank[score.wave] = Counter(entry.rank for entry in shown if entry.score is not None)
        return 0 if score.rank is None else self._of_rank[score.wave][score.rank] - 1

    def all_shown(self, wave: str) -> bool:
        """Whether the scores of all cities in the ranking are shown."""
        index = self.definition.id
        shown = self.view.release.scores_by_node.get((wave, index), {}).get(index, {}).values()
        return sum(entry.score is not None for entry in shown) == self.ranked_cities(wave)

    def points(self, value: float, digits: int = 1) -> str:
        """A score, or part of one, as readers see it."""
        # Scores are sums of many terms: a half is rounded up whatever its last binary digit.
        return number(float(f"{value:.12g}"), self.view.language, digits)

    @property
    def scale(self) -> str:
        """The range of the scores in words; empty where the definition gives none."""
        low, high = self.definition.low, self.definition.high
        if low is not None and high is not None:
            return self.view.say("score_scale", low=self.points(low), high=self.points(high))
        if low is not None:
            return self.view.say("score_scale_low", low=self.points(low))
        return "" if high is None else self.view.say("score_scale_high", high=self.points(high))

    def scored(self, element: IndexElement) -> Inline:
        """How the answers behind an indicator become its value; items lead to their questions."""
        if element.score is None:
            spans = [Span(self.view.say("index_read_from_table"))]
        else:
            spans = list(self._scoring(element.score))
        said = []
        if element.score is not None and element.score.not_asked is not None:
            said.append(self.view.say("index_not_asked", points=self.points(element.score.not_asked, 2)))
        if element.direction < 0:
            said.append(self.view.say("index_less_is_better"))
        if element.low is not None and element.high is not None:
            low, high = self.points(element.low, 2), self.points(element.high, 2)
            said.append(self.view.say("index_goalposts", low=low, high=high))
        if element.about is not None:
            said.append(self.view.text(element.about))
        return joined_spans([*spans, *(Span(f" {sentence}") for sentence in said)])

    def steps(self) -> list[str]:
        """The steps in order, one sentence each."""
        definition = self.definition
        said = [self.view.say("index_step_score")] if definition.questionnaire else []
        for text in definition.steps:
            step, _, rule = text.partition(" ")
            said.append(self.view.say("index_step_rule", words=self.rule(step, rule), rule=rule.strip()))
        said.append(self.view.say("index_step_weights", rule=self.rule("weights", definition.weights)))
        rules = [self.rule("aggregate", rule) for rule in definition.aggregate]
        if len(rules) == 1:
            said.append(self.view.say("index_step_aggregate", rule=rules[0]))
        else:
            said += [
                self.view.say("index_step_aggregate_level", level=level, rule=rule)
                for level, rule in enumerate(rules, start=2)
            ]
        said += self._minima()
        if definition.classes:
            said.append(self.view.say("index_step_classes", classes=separated(self._classes(), self.view.language)))
        return said

    def _classes(self) -> list[str]:
        """The classes with their limits, the lowest first."""
        classes = self.definition.classes
        said = []
        for place, entry in enumerate(classes):
            following = classes[place + 1].at_least if place + 1 < len(classes) else None
            limit, key = (following, "index_class_first") if entry.at_least is None else (entry.at_least, "index_class")
            label = self.view.text(entry.label)
            said.append(label if limit is None else self.view.say(key, label=label, limit=self.points(limit, 2)))
        return said

    def _minima(self) -> list[str]:
        """What must be known of an element: by the index, then of elements with a rule of their own."""
        said = []
        if self.definition.minimum >= 1:
            said.append(self.view.say("index_step_all"))
        elif self.definition.minimum > 0:
            share = percent(self.definition.minimum, self.view.language)
            said.append(self.view.say("index_step_minimum", share=share))
        own: dict[float, list[str]] = {}
        for code, element in self.elements.items():
            if element.minimum is not None and element.minimum != self.definition.minimum:
                own.setdefault(element.minimum, []).append(in_sentence(self.labels[code], self.view.language))
        for least, labels in own.items():
            share, elements = percent(least, self.view.language), listed(labels, self.view.language)
            said.append(self.view.say("index_step_own_minimum", share=share, elements=elements))
        for code, element in self.elements.items():
            if element.aggregate is not None:
                rule = self.rule("aggregate", element.aggregate)
                said.append(self.view.say("index_step_own_aggregate", element=self.labels[code], rule=rule))
        return said

    def rule(self, step: str, text: str) -> str:
        """A rule of a step in words; the rule itself where it has none."""
        name = text.strip().partition(":")[0]
        key = f"rule_{step}_{name}"
        if key in PHRASES["en"]:
            return self.view.say(key)
        return self.view.say("index_rule_unknown", step=step, rule=text.strip())

    def combinations(self) -> list[str]:
        """The further scores, one sentence each."""
        return [
            self.view.say(
                "index_combination",
                label=self.labels[entry.code],
                rule=self.rule("aggregate", entry.aggregate),
                elements=listed(
                    [in_sentence(self.labels[code], self.view.language) for code in entry.of], self.view.language
                ),
                about=self.view.text(entry.about),
            ).strip()
            for entry in self.definition.combinations
        ]

    def element(self, name: str) -> str:
        """A choice that an analysis of sensitivity varied: a step, or noise."""
        key = f"{_ELEMENT}{name}"
        if key not in PHRASES["en"]:
            return name
        return self.view.say(key, noise=percent(self.definition.noise.weights, self.view.language))

    def alternatives(self) -> str:
        """The variants of the method, step by step; empty where the definition names none."""
        said = [
            self.view.say(
                "index_alternative",
                step=in_sentence(self.element(step), self.view.language),
                rules=", ".join(named.values()),
            )
            for step, named in self.definition.alternatives.items()
        ]
        noise = self.definition.noise
        said += [in_sentence(self.element("noise on weights"), self.view.language)] if noise.weights else []
        said += [in_sentence(self.element("noise on data"), self.view.language)] if noise.data else []
        return self.view.say("index_alternatives", alternatives=separated(said, self.view.language)) if said else ""

    def item(self, code: str) -> Item:
        """An item behind the index."""
        return self.view.release.questionnaires[self.questionnaire].items[code]

    @property
    def questionnaire(self) -> str:
        """The questionnaire whose answers are scored; empty where a table is read."""
        return self.definition.questionnaire or ""

    def _scoring(self, score: Scoring) -> Inline:
        if score.checklist:
            return self._say("index_checklist", count=len(score.variables), entries=self._entries(score.checklist))
        item = self.item(score.item or "")
        words: dict[str, str | int | Span | Inline] = {"item": self._item(item)}
        rows = ""
        if score.rows:
            words["rows"] = self._rows(item, score.rows)
            words["combine"] = self.view.say(f"index_combine_{score.combine}")
            rows = "_rows" if len(score.rows) > 1 else "_row"
        if score.points is not None:
            points = separated(
                (
                    self.view.say("index_point", option=self._option(item, option), points=self.points(value, 2))
                    for option, value in score.points.items()
                ),
                self.view.language,
            )
            return self._say(f"index_points{rows}", points=points, **words)
        if score.any_of is not None:
            return self._say(f"index_any_of{rows}", options=self._either(item, score.any_of), **words)
        if score.count is not None:
            return self._counting(score, item)
        return self._say(f"index_value{rows}", **words)

    def _counting(self, score: Scoring, item: Item) -> Inline:
        words: dict[str, str | int | Span | Inline] = {"item": self._item(item)}
        if score.rows:
            words["item"] = self._say("index_item_rows", item=self._item(item), rows=self._rows(item, score.rows))
        cap = "" if score.cap is None else "_cap"
        words |= {} if score.cap is None else {"cap": score.cap}
        if score.count == "all":
            return self._say(f"index_count_all{cap}", **words)
        options = ", ".join(self._option(item, option) for option in score.count or ())
        return self._say(f"index_count{cap}", options=options, **words)

    def _entries(self, checklist: tuple[ChecklistEntry, ...]) -> Inline:
        """The entries of a checklist; an item that several of them ask about is named once."""
        spans: list[Span] = []
        before = ""
        for entry in checklist:
            item = self.item(entry.item)
            options = self._either(item, entry.options)
            spans += [Span(self.view.say("separator"))] if spans else []
            if entry.rows:
                rows = self._rows(item, entry.rows)
                spans += self._say("index_checklist_rows", item=self._item(item), rows=rows, options=options)
            elif entry.item == before:
                spans.append(Span(options))
            else:
                spans += self._say("index_checklist_entry", item=self._item(item), options=options)
            before = entry.item
        return tuple(spans)

    def _say(self, key: str, **words: str | int | Span | Inline) -> Inline:
        return say_spans(key, self.view.language, **words)

    def _rows(self, item: Item, rows: tuple[str, ...]) -> str:
        return ", ".join(self.view.row_label(self.questionnaire, item, row) for row in rows)

    def _either(self, item: Item, options: tuple[str, ...]) -> str:
        return either([self._option(item, option) for option in options], self.view.language)

    def _item(self, item: Item) -> Span:
        return Span(self.view.short(item), href=self.view.question_link(self.questionnaire, item.code))

    def _option(self, item: Item, option: str) -> str:
        return self.view.option_label(self.questionnaire, item, option, short=True)
