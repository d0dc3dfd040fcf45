"""A list of contacts, as it was uploaded: every row checked before any is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from civiscope.errors.suggestions import Suggestions
from civiscope.study.sheets import Sheet
from civiscope.web.accounts.models import Person
from civiscope.web.studies.domain.uploads import RowProblem, Upload, read_upload
from civiscope.web.studies.models import Contact, Instrument

REQUIRED = ("city", "name", "email", "part")
COLUMNS = ("city", "questionnaire", "name", "email", "language", "part")
PARTS = tuple(part.value for part in Contact.Part)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """Someone to become a contact; ``instrument`` is its id."""

    instrument: int
    city: str
    name: str
    email: str
    language: str
    part: str


@dataclass(frozen=True)
class ContactList:
    """What a list says: ``entries`` are new, ``known`` counts those that are contacts already."""

    entries: tuple[Entry, ...]
    known: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class Field:
    """What the rows are checked against: cities by instrument; the first of the languages holds where none is given."""

    instruments: dict[str, Instrument]
    cities: dict[int, frozenset[str]]
    languages: tuple[str, ...]


def read_contacts(upload: Upload, field: Field) -> ContactList:
    """Read an uploaded list; with a problem anywhere it has no entries."""
    required = REQUIRED if len(field.instruments) == 1 else (*REQUIRED, "questionnaire")
    sheet, problems = read_upload(upload, required, COLUMNS)
    if sheet is None:
        return ContactList((), 0, tuple(problems))
    return check_rows(sheet, field)


def check_rows(sheet: Sheet, field: Field) -> ContactList:
    """Check every row by itself, then against the others and against who is a contact already."""
    found: list[tuple[int, Entry]] = []
    problems: list[RowProblem] = []
    every = frozenset[str]().union(*field.cities.values())
    guesses = Suggestions(every)
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        wrong: list[RowProblem] = []
        entry = _entry(row, line, (field, every, guesses), wrong)
        problems += wrong
        if entry is not None and not wrong:
            found.append((line, entry))
    entries, known = _against_others(found, problems)
    problems.sort(key=lambda entry: entry.row or 0)
    return ContactList(() if problems else tuple(entries), known, tuple(problems))


def _entry(
    row: dict[str, str],
    line: int,
    against: tuple[Field, frozenset[str], Suggestions],
    problems: list[RowProblem],
) -> Entry | None:
    field, every, guesses = against

    def refuse(column: str, message: str) -> None:
        problems.append(RowProblem(line, column, row.get(column, ""), message))

    instrument = _instrument(row.get("questionnaire", ""), field)
    if instrument is None:
        refuse("questionnaire", f"There is no such questionnaire. Use one of: {', '.join(field.instruments)}.")
    city = row["city"]
    cities = field.cities[instrument.pk] if instrument is not None else every
    if city not in cities:
        refuse("city", _unknown_city(city, guesses))
    name, email = " ".join(row["name"].split()), row["email"].lower()
    if not name:
        refuse("name", "The name is missing.")
    elif len(name) > LONGEST_NAME:
        refuse("name", f"The name is longer than {LONGEST_NAME} characters.")
    if not is_address(email):
        refuse("email", "This is no e-mail address." if email else "The e-mail address is missing.")
    language = row.get("language", "") or field.languages[0]
    if language not in field.languages:
        refuse("language", f"There is no such language. Use one of: {', '.join(field.languages)}.")
    part = row["part"].lower()
    if part not in PARTS:
        refuse("part", f"Use one of: {', '.join(PARTS)}.")
    return None if instrument is None else Entry(instrument.pk, city, name, email, language, part)


def is_address(email: str) -> bool:
    """Whether a text can be an e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _instrument(questionnaire: str, field: Field) -> Instrument | None:
    if not questionnaire and len(field.instruments) == 1:
        return next(iter(field.instruments.values()))
    return field.instruments.get(questionnaire)


def _unknown_city(city: str, guesses: Suggestions) -> str:
    if not city:
        return "The code of the city is missing."
    return f"No city of this wave has this code{guesses.of(city)}."


def _against_others(found: list[tuple[int, Entry]], problems: list[RowProblem]) -> tuple[list[Entry], int]:
    """The new entries and how many are known; adds where rows contradict one another or what is there."""
    instruments = {entry.instrument for _, entry in found}
    contacts = Contact.objects.filter(instrument__in=instruments, removed_at__isnull=True).select_related("person")
    parts, leads = {}, {}
    for contact in contacts:
        parts[contact.instrument_id, contact.city, contact.person.email] = contact.part
        if contact.part == Contact.Part.LEAD:
            leads[contact.instrument_id, contact.city] = (contact.person.email, "")
    people = {email: (name, revoked) for email, name, revoked in _people({entry.email for _, entry in found})}
    names: dict[str, tuple[str, int]] = {}
    rows: dict[tuple[int, str, str], int] = {}
    entries, known = [], 0
    for line, entry in found:
        place = (entry.instrument, entry.city)
        key = (*place, entry.email)
        before = len(problems)
        _check_person(line, entry, people, names, problems)
        if key in rows:
            problems.append(RowProblem(line, "email", entry.email, f"The same contact stands in row {rows[key]}."))
        rows.setdefault(key, line)
        there = parts.get(key)
        if there is not None and there != entry.part:
            message = f"Is a contact of this city already, as {there}. Change that by hand, or in this row."
            problems.append(RowProblem(line, "part", entry.part, message))
        if entry.part == Contact.Part.LEAD:
            email, where = leads.setdefault(place, (entry.email, f" (row {line})"))
            if email != entry.email:
                message = f"The city has a lead already: {email}{where}. A city has one lead; replace them by hand."
                problems.append(RowProblem(line, "part", entry.part, message))
        if there is not None:
            known += 1
        elif len(problems) == before:
            entries.append(entry)
    return entries, known


def _people(emails: set[str]) -> list[tuple[str, str, bool]]:
    found: list[tuple[str, str, bool]] = []
    wanted = sorted(emails)
    # SQLite takes only so many values in one question.
    for start in range(0, len(wanted), 500):
        people = Person.objects.filter(email__in=wanted[start : start + 500])
        found += [(person.email, person.name, person.revoked_at is not None) for person in people]
    return found


def _check_person(
    line: int,
    entry: Entry,
    people: dict[str, tuple[str, bool]],
    names: dict[str, tuple[str, int]],
    problems: list[RowProblem],
) -> None:
    name, revoked = people.get(entry.email, (entry.name, False))
    first, row = names.setdefault(entry.email, (entry.name, line))
    if revoked:
        problems.append(RowProblem(line, "email", entry.email, "This person was removed from the study."))
    elif name != entry.name:
        problems.append(RowProblem(line, "name", entry.name, f"This address is known as that of {name}."))
    elif first != entry.name:
        problems.append(RowProblem(line, "name", entry.name, f"In row {row} this address is that of {first}."))
