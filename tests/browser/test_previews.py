"""Preview, reply and exports in a real browser: the whole service, with and without scripts, on any width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.explorer_kinds import DESKTOP, PHONE, violations
from tests.browser.field_service import FieldService, field_service
from tests.browser.pages import check_width, follow, picture


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FieldService]:
    """The service on the small study, one for all tests of this file."""
    with field_service(tmp_path_factory.mktemp("field")) as running:
        yield running


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
def test_preview_is_made_while_the_page_waits(service: FieldService, browser: Browser, script: bool) -> None:
    who, city = ("ada", "aa") if script else ("dora", "bb")
    context = service.context(browser, who, java_script_enabled=script, viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{service.address}/answer/{service.cases[city]}/preview/")
    picture(page, f"preview-before-{script}")
    follow(page.get_by_role("button", name="Make a preview"))
    expect(page.get_by_text("Your preview is being prepared.")).to_be_visible()
    if script:
        assert violations(page) == ""
    picture(page, f"preview-busy-{script}")
    expect(page.get_by_role("link", name=re.compile("^Read it"))).to_have_count(2, timeout=120_000)
    if script:
        assert violations(page) == ""
    picture(page, f"preview-ready-{script}")
    follow(page.get_by_role("link", name="Read it – English"))
    expect(page.locator(".cs-simulated")).to_contain_text("Draft for your city")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aaville" if script else "Bbtown")
    if script:
        background = page.evaluate("getComputedStyle(document.querySelector('.cs-simulated')).borderTopStyle")
        assert (background, violations(page)) == ("solid", "")
    picture(page, f"preview-page-{script}")
    context.close()


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_on_any_width(service: FieldService, browser: Browser, width: object, scheme: str) -> None:
    options = {"viewport": width, "color_scheme": scheme}
    city = service.context(browser, "ada", **options)
    desk = service.context(browser, "owner", **options)
    case = service.cases["aa"]
    for context, path, name in (
        (city, f"/answer/{case}/preview/", "preview"),
        (city, f"/answer/{case}/preview/?lang=fr", "preview-fr"),
        (city, f"/answer/{case}/reply?lang=en", "reply"),
        (desk, "/desk/exports/", "exports"),
        (desk, "/desk/replies/1/", "replies"),
        (desk, f"/desk/snapshots/{case}/", "desk-preview"),
    ):
        page = context.new_page()
        page.goto(service.address + path)
        expect(page.locator("h1")).to_be_visible()
        picture(page, f"{name}-{scheme}")
        assert violations(page) == "", path
        check_width(page, name)
        page.close()
    city.close()
    desk.close()


def test_a_reply_by_keyboard_with_its_errors(service: FieldService, browser: Browser) -> None:
    context = service.context(browser, "cleo", viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{service.address}/answer/{service.cases['aa']}/reply")
    follow(page.get_by_role("button", name="Send the reply"), "Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Choose what you would like to tell us.")
    assert violations(page) == ""
    picture(page, "reply-error")
    summary.get_by_role("link").press("Enter")
    page.get_by_label("I have a comment").press("Space")
    page.get_by_label("Your words").press_sequentially("Well done <b>so far</b>.")
    follow(page.get_by_role("button", name="Send the reply"), "Enter")
    expect(page.get_by_role("status")).to_have_text("Thank you, your reply is saved.")
    expect(page.get_by_text("Well done <b>so far</b>.")).to_be_visible()
    picture(page, "reply-sent")
    context.close()


def test_staff_send_a_correction_back_and_take_the_answers_out(service: FieldService, browser: Browser) -> None:
    context = service.context(browser, "owner", viewport=DESKTOP, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{service.address}/desk/replies/1/")
    page.get_by_text("Send back as a query – Bbtown").click()
    question = page.locator("details[open]").get_by_label("What the city is asked to look at again")
    question.fill("")
    follow(page.get_by_role("button", name="Send back to Bbtown"))
    expect(page.get_by_role("alert")).to_contain_text("Say what the city is to look at again.")
    assert violations(page) == ""
    question.fill("Please check the year.")
    follow(page.get_by_role("button", name="Send back to Bbtown"))
    expect(page.get_by_role("status")).to_contain_text("Bbtown can change its answers again")
    picture(page, "replies-after")
    page.goto(f"{service.address}/desk/exports/")
    page.get_by_label("All, drafts marked as such").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV, as in the study folder").click()
    assert download.value.suggested_filename == "river-field-2026-officers-all.csv"
    assert "\nbb,2026,queried," in Path(download.value.path()).read_text(encoding="utf-8")
    context.close()
