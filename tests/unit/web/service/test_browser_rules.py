"""What browsers are told: cookies, headers, and that forms must come from the service's own pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from civiscope.web.accounts.domain.links import link_token, make_code
from civiscope.web.accounts.views.links import DEVICE_COOKIE
from civiscope.web.collection.models import Evidence, Revision
from civiscope.web.common.models import AuditEvent, Message
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.field import Field
from tests.unit.web.service.visitors import addresses, new_client, path_of, staff_client, values


def pages(field: Field) -> Iterator[tuple[str, Client]]:
    """Pages of every kind, and who opens them."""
    case, link = field.cases["aa"].pk, f"/account/link/{link_token(field.people['ada'])}"
    nobody, ada, owner = new_client(), field.client("ada"), staff_client(Role.OWNER)
    for path in ("/account/sign-in", "/account/password/lost", link, f"{link}/code", "/answer/privacy", "/answer/"):
        yield path, nobody
    for path in ("", "my-data", "my-data.json", f"{case}/", f"{case}/section/team", f"{case}/evidence/staff"):
        yield f"/answer/{path}", ada
    for path in ("", "audit", "audit.csv", "retention"):
        yield f"/desk/{path}", owner
    yield "/account/no-such-page", nobody


def test_no_page_may_be_framed_run_foreign_scripts_or_be_kept(field: Field) -> None:
    for path, client in pages(field):
        answer = client.get(path)
        policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == "'none'", path
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'", path
        assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        told = "strict-origin" if "/link/" in path else "same-origin"
        assert answer["Referrer-Policy"] in (told, "strict-origin-when-cross-origin"), path
        assert "no-store" in answer["Cache-Control"], path
        assert "Strict-Transport-Security" not in answer, path


def test_address_of_a_link_is_told_to_no_other_page(field: Field) -> None:
    link, client = f"/account/link/{link_token(field.people['ada'])}", new_client()
    for path in (link, f"{link}/code", "/account/link/made:up", "/account/link/made:up/code"):
        assert client.get(path)["Referrer-Policy"] == "strict-origin"
    assert client.post(f"{link}/code", {"code": "0"})["Referrer-Policy"] == "strict-origin"


def test_browsers_are_told_to_come_by_https_where_the_service_is_reached_so(field: Field, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_COOKIES = True
    assert new_client().get("/answer/privacy")["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_for_the_service_alone(field: Field, settings, secure: bool) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_COOKIES = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
    link, client = f"/account/link/{link_token(field.people['ada'])}", new_client()
    client.get(link)
    client.get("/answer/privacy?lang=fr")
    client.post(f"{link}/code", {"code": make_code(field.people["ada"])})
    staff = staff_client(Role.OWNER)
    staff.get("/account/password")
    set_cookies = {**client.cookies, **staff.cookies}
    found = {name: cookie for name, cookie in set_cookies.items() if cookie["path"]}
    assert {DEVICE_COOKIE, "civiscope_csrf", "civiscope_language"} <= set(found)
    for name in (DEVICE_COOKIE, "civiscope_csrf", "civiscope_language"):
        cookie = found[name]
        assert (bool(cookie["httponly"]), cookie["samesite"], bool(cookie["secure"])) == (True, "Lax", secure), name


def test_session_of_staff_is_for_the_service_alone(settings) -> None:  # type: ignore[no-untyped-def]
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE == settings.SECURE_COOKIES


def test_no_form_is_taken_that_was_not_sent_from_a_page_of_the_service(field: Field) -> None:
    filled = values(field)
    refused = 0
    for visitor in (new_client(), field.client("ben"), staff_client(Role.OWNER)):
        signed_in = [model.objects.count() for model in (Revision, Evidence, Message, AuditEvent)]
        visitor.handler.enforce_csrf_checks = True
        for address in addresses():
            answer = visitor.post(
                path_of(address, filled), {"sure": "yes", "code": "000000", "csrfmiddlewaretoken": "x"}
            )
            assert answer.status_code in (302, 403, 404, 405, 429), (address.name, answer.status_code)
            refused += answer.status_code == 403
        assert [model.objects.count() for model in (Revision, Evidence, Message, AuditEvent)] == signed_in
    assert refused > len(addresses())


def test_form_with_the_token_of_its_page_is_taken(field: Field) -> None:
    client = field.client("ada")
    client.handler.enforce_csrf_checks = True
    page = client.get("/answer/my-data").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    typed = {"name": "Ada Lovelace", "language": "fr"}
    assert client.post("/answer/my-data", typed).status_code == 403
    assert client.post("/answer/my-data", {**typed, "csrfmiddlewaretoken": token}).status_code == 303


def test_refused_form_gets_a_page_that_says_what_to_do(field: Field) -> None:
    client = field.client("ada")
    client.handler.enforce_csrf_checks = True
    answer = client.post("/answer/my-data", {})
    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_form_from_another_site_is_refused_although_its_token_is_right(field: Field, settings) -> None:  # type: ignore[no-untyped-def]
    client = field.client("ada")
    client.handler.enforce_csrf_checks = True
    page = client.get("/answer/my-data").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    typed = {"name": "Ada", "language": "fr", "csrfmiddlewaretoken": token}
    assert client.post("/answer/my-data", typed, headers={"origin": "https://evil.example.com"}).status_code == 403


def test_nothing_that_changes_anything_is_done_by_get(field: Field) -> None:
    filled = values(field)
    for client in (field.client("ada"), staff_client(Role.OWNER)):
        counts = _counts()
        for address in addresses():
            b"".join(client.get(path_of(address, filled)))
        assert _counts() == counts


def _counts() -> list[int]:
    """How much there is; that answers were taken out is written down, though nothing is changed by it."""
    changes = AuditEvent.objects.exclude(action="exported")
    return [Revision.objects.count(), Evidence.objects.count(), changes.count()]


@pytest.mark.parametrize("path", ["/account/link/1.1:not-a-link", "/account/link/1.1:not-a-link/code", "/answer/"])
def test_whoever_has_no_working_link_is_led_to_a_new_one(field: Field, path: str) -> None:
    page = new_client().get(path)
    assert page.status_code in (403, 404)
    assert '<a class="button" href="/account/link/lost">Have your link sent again</a>' in page.text
    assert new_client().get("/account/link/lost").status_code == 200
