"""Staff enter a city's answers in real browsers: beside the city and one another, by keyboard, on a phone, without
scripts; and the city sees what was entered for it."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.models import User
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.models import Answer, Case
from civiscope.web.collection.rules.given import decoded
from civiscope.web.common.rules.access import Role
from tests.browser.city_server import city_server
from tests.browser.pages import follow, look
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import Field, make_field
from tests.unit.web.collection.workbooks import filled, plan_of

pytestmark = pytest.mark.django_db(transaction=True)

# Playwright's own loop runs in the thread of the test, which asks the database between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOK = "document.querySelector('form[data-answers]').dispatchEvent(new Event('civiscope:look'))"
HOW_MANY = "How many people work on it?"


class Service:
    """The small study in the field, its server, and browsers for its people and staff."""

    def __init__(self, field: Field, address: str, browser: Browser) -> None:
        self.field = field
        self.address = address
        self.browser = browser
        self.keys = {role: desk_client(role).cookies["civiscope_staff"].value for role in (Role.EDITOR, Role.OWNER)}
        User.objects.filter(role=Role.EDITOR).update(name="Mira Weber")
        User.objects.filter(role=Role.OWNER).update(name="Otto Owner")

    @contextmanager
    def page(self, who: str | Role, **options: object) -> Iterator[Page]:
        """A browser of its own for someone of the city, or staff; errors of its scripts fail the test."""
        context: BrowserContext = self.browser.new_context(**options)  # type: ignore[arg-type]
        if isinstance(who, Role):
            context.add_cookies([{"name": "civiscope_staff", "value": self.keys[who], "url": self.address}])
        else:
            key = open_device(self.field.people[who], make_code(self.field.people[who]))
            assert key is not None
            context.add_cookies([{"name": DEVICE_COOKIE, "value": key, "url": self.address}])
        page, problems = context.new_page(), list[str]()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        context.close()
        assert problems == []

    def enter(self, page: Page, path: str = "", city: str = "aa") -> None:
        """Open an address on which staff enter."""
        page.goto(f"{self.address}/desk/enter/{self.field.cases[city].pk}/{path}")

    def kept(self, item: str, city: str = "aa") -> tuple[str, dict[str, str]]:
        """How the answer on disk came, and its cells."""
        found = Answer.objects.get(case=self.field.cases[city], item=item)
        return found.origin, decoded(found.value)


@pytest.fixture
def service(browser: Browser, tmp_path: Path) -> Iterator[Service]:
    """The study of `field`, served."""
    field = make_field(tmp_path / "study")
    with city_server() as address:
        # Style and fonts are made once a process, at the first request.
        with urllib.request.urlopen(f"{address}/service/assets/service.css") as style:
            assert style.status == 200
        yield Service(field, address, browser)


def all_saved(page: Page) -> None:
    """Wait until the page says so."""
    expect(page.locator("[data-page-state]")).to_have_text("All saved")


def test_phone_call_is_entered_from_the_desk_and_the_city_sees_it(service: Service) -> None:
    with service.page(Role.EDITOR) as mira, service.page("ada") as ada:
        mira.goto(f"{service.address}/desk/city/{service.field.cases['aa'].pk}/")
        look(mira, "city")
        follow(mira.get_by_role("link", name="Enter answers for the city"))
        look(mira, "enter")
        follow(mira.get_by_role("link", name="On the telephone"))
        look(mira, "enter-phone")
        follow(mira.get_by_role("link", name="Strategy", exact=True))
        expect(mira.get_by_role("complementary")).to_contain_text(
            "You are entering what Aaville says on the telephone."
        )
        mira.locator("[data-question=strategy]").get_by_label("Yes").check()
        year = mira.get_by_label("Since which year?")
        year.fill("1066")
        expect(mira.locator("[id='strategy_year=messages']")).to_have_text("A year from 1950 to 2026.")
        all_saved(mira)
        mira.reload()
        look(mira, "enter-section-wrong")
        year.fill("2011")
        expect(mira.locator("[id='strategy_year=messages']")).to_be_empty()
        all_saved(mira)
        follow(mira.get_by_role("button", name="Save and go on"))
        expect(mira.get_by_role("heading", level=1)).to_have_text("Team")
        mira.get_by_label(HOW_MANY).fill("12")
        follow(mira.get_by_role("button", name="Français"))
        expect(mira.get_by_role("complementary")).to_contain_text("Vous saisissez ce que Aaville dit au téléphone.")
        look(mira, "enter-section-fr")
        assert service.kept("staff") == ("phone", {"": "12"})
        ada.goto(f"{service.address}/answer/{service.field.cases['aa'].pk}/")
        expect(ada.locator(".entered")).to_contain_text("entered 3 answers from your city’s phone call")
        ada.get_by_text("Who answered what").first.click()
        look(ada, "city-overview")
        ada.goto(f"{service.address}/answer/{service.field.cases['aa'].pk}/section/team")
        expect(ada.locator("[data-question=staff] [data-state]")).to_contain_text("Entered by the programme team")
        look(ada, "city-section")
        ada.get_by_label(HOW_MANY).fill("13")
        all_saved(ada)
    assert service.kept("staff") == ("city", {"": "13"})


def test_city_and_two_of_staff_at_once_are_shown_both_answers(service: Service) -> None:
    with service.page(Role.EDITOR) as mira, service.page(Role.OWNER) as otto, service.page("ada") as ada:
        service.enter(mira, "phone/section/team")
        service.enter(otto, "paper/section/team")
        ada.goto(f"{service.address}/answer/{service.field.cases['aa'].pk}/section/team")
        mira.get_by_label(HOW_MANY).fill("12")
        mira.get_by_label(HOW_MANY).blur()
        all_saved(mira)
        otto.get_by_label(HOW_MANY).fill("15")
        conflict = otto.get_by_role("alert").filter(has_text="Programme team (Mira Weber) saved another answer")
        expect(conflict).to_contain_text("12")
        assert service.kept("staff") == ("phone", {"": "12"})
        look(otto, "enter-conflict")
        otto.get_by_role("button", name="Keep mine").click()
        all_saved(otto)
        assert service.kept("staff") == ("paper", {"": "15"})
        ada.get_by_label("Tell us more.").focus()
        ada.evaluate(LOOK)
        expect(ada.get_by_label(HOW_MANY)).to_have_value("15")
        expect(ada.locator("[data-question=staff] [data-state]")).to_contain_text("Programme team (Otto Owner)")
        ada.get_by_label(HOW_MANY).fill("16")
        all_saved(ada)
        mira.get_by_label(HOW_MANY).fill("17")
        expect(mira.get_by_role("alert").filter(has_text="Ada saved another answer")).to_contain_text("16")
    assert service.kept("staff") == ("city", {"": "16"})


def test_paper_of_a_city_without_contacts_is_typed_in_without_scripts_by_keyboard(service: Service) -> None:
    with service.page(Role.EDITOR, java_script_enabled=False) as page:
        service.enter(page, "paper/section/strategy", "cc")
        page.locator("[data-question=strategy] input[value=yes]").focus()
        page.keyboard.press("Space")
        page.get_by_label("Since which year?").focus()
        page.keyboard.type("1999")
        follow(page.get_by_role("button", name="Save and go on"), "Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Team")
        page.get_by_label(HOW_MANY).fill("many")
        follow(page.get_by_role("button", name="To the overview"))
        expect(page.get_by_role("alert")).to_contain_text("“many” is not a number.")
        page.get_by_label(HOW_MANY).fill("4")
        follow(page.get_by_role("button", name="To the overview"))
        expect(page.get_by_text("3 of 10 questions answered")).to_be_visible()
    assert service.kept("strategy_year", "cc") == ("paper", {"": "1999"})
    assert service.kept("staff", "cc") == ("paper", {"": "4"})


def test_workbook_that_was_mailed_is_sent_in_by_staff(service: Service) -> None:
    with service.page(Role.EDITOR) as page:
        service.enter(page, "mailed/")
        look(page, "enter-mailed")
        follow(page.get_by_role("link", name="Send the workbook in"))
        look(page, "enter-offline")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the workbook").click()
        content = Path(str(download.value.path())).read_bytes()
        book = filled(content, plan_of(service.field), {"strategy": "Yes", "staff": 12})
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        for sent in (b"no workbook", book):
            page.locator("#workbook").set_input_files({"name": "sent.xlsx", "mimeType": kind, "buffer": sent})
            follow(page.get_by_role("button", name="Check the workbook"))
            look(page, "enter-workbook-refused" if sent is not book else "enter-workbook-changes")
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_role("status").filter(has_text="2 answers of the workbook were saved.")).to_be_visible()
    assert service.kept("staff") == ("mailed", {"": "12"})


def test_case_that_was_handed_in_meanwhile_says_so_and_keeps_what_was_typed(service: Service) -> None:
    with service.page(Role.EDITOR) as page:
        service.enter(page, "phone/section/team")
        Case.objects.update(state="submitted")
        page.get_by_label(HOW_MANY).fill("12")
        expect(page.locator("[data-page-state]")).to_contain_text("handed in or the wave is closed")
        expect(page.get_by_label(HOW_MANY)).to_have_value("12")
        page.once("dialog", lambda dialog: dialog.accept())
        service.enter(page)
        expect(page.get_by_role("status")).to_contain_text("The answers were handed in")
        look(page, "enter-refused")
    assert not Answer.objects.exists()


def test_who_is_signed_out_meanwhile_is_told_and_loses_nothing_on_the_page(service: Service) -> None:
    with service.page(Role.EDITOR) as page:
        service.enter(page, "phone/section/team")
        page.context.clear_cookies(name="civiscope_staff")
        page.get_by_label(HOW_MANY).fill("12")
        expect(page.locator("[data-page-state]")).to_contain_text("you are no longer signed in here")
        expect(page.get_by_label(HOW_MANY)).to_have_value("12")
        page.once("dialog", lambda dialog: dialog.accept())
    assert not Answer.objects.exists()
