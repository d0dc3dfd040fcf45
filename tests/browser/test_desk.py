"""An owner's first day at the desk in a real browser: from the password to the dashboard."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.desk_server import OWNER, PASSWORD, desk_server
from tests.browser.explorer_kinds import PHONE
from tests.browser.pages import follow, look
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, QUESTIONNAIRE, STUDY

WRONG = """\
city,name,email,part,language
aa,Ada Arnaud,ada@aa.example.org,lead,fr
bx,Dora Bruno,dora@bb.example.org,lead,en
cc,Emi Chiba,emi.example.org,boss,en
"""
RIGHT = WRONG.replace("bx", "bb").replace("emi.example", "emi@cc.example").replace("boss", "lead")


def authenticator_code(secret: str) -> str:
    """The code of an authenticator app (RFC 6238), of a step with time enough left to enter it."""
    while time.time() % 30 > 20:
        time.sleep(0.2)
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def _heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def _sign_in(page: Page, address: str) -> None:
    """With the password, then setting up the second factor."""
    page.goto(f"{address}/desk/")
    look(page, "desk-sign-in")
    page.get_by_label("Email").fill(OWNER)
    page.get_by_label("Password").fill("not this one at all")
    follow(page.get_by_role("button", name="Sign in"))
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "desk-sign-in-wrong")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    expect(_heading(page)).to_have_text("Set up two-factor sign-in")
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    look(page, "desk-second-factor")
    page.get_by_text("I cannot scan it").click()
    page.get_by_label("Authenticator code").fill(authenticator_code(page.locator("code.secret").inner_text()))
    follow(page.get_by_role("button", name="Continue"))
    expect(_heading(page)).to_have_text("Recovery codes")
    expect(page.locator(".codes li")).to_have_count(10)
    look(page, "desk-recovery-codes")
    # Whoever signed in long ago is asked again before anything of this is changed.
    page.goto(f"{address}/account/confirm")
    expect(_heading(page)).to_have_text("Confirm that it is you")
    look(page, "desk-confirm")
    page.goto(f"{address}/desk/")


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
        look(page, "desk-empty")
        follow(page.get_by_role("link", name="Open this wave"))
        look(page, "desk-open-wave")
        page.get_by_label("Deadline").fill("2030-03-31")
        page.get_by_label("Target response rate").fill("60")
        follow(page.get_by_role("button", name="Open the wave"))
        _load_contacts(page, tmp_path)
        _invite(page, tmp_path / "data" / "mail")
        follow(page.get_by_role("link", name="Response"))
        expect(_heading(page)).to_have_text("Response")
        expect(page.locator("figcaption")).to_contain_text("0 of 3 cities")
        look(page, "desk-response")
        _room_for_questions(page)
        for name in ("Cities", "Comments", "Settings", "Texts of mails", "Team"):
            follow(page.get_by_role("link", name=name, exact=True))
            look(page, f"desk-{_file_name(name)}")
        for name in ("Review", "Questionnaire versions", "Exports", "Check a checksum", "Audit log", "Retention"):
            follow(page.get_by_role("navigation", name="Desk").get_by_role("link", name=name, exact=True))
            look(page, f"desk-{_file_name(name)}")
        page.goto(f"{address}/desk/field/1/")
        follow(page.get_by_role("link", name="Replies", exact=True))
        look(page, "desk-replies")
        page.goto(f"{address}/desk/city/1/")
        look(page, "desk-city")
        follow(page.get_by_role("link", name="Ada Arnaud"))
        look(page, "desk-contact")
        page.goto(f"{address}/desk/texts/invite/fr")
        page.get_by_label("Text").fill("Bonjour {nom}, {link}")
        follow(page.get_by_role("button", name="Save"))
        expect(page.get_by_role("alert")).to_contain_text("{nom} stands for nothing")
        look(page, "desk-text-wrong")
        context.close()
    assert problems == []


def _file_name(name: str) -> str:
    return name.lower().replace(" ", "-")


def _load_contacts(page: Page, folder: Path) -> None:
    """First a list with errors, then the mended one."""
    look(page, "desk-contacts-none")
    follow(page.get_by_role("link", name="Upload a list"))
    look(page, "desk-contacts-upload")
    for name, text in (("wrong", WRONG), ("right", RIGHT)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        page.get_by_label("File with contacts").set_input_files(folder / f"{name}.csv")
        follow(page.get_by_role("button", name="Check the list"))
        if name == "wrong":
            rows = page.locator("main table tbody tr").all_inner_texts()
            assert [row.split("\t")[:3] for row in rows] == [
                ["3", "city", "bx"],
                ["4", "email", "emi.example.org"],
                ["4", "part", "boss"],
            ]
        look(page, f"desk-contacts-{name}")
    follow(page.get_by_role("button", name="Load 3 contacts"))
    expect(page.get_by_role("status").first).to_contain_text("3 contacts were loaded")
    look(page, "desk-contacts")


def _room_for_questions(page: Page) -> None:
    """On a phone a question of the table has the whole width, and its numbers say what they are."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    table = page.locator(".by-question")
    room = table.evaluate("table => table.clientWidth")
    widths = table.locator("tbody th[scope=row]").evaluate_all("found => found.map(one => one.clientWidth)")
    assert len(widths) == 10
    assert all(width >= room - 2 for width in widths)
    label = table.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Asked" in label


def _invite(page: Page, mail: Path) -> None:
    """Confirm, send, and find the mails where this service puts them."""
    follow(page.get_by_role("link", name="Mails", exact=True))
    look(page, "desk-mails")
    follow(page.get_by_role("link", name="Invite them"))
    expect(page.locator("main")).to_contain_text("Ada Arnaud")
    look(page, "desk-invite")
    follow(page.get_by_role("button", name="Send 3 mails"))
    expect(page.get_by_role("status").first).to_contain_text("3 mails are on their way")
    for _ in range(150):
        sent = "".join(path.read_text(encoding="utf-8") for path in mail.glob("*"))
        if sent.count("\nTo: ") == 3:
            break
        time.sleep(0.2)
    assert sent.count("\nTo: ") == 3
