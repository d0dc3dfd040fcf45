"""From a finished draft to an approved case in two real browsers: sign, query, reply, amend, approve."""

from __future__ import annotations

import os
import re
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.models import Case, Query, SignOff
from civiscope.web.common.rules.access import Role
from tests.browser.city_server import city_server
from tests.browser.explorer_kinds import DESKTOP, PHONE, violations
from tests.unit.web.collection.changing import change_study
from tests.unit.web.collection.field import Field, make_field
from tests.unit.web.collection.handed_in import answer_all, hand_in, staff_client

pytestmark = pytest.mark.django_db(transaction=True)

# Playwright's own loop runs in the thread of the test, which asks the database between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@dataclass
class Desk:
    """A study in the field, its server, and browsers for its people; pages that were looked at, by name."""

    field: Field
    address: str
    browser: Browser
    looked: list[str] = field(default_factory=list)

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
        page.set_default_timeout(20_000)
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

    def look(self, page: Page, name: str) -> None:
        """Nothing for axe to find, and nothing wider than the page, on a phone and on a desk."""
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            assert violations(page) == "", name
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} at {size['width']} px"
            if os.environ.get("CIVISCOPE_PICTURES"):
                page.screenshot(path=f"{os.environ['CIVISCOPE_PICTURES']}/{name}-{size['width']}.png", full_page=True)
        self.looked.append(name)


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
        desk.look(lead, "overview-draft")
        lead.get_by_role("button", name="Start the review").click()
        _sign(desk, signatory, "sign")
        expect(signatory.get_by_text("were signed and handed in")).to_be_visible()
        desk.look(signatory, "receipt")
        with signatory.expect_download() as download:
            signatory.get_by_role("link", name="PDF – English").click()
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

        reviewer.goto(f"{desk.address}/desk/review/")
        desk.look(reviewer, "review-list")
        reviewer.get_by_role("link", name="Aaville").click()
        question = reviewer.locator("#staff")
        question.locator("summary").click()
        question.get_by_label("Your query").fill("Are really twelve people working on it?")
        question.get_by_role("button", name="Note the query").click()
        desk.look(reviewer, "review-case")
        reviewer.get_by_role("button", name="Send 1 query to the city").click()
        expect(reviewer.get_by_text("1 query was sent")).to_be_visible()

        lead.goto(f"{desk.address}/answer/{number}/")
        desk.look(lead, "overview-queried")
        lead.get_by_role("link", name=re.compile("The programme team has 1 question")).click()
        lead.get_by_role("button", name="Save the reply").click()
        expect(lead.get_by_role("alert")).to_be_visible()
        desk.look(lead, "queries-wrong")
        lead.get_by_label("Your reply").fill("Thirteen; one was forgotten.")
        lead.get_by_role("button", name="Save the reply").click()
        lead.get_by_role("link", name="Change the answer").click()
        expect(lead.get_by_text("Are really twelve")).to_be_visible()
        desk.look(lead, "section-queried")
        lead.locator('[name="staff"]').fill("13")
        lead.get_by_role("button", name="To the overview").click()
        _sign(desk, signatory, "amend")
        expect(signatory.get_by_role("heading", name="Receipt of amendment 1")).to_be_visible()
        desk.look(signatory, "receipt-amendment")

        reviewer.reload()
        expect(reviewer.get_by_text("Thirteen; one was forgotten.")).to_be_visible()
        expect(reviewer.get_by_text("signed before: 12")).to_be_visible()
        reviewer.locator("#staff").get_by_role("button", name=re.compile("Settle")).click()
        desk.look(reviewer, "review-case-amended")
        reviewer.get_by_role("button", name="Approve", exact=True).click()
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
            desk.look(lead, name)
        lead.goto(f"{base}/reopen")
        lead.get_by_role("button", name="Send the request").click()
        desk.look(lead, "reopen-wrong")
        lead.get_by_label("What do you want to change").fill("We found one more person.")
        lead.get_by_role("button", name="Send the request").click()
        expect(lead.get_by_text("You have asked for the answers to be reopened")).to_be_visible()
    with desk.staff(Role.OWNER) as owner:
        for item in ("staff", "data", "areas", "ranking", "story"):
            owner.goto(f"{review}/{desk.number}/correct/{item}")
            desk.look(owner, f"correct-{item}")
        owner.goto(f"{review}/{desk.number}/correct/staff")
        owner.locator('[name="staff"]').fill("21")
        owner.get_by_role("button", name="Correct the answer").click()
        desk.look(owner, "correct-wrong")
        owner.get_by_label("Reason").fill("The digits were swapped.")
        owner.get_by_role("button", name="Correct the answer").click()
        expect(owner.get_by_text("its own answer is kept")).to_be_visible()
        desk.look(owner, "review-case-reopening")
        owner.get_by_role("button", name="Decline").click()
        desk.look(owner, "review-case-wrong")
        for name, path in (
            ("desk-history", f"{desk.number}/history/staff"),
            ("desk-signed", f"{desk.number}/signed/1"),
        ):
            owner.goto(f"{review}/{path}")
            desk.look(owner, name)
        owner.goto(f"{review}/verify")
        owner.get_by_label("Checksum").fill("1234")
        owner.get_by_role("button", name="Check").click()
        desk.look(owner, "verify-wrong")
        owner.get_by_label("Checksum").fill(SignOff.objects.get().digest)
        owner.get_by_role("button", name="Check").click()
        expect(owner.get_by_text("has not changed")).to_be_visible()
        desk.look(owner, "verify")
        change_study(desk.field)
        owner.goto(f"{review}/versions/")
        desk.look(owner, "versions")
        owner.get_by_role("link", name="officers").click()
        desk.look(owner, "version")
        owner.get_by_label("Answers that name “Transport”").first.select_option("mobility")
        owner.get_by_role("button", name="Put version 2 into the field").click()
        expect(owner.get_by_text("Version 2 is in the field", exact=False).first).to_be_visible()
        desk.look(owner, "version-published")


def _sign(desk: Desk, page: Page, name: str) -> None:
    page.goto(f"{desk.address}/answer/{desk.number}/sign")
    desk.look(page, name)
    page.get_by_role("button", name="Sign and hand in").click()
    expect(page.get_by_role("alert").get_by_role("link", name="Tick the box")).to_be_visible()
    desk.look(page, f"{name}-wrong")
    page.get_by_label("Your name").fill("Cleo Clerk")
    page.get_by_label("Your function").fill("City clerk")
    page.get_by_label("I have read these answers").check()
    page.get_by_role("button", name="Sign and hand in").click()
