"""A small study in the field, for tests: two cities, contacts with all parts, cases that can be answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.test import Client

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.models import Person, User
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.domain import answering
from civiscope.web.collection.domain.checking import checker_of
from civiscope.web.collection.models import Case
from civiscope.web.common.rules.access import Role
from civiscope.web.service.wsgi import introduce_study
from civiscope.web.studies.domain.instruments import add_version, questionnaire_of
from civiscope.web.studies.domain.opened import open_study
from civiscope.web.studies.models import Contact, Fieldwork, Instrument
from tests.studies import write_study

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

CITIES = """\
    code,name,country,region,population
    aa,Aaville,FRA,Europe,100000
    bb,Bbtown,ITA,Europe,200000
    cc,Cccity,JPN,Asia,300000
    """

QUESTIONNAIRE = """\
    id: officers
    title: {en: Officers, fr: Agents}
    code_lists:
      areas:
        - {code: housing, label: {en: Housing, fr: Logement}}
        - {code: transport, label: {en: Transport, fr: Transports}}
        - {code: health, label: {en: Health, fr: Santé}}
      scale:
        - {code: weak, label: {en: Weak, fr: Faible}}
        - {code: strong, label: {en: Strong, fr: Fort}}
    sections:
      - code: strategy
        title: {en: Strategy, fr: Stratégie}
        items:
          - code: strategy
            kind: single
            label: {en: Is there a strategy?, fr: Existe-t-il une stratégie ?}
            required: true
            options:
              - {code: "yes", label: {en: "Yes", fr: Oui}}
              - {code: "no", label: {en: "No", fr: Non}}
          - code: strategy_year
            kind: integer
            label: {en: Since which year?, fr: Depuis quelle année ?}
            required: true
            relevant: "${strategy} = 'yes'"
            constraint: ". >= 1950 and . <= 2026"
            constraint_message: {en: A year from 1950 to 2026., fr: Une année de 1950 à 2026.}
          - code: areas
            kind: multiple
            label: {en: In which areas?, fr: Dans quels domaines ?}
            options: areas
            other: true
      - code: team
        title: {en: Team, fr: Équipe}
        items:
          - code: staff
            kind: integer
            label: {en: How many people work on it?, fr: Combien de personnes y travaillent ?}
            unit: {en: persons, fr: personnes}
          - code: data
            kind: grid
            label: {en: How good are the data?, fr: Quelle est la qualité des données ?}
            rows: areas
            options: scale
          - code: ranking
            kind: ranking
            label: {en: Rank the areas., fr: Classez les domaines.}
            options: areas
          - code: uses
            kind: grid_multiple
            label: {en: What is used?, fr: Qu’utilise-t-on ?}
            rows: areas
            options: scale
          - code: founded
            kind: date
            label: {en: When was it founded?, fr: Quand a-t-elle été créée ?}
          - code: website
            kind: url
            label: {en: Its website?, fr: Son site ?}
          - code: story
            kind: longtext
            label: {en: Tell us more., fr: Dites-nous-en plus.}
            consent: aggregate
    """


@dataclass
class Field:
    """The fieldwork with its cases and people of the city aa (lead, colleague, signatory) and bb (lead)."""

    folder: Path
    fieldwork: Fieldwork
    instrument: Instrument
    cases: dict[str, Case]
    people: dict[str, Person]

    def client(self, who: str) -> Client:
        """A browser in which this person is signed in."""
        key = open_device(self.people[who], make_code(self.people[who]))
        assert key is not None
        client = Client(headers={"host": "localhost"})
        client.cookies[DEVICE_COOKIE] = key
        return client


def make_field(folder: Path, languages: str = "en, fr") -> Field:
    """Write the study in these languages, open it, and make what an open wave has.

    Besides English and French a text reads as its English one, with the language in parentheses.
    """
    forget_questionnaires()
    definition = _spoken(STUDY.replace("[en, fr]", f"[{languages}]"), languages)
    questionnaire = _spoken(QUESTIONNAIRE, languages)
    study = open_study(write_study(folder, study=definition, cities=CITIES, questionnaire=questionnaire, answers=None))
    introduce_study(study)
    fieldwork = Fieldwork.objects.create(wave="2026", status=Fieldwork.Status.OPEN, target=0.6)
    instrument = Instrument.objects.create(fieldwork=fieldwork, questionnaire="officers")
    add_version(instrument, study.questionnaires["officers"])
    cases = {city: Case.objects.create(instrument=instrument, city=city) for city in study.frame}
    people = {}
    for name, city, part in (
        ("ada", "aa", Contact.Part.LEAD),
        ("ben", "aa", Contact.Part.COLLEAGUE),
        ("cleo", "aa", Contact.Part.SIGNATORY),
        ("dora", "bb", Contact.Part.LEAD),
    ):
        person = Person.objects.create(name=name.title(), email=f"{name}@{city}.example.org", language="en")
        Contact.objects.create(instrument=instrument, city=city, person=person, part=part)
        people[name] = person
    return Field(folder, fieldwork, instrument, cases, people)


def _spoken(text: str, languages: str) -> str:
    """The YAML text with its labels in other languages as well."""
    for language in set(languages.split(", ")) - {"en", "fr"}:
        text = re.sub(r'(\{[^{]*en: "?([^",]+)"?, fr: [^}]+)\}', rf'\1, {language}: "\2 ({language})"}}', text)
    return text


def forget_questionnaires() -> None:
    """A test's database counts instruments from 1 again, and what was kept of another test's must not be taken."""
    questionnaire_of.cache_clear()
    checker_of.cache_clear()
    answering.forget()


def make_staff(role: Role) -> User:
    """A member of the programme team."""
    return User.objects.create_user(f"{role}@programme.example.org", "a long enough pass phrase", role=role)
