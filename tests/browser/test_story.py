"""The whole story of a wave in real browsers against the real service: from the first sign-in to the release."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.desk_server import OWNER, PASSWORD, desk_server
from tests.browser.pages import follow, look
from tests.browser.test_desk import authenticator_code
from tests.conftest import ROOT
from tests.studies import write_study
from tests.unit.web.collection.field import CITIES, QUESTIONNAIRE, STUDY

CONTACTS = """\
city,name,email,part,language
aa,Ada Arnaud,ada@aa.example.org,lead,en
aa,Ben Berger,ben@aa.example.org,colleague,fr
aa,Cleo Clerk,cleo@aa.example.org,signatory,en
bb,Dora Bruno,dora@bb.example.org,lead,en
"""
STAFF = "How many people work on it?"
STEPS = [
    ("wave opened", "3 cities"),
    ("contacts loaded", "4 contacts"),
    ("mail sent: invite", "to 4 contacts"),
    ("signed in", ""),
    ("signed in", ""),
    ("signed in", ""),
    ("case.review", "draft > in_review"),
    ("case.sign", "in_review > submitted"),
    ("query.written", "query:1 on staff"),
    ("case.query", "submitted > queried"),
    ("query.replied", "query:1"),
    ("case.sign", "queried > amended"),
    ("query.settled", "query:1"),
    ("case.approve", "amended > approved"),
    ("wave closed", ""),
]
_BETWEEN = re.compile(r"^-{79}\n", re.MULTILINE)


@dataclass
class Story:
    """The service, its folders, and the browsers of its people."""

    browser: Browser
    study: Path
    data: Path
    address: str = ""
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self) -> Page:
        """A browser of someone's own; uncaught errors and refusals of the content policy fail the story."""
        context = self.browser.new_context()
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: self.problems.append(said.text) if "Content Security" in said.text else None)
        return page

    def mails(self, to: str) -> list[email.message.EmailMessage]:
        """The mails to an address that the service has sent, the oldest first."""
        found = []
        for path in sorted(self.data.glob("mail/*"), key=lambda each: each.stat().st_mtime_ns):
            for text in _BETWEEN.split(path.read_text(encoding="utf-8")):
                mail = email.message_from_string(text, policy=email.policy.default)
                if mail["To"] == to:
                    found.append(mail)
        return found

    def mail(self, to: str, body: str) -> re.Match[str]:
        """What is found of a pattern in the last mail to an address in which there is any, once it has come."""
        for _ in range(150):
            for mail in reversed(self.mails(to)):
                found = re.search(body, mail.get_content())
                if found:
                    return found
            time.sleep(0.2)
        raise AssertionError(f"no mail to {to} with {body}: {[mail.get_content() for mail in self.mails(to)]}")

    def arrives(self, who: str, language: str, *, seen: bool = False) -> Page:
        """Someone of the city follows the link in their invitation and enters the code of the next mail.

        The pages on the way are looked at unless they have been ``seen``.
        """
        page, address = self.page(), f"{who}@aa.example.org"
        page.goto(self.mail(address, r"http://\S+/link/\S+")[0])
        expect(page.locator("html")).to_have_attribute("lang", language)
        if not seen:
            look(page, f"link-{language}")
        follow(page.locator("main form button"))
        expect(page.locator("html")).to_have_attribute("lang", language)
        if not seen:
            look(page, f"code-{language}")
        page.locator("#code").fill("000 000x")
        follow(page.locator("main form button"))
        expect(page.locator("#code-error")).to_be_visible()
        page.locator("#code").fill(self.mail(address, r"\b\d{6}\b")[0])
        follow(page.locator("main form button"))
        expect(page.locator("#code")).to_be_hidden()
        return page


def test_a_wave_from_the_first_sign_in_to_the_release(browser: Browser, tmp_path: Path) -> None:
    study = write_study(tmp_path / "study", study=STUDY, cities=CITIES, questionnaire=QUESTIONNAIRE, answers=None)
    story = Story(browser, study, tmp_path / "data")
    with desk_server(study, story.data) as story.address:
        owner = story.page()
        _owner_invites(story, owner, tmp_path)
        ada, ben = story.arrives("ada", "en"), story.arrives("ben", "fr")
        look(ada, "arrived")
        ada.goto(f"{story.address}/answer/")
        ben.goto(f"{story.address}/answer/")
        look(ada, "my-cases")
        look(ben, "my-cases-fr")
        _answer_together(story, ada, ben)
        cleo = story.arrives("cleo", "en", seen=True)
        digest = _sign(story, ada, cleo)
        _query_and_amend(story, owner, ada, cleo, digest)
        _watch_and_close(story, owner)
        _audit(story, owner)
        for context in story.contexts:
            context.close()
        _release(story, tmp_path / "out")
    assert story.problems == []


def _owner_invites(story: Story, page: Page, folder: Path) -> None:
    """Sign in with both factors, open the wave, upload the contacts and write to them."""
    page.goto(f"{story.address}/desk/")
    page.get_by_label("Email").fill(OWNER)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))
    page.get_by_text("I cannot scan it").click()
    page.get_by_label("Authenticator code").fill(authenticator_code(page.locator("code.secret").inner_text()))
    follow(page.get_by_role("button", name="Continue"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.goto(f"{story.address}/desk/")
    follow(page.get_by_role("link", name="Open this wave"))
    page.get_by_label("Deadline").fill("2030-03-31")
    page.get_by_label("Target response rate").fill("60")
    follow(page.get_by_role("button", name="Open the wave"))
    follow(page.get_by_role("link", name="Upload a list"))
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    page.get_by_label("File with contacts").set_input_files(folder / "contacts.csv")
    follow(page.get_by_role("button", name="Check the list"))
    follow(page.get_by_role("button", name="Load 4 contacts"))
    follow(page.get_by_role("link", name="Mails", exact=True))
    follow(page.get_by_role("link", name="Invite them"))
    follow(page.get_by_role("button", name="Send 4 mails"))
    expect(page.get_by_role("status").first).to_contain_text("4 mails are on their way")
    look(page, "mails")


def _answer_together(story: Story, ada: Page, ben: Page) -> None:
    """Lead and colleague answer at once, one in English and one in French, and settle the conflict they meet."""
    for page, name in ((ada, "en"), (ben, "fr")):
        follow(page.locator(".card-title a"))
        look(page, f"overview-{name}")
    follow(ada.get_by_role("link", name="Strategy", exact=True))
    ada.locator("[data-question=strategy]").get_by_label("Yes").check()
    ada.get_by_label("Since which year?").fill("2015")
    ada.locator("[data-question=areas]").get_by_label("Housing").check()
    follow(ben.get_by_role("link", name="Équipe", exact=True))
    ben.get_by_label("Dites-nous-en plus.").fill("Une équipe au bord de l’eau.")
    follow(ada.get_by_role("button", name="Next section").or_(ada.locator("button[value=next]")).first)
    expect(ada.get_by_role("heading", level=1)).to_have_text("Team")
    ada.get_by_label(STAFF).fill("12")
    ada.get_by_label(STAFF).blur()
    expect(ada.locator("[data-page-state]")).to_have_text("All saved")
    ben.get_by_label("Combien de personnes y travaillent").fill("15")
    conflict = ben.get_by_role("alert").filter(has_text="Ada Arnaud")
    expect(conflict).to_contain_text("12")
    expect(conflict).to_contain_text("15")
    look(ben, "conflict-fr")
    conflict.get_by_role("button").first.click()
    expect(conflict).to_be_hidden()
    expect(ben.get_by_label("Combien de personnes y travaillent")).to_have_value("12")
    ada.locator("[data-question=data]").get_by_label("Strong").first.check()
    expect(ada.locator("[data-page-state]")).to_have_text("All saved")
    look(ada, "section-en")
    look(ben, "section-fr")


def _sign(story: Story, ada: Page, cleo: Page) -> str:
    """The lead starts the review, the signatory signs; gives the checksum that the receipt and its PDF bear."""
    follow(ada.locator("button[value=overview]"))
    follow(ada.get_by_role("button", name="Start the review"))
    look(ada, "overview-review")
    cleo.goto(story.mail("cleo@aa.example.org", r"has reviewed[\s\S]*?(http://\S+/link/\S+)")[1])
    follow(cleo.locator(".card-title a"))
    follow(cleo.get_by_role("link", name="Sign off"))
    look(cleo, "sign")
    _put_name(cleo)
    expect(cleo.get_by_text("were signed and handed in")).to_be_visible()
    look(cleo, "receipt")
    found = re.search(r"\b[0-9a-f]{64}\b", cleo.locator("main").inner_text().replace("\n", ""))
    assert found is not None
    with cleo.expect_download() as download:
        cleo.get_by_role("link", name="PDF – English").click()
    if os.environ.get("CIVISCOPE_PICTURES"):
        download.value.save_as(f"{os.environ['CIVISCOPE_PICTURES']}/receipt.pdf")
    text = "".join(part.extract_text() for part in PdfReader(download.value.path()).pages)
    assert found[0] in re.sub(r"\s", "", text)
    assert "Cleo Clerk" in text
    return found[0]


def _put_name(page: Page) -> None:
    page.get_by_label("Your name").fill("Cleo Clerk")
    page.get_by_label("Your function").fill("City clerk")
    page.get_by_label("I have read these answers").check()
    follow(page.get_by_role("button", name="Sign and hand in"))


def _query_and_amend(story: Story, owner: Page, ada: Page, cleo: Page, digest: str) -> None:
    """The team asks about one answer; the city replies, changes it and signs again; it is approved."""
    owner.goto(f"{story.address}/desk/")
    follow(owner.get_by_role("link", name="Review").first)
    follow(owner.get_by_role("link", name="Aaville"))
    question = owner.locator("#staff")
    question.locator("summary").click()
    question.get_by_label("Your query").fill("Are really twelve people working on it?")
    follow(question.get_by_role("button", name="Note the query"))
    follow(owner.get_by_role("button", name="Send 1 query to the city"))
    expect(owner.get_by_text("1 query was sent")).to_be_visible()
    look(owner, "review-case-queried")

    ada.goto(story.mail("ada@aa.example.org", r"Are really twelve[\s\S]*?(http://\S+/link/\S+)")[1])
    follow(ada.locator(".card-title a"))
    follow(ada.get_by_role("link", name=re.compile("The programme team has 1 question")))
    look(ada, "queries")
    ada.get_by_label("Your reply").fill("Thirteen; one was forgotten.")
    follow(ada.get_by_role("button", name="Save the reply"))
    follow(ada.get_by_role("link", name="Change the answer"))
    ada.get_by_label(STAFF).fill("13")
    ada.get_by_label(STAFF).blur()
    expect(ada.locator("[data-page-state]")).to_have_text("All saved")
    follow(ada.get_by_role("button", name="To the overview"))
    cleo.goto(ada.url)
    follow(cleo.get_by_role("link", name="Sign the amendment"))
    look(cleo, "sign-amendment")
    _put_name(cleo)
    expect(cleo.get_by_role("heading", name="Receipt of amendment 1")).to_be_visible()
    # It names what it amends, and has a checksum of its own.
    expect(cleo.locator("main")).to_contain_text("Amends: Receipt, signed by Cleo Clerk")
    expect(cleo.locator("main")).to_contain_text(digest)
    expect(cleo.locator("#checksum")).to_be_visible()
    expect(cleo.locator("#checksum")).not_to_contain_text(digest)
    look(cleo, "receipt-amendment")

    owner.reload()
    expect(owner.get_by_text("signed before: 12")).to_be_visible()
    look(owner, "review-case")
    follow(owner.locator("#staff").get_by_role("button", name=re.compile("Settle")))
    follow(owner.get_by_role("button", name="Approve", exact=True))
    expect(owner.get_by_text("are approved.")).to_be_visible()
    ada.goto(f"{story.address}/answer/")
    look(ada, "my-cases-approved")
    follow(ada.locator(".card-title a"))
    look(ada, "overview-approved")


def _watch_and_close(story: Story, owner: Page) -> None:
    """The dashboard counts the city; the exports are there; the wave is closed."""
    owner.goto(f"{story.address}/desk/")
    look(owner, "desk")
    follow(owner.get_by_role("link", name="Exports").first)
    look(owner, "exports")
    owner.goto(f"{story.address}/desk/field/1/")
    expect(owner.locator("figcaption").first).to_contain_text("1 of 3 cities")
    look(owner, "dashboard")
    follow(owner.get_by_role("link", name="Settings", exact=True))
    follow(owner.get_by_role("button", name="Close the wave"))
    expect(owner.get_by_role("heading", name="Open the wave again")).to_be_visible()


def _audit(story: Story, owner: Page) -> None:
    """Every step of the story stands in the audit log, in its order, without any answer or name."""
    told = owner.request.get(f"{story.address}/desk/audit.csv").text()
    rows = list(csv.DictReader(io.StringIO(told.lstrip("\ufeff"))))
    assert [(row["action"], row["detail"]) for row in reversed(rows)] == STEPS
    for secret in ("Thirteen", "Ada Arnaud", "au bord de l’eau"):
        assert secret not in told


def _release(story: Story, out: Path) -> None:
    """``civiscope release`` publishes the amended answer, in the snapshot and on the site's page of the city."""
    command = [sys.executable, "-m", "civiscope", "release", str(story.study), "--from-service", "--out", str(out)]
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ended = subprocess.run(
        [*command, "--data", str(story.data)], env=env, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "1 case published" in ended.stdout
    for name in ("snapshots/aa.html", "site/cities/aa.html"):
        page = story.browser.new_page()
        page.goto((out / name).as_uri())
        expect(page.locator("main")).to_contain_text(f"{STAFF}: 13.")
        expect(page.locator("main")).not_to_contain_text("Une équipe au bord")
        page.close()
