"""Checks of the framework: every capability once, every combination of them once."""

from __future__ import annotations

from civiscope.errors import ProblemLog, did_you_mean
from civiscope.study.definition import StudyDefinition
from civiscope.study.yamlfile import YamlFile, line_of

_FILE = "study.yaml"


def check_framework(definition: StudyDefinition, source: YamlFile, log: ProblemLog) -> None:
    """Log capabilities that are named twice, and intersections of unknown ones or of a combination that has one."""
    framework = definition.framework
    if framework is None:
        return
    codes: list[str] = []
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("capabilities", index), entry.code) for index, entry in enumerate(framework.capabilities)
    ]
    if framework.shaped_by is not None:
        named.append((("shaped_by", "code"), framework.shaped_by.code))
    for path, code in named:
        if code in codes:
            line = line_of(source, ("framework", *path))
            log.add("named-twice", file=_FILE, line=line, value=code, field="framework")
        codes.append(code)
    known = [entry.code for entry in framework.capabilities]
    combinations: set[frozenset[str]] = set()
    for index, intersection in enumerate(framework.intersections):
        line = line_of(source, ("framework", "intersections", index))
        for code in dict.fromkeys(intersection.members):
            if intersection.members.count(code) > 1:
                log.add("named-twice", file=_FILE, line=line, value=code, field="members")
            if code not in known:
                similar = did_you_mean(code, known)
                log.add(
                    "framework-member-unknown",
                    file=_FILE,
                    line=line,
                    value=code,
                    similar=similar,
                    capabilities=", ".join(known),
                )
        members = frozenset(intersection.members)
        if members in combinations:
            log.add("framework-intersection-twice", file=_FILE, line=line, value=", ".join(sorted(members)))
        combinations.add(members)
