"""Mails about a case, put into the queue in the transaction of what they tell: to those of the city who lead or sign,
to its other contacts, to the staff who review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse

from civiscope.report.words.phrases import say
from civiscope.study.labels import in_language
from civiscope.web.accounts.domain.links import link_token
from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.models import Case, Query, Reopening, SignOff
from civiscope.web.common.domain.mail import mail_of, queue_mails
from civiscope.web.common.identity import identity
from civiscope.web.common.models import Message
from civiscope.web.common.rules.access import Role
from civiscope.web.studies.domain.field_mails import team_words
from civiscope.web.studies.domain.instruments import questionnaire_of
from civiscope.web.studies.domain.mail_texts import Text, filled, text_of
from civiscope.web.studies.domain.opened import study
from civiscope.web.studies.models import Contact

_LEADING = (Contact.Part.LEAD, Contact.Part.SIGNATORY)


def tell_city(
    case: Case, kind: str, parts: Iterable[str] = _LEADING, but: Person | None = None, **words: object
) -> int:
    """Mail ``mail_KIND_*`` to the contacts of the city with these parts, each in their language, and to nobody twice;
    ``but`` did it and needs no mail. Returns to how many.

    A word that is a function is asked for its text in the language.
    """
    return tell_cities(kind, {case: words}, parts, but)[case.pk]


def tell_cities(
    kind: str,
    words: Mapping[Case, Mapping[str, object]],
    parts: Iterable[str] = _LEADING,
    but: Person | None = None,
) -> dict[int, int]:
    """As `tell_city`, for many cases of one instrument or more, each with its own words: in as many queries as for one.
    Returns to how many contacts, by case."""
    found = Contact.objects.filter(removed_at__isnull=True, part__in=list(parts), person__revoked_at__isnull=True)
    if len(words) == 1:
        found = found.filter(instrument=next(iter(words)).instrument_id, city=next(iter(words)).city)
    else:
        found = found.filter(instrument__in={case.instrument_id for case in words})
    people: dict[tuple[int, str], list[Person]] = {}
    for contact in found.exclude(person__email="").exclude(person=but).select_related("person").order_by("id"):
        people.setdefault((contact.instrument_id, contact.city), []).append(contact.person)
    texts: dict[str, Text] = {}
    mails: list[Message] = []
    told = {}
    for case, own in words.items():
        concerned = people.get((case.instrument_id, case.city), [])
        told[case.pk] = len(concerned)
        for person in concerned:
            language = person.language
            if language not in texts:
                texts[language] = text_of(kind, language)
            said = {name: word(language) if callable(word) else word for name, word in own.items()}
            said |= {"name": person.name, "link": _link(person)}
            mails.append(_mail(kind, person.actor, person.email, (language, texts[language]), said))
    queue_mails(mails)
    return told


def tell_staff(kind: str, address: str, **words: object) -> None:
    """Mail ``mail_KIND_*`` to everyone who reviews, with the address of the page that it is about."""
    link = f"{settings.PUBLIC_URL}{address}"
    for user in User.objects.filter(is_active=True, role__in=[Role.OWNER, Role.REVIEWER]).order_by("id"):
        said = {"name": str(user), "link": link, **words}
        queue_mails([_mail(kind, user.actor, user.email, ("en", text_of(kind, "en")), said)])


def tell_city_signed(case: Case, signed: SignOff) -> None:
    """Confirm a sign-off to the city."""
    tell_city(case, "signed", city=city_name(case), signed_as=signed.signed_as, digest=signed.digest)


def tell_staff_signed(case: Case, signed: SignOff) -> None:
    """Tell the staff that a case was handed in, or handed in anew."""
    kind = "handed_in" if signed.number == 1 else "amended"
    tell_staff(kind, reverse("review_case", kwargs={"number": case.pk}), city=city_name(case))


def tell_staff_reopening(case: Case, asked: Reopening) -> None:
    """Tell the staff that a lead asks for reopening."""
    address = reverse("review_case", kwargs={"number": case.pk})
    tell_staff("reopening_asked", address, city=city_name(case), reason=asked.reason)


def tell_city_queries(case: Case, queries: list[Query]) -> int:
    """Mail all queries at once to those who lead or sign."""
    questionnaire = questionnaire_of(case.instrument_id, case.instrument.version)

    def listed(language: str) -> str:
        lines = []
        for query in queries:
            item = questionnaire.items.get(query.item)
            head = (
                say("query_whole_case", language)
                if item is None
                else in_language(item.label, language, identity().languages[0])
            )
            lines.append(f"- {head}\n  {query.text}")
        return "\n\n".join(lines)

    return tell_city(case, "queries", city=city_name(case), queries=listed)


def city_name(case: Case) -> str:
    """The city's name as the frame has it; its code where the frame no longer has it."""
    found = study().frame.get(case.city)
    return case.city if found is None else found.name


def _mail(kind: str, about: str, recipient: str, text: tuple[str, Text], words: Mapping[str, object]) -> Message:
    """A mail; ``text`` is its language and what it says."""
    language, says = text
    always = {"study": identity().name_in(language), "team": team_words()}
    told = {name: str(word) for name, word in {**always, **words}.items()}
    return mail_of(kind, about, recipient, filled(says.subject, told), filled(says.body, told, lines=True))


def _link(person: Person) -> str:
    return f"{settings.PUBLIC_URL}{reverse('link', kwargs={'token': link_token(person)})}"
