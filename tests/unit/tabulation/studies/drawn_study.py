"""A small study whose cities were drawn by strata: six of nine answered."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from civiscope.answers.answerset import AnswerBlock
from tests.studies import CodedStudy, coded, items, write_study

CITIES = dedent("""\
    code,name,country,region,population,district,weight
    aa,Aa,FRA,North,1000,d1,2
    bb,Bb,FRA,North,2000,d1,2
    cc,Cc,FRA,North,3000,d2,2.5
    dd,Dd,ITA,South,4000,d3,1
    ee,Ee,ITA,South,5000,d3,1
    ff,Ff,ITA,South,6000,d4,1
    gg,Gg,FRA,North,100,d2,9
    hh,Hh,FRA,North,100,d5,9
    ii,Ii,ITA,South,100,d4,9
    """)

ANSWERS = dedent("""\
    city,strategy,tools,staff
    aa,Yes,A,10
    bb,No,A; B,20
    cc,Yes,(none),30
    dd,No,B,40
    ee,No,,50
    ff,Yes,A,
    """)

QUESTIONS = items(
    "{code: strategy, kind: single, label: S?, options: [{code: yes, label: Yes}, {code: no, label: No}]}",
    "{code: tools, kind: multiple, label: T?, options: [{code: a, label: A}, {code: b, label: B}]}",
    "{code: staff, kind: integer, label: Staff?}",
)

STUDY = dedent("""\
    id: test-study
    title: Test study
    languages: [en]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - {id: "2020", title: First wave, status: closed, date: 2020-12-31, questionnaires: [officers]DESIGN}
    groups:
      - {code: region, label: Region, column: region}
      - {code: strategy, label: Strategy, item: strategy}
      - {code: coast, label: On the coast, cities: [aa, dd, ee]}
    domains: [region, strategy, coast]
    """)


def drawn_study(folder: Path, design: str = "") -> Path:
    """Write the study; ``design`` is that of its wave, such as ``{strata: region}``."""
    words = f", design: {design}" if design else ""
    study = STUDY.replace("DESIGN", words)
    return write_study(folder, study=study, cities=CITIES, questionnaire=QUESTIONS, answers=ANSWERS)


def drawn(folder: Path, design: str = "") -> tuple[CodedStudy, AnswerBlock]:
    """The coded study and its one block of answers."""
    found = coded(drawn_study(folder, design))
    return found, found.answers.blocks["2020", "officers"]
