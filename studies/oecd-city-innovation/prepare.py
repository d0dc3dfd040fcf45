"""Lay out the transcribed City Innovation Snapshots as the raw answers of this study.

Run ``python studies/oecd-city-innovation/prepare.py RECORDS``; RECORDS is the transcription, one JSON record per city
and edition. It writes waves/*/officers.csv, cities.csv and published.csv beside this file and changes no answer: labels
stand as printed and in printed order, joined by "; ", and waves/*/recodes.csv codes them when the study is built.
``(none)`` is a list that the page prints as empty; an empty cell is not known.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Value = str | int | Sequence[str] | None
Record = Mapping[str, Value]
Row = Sequence[str]

EDITIONS = ("2018", "2018-20")
"""Oldest first; each is a wave."""

# Facts of Paris, transcribed from its two snapshots ----------------------------------------------------------------
# Web page: City Innovation Snapshot of Paris, 2018-20 edition, https://cities-innovation-oecd.com/cities/paris-fra/
# PDF:      City Innovation Snapshot of Paris, 2018 edition (two pages, produced in 2019), offered on the same address.
# The records hold the web page's head facts; what it prints besides stands here, and the whole of the PDF, of which
# there is no record. Both print the answers that the city gave in 2018. Left out: the names of officials other than
# the mayor. The two texts (spotlight, team) are told in our own words.
#
# Labels from running text begin with a capital, like those of the lists; nothing else is changed.
# - Own activities: the six of the running text, the same in both. The numbered list of seven on the web page ranks the
#   activities of all cities (its wording is another, and the seventh is not named in the text): see PRINTED below.
# - Funded activities: the web page and the PDF print a chart of five, of which the PDF leaves "Paying for services"
#   grey and the text does not name it. The text adds tests and experimentations, which the chart does not have.
# - Roles: the web page prints three labels under "5 different innovation skills or roles", so its list is incomplete.
#   The PDF prints no number; its three lines name five roles.
# - Website: the PDF prints the address, the web page only the words "Innovation Website".
# - Population: both print 2.2 million, the web page in figures.
# - Data partnerships: both name other cities; only the PDF prints the address of that partnership.
# - The PDF calls its two policy areas the top two, so that list is complete; of the web page's the record doubts it.
#
# Sufficient data, insufficient data and no response are three states.
# - PDF: fifteen areas on three colours. Grey is explained in its note (no response given by the city): Health, Labour
#   markets & skills, Education. Eleven are green, one, Transport / mobility, is blue. The heading speaks of areas with
#   sufficient and areas without sufficient data: what the note does not explain must be these two. Green, the colour of
#   eleven, includes all eight areas that the web page lists under "Sufficient data"; so blue, by elimination, is
#   insufficient data.
# - Web page: the headings "Sufficient data", "Insufficient data" and "No Response" are printed, but some labels under
#   them are lost, one of them under "Insufficient data". The gaps agree with the PDF (they stand where it has Water,
#   Culture, Tourism, Transport and Health), but only printed labels are entered; the other areas are not known there.
# - "Housing & built environment" is one area there; the survey asks of housing and of the built environment, as the
#   summary report shows them. What is printed of the one holds for both.
SUFFICIENT, INSUFFICIENT, NO_RESPONSE = "Sufficient data", "Insufficient data", "(not answered)"

PARIS_BOTH: Record = {
    "spotlight": "The Pôle Innovation is the city's own innovation team. It joins skills in data, technology, service "
    "design and collaborative methods, and gives projects of the administration and of elected officials resources and "
    "impetus. Policies are to start from those who use them, residents and staff alike, to be simpler and more "
    "efficient, and to foresee what Parisians will need.",
    "team_description": "A team of 10 in the City Manager's office, among them the Chief Innovation Officer, the Chief "
    "Data Officer and the Chief of the Public Innovation Lab. Almost every directorate has one or more persons of its "
    "own in charge of innovation.",
    "funding": "yes",
    "funded_activities": (
        "Launching or sustaining a project",
        "Idea generation & brainstorming",
        "Investing in digital systems",
        "Investing in physical infrastructure",
        "Conducting tests and experimentations",
    ),
    "data_partnerships": ("Private sector", "Academia, think tanks", "Private philanthropy", "Other cities"),
}

PARIS_WEB_PAGE: Record = {
    **PARIS_BOTH,
    "terms": ("Human-centered design", "Data analytics"),
    "activities": (
        "Taking risks and testing new ideas",
        "Promoting data-driven analytics",
        "Engaging residents in new ways",
        "Developing new solutions based on digital technologies",
        "Facilitating organizational change within the municipal administration",
        "Human-centered design",
    ),
    "funding_sources": ("Multilateral institution budget", "Higher levels of government", "Municipal budget"),
    "partnerships": (
        "Other public agencies",
        "Private firms",
        "Not-for-profit organizations",
        "City residents/resident associations",
    ),
    "data_sufficiency.economic_development": SUFFICIENT,
    "data_sufficiency.housing": SUFFICIENT,
    "data_sufficiency.built_environment": SUFFICIENT,
    "data_sufficiency.policing": SUFFICIENT,
    "data_sufficiency.waste": SUFFICIENT,
    "data_sufficiency.environment": SUFFICIENT,
    "data_sufficiency.social_inclusion": SUFFICIENT,
    "data_sufficiency.public_works": SUFFICIENT,
    "data_sufficiency.digital_governance": SUFFICIENT,
    "data_sufficiency.labour_market": NO_RESPONSE,
}

PARIS_PDF: Record = {
    **PARIS_BOTH,
    "slug": "paris-fra",
    "city": "Paris",
    "country_iso3": "FRA",
    "edition": "2018",
    "answers_year": 2018,
    "incomplete": (),
    "source": "https://cities-innovation-oecd.com/cities/paris-fra/",
    "office_holder": "Anne Hidalgo",
    "website": "https://opendata.paris.fr/",
    "population": 2200000,
    "population_year": 2016,
    "terms": ("Human-centred design", "Data analytics"),
    "strategy": "yes",
    "published_strategy_share": 44,
    "approach": "both",
    "published_approach_share": 40,
    "policy_areas": ("Environment / climate change", "Social inclusion and equity"),
    "activities": (
        "Taking risks and testing new ideas",
        "Promoting data-driven analytics",
        "Engaging residents in new ways",
        "Developing new solutions based on digital technologies",
        "Facilitating organisational change within the municipal administration",
        "Human-centred design",
    ),
    "success_factors": (
        "Leadership from Mayor",
        "Dedicated funding",
        "Focus on measurement",
        "Dedicated innovation team",
        "Culture of innovation in city",
    ),
    "team": "mayor_or_manager_office",
    "staff_count": 10,
    "roles": ("Project manager", "Engineer and data specialist", "Designer and community engagement staff"),
    "partnerships": (
        "Other public agencies",
        "Private firms",
        "Not-for-profit organisations",
        "City residents/resident associations",
    ),
    "funding_sources": (
        "Multilateral institution budget",
        "Higher levels of government (national and provincial budgets)",
        "Municipal budget (city council approved funds/operating budget/participatory budgeting)",
    ),
    "data_partnerships_website": "http://datacity.paris",
    "data_sufficiency.transport": INSUFFICIENT,
    "data_sufficiency.economic_development": SUFFICIENT,
    "data_sufficiency.housing": SUFFICIENT,
    "data_sufficiency.built_environment": SUFFICIENT,
    "data_sufficiency.policing": SUFFICIENT,
    "data_sufficiency.health": NO_RESPONSE,
    "data_sufficiency.water": SUFFICIENT,
    "data_sufficiency.waste": SUFFICIENT,
    "data_sufficiency.labour_market": NO_RESPONSE,
    "data_sufficiency.environment": SUFFICIENT,
    "data_sufficiency.education": NO_RESPONSE,
    "data_sufficiency.culture": SUFFICIENT,
    "data_sufficiency.social_inclusion": SUFFICIENT,
    "data_sufficiency.public_works": SUFFICIENT,
    "data_sufficiency.tourism": SUFFICIENT,
    "data_sufficiency.digital_governance": SUFFICIENT,
    "helping": (
        "Anticipate and manage future challenges",
        "Simplify administrative procedures for firms and residents",
        "Engage with residents and other stakeholders",
    ),
}

# Results of all cities, printed elsewhere ---------------------------------------------------------------------------
# The shares printed beside every city's own strategy and approach come from the records. Base is empty where none is
# printed. Left out is what a figure prints without telling for certain what it belongs to: README.md lists it.
WEB = "City Innovation Snapshots (web pages, 2018-20 edition)"
PDF = "City Innovation Snapshots (2018 edition)"
PARIS_PAGE = "City Innovation Snapshot of Paris (web page, 2018-20 edition)"
BROCHURE = "Embracing Local Impact (OECD and Bloomberg Philanthropies)"
METHODOLOGY = "cities-innovation-oecd.com, methodology"
NEWS = "news summary of the 2019 report"
REPORT_2019 = "Enhancing Innovation Capacity in City Government (2019)"
SIGNIFICANT = "85% (75 of 89 cities): significant or somewhat significant"


@dataclass(frozen=True)
class Printed:
    """One row of published.csv: ``percent`` and ``count`` as printed, or what is printed in words."""

    wave: str
    item: str
    row: str
    option: str
    percent: str
    text: str
    base: str
    source: str
    count: str = ""
    remark: str = ""

    def cells(self) -> Row:
        """The cells in the order of PUBLISHED_COLUMNS; no result is printed of a group of cities (domain, level)."""
        name = (self.wave, "officers", self.item, self.row, self.option, "", "")
        return [*name, self.percent, self.count, self.text, self.base, self.source, self.remark]


PUBLISHED_COLUMNS = (
    *("wave", "questionnaire", "item", "row", "option", "domain", "level"),
    *("percent", "count", "text", "base", "source", "remark"),
)
BY_ORDER = "read from the order of the figure's values"
BESIDE = "the value stands beside this label in the figure"
PRINTED: tuple[Printed, ...] = (
    Printed(
        "2018", "strategy", "", "yes", "49", "", "89", METHODOLOGY, remark="disagrees with the 44% of the snapshots"
    ),
    Printed(
        *("2018", "goals", "", "yes", "55", "", "89", METHODOLOGY),
        remark="printed as 48 of 89 cities as well, which are 54%",
    ),
    Printed("2018", "roles", "", "project_manager", "82", "", "89", NEWS),
    Printed("2018", "roles", "", "community_engagement", "60", "", "89", NEWS),
    Printed("2018", "roles", "", "data_scientist", "56", "", "89", NEWS),
    Printed("2018", "roles", "", "designer", "56", "", "89", NEWS),
    Printed("2018", "funding", "", "yes", "77", "", "", PDF),
    Printed("2018", "data_role", "", "", "", SIGNIFICANT, "89", METHODOLOGY, remark="two options together"),
    Printed("2018", "evaluation", "", "systematic", "16", "", "89", REPORT_2019),
    Printed("2018-20", "strategy", "", "yes", "49.7", "", "147", BROCHURE, remark="the snapshots print 50%"),
    Printed("2018-20", "strategy", "", "no", "50.3", "", "147", BROCHURE, remark="the snapshots print 50%"),
    Printed("2018-20", "goals", "", "yes", "52", "", "147", BROCHURE),
    Printed("2018-20", "goals", "", "no", "45", "", "147", BROCHURE),
    Printed("2018-20", "goals", "", "other", "3", "", "147", BROCHURE),
    Printed("2018-20", "activities", "", "taking_risks", "", "rank 1 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "data_analytics", "", "rank 2 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "engaging_residents", "", "rank 3 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "digital_solutions", "", "rank 4 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "organisational_change", "", "rank 5 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "human_centred_design", "", "rank 6 of 7", "", PARIS_PAGE),
    Printed("2018-20", "activities", "", "rethinking_financing", "", "rank 7 of 7", "", PARIS_PAGE),
    Printed(
        *("2018-20", "lacking_factors", "", "culture", "61", "", "", BROCHURE),
        remark="the highest value of the figure; the text calls a weak culture of innovation the greatest impediment",
    ),
    Printed(
        *("2018-20", "team", "", "none", "10", "", "147", BROCHURE),
        remark="derived: 90% are printed as having an innovation team",
    ),
    Printed("2018-20", "funding", "", "yes", "81", "", "147", WEB),
    Printed("2018-20", "funding", "", "no", "19", "", "147", WEB),
    Printed("2018-20", "funded_activities", "", "launching_projects", "", "79 cities", "", PARIS_PAGE, "79"),
    Printed(
        *("2018-20", "funded_activities", "", "generating_ideas", "", "51 cities", "", PARIS_PAGE, "51"),
        remark="a second place on the page prints 47 cities",
    ),
    Printed("2018-20", "funded_activities", "", "digital_systems", "", "36 cities", "", PARIS_PAGE, "36"),
    Printed("2018-20", "funded_activities", "", "physical_infrastructure", "", "30 cities", "", PARIS_PAGE, "30"),
    Printed("2018-20", "funding_origins", "municipal", "present", "98", "", "", BROCHURE),
    Printed(
        *("2018-20", "budget_plans", "", "increase", "66", "", "", BROCHURE),
        remark="the text says that most cities plan to increase their budgets",
    ),
    Printed("2018-20", "budget_plans", "", "maintain", "24", "", "", BROCHURE, remark=BY_ORDER),
    Printed("2018-20", "budget_plans", "", "other", "1", "", "", BROCHURE, remark=BY_ORDER),
    Printed("2018-20", "data_partnerships", "", "private_sector", "78", "", "", BROCHURE, remark=BESIDE),
    Printed("2018-20", "data_partnerships", "", "philanthropy", "30", "", "", BROCHURE, remark=BESIDE),
    Printed(
        *("2018-20", "data_partnerships", "", "no_role", "13", "", "", BROCHURE),
        remark="the only value that can go with 78% for one kind of partner: together they cannot exceed 100%",
    ),
)
BASE_OF_SHARES = {"2018": "", "2018-20": "147"}
"""Base of the shares of strategy and approach: the 2018 edition prints none (44% is not the 49% of its 89 cities)."""

# The frame --------------------------------------------------------------------------------------------------------
REGIONS = {
    "Africa": "ZAF",
    "Asia": "ISR JPN KOR",
    "Eastern Europe": "BGR SVK",
    "Northern Europe": "FIN GBR IRL ISL LTU SWE",
    "Southern Europe": "ESP GRC ITA PRT SVN",
    "Western Europe": "AUT BEL DEU FRA NLD",
    "North America": "CAN CRI MEX USA",
    "Oceania": "AUS NZL",
    "South America": "ARG BRA CHL COL PER",
}
"""Continents; in Europe sub-regions of the United Nations (M49). North America includes Central America."""
REGION_OF = {country: region for region, countries in REGIONS.items() for country in countries.split()}
STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
NAMES = {"liverpool-uk": "Liverpool City Region"}
"""Printed as "Liverpool (Liverpool City Region)": its population and its mayor are those of the city region."""

# Layout -------------------------------------------------------------------------------------------------------------
ITEMS = (
    *("office_holder", "website", "population", "population_year"),
    *("terms", "strategy", "approach", "policy_areas", "activities", "success_factors", "spotlight"),
    *("team", "team_description", "staff_count", "roles_count", "roles", "partnerships"),
    *("funding", "funding_sources", "funded_activities"),
    # Rows of the grid that a snapshot prints, in the order of the PDF.
    *(item for item in PARIS_PDF if item.startswith("data_sufficiency.")),
    *("data_partnerships", "data_partnerships_website", "helping"),
)


def records_of(path: Path) -> list[Record]:
    """The records of the file, Paris completed from its two snapshots, by edition and then by country as they come."""
    records: list[Record] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    completed = [
        {**record, **PARIS_WEB_PAGE} if (record["slug"], record["edition"]) == ("paris-fra", "2018-20") else record
        for record in records
    ]
    return sorted([*completed, PARIS_PDF], key=lambda record: (record["edition"], record["country_iso3"]))


def cell(value: Value) -> str:
    """One cell of the answers: lists joined by "; ", ``(none)`` for an empty list, empty for what is not known."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, int):
        return str(value)
    if any(";" in label for label in value):
        raise ValueError(f"a label holds a semicolon, which joins labels: {value}")
    return "; ".join(value) or "(none)"


def answers(records: Iterable[Record], edition: str) -> list[Row]:
    """Rows of waves/EDITION/officers.csv."""
    rows: list[Row] = [["city", "answered_in", "source", "incomplete", *ITEMS]]
    for record in records:
        if record["edition"] == edition:
            incomplete = ";".join(record["incomplete"])  # type: ignore[arg-type]
            head = [cell(record["slug"]), cell(record["answers_year"]), cell(record["source"]), incomplete]
            rows.append([*head, *(cell(record.get(item)) for item in ITEMS)])
    return rows


def name_and_state(record: Record) -> tuple[str, str]:
    """The city's name without the state, and the state where the printed name or the code tells it."""
    slug, printed = cell(record["slug"]), cell(record["city"])
    if record["country_iso3"] != "USA":
        return NAMES.get(slug, printed), ""
    in_name = re.fullmatch(r"(.+?)(?:, | \()([A-Z]{2})\)?", printed)
    found = {in_name[2]} if in_name else set()
    found |= {part.upper() for part in slug.removesuffix("-us").split("-")[-1:] if part.upper() in STATES.split()}
    if len(found) > 1:
        raise ValueError(f"{slug}: the name and the code tell different states: {sorted(found)}")
    return (in_name[1] if in_name else printed), "".join(found)


def frame(records: Sequence[Record]) -> list[Row]:
    """Rows of cities.csv; population and its year are of the newest edition that prints a readable number."""
    rows = []
    for slug in {record["slug"]: None for record in records}:
        newest_first = [record for record in reversed(records) if record["slug"] == slug]
        name, state = name_and_state(newest_first[0])
        country = cell(newest_first[0]["country_iso3"])
        counted = [record for record in newest_first if isinstance(record["population"], int)]
        population = [cell(counted[0][item]) for item in ("population", "population_year")] if counted else ["", ""]
        rows.append([cell(slug), name, country, REGION_OF[country], *population, state])
    head = ["code", "name", "country", "region", "population", "population_year", "state"]
    return [head, *sorted(rows, key=by_country)]


def by_country(row: Row) -> tuple[str, str]:
    """Order of the frame: country, then code."""
    return row[2], row[0]


def published(records: Iterable[Record]) -> list[Row]:
    """Rows of published.csv: the shares printed beside the cities' own answers, and PRINTED."""
    shares: dict[tuple[str, ...], Printed] = {}
    for record in records:
        for item in ("strategy", "approach"):
            share = record[f"published_{item}_share"]
            if share is None:
                continue
            edition, option = cell(record["edition"]), cell(record[item])
            percent, text = ("", share) if isinstance(share, str) else (cell(share), "")
            source = PDF if edition == "2018" else WEB
            row = Printed(edition, item, "", option, percent, text, BASE_OF_SHARES[edition], source)
            if shares.setdefault((edition, item, option), row) != row:
                raise ValueError(f"{edition}: two different shares are printed for {item} {option}")
    rows = sorted([*shares.values(), *PRINTED], key=lambda row: EDITIONS.index(row.wave))
    return [PUBLISHED_COLUMNS, *(row.cells() for row in rows)]


def main() -> None:
    """Lay everything out; nothing is written unless all of it could be made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("records", type=Path, help="the transcription: records.jsonl")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="study folder (default: this one)")
    arguments = parser.parse_args()
    try:
        records = records_of(arguments.records)
        files = {f"waves/{edition}/officers.csv": answers(records, edition) for edition in EDITIONS}
        files |= {"cities.csv": frame(records), "published.csv": published(records)}
    except (OSError, ValueError) as error:
        parser.error(f"{arguments.records}: {error}")
    except KeyError as error:
        parser.error(f"{arguments.records}: a record without the field, or with the unknown value, {error}")
    for name, rows in files.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        path = arguments.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.getvalue(), "utf-8", newline="\n")
        print(f"{name}: {len(rows) - 1} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
