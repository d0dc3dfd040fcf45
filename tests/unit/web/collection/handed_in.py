"""What tests of signing and review share: a case that is whole, a signature, staff with two factors."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from civiscope.web.accounts.models import Person, User
from civiscope.web.collection.domain.cases import OpenCase, case_for
from civiscope.web.collection.domain.handing_over import hand_over
from civiscope.web.collection.domain.saving import Saved, save_answer
from civiscope.web.collection.domain.submission import Signature, readiness_of, sign
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer, SignOff
from civiscope.web.collection.rules.case_states import Step
from civiscope.web.collection.rules.given import encoded
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field, make_staff

WHOLE = {
    "strategy": {"": "yes"},
    "strategy_year": {"": "2010"},
    "areas": {"": "housing;other: parks"},
    "staff": {"": "12"},
    "data": {"housing": "weak", "health": "strong"},
    "story": {"": "A tale.\nOf two lines."},
}


def answer(field: Field, who: str, item: str, cells: dict[str, str], city: str = "aa") -> int:
    """Save an answer as someone of the city; returns its version."""
    case = field.cases[city]
    base = Answer.objects.filter(case=case, item=item).values_list("version", flat=True).first() or 0
    saved = save_answer(case.pk, item, encoded(cells), base, city_writer(field.people[who]))
    assert isinstance(saved, Saved)
    return saved.version


def answer_all(field: Field, who: str = "ada", city: str = "aa") -> None:
    """Answer what is required, and more."""
    for item, cells in WHOLE.items():
        answer(field, who, item, cells, city)


def opened(field: Field, who: str, city: str = "aa") -> OpenCase:
    """The case in someone's hands, as it stands now."""
    person = Person.objects.get(pk=field.people[who].pk)
    return case_for(person, field.cases[city].pk)


def sign_as(field: Field, who: str, city: str = "aa") -> SignOff:
    """Sign what stands there."""
    open_case = opened(field, who, city)
    case = open_case.case
    seen = readiness_of(case, open_case.questionnaire, case.instrument.version, "en").digest
    return sign(open_case, Signature("Cleo Clerk", "City clerk", seen), "en")


def hand_in(field: Field) -> SignOff:
    """Bring the case of the city aa to its first sign-off."""
    answer_all(field)
    hand_over(opened(field, "ada"), Step.REVIEW)
    return sign_as(field, "cleo")


def staff_client(role: Role) -> tuple[User, Client]:
    """A member of staff with a second factor, and a browser in which they are signed in."""
    user = make_staff(role)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return user, client
