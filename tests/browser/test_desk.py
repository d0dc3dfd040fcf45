"""An owner's first day at the desk in a real browser: from the password to the dashboard."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.desk_server import OWNER, PASSWORD, desk_server
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, QUESTIONNAIRE, STUDY

WIDTHS = (360, 1280)
WRONG = """\
city,name,email,part,language
aa,Ada Arnaud,ada@aa.example.org,lead,fr
bx,Dora Bruno,dora@bb.example.org,lead,en
cc,Emi Chiba,emi.example.org,boss,en
"""
RIGHT = WRONG.replace("bx", "bb").replace("emi.example", "emi@cc.example").replace("boss", "lead")


def authenticator_code(secret: str) -> str:
    """The code of an authenticator app (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def _checked(page: Page) -> None:
    """axe finds nothing, at a phone's and at a desk's width, and nothing runs over the side."""
    page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url} at {width}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} at {width}"


def _sign_in(page: Page, address: str) -> None:
    """With the password, then setting up the second factor."""
    page.goto(f"{address}/desk/")
    _checked(page)
    page.get_by_label("Email").fill(OWNER)
    page.get_by_label("Password").fill("not this one at all")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").is_visible()
    _checked(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Confirm that it is you"
    _checked(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Set up two-factor sign-in"
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    _checked(page)
    page.get_by_text("I cannot scan it").click()
    page.get_by_label("Authenticator code").fill(authenticator_code(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Continue").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Recovery codes"
    assert page.locator(".codes li").count() == 10
    _checked(page)


def test_owner_opens_a_wave_loads_contacts_invites_and_sees_the_dashboard(browser: Browser, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study", study=STUDY, cities=CITIES, questionnaire=QUESTIONNAIRE, answers=None)
    problems: list[str] = []
    with desk_server(study, tmp_path / "data") as address:
        context = browser.new_context()
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda message: problems.append(message.text) if "Content Security" in message.text else None
        )
        _sign_in(page, address)
        page.goto(f"{address}/desk/")
        _checked(page)
        page.get_by_role("link", name="Open this wave").click()
        _checked(page)
        page.get_by_label("Deadline").fill("2030-03-31")
        page.get_by_label("Target response rate").fill("60")
        page.get_by_role("button", name="Open the wave").click()
        _load_contacts(page, tmp_path)
        _invite(page, tmp_path / "data" / "mail")
        page.get_by_role("link", name="Response").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Response"
        assert "0 of 3 cities" in page.locator("figcaption").inner_text()
        _checked(page)
        _room_for_questions(page)
        for name in ("Cities", "Comments", "Settings", "Texts of mails", "Team"):
            page.get_by_role("link", name=name, exact=True).click()
            _checked(page)
        for name in ("Review", "Questionnaire versions", "Exports", "Check a checksum", "Audit log", "Retention"):
            page.get_by_role("navigation", name="Desk").get_by_role("link", name=name, exact=True).click()
            _checked(page)
        page.goto(f"{address}/desk/field/1/")
        page.get_by_role("link", name="Replies", exact=True).click()
        _checked(page)
        page.goto(f"{address}/desk/city/1/")
        _checked(page)
        page.get_by_role("link", name="Ada Arnaud").click()
        _checked(page)
        page.goto(f"{address}/desk/texts/invite/fr")
        page.get_by_label("Text").fill("Bonjour {nom}, {link}")
        page.get_by_role("button", name="Save").click()
        assert "{nom} stands for nothing" in page.get_by_role("alert").inner_text()
        _checked(page)
        context.close()
    assert problems == []


def _load_contacts(page: Page, folder: Path) -> None:
    """First a list with errors, then the mended one."""
    _checked(page)
    page.get_by_role("link", name="Upload a list").click()
    _checked(page)
    for name, text in (("wrong.csv", WRONG), ("right.csv", RIGHT)):
        (folder / name).write_text(text, encoding="utf-8")
        page.get_by_label("File with contacts").set_input_files(folder / name)
        page.get_by_role("button", name="Check the list").click()
        if name == "wrong.csv":
            rows = page.locator("main table tbody tr").all_inner_texts()
            assert [row.split("\t")[:3] for row in rows] == [
                ["3", "city", "bx"],
                ["4", "email", "emi.example.org"],
                ["4", "part", "boss"],
            ]
            _checked(page)
    _checked(page)
    page.get_by_role("button", name="Load 3 contacts").click()
    assert "3 contacts were loaded" in page.get_by_role("status").first.inner_text()
    _checked(page)


def _room_for_questions(page: Page) -> None:
    """On a phone a question of the table has the whole width, and its numbers say what they are."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    table = page.locator(".by-question")
    room = table.evaluate("table => table.clientWidth")
    widths = table.locator("tbody th[scope=row]").evaluate_all("found => found.map(one => one.clientWidth)")
    assert len(widths) == 10
    assert all(width >= room - 2 for width in widths)
    label = table.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Asked" in label


def _invite(page: Page, mail: Path) -> None:
    """Confirm, send, and find the mails where this service puts them."""
    page.get_by_role("link", name="Mails", exact=True).click()
    _checked(page)
    page.get_by_role("link", name="Invite them").click()
    assert "Ada Arnaud" in page.locator("main").inner_text()
    _checked(page)
    page.get_by_role("button", name="Send 3 mails").click()
    assert "3 mails are on their way" in page.get_by_role("status").first.inner_text()
    for _ in range(100):
        sent = "".join(path.read_text(encoding="utf-8") for path in mail.glob("*"))
        if sent.count("\nTo: ") == 3:
            break
        time.sleep(0.2)
    assert sent.count("\nTo: ") == 3
