"""The rule that chose the peers of a city, in words."""

from __future__ import annotations

from civiscope.report.words.phrases import named, number
from civiscope.report.words.release_view import ReleaseView
from civiscope.results.peers import PeerGroup, PeerRule


def peer_rule(view: ReleaseView, group: PeerGroup) -> str:
    """The rule in a sentence for readers."""
    rule, city = group.rule, view.release.cities[group.city].name
    income = view.say(f"peer_income_{rule.income}", city=city) if rule.income else ""
    return view.say(
        f"peer_rule_{rule.choice}",
        city=city,
        count=rule.count,
        shown=number(rule.count, view.language),
        group=_group(view, rule) if rule.group else "",
        income=income,
    )


def _group(view: ReleaseView, rule: PeerRule) -> str:
    """``Region: Asia``; of a group of named cities or countries its name alone."""
    group = next(entry for entry in view.definition.groups if entry.code == rule.group)
    title = view.text(group.label)
    if group.cities or group.countries:
        return title
    return named(title, view.levels.get(group.code, {}).get(rule.level, rule.level), view.language)
