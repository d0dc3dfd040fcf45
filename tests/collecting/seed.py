"""Puts a study into the field, as a process: ``python -m tests.collecting.seed STUDY CITIES CONTACTS SECTIONS``.

Makes the study in the folder STUDY and fills the database that the environment names. SECTIONS tells how many questions
each section of the questionnaire has, joined by commas. Prints JSON: for every city the number of its case, and the key
of a signed-in device of each of its CONTACTS contacts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from textwrap import dedent

STUDY = """\
    id: river-field
    title: {en: River cities, fr: Villes fluviales}
    languages: [en, fr]
    publisher: {name: Test publisher}
    licence: {name: None}
    waves:
      - id: "2026"
        title: {en: Wave 2026, fr: Vague 2026}
        status: collecting
        date: 2026-12-31
        questionnaires: [officers]
    """
SECTIONS = (20,) * 6
"""120 questions in six sections."""


def items(count: int) -> list[str]:
    """The items of a questionnaire: whole numbers and texts by turns."""
    return [f"count_{number}" for number in range(count)]


ITEMS = items(sum(SECTIONS))


def questionnaire(sections: Sequence[int]) -> str:
    """A questionnaire of so many questions in each section."""
    lines = ["id: officers", "title: {en: Officers, fr: Agents}", "sections:"]
    numbers = iter(range(sum(sections)))
    for section, count in enumerate(sections):
        title = f"{{en: Section {section}, fr: Section {section}}}"
        lines += [f"  - code: section_{section}", f"    title: {title}", "    items:"]
        for number in islice(numbers, count):
            kind = "integer" if number % 2 == 0 else "text"
            label = f"{{en: 'Question {number}?', fr: 'Question {number} ?'}}"
            lines += [f"      - code: count_{number}", f"        kind: {kind}", f"        label: {label}"]
    return "\n".join(lines) + "\n"


def write_study(folder: Path, cities: int, sections: Sequence[int] = SECTIONS) -> list[str]:
    """Write the study; returns the codes of its cities."""
    (folder / "questionnaires").mkdir(parents=True)
    (folder / "study.yaml").write_text(dedent(STUDY), encoding="utf-8")
    (folder / "questionnaires" / "officers.yaml").write_text(questionnaire(sections), encoding="utf-8")
    codes = [f"city-{number:04d}" for number in range(cities)]
    rows = [f"{code},City {number},FRA,Europe,{1000 + number}" for number, code in enumerate(codes)]
    (folder / "cities.csv").write_text("\n".join(["code,name,country,region,population", *rows, ""]), encoding="utf-8")
    return codes


def main() -> None:
    """Make it all and tell of it."""
    folder, contacts = Path(sys.argv[1]), int(sys.argv[3])
    codes = write_study(folder, int(sys.argv[2]), [int(count) for count in sys.argv[4].split(",")])
    # Django reads the environment when it is imported.
    import civiscope.web.service.preparation as preparation

    preparation.prepare_database()
    sys.stdout.write(json.dumps(_filled(folder, codes, contacts)))


def _filled(folder: Path, codes: list[str], contacts: int) -> Mapping[str, tuple[int, list[str]]]:
    from django.db import transaction

    from civiscope.web.accounts.domain.links import make_code, open_device
    from civiscope.web.accounts.models import Person
    from civiscope.web.collection.models import Case
    from civiscope.web.studies.domain.instruments import add_version
    from civiscope.web.studies.domain.opened import open_study
    from civiscope.web.studies.models import Contact, Fieldwork, Instrument

    study = open_study(folder)
    found: dict[str, tuple[int, list[str]]] = {}
    with transaction.atomic():
        fieldwork = Fieldwork.objects.create(wave="2026", status=Fieldwork.Status.OPEN)
        instrument = Instrument.objects.create(fieldwork=fieldwork, questionnaire="officers")
        add_version(instrument, study.questionnaires["officers"])
        for code in codes:
            case = Case.objects.create(instrument=instrument, city=code)
            keys = []
            for place in range(contacts):
                person = Person.objects.create(
                    name=f"Officer {place}", email=f"officer-{place}@{code}.example.org", language="en"
                )
                part = Contact.Part.COLLEAGUE if place else Contact.Part.LEAD
                Contact.objects.create(instrument=instrument, city=code, person=person, part=part)
                key = open_device(person, make_code(person))
                assert key is not None
                keys.append(key)
            found[code] = (case.pk, keys)
    return found


if __name__ == "__main__":
    main()
