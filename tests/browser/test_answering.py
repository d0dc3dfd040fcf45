"""A city answers together in real browsers: two people at once, with and without scripts, by keyboard, on a phone."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.models import Answer, Case, Comment
from civiscope.web.collection.rules.given import decoded
from civiscope.web.common.identity import identity, introduce
from tests.browser.city_server import city_server
from tests.browser.explorer_kinds import DESKTOP, PHONE, violations
from tests.browser.pages import follow
from tests.unit.web.collection.field import Field, make_field

pytestmark = pytest.mark.django_db(transaction=True)

# Playwright's own loop runs in the thread of the test, which asks the database between two steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOK = "document.querySelector('form[data-answers]').dispatchEvent(new Event('civiscope:look'))"


class City:
    """A small study in the field, its server, and browsers for its people."""

    def __init__(self, field: Field, address: str, browser: Browser) -> None:
        self.field = field
        self.address = address
        self.browser = browser
        self.case = field.cases["aa"]

    @contextmanager
    def page(self, who: str, **options: object) -> Iterator[Page]:
        """A browser of its own in which this person is signed in; errors of its scripts fail the test."""
        key = open_device(self.field.people[who], make_code(self.field.people[who]))
        assert key is not None
        context: BrowserContext = self.browser.new_context(**options)  # type: ignore[arg-type]
        context.add_cookies([{"name": DEVICE_COOKIE, "value": key, "url": self.address}])
        page, problems = context.new_page(), list[str]()
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        context.close()
        assert problems == []

    def open(self, page: Page, path: str) -> None:
        """Open an address of the case."""
        page.goto(f"{self.address}/answer/{self.case.pk}/{path}")

    def kept(self, item: str) -> dict[str, str]:
        """The cells on disk."""
        found = Answer.objects.filter(case=self.case, item=item).first()
        return {} if found is None else decoded(found.value)


@pytest.fixture
def city(browser: Browser, tmp_path: Path) -> Iterator[City]:
    """The study of `field`, served."""
    field = make_field(tmp_path / "study")
    with city_server() as address:
        # Style and fonts are made once a process, at the first request.
        with urllib.request.urlopen(f"{address}/service/assets/service.css") as style:
            assert style.status == 200
        yield City(field, address, browser)


def all_saved(page: Page) -> None:
    """Wait until the page says so."""
    expect(page.locator("[data-page-state]")).to_have_text("All saved")


def state_of(page: Page, item: str):  # type: ignore[no-untyped-def]
    """What a question says of its saving."""
    return page.locator(f"[data-question={item}] [data-state]")


def test_answers_save_by_themselves_and_stand_on_another_device(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/team")
        page.get_by_label("How many people work on it?").fill("12")
        expect(state_of(page, "staff")).to_contain_text("Saved")
        page.get_by_role("group", name="Housing").first.get_by_label("Weak").check()
        page.locator("[id='ranking.health=']").select_option("1")
        page.locator("[id='ranking.housing=']").select_option("2")
        page.locator("[id='uses.transport=strong']").check()
        page.get_by_label("When was it founded?").fill("2011-05-01")
        page.get_by_label("Its website?").fill("https://lab.example.org/")
        page.get_by_label("Tell us more.").fill("It began\nin a cellar; we moved.")
        page.get_by_label("Tell us more.").blur()
        expect(state_of(page, "story")).to_contain_text("Saved")
        all_saved(page)
    assert city.kept("staff") == {"": "12"}
    assert city.kept("data") == {"housing": "weak"}
    assert city.kept("ranking") == {"": "health;housing"}
    assert city.kept("uses") == {"transport": "strong"}
    assert city.kept("founded") == {"": "2011-05-01"}
    assert city.kept("story") == {"": "It began\nin a cellar; we moved."}
    with city.page("ada", viewport=PHONE) as phone:
        city.open(phone, "section/team")
        expect(phone.get_by_label("How many people work on it?")).to_have_value("12")
        expect(phone.get_by_label("Tell us more.")).to_have_value("It began\nin a cellar; we moved.")
        expect(phone.locator("[id='ranking.housing=']")).to_have_value("2")
        expect(phone.locator("[id='uses.transport=strong']")).to_be_checked()


def test_time_of_a_save_is_that_of_the_study_wherever_the_device_is(city: City) -> None:
    before = identity()
    introduce(replace(before, zone=ZoneInfo("America/Bogota")))
    try:
        with city.page("ada", timezone_id="Asia/Tokyo") as page:
            city.open(page, "section/team")
            page.get_by_label("How many people work on it?").fill("12")
            expect(state_of(page, "staff")).to_contain_text("UTC−5")
            at = Answer.objects.get(item="staff").saved_at.astimezone(ZoneInfo("America/Bogota"))
            expect(state_of(page, "staff")).to_contain_text(f"{at:%H:%M} UTC−5")
            page.reload()
            expect(state_of(page, "staff")).to_contain_text(f"{at:%H:%M} (Bogota, UTC−5)")
    finally:
        introduce(before)


def test_questions_appear_and_fall_away_at_once_and_keep_their_answers(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/strategy")
        page.locator("[data-question=strategy]").get_by_label("Yes").check()
        year = page.get_by_label("Since which year?")
        expect(year).to_be_visible()
        year.fill("2015")
        expect(state_of(page, "strategy_year")).to_contain_text("Saved")
        page.locator("[data-question=strategy]").get_by_label("No", exact=True).check()
        expect(year).to_be_hidden()
        all_saved(page)
        page.locator("[data-question=strategy]").get_by_label("Yes").check()
        expect(year).to_be_visible()
        expect(year).to_have_value("2015")
        all_saved(page)
    assert city.kept("strategy_year") == {"": "2015"}


def test_what_cannot_be_read_is_saved_and_told_in_place(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/strategy")
        page.locator("[data-question=strategy]").get_by_label("Yes").check()
        page.get_by_label("Since which year?").fill("1066")
        expect(page.locator("[id='strategy_year=messages']")).to_have_text("A year from 1950 to 2026.")
        expect(page.get_by_label("Since which year?")).to_have_attribute("aria-invalid", "true")
        all_saved(page)
        page.reload()
        page.get_by_role("link", name="1.2: A year from 1950 to 2026.").click()
        expect(page.get_by_label("Since which year?")).to_have_value("1066")
        page.get_by_label("Since which year?").fill("1966")
        expect(page.locator("[id='strategy_year=messages']")).to_be_empty()
        all_saved(page)


def test_two_at_once_are_shown_both_answers_and_choose(city: City) -> None:
    with city.page("ada") as ada, city.page("ben") as ben:
        for page in (ada, ben):
            city.open(page, "section/team")
        ada.get_by_label("How many people work on it?").fill("12")
        ada.get_by_label("How many people work on it?").blur()
        all_saved(ada)
        ben.get_by_label("How many people work on it?").fill("15")
        conflict = ben.get_by_role("alert").filter(has_text="Ada saved another answer here meanwhile")
        expect(conflict).to_contain_text("12")
        expect(conflict).to_contain_text("15")
        expect(ben.get_by_label("How many people work on it?")).to_have_value("15")
        assert city.kept("staff") == {"": "12"}
        assert violations(ben) == ""
        ben.get_by_role("button", name="Keep mine").click()
        expect(conflict).to_be_hidden()
        all_saved(ben)
        assert city.kept("staff") == {"": "15"}
        ada.get_by_label("Tell us more.").focus()
        ada.evaluate(LOOK)
        expect(ada.get_by_label("How many people work on it?")).to_have_value("15")
        expect(state_of(ada, "staff")).to_contain_text("Ben saved another answer here")


def test_of_two_lists_both_can_be_kept_or_the_other_one(city: City) -> None:
    with city.page("ada") as ada, city.page("ben") as ben:
        for page in (ada, ben):
            city.open(page, "section/strategy")
        ada.locator("[data-question=areas]").get_by_label("Housing").check()
        all_saved(ada)
        ben.locator("[data-question=areas]").get_by_label("Health").check()
        ben.get_by_role("button", name="Keep what both name").click()
        expect(ben.locator("[data-question=areas]").get_by_label("Housing")).to_be_checked()
        all_saved(ben)
        assert city.kept("areas") == {"": "housing;health"}
        ada.locator("[data-question=areas]").get_by_label("Transport").check()
        ada.get_by_role("button", name="Keep the answer of Ben").click()
        expect(ada.locator("[data-question=areas]").get_by_label("Health")).to_be_checked()
        expect(ada.locator("[data-question=areas]").get_by_label("Transport")).not_to_be_checked()
        all_saved(ada)
    assert city.kept("areas") == {"": "housing;health"}


def test_while_someone_types_a_colleagues_answer_is_announced_and_not_put_in_the_way(city: City) -> None:
    with city.page("ada") as ada, city.page("ben") as ben:
        for page in (ada, ben):
            city.open(page, "section/team")
        ada.get_by_label("How many people work on it?").focus()
        ben.get_by_label("How many people work on it?").fill("7")
        ben.get_by_label("How many people work on it?").blur()
        all_saved(ben)
        ada.evaluate(LOOK)
        expect(ada.locator("[data-question=staff] .colleague")).to_contain_text("Ben saved another answer here")
        expect(ada.get_by_label("How many people work on it?")).to_have_value("")
        ada.get_by_role("button", name="Show it").click()
        expect(ada.get_by_label("How many people work on it?")).to_have_value("7")


def test_network_failure_is_told_and_tried_again_until_it_is_saved(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/team")
        broken = {"now": True}

        def answer(route: Route) -> None:
            if broken["now"]:
                route.abort()
            else:
                route.continue_()

        page.route("**/save/**", answer)
        page.get_by_label("How many people work on it?").fill("12")
        page.get_by_label("How many people work on it?").blur()
        expect(page.locator("[data-page-state]")).to_contain_text("Not saved: the service cannot be reached")
        assert city.kept("staff") == {}
        broken["now"] = False
        expect(page.locator("[data-page-state]")).to_have_text("All saved")
    assert city.kept("staff") == {"": "12"}


def test_language_is_switched_without_losing_what_was_just_typed(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/team")
        page.get_by_label("Tell us more.").fill("half a sen")
        follow(page.get_by_role("button", name="Français"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Équipe")
        expect(page.get_by_label("Dites-nous-en plus.")).to_have_value("half a sen")
    assert city.kept("story") == {"": "half a sen"}


def test_none_of_these_and_dont_know_exclude_the_rest(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/strategy")
        areas = page.locator("[data-question=areas]")
        areas.get_by_label("Housing").check()
        areas.get_by_label("In your own words").fill("Parks")
        expect(areas.get_by_label("Other", exact=True)).to_be_checked()
        areas.get_by_label("In your own words").blur()
        all_saved(page)
        assert city.kept("areas") == {"": "housing;other: Parks"}
        areas.get_by_label("Don’t know").check()
        expect(areas.get_by_label("Housing")).not_to_be_checked()
        all_saved(page)
        assert city.kept("areas") == {"": "(don't know)"}
        areas.get_by_role("button", name="Clear").click()
        expect(areas.get_by_label("Don’t know")).not_to_be_checked()
        all_saved(page)
    assert city.kept("areas") == {}


def test_without_scripts_a_section_is_saved_with_routing_and_messages(city: City) -> None:
    with city.page("ada", java_script_enabled=False) as page:
        city.open(page, "section/strategy")
        page.locator("[data-question=strategy]").get_by_label("Yes").check()
        page.locator("[data-question=areas]").get_by_label("Housing").check()
        follow(page.locator("[data-question=strategy]").get_by_role("button", name="Save this answer"))
        expect(page.get_by_text("All answers on this page are saved.")).to_be_visible()
        assert city.kept("areas") == {"": "housing"}
        page.get_by_label("Since which year?").fill("1066")
        follow(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_role("alert")).to_contain_text("A year from 1950 to 2026.")
        assert city.kept("strategy_year") == {"": "1066"}
        page.get_by_label("Since which year?").fill("1999")
        follow(page.get_by_role("button", name="Save and go on"))
        expect(page.get_by_role("heading", level=1)).to_have_text("Team")
        follow(page.get_by_role("button", name="To the overview"))
        expect(page.get_by_text("3 of 10 questions answered")).to_be_visible()


def test_without_scripts_a_conflict_shows_both_and_nothing_typed_is_lost(city: City) -> None:
    with city.page("ada", java_script_enabled=False) as ada, city.page("ben", java_script_enabled=False) as ben:
        for page in (ada, ben):
            city.open(page, "section/team")
        ada.get_by_label("How many people work on it?").fill("12")
        follow(ada.get_by_role("button", name="To the overview"))
        ben.get_by_label("How many people work on it?").fill("15")
        ben.get_by_label("Tell us more.").fill("Ben's story")
        follow(ben.get_by_role("button", name="To the overview"))
        expect(ben.locator(".conflict")).to_contain_text("12")
        expect(ben.get_by_label("How many people work on it?")).to_have_value("15")
        assert (city.kept("staff"), city.kept("story")) == ({"": "12"}, {"": "Ben's story"})
        follow(ben.get_by_role("button", name="Keep mine"))
        expect(ben.get_by_text("All answers on this page are saved.")).to_be_visible()
    assert city.kept("staff") == {"": "15"}


COVERED = """() => {
  const shown = document.activeElement, box = shown.getBoundingClientRect();
  if (shown === document.body || shown.id === "content") return "";
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1), y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const labels = [...(shown.labels ?? [])];
  if (top && (shown.contains(top) || top.contains(shown) || labels.some((one) => one.contains(top)))) return "";
  return `${shown.tagName} ${shown.textContent.slice(0, 30)} at ${y} is under ${top?.outerHTML.slice(0, 80)}`;
}"""
"""What covers the middle of the element that has the focus; empty where nothing does."""


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", [PHONE, {"width": 360, "height": 320}, DESKTOP], ids=["phone", "low", "desktop"])
def test_nothing_that_has_the_focus_is_covered(city: City, size: dict[str, int], scripts: bool) -> None:
    with city.page("ada") as ada, city.page("ben", viewport=size, java_script_enabled=scripts) as ben:
        for page in (ada, ben):
            city.open(page, "section/team")
        ada.get_by_label("How many people work on it?").fill("12")
        ada.get_by_label("How many people work on it?").blur()
        all_saved(ada)
        ben.get_by_label("How many people work on it?").fill("15")
        if not scripts:
            ben.keyboard.press("Enter")
        expect(ben.get_by_role("button", name="Keep mine")).to_be_visible()
        if scripts:
            # The longest thing that the bar says.
            ben.route("**/save/**", lambda route: route.fulfill(status=403))
            ben.get_by_label("Tell us more.").fill("Much")
            expect(ben.locator("[data-page-state]")).to_contain_text("you are no longer signed in")
            ben.get_by_role("button", name="Keep mine").focus()
        if folder := os.environ.get("CIVISCOPE_PICTURES"):
            ben.screenshot(path=f"{folder}/conflict-{size['width']}-{size['height']}-{scripts}.png")
        covered, reached = [], set()
        for key in ("Tab", "Shift+Tab"):
            ben.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            for _ in range(150):
                ben.keyboard.press(key)
                ben.wait_for_timeout(20)
                if ben.evaluate("document.activeElement === document.body"):
                    break
                reached.add(ben.evaluate("document.activeElement.textContent.trim()"))
                covered.append(ben.evaluate(COVERED))
            else:
                raise AssertionError("the keyboard never left the page")
        assert {"Keep mine", "Tell us more."} & reached == {"Keep mine"}
        assert [found for found in covered if found] == []


def test_by_keyboard_alone_a_section_is_answered(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/strategy")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator("[data-question=strategy]").get_by_label("Yes")).to_be_checked()
        expect(page.get_by_label("Since which year?")).to_be_visible()
        while not page.evaluate("document.activeElement.id === 'strategy_year='"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.tagName") != "BODY"
        page.keyboard.type("2001")
        page.keyboard.press("Tab")
        all_saved(page)
        while not page.evaluate("document.activeElement.value === 'next'"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.tagName") != "BODY"
        follow(page.locator("*:focus"), "Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Team")
    assert (city.kept("strategy"), city.kept("strategy_year")) == ({"": "yes"}, {"": "2001"})


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_notice_is_read_and_a_colleague_is_taken_off(city: City, scripts: bool) -> None:
    options = {"viewport": PHONE, "java_script_enabled": scripts}
    with city.page("ada", **options) as ada, city.page("ben") as ben:
        city.open(ben, "")
        city.open(ada, "")
        notice = ada.locator(".data-notice")
        expect(notice).to_contain_text("How your personal data are used")
        if scripts:
            ada.locator("#colleagues summary").first.click()
            assert violations(ada) == ""
            assert ada.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        follow(ada.get_by_role("button", name="I have read it"))
        expect(notice).to_have_count(0)
        expect(ada.get_by_role("heading", level=1)).to_have_text("Officers")
        ada.locator("#colleagues summary").filter(has_text="Remove").click()
        follow(ada.get_by_role("button", name="Remove Ben"))
        told = ada.get_by_role("status").filter(has_text="Ben no longer answers for your city.")
        expect(told).to_be_in_viewport()
        expect(ada.locator("#colleagues .people")).not_to_contain_text("Ben")
        if scripts:
            assert violations(ada) == ""
        ben.reload()
        expect(ben.get_by_role("heading", level=1)).not_to_have_text("Officers")


def test_lead_invites_assigns_and_sees_who_answered_what(city: City) -> None:
    with city.page("ada") as ada, city.page("ben") as ben:
        city.open(ada, "")
        ada.get_by_text("Invite a colleague").click()
        ada.get_by_label("Name").fill("Emil")
        ada.get_by_label("E-mail address").fill("emil")
        follow(ada.get_by_role("button", name="Send the invitation"))
        ada.get_by_role("link", name="Enter an e-mail address").click()
        expect(ada.get_by_label("E-mail address")).to_be_focused()
        ada.get_by_label("E-mail address").fill("emil@aa.example.org")
        follow(ada.get_by_role("button", name="Send the invitation"))
        expect(ada.locator("#colleagues")).to_contain_text("Emil – Colleague")
        ada.get_by_label("Assign to – Team").select_option("Ben")
        follow(ada.get_by_role("button", name="Assign – Team"))
        city.open(ben, "section/team")
        expect(ben.get_by_text("Assigned to Ben")).to_be_visible()
        ben.get_by_label("How many people work on it?").fill("4")
        ben.get_by_text("Add a comment").first.click()
        ben.get_by_label("Your comment").first.fill("From the payroll of May")
        follow(ben.get_by_role("button", name="Add this comment").first)
        expect(ben.get_by_text("1 comment")).to_be_visible()
        city.open(ben, "")
        follow(ben.get_by_role("button", name="Mark as done – Team"))
        ada.reload()
        expect(ada.locator("#section-team")).to_contain_text("Done, says Ben")
        expect(ada.locator("#section-team")).to_contain_text("1 comment")
        ada.locator("#section-team").get_by_text("Who answered what").click()
        expect(ada.locator("#section-team table")).to_contain_text("How many people work on it?")
        expect(ada.locator("#section-team table")).to_contain_text("Ben")
    assert Comment.objects.get().text == "From the payroll of May"
    assert city.kept("staff") == {"": "4"}


def test_handed_in_answers_are_shown_and_cannot_be_changed(city: City) -> None:
    with city.page("ada") as page:
        city.open(page, "section/team")
        Case.objects.update(state="submitted")
        page.get_by_label("How many people work on it?").fill("12")
        expect(page.locator("[data-page-state]")).to_contain_text("the answers have been handed in")
        page.once("dialog", lambda dialog: dialog.accept())
        city.open(page, "section/team")
        expect(page.get_by_label("How many people work on it?")).not_to_be_editable()
        expect(page.get_by_text("Handed in. The answers can be read")).to_be_visible()
        assert violations(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_accessible_and_fits(city: City, scheme: str, width: dict[str, int]) -> None:
    with city.page("ada", color_scheme=scheme, viewport=width) as page:
        page.goto(f"{city.address}/answer/")
        assert violations(page) == ""
        for path in ("", "section/strategy", "section/team"):
            city.open(page, path)
            for details in page.locator("details").all():
                details.evaluate("element => { element.open = true }")
            assert violations(page) == "", path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
