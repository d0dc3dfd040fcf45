"""Personal data and evidence in a real browser: no barrier on any page, nothing wider than a phone, all by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from civiscope.web.accounts.domain.links import link_token
from civiscope.web.accounts.models import Person
from civiscope.web.collection.domain.evidence import add_file, add_link
from civiscope.web.collection.models import Evidence
from civiscope.web.common.rules.access import Role
from tests.browser.explorer_kinds import DESKTOP, PHONE, violations
from tests.browser.pages import check_width, follow
from tests.browser.test_answering import City, city
from tests.unit.web.collection.hostile import STRINGS
from tests.unit.web.service.visitors import staff_client

__all__ = ["city"]
pytestmark = pytest.mark.django_db(transaction=True)
SCHEMES = ("light", "dark")


@pytest.fixture
def shown(city: City) -> list[str]:
    """The pages, with something on them, as a contact reaches them."""
    ada, case = city.field.people["ada"], city.case
    add_link(case, "staff", ada, "Organisation chart of the city government", "https://city.example.org/chart")
    add_file(case, "staff", ada, "", SimpleUploadedFile(f"{'long' * 40}.pdf", b"%PDF-1.7"))
    number = case.pk
    return ["privacy", "my-data", "my-data/delete", f"{number}/evidence/staff", f"{number}/section/team"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_of_contacts_have_no_barrier(city: City, shown: list[str], size: dict[str, int], scheme: str) -> None:
    with city.page("ada", viewport=size, color_scheme=scheme) as page:
        for path in shown:
            page.goto(f"{city.address}/answer/{path}")
            assert violations(page) == "", path
            check_width(page, path)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_with_errors_and_refusals_have_no_barrier(city: City, size: dict[str, int]) -> None:
    with city.page("ada", viewport=size) as page:
        page.goto(f"{city.address}/answer/my-data")
        page.get_by_label("Your name").fill("")
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_role("alert")).to_contain_text("Enter your name.")
        assert page.title().startswith("There is a problem")
        assert violations(page) == ""
        page.goto(f"{city.address}/answer/{city.case.pk}/evidence/staff")
        page.get_by_label("Address of a page").fill("javascript:alert(1)")
        follow(page.get_by_role("button", name="Add it"))
        page.get_by_role("alert").get_by_role("link").click()
        expect(page.get_by_label("Address of a page")).to_be_focused()
        assert violations(page) == ""
        check_width(page, "evidence refused")


def staff_page(city: City, browser: Browser, size: dict[str, int]) -> Iterator[Page]:
    """A browser in which an owner is signed in."""
    client: Client = staff_client(Role.OWNER)
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    session = client.cookies["civiscope_staff"].value
    context.add_cookies([{"name": "civiscope_staff", "value": session, "url": city.address}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_pages_of_owners_have_no_barrier(city: City, browser: Browser, size: dict[str, int]) -> None:
    for page in staff_page(city, browser, size):
        for path in ("audit", "audit?since=x", "audit?actor=nobody", "retention"):
            page.goto(f"{city.address}/desk/{path}")
            assert urlsplit(page.url).path.startswith("/desk/")
            assert violations(page) == "", path
            check_width(page, path)


def test_evidence_is_added_by_keyboard_and_removed(city: City, tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"%PDF-1.7 a plan")
    with city.page("ben", viewport=DESKTOP) as page:
        page.goto(f"{city.address}/answer/{city.case.pk}/evidence/staff")
        page.get_by_label("Address of a page").focus()
        page.keyboard.type("https://city.example.org/plan")
        follow(page.locator("*:focus"), "Enter")
        expect(page.get_by_role("link", name="city.example.org")).to_be_visible()
        page.get_by_label("Or a file", exact=True).set_input_files(plan)
        follow(page.get_by_role("button", name="Add it"))
        with page.expect_download() as download:
            page.get_by_role("link", name="plan.pdf").click()
        assert Path(download.value.path()).read_bytes() == b"%PDF-1.7 a plan"
        assert download.value.suggested_filename == "plan.pdf"
        follow(page.get_by_role("button", name="Remove – plan.pdf"))
        expect(page.get_by_role("link", name="plan.pdf")).to_have_count(0)
        assert Evidence.objects.count() == 1


def test_person_reads_the_notice_before_signing_in_and_erases_themself(city: City, browser: Browser) -> None:
    ben = city.field.people["ben"]
    with city.page("ben", viewport=DESKTOP) as page:
        page.goto(f"{city.address}/answer/")
        follow(page.get_by_role("link", name="Your personal data", exact=True))
        with page.expect_download() as download:
            page.get_by_role("link", name="Download everything").click()
        assert "ben@aa.example.org" in Path(download.value.path()).read_text(encoding="utf-8")
        follow(page.get_by_role("link", name="Erase my data"))
        page.get_by_label("Yes, erase my data").check()
        follow(page.get_by_role("button", name="Erase my data now"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Your data have been erased")
        page.goto(f"{city.address}/answer/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Please open your personal link")
    assert Person.objects.get(pk=ben.pk).name == ""
    context = browser.new_context()
    fresh = context.new_page()
    fresh.goto(f"{city.address}/account/link/{link_token(city.field.people['ada'])}")
    follow(fresh.get_by_role("link", name="How your personal data are used"))
    expect(fresh.get_by_role("heading", level=1)).to_have_text("How your personal data are used")
    context.close()


def test_nothing_that_colleagues_write_runs(city: City) -> None:
    for text in STRINGS:
        add_link(city.case, "staff", city.field.people["ben"], text[:200], "https://city.example.org/")
    Person.objects.filter(pk=city.field.people["ben"].pk).update(name=STRINGS[0])
    with city.page("ada", viewport=PHONE) as page:
        page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
        for path in (f"{city.case.pk}/evidence/staff", f"{city.case.pk}/section/team", f"{city.case.pk}/"):
            page.goto(f"{city.address}/answer/{path}")
            assert page.evaluate("document.querySelectorAll('main script, main svg, main img').length") == 0
            check_width(page, path)
