"""From a finished draft to an approved case in two real browsers: sign, query, reply, amend, approve."""

from __future__ import annotations

import datetime as dt
import os
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.models import Case, PrefillRun, Query, ReplyPeriod, SignOff
from civiscope.web.common.rules.access import Role
from tests.browser.city_server import city_server
from tests.browser.pages import follow, look
from tests.unit.web.collection.changing import change_study, make_closed_wave
from tests.unit.web.collection.field import Field, make_field
from tests.unit.web.collection.handed_in import answer_all, hand_in, staff_client

pytestmark = pytest.mark.django_db(transaction=True)

# Playwright's own loop runs in the thread of the test, which asks the database between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@dataclass
class Desk:
    """A study in the field, its server, and browsers for its people."""

    field: Field
    address: str
    browser: Browser

    @property
    def number(self) -> int:
        """The case of the city aa."""
        return self.field.cases["aa"].pk

    @contextmanager
    def page(self, name: str, value: str) -> Iterator[Page]:
        """A browser of its own with one cookie; errors of its scripts fail the test."""
        context = self.browser.new_context()
        context.add_cookies([{"name": name, "value": value, "url": self.address}])
        page, problems = context.new_page(), list[str]()
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        context.close()
        assert problems == []

    @contextmanager
    def city(self, who: str) -> Iterator[Page]:
        """Someone of the city."""
        key = open_device(self.field.people[who], make_code(self.field.people[who]))
        assert key is not None
        with self.page(DEVICE_COOKIE, key) as page:
            yield page

    @contextmanager
    def staff(self, role: Role) -> Iterator[Page]:
        """A member of staff."""
        _, client = staff_client(role)
        with self.page("civiscope_staff", client.cookies["civiscope_staff"].value) as page:
            yield page


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """The study of `field`, served."""
    made = make_field(tmp_path / "study")
    with city_server() as address:
        # Style and fonts are made once a process, at the first request.
        with urllib.request.urlopen(f"{address}/service/assets/service.css") as style:
            assert style.status == 200
        yield Desk(made, address, browser)


def test_sign_query_reply_amend_approve(desk: Desk) -> None:
    answer_all(desk.field)
    number = desk.number
    with desk.city("ada") as lead, desk.city("cleo") as signatory, desk.staff(Role.REVIEWER) as reviewer:
        lead.goto(f"{desk.address}/answer/{number}/")
        look(lead, "overview-draft")
        follow(lead.get_by_role("button", name="Start the review"))
        _sign(desk, signatory, "sign")
        expect(signatory.get_by_text("were signed and handed in")).to_be_visible()
        look(signatory, "receipt")
        with signatory.expect_download() as download:
            signatory.get_by_role("link", name="PDF – English").click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

        reviewer.goto(f"{desk.address}/desk/review/")
        look(reviewer, "review-list")
        follow(reviewer.get_by_role("link", name="Aaville"))
        question = reviewer.locator("#staff")
        question.locator("summary").click()
        question.get_by_label("Your query").fill("Are really twelve people working on it?")
        follow(question.get_by_role("button", name="Note the query"))
        look(reviewer, "review-case")
        follow(reviewer.get_by_role("button", name="Send 1 query to the city"))
        expect(reviewer.get_by_text("1 query was sent")).to_be_visible()

        lead.goto(f"{desk.address}/answer/{number}/")
        look(lead, "overview-queried")
        follow(lead.get_by_role("link", name=re.compile("The programme team has 1 question")))
        follow(lead.get_by_role("button", name="Save the reply"))
        expect(lead.get_by_role("alert")).to_be_visible()
        look(lead, "queries-wrong")
        lead.get_by_label("Your reply").fill("Thirteen; one was forgotten.")
        follow(lead.get_by_role("button", name="Save the reply"))
        follow(lead.get_by_role("link", name="Change the answer"))
        expect(lead.get_by_text("Are really twelve")).to_be_visible()
        look(lead, "section-queried")
        lead.locator('[name="staff"]').fill("13")
        follow(lead.get_by_role("button", name="To the overview"))
        _sign(desk, signatory, "amend")
        expect(signatory.get_by_role("heading", name="Receipt of amendment 1")).to_be_visible()
        look(signatory, "receipt-amendment")

        reviewer.reload()
        expect(reviewer.get_by_text("Thirteen; one was forgotten.")).to_be_visible()
        expect(reviewer.get_by_text("signed before: 12")).to_be_visible()
        follow(reviewer.locator("#staff").get_by_role("button", name=re.compile("Settle")))
        look(reviewer, "review-case-amended")
        follow(reviewer.get_by_role("button", name="Approve", exact=True))
        expect(reviewer.get_by_text("are approved.")).to_be_visible()
    assert Case.objects.get(pk=number).state == "approved"
    assert [signed.number for signed in SignOff.objects.order_by("number")] == [1, 2]
    assert Query.objects.get().reply == "Thirteen; one was forgotten."


def test_pages_of_staff_and_city_hold_nothing_for_axe(desk: Desk) -> None:
    hand_in(desk.field)
    base, review = f"{desk.address}/answer/{desk.number}", f"{desk.address}/desk/review"
    with desk.city("ada") as lead:
        for name, path in (("reopen", "reopen"), ("history", "history/staff"), ("sign-read", "sign")):
            lead.goto(f"{base}/{path}")
            look(lead, name)
        lead.goto(f"{base}/reopen")
        follow(lead.get_by_role("button", name="Send the request"))
        look(lead, "reopen-wrong")
        lead.get_by_label("What do you want to change").fill("We found one more person.")
        follow(lead.get_by_role("button", name="Send the request"))
        expect(lead.get_by_text("You have asked for the answers to be reopened")).to_be_visible()
    with desk.staff(Role.OWNER) as owner:
        for item in ("staff", "data", "areas", "ranking", "story"):
            owner.goto(f"{review}/{desk.number}/correct/{item}")
            look(owner, f"correct-{item}")
        owner.goto(f"{review}/{desk.number}/correct/staff")
        owner.locator('[name="staff"]').fill("21")
        follow(owner.get_by_role("button", name="Correct the answer"))
        look(owner, "correct-wrong")
        owner.get_by_label("Reason").fill("The digits were swapped.")
        follow(owner.get_by_role("button", name="Correct the answer"))
        expect(owner.get_by_text("its own answer is kept")).to_be_visible()
        look(owner, "review-case-reopening")
        follow(owner.get_by_role("button", name="Decline"))
        look(owner, "review-case-wrong")
        for name, path in (
            ("desk-history", f"{desk.number}/history/staff"),
            ("desk-signed", f"{desk.number}/signed/1"),
        ):
            owner.goto(f"{review}/{path}")
            look(owner, name)
        owner.goto(f"{review}/verify")
        owner.get_by_label("Checksum").fill("1234")
        follow(owner.get_by_role("button", name="Check"))
        look(owner, "verify-wrong")
        owner.get_by_label("Checksum").fill(SignOff.objects.get().digest)
        follow(owner.get_by_role("button", name="Check"))
        expect(owner.get_by_text("has not changed")).to_be_visible()
        look(owner, "verify")
        change_study(desk.field)
        owner.goto(f"{review}/versions/")
        look(owner, "versions")
        follow(owner.get_by_role("link", name="officers"))
        look(owner, "version")
        owner.get_by_label("Answers that name “Transport”").first.select_option("mobility")
        follow(owner.get_by_role("button", name="Put version 2 into the field"))
        expect(owner.get_by_text("Version 2 is in the field", exact=False).first).to_be_visible()
        look(owner, "version-published")


def _sign(desk: Desk, page: Page, name: str) -> None:
    page.goto(f"{desk.address}/answer/{desk.number}/sign")
    look(page, name)
    follow(page.get_by_role("button", name="Sign and hand in"))
    expect(page.get_by_role("alert").get_by_role("link", name="Tick the box")).to_be_visible()
    look(page, f"{name}-wrong")
    page.get_by_label("Your name").fill("Cleo Clerk")
    page.get_by_label("Your function").fill("City clerk")
    page.get_by_label("I have read these answers").check()
    follow(page.get_by_role("button", name="Sign and hand in"))


def test_what_closed_waves_and_earlier_answers_stand_in_the_way_of_is_told(desk: Desk) -> None:
    make_closed_wave(desk.field)
    change_study(desk.field)
    now = timezone.now()
    PrefillRun.objects.create(
        instrument=desk.field.instrument,
        tries=3,
        failed_at=now,
        failure="files",
        failure_detail="officers.csv: gone",
        retry_at=now + dt.timedelta(minutes=8),
    )
    Case.objects.filter(city="bb").update(state="approved")
    ReplyPeriod.objects.create(fieldwork=desk.field.fieldwork, until=dt.date(2030, 3, 31))
    with desk.staff(Role.OWNER) as page:
        page.goto(f"{desk.address}/desk/review/versions/{desk.field.instrument.pk}")
        expect(page.get_by_role("group", name="Answers of closed waves")).to_contain_text("Wave 2020")
        look(page, "desk-version-closed-waves")
        page.goto(f"{desk.address}/desk/replies/{desk.field.fieldwork.pk}/")
        look(page, "desk-replies")
        page.goto(f"{desk.address}/desk/field/{desk.field.fieldwork.pk}/")
        expect(page.get_by_role("group", name="could not be put in")).to_contain_text("tried 3 times")
        look(page, "desk-prefilling-failed")
        follow(page.get_by_role("button", name="Go on without these answers"))
        expect(page.get_by_text("Invitations no longer wait")).to_be_visible()
