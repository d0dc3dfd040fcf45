"""Answering offline in a real browser: the workbook down, edited, up with a mistake and then right; the print view."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.domain.saving import save_answer
from civiscope.web.collection.domain.writers import city_writer
from civiscope.web.collection.models import Answer
from civiscope.web.collection.rules.given import encoded
from tests.browser.city_server import city_server
from tests.browser.explorer_kinds import DESKTOP, PHONE, violations
from tests.browser.pages import check_width, follow, picture
from tests.unit.web.collection.field import Field, make_field
from tests.unit.web.collection.workbooks import filled, plan_of

pytestmark = pytest.mark.django_db(transaction=True)

# Playwright's own loop runs in the thread of the test, which asks the database between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return make_field(tmp_path / "study")


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def opened(request: pytest.FixtureRequest, browser: Browser, field: Field) -> Iterator[Page]:
    """The page for answering offline, signed in, on a phone and on a desktop."""
    with city_server() as address:
        # Style and fonts are made once a process, at the first request.
        with urllib.request.urlopen(f"{address}/service/assets/service.css") as style:
            assert style.status == 200
        key = open_device(field.people["ada"], make_code(field.people["ada"]))
        assert key is not None
        context = browser.new_context(viewport=request.param)
        context.add_cookies([{"name": DEVICE_COOKIE, "value": key, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/answer/{field.cases['aa'].pk}/offline")
        yield page
        context.close()


def check(page: Page, name: str) -> None:
    """Nothing is inaccessible or wider than the screen, of which the fixture gives each size."""
    assert violations(page) == "", name
    check_width(page, name)
    picture(page, name)


def send(page: Page, content: bytes) -> None:
    file = {"name": "workbook.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("The workbook that you filled in").set_input_files(files=[file])
    follow(page.get_by_role("button", name="Check the workbook"))


def test_workbook_is_downloaded_edited_mended_and_saved(opened: Page, field: Field) -> None:
    check(opened, "offline")
    with opened.expect_download() as waiting:
        opened.get_by_role("link", name="Download the workbook").click()
    content, plan = waiting.value.path().read_bytes(), plan_of(field)
    send(opened, b"not a workbook")
    expect(opened.get_by_role("alert")).to_contain_text("not an Excel workbook")
    check(opened, "offline-refused")
    send(opened, filled(content, plan, {"staff": "19x2", "strategy": "Yes", "website": "our site"}))
    expect(opened.get_by_role("alert")).to_contain_text("problems in 2 cells")
    expect(opened.get_by_role("row", name="2 Team!C5")).to_contain_text("“19x2” is not a whole number.")
    check(opened, "offline-problems")
    assert not Answer.objects.exists()
    save_answer(field.cases["aa"].pk, "founded", encoded({"": "1999-01-01"}), 0, city_writer(field.people["ben"]))
    values = {"staff": 19, "strategy": "Yes", "founded": "2001-12-24", "story": "A long story. " * 40}
    send(opened, filled(content, plan, values | {"uses/housing/weak": "Yes", "uses/housing/strong": "No"}))
    expect(opened.get_by_role("heading", level=1)).to_have_text("What the workbook changes")
    check(opened, "offline-changes")
    follow(opened.get_by_role("button", name="Save these answers"))
    expect(opened.get_by_role("alert")).to_contain_text("Choose for “When was it founded?”")
    check(opened, "offline-undecided")
    opened.get_by_label("Take the workbook’s answer").check()
    follow(opened.get_by_role("button", name="Save these answers"))
    expect(opened.get_by_role("status")).to_contain_text("5 answers of the workbook were saved.")
    assert Answer.objects.get(item="staff").value == '{"":"19"}'
    assert Answer.objects.get(item="founded").value == '{"":"2001-12-24"}'


def test_questionnaire_is_read_before_starting(opened: Page) -> None:
    follow(opened.get_by_role("link", name="Read on the screen"))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Officers")
    expect(opened.get_by_role("heading", name="1.2")).to_contain_text("Since which year?")
    check(opened, "offline-paper")
