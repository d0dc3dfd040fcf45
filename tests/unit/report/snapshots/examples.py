"""A small study of ten cities in two waves, built into a release as `civiscope build` does; the answers stand here."""

from __future__ import annotations

from pathlib import Path

from civiscope.guidance.peers import peer_groups
from civiscope.release.model import Release
from civiscope.release.reading import read_release
from civiscope.report.snapshots.snapshot import SnapshotComposer
from civiscope.results.document import Block, Document, Section
from civiscope.workflows.build import write_results
from civiscope.workflows.progress import silent
from tests.studies import write_study

STUDY = """\
id: rivers
title: River cities
languages: [en]
publisher: {name: River Office}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
waves:
  - {id: "2018", title: Wave of 2018, status: closed, date: 2018-12-31, questionnaires: [officers],
     empty_means: not known}
  - {id: "2020", title: Wave of 2020, status: closed, date: 2020-12-31, questionnaires: [officers], surveyed: 20,
     empty_means: not known}
peers: {count: 4}
snapshot:
  title: City snapshot
  facts: [mayor, website]
  sections:
    - code: vision
      title: Vision
      blocks:
        - {item: strategy, show: sentence}
        - {item: areas, show: bars}
        - {item: story, show: value}
    - code: staff
      title: Staff
      blocks:
        - {item: roles_count, show: value, sentence: "{city} uses {value} roles."}
        - {item: terms, show: list}
    - code: data
      title: Data
      blocks:
        - {item: data, show: grid}
        - {item: secret, show: sentence}
"""

CITIES = """\
code,name,country,region,population,population_year
arno,Arno,ITA,Southern Europe,100000,2019
brda,Brda,POL,Eastern Europe,110000,2019
cher,Cher,FRA,Western Europe,120000,2019
drina,Drina,SRB,Southern Europe,130000,2019
ebro,Ebro,ESP,Southern Europe,140000,2019
fulda,Fulda,DEU,Western Europe,150000,2019
gardon,Gardon,FRA,Western Europe,160000,2019
hunte,Hunte,DEU,Western Europe,170000,2019
isar,Isar,DEU,Western Europe,,
jucar,Júcar,ESP,Southern Europe,190000,2019
"""

QUESTIONNAIRE = """\
id: officers
title: Officers
sections:
  - code: all
    title: All
    items:
      - {code: mayor, kind: text, label: Who is the mayor?, short: Mayor}
      - {code: website, kind: url, label: Which website?, short: Website}
      - code: strategy
        kind: single
        label: Is there a strategy?
        short: Explicit strategy
        options:
          - {code: "yes", label: "Yes", phrase: has an explicit strategy}
          - {code: "no", label: "No", phrase: has no explicit strategy}
      - code: areas
        kind: multiple
        label: Which areas?
        short: Areas of focus
        other: true
        options:
          - {code: transport, label: Transport and mobility, short: Transport}
          - {code: water, label: Water}
          - {code: housing, label: Housing}
          - {code: culture, label: Culture}
      - {code: story, kind: longtext, label: What should others know?, short: Spotlight}
      - {code: roles_count, kind: integer, label: How many roles?, short: Number of roles, unit: roles}
      - code: terms
        kind: multiple
        label: Which terms?
        short: Terms
        options:
          - {code: data, label: Data analytics}
          - {code: people, label: Human-centred design}
      - code: data
        kind: grid
        label: Are data sufficient?
        short: Sufficient data
        rows:
          - {code: transport, label: Transport}
          - {code: water, label: Water}
          - {code: housing, label: Housing}
        options:
          - {code: enough, label: Sufficient data}
          - {code: lacking, label: Insufficient data}
      - code: secret
        kind: single
        label: Is the team content?
        short: Content team
        consent: aggregate
        options: [{code: "yes", label: "Yes"}, {code: "no", label: "No"}]
"""

# Seven of ten have a strategy; Ebro's list of areas is cut off; of Isar little is known.
ANSWERS = """\
city,answered_in,source,incomplete,mayor,website,strategy,areas,story,roles_count,terms,data.transport,data.water,data.housing,secret
arno,2020,https://example.org/arno,,Ada,https://www.arno.example/open/,yes,Transport and mobility; Water,We float.,3,Data analytics,Sufficient data,(not answered),Insufficient data,yes
brda,2018,,,Bea,,yes,Transport and mobility,,2,Data analytics; Human-centred design,,,,yes
cher,2020,,,Cec,,yes,Transport and mobility; other: Rafts,,1,Human-centred design,,,,no
drina,,,,Dan,,no,Water,,4,Data analytics,,,,yes
ebro,2020,,areas,Eva,,yes,Transport and mobility,,3,(none),,,,yes
fulda,2020,,,Fay,,yes,(none),,5,Data analytics,,,,yes
gardon,2020,,,Gus,,no,Water,,3,Data analytics,,,,yes
hunte,2020,,,Hal,,yes,Transport and mobility; Housing,,2,Data analytics,,,,yes
isar,,,,,,no,,,,,,,,
jucar,2020,,,Jon,,yes,Transport and mobility,,3,Human-centred design,,,,no
"""  # noqa: E501

EARLIER = """\
city,answered_in,mayor,website,strategy,areas,roles_count,data.transport,data.housing
arno,2018,Ada,,no,Transport and mobility; Housing,3,,
brda,2018,Bea,https://brda.example/,yes,Transport and mobility,2,Insufficient data,(not answered)
drina,2018,Dan,,no,Water,4,,
"""

RECODES = """\
item,raw,code,reason
areas,other: Rafts,other,an own answer
"""

PUBLISHED = """\
wave,questionnaire,item,row,option,percent,text,base,source
2020,officers,strategy,,yes,65,,,Printed report
2020,officers,areas,,transport,,79 cities,,A web page
2020,officers,areas,,water,,rank 2 of 4,,A web page
"""


# Eight of the ten cities answered all three questions in 2020, three in 2018.
READINESS = """\
id: readiness
title: Readiness of river cities
short: Readiness
about: How ready a city is.
known: The original prints no questions.
decided: Three questions were chosen here.
source: A printed report
questionnaire: officers
low: 0
high: 100
steps: ["normalise goalposts:0:100"]
minimum: 1
classes:
  - {code: lower, label: Below 60}
  - {code: high, label: High, at_least: 60}
noise: {weights: 0.25}
runs: 200
tree:
  - {code: has_strategy, label: Has a strategy, score: {item: strategy, points: {"yes": 1, "no": 0}}}
  - {code: breadth, label: Areas, score: {item: areas, count: [transport, water, housing], cap: 2}}
  - {code: staff, label: Roles, low: 0, high: 5, score: {item: roles_count, value: true}}
"""


def build(
    folder: Path,
    *,
    indices: dict[str, str] | None = None,
    extra: dict[str, str] | None = None,
    earlier: bool = True,
    **changes: str,
) -> Release:
    """The release of the study with ``indices``; ``changes`` replace its files: study, cities, answers and so on.

    ``extra`` adds or replaces files by name; without ``earlier`` the first wave has no answers.
    """
    files: dict[str, str] = {
        "study": STUDY,
        "cities": CITIES,
        "questionnaire": QUESTIONNAIRE,
        "answers": ANSWERS,
        "recodes": RECODES,
    }
    further = {"waves/2018/officers.csv": EARLIER} if earlier else {}
    further |= {"published.csv": PUBLISHED, **(extra or {})}
    further |= {f"indices/{name}.yaml": text for name, text in (indices or {}).items()}
    study = write_study(folder / "study", **{**files, **changes}, extra=further)  # type: ignore[arg-type]
    out = folder / "release"
    out.mkdir()
    write_results(study, out, None, silent)
    return read_release(out)


def snapshot(release: Release, city: str) -> Document:
    """One city's snapshot with the peers that the release gives it."""
    return SnapshotComposer(release, "en").document(city, peer_groups(release)[city])


def section(document: Document, name: str) -> Section:
    """A section by its id."""
    return next(entry for entry in document.sections if entry.id == name)


def words(thing: Document | Section | Block) -> str:
    """Every text of a block, a section or a document, one line each."""
    found: list[str] = []
    _collect(thing, found)
    return "\n".join(found)


def _collect(thing: object, found: list[str]) -> None:
    if isinstance(thing, str):
        found.append(thing)
    elif isinstance(thing, tuple):
        if thing and all(hasattr(part, "href") for part in thing):
            found.append("".join(part.text for part in thing))
        else:
            for part in thing:
                _collect(part, found)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            _collect(getattr(thing, name), found)
