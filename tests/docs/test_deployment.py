"""What the page on running the service promises of web servers and settings agrees with the service."""

from __future__ import annotations

import re

import pytest

from civiscope.web.service.body_size import MOST, MOST_UNREAD
from civiscope.web.service.server import THREADS
from tests.docs.manual import DOCS, ROOT

PAGE = (DOCS / "deployment.md").read_text(encoding="utf-8")
LINK = "/account/link/7.1:5acQ6BPv1MwZvg-cFrM_3NCMf"
PASSWORD = "/account/password/new/1-c8x4kz-9e0b3f"


def found(pattern: str) -> str:
    """What stands in the page once."""
    (text,) = re.findall(pattern, PAGE)
    return str(text)


@pytest.mark.parametrize("address", [LINK, f"{LINK}/code?lang=fr", PASSWORD])
def test_web_servers_log_no_secret_of_an_address(address: str) -> None:
    nginx = re.compile(found(r'"~(\^.*)" "\$\{kept\}\.\.\."').replace("?<", "?P<"))
    caddy = re.compile(found(r'request>uri regexp "(.*)" "\$\{1\}\.\.\."'))
    kept = address[: address.rindex("/", 0, 23) + 1]
    match = nginx.match(address)
    assert match is not None
    assert match["kept"] == kept
    assert caddy.sub(r"\1...", address) == f"{kept}..." + address[address.find("?") :] * ("?" in address)


@pytest.mark.parametrize("address", ["/account/sign-in", "/answer/1/", "/account/password/lost", "/"])
def test_other_addresses_are_logged(address: str) -> None:
    assert re.match(found(r'"~(\^.*)" "\$\{kept\}\.\.\."').replace("?<", "?P<"), address) is None


def test_web_servers_let_through_what_the_service_refuses_with_a_page() -> None:
    nginx = int(found(r"client_max_body_size (\d+)m;")) * 1024 * 1024
    caddy = int(found(r"max_size (\d+)MB")) * 1000 * 1000
    assert min(nginx, caddy) > MOST * 2
    assert max(nginx, caddy) < MOST_UNREAD


def test_web_servers_take_in_whole_what_they_let_through() -> None:
    # Tried with Caddy 2.11: 24 who sent slowly stopped the service without this, and hindered nobody with it.
    assert found(r"request_buffers (\d+MB)") == found(r"max_size (\d+MB)")
    assert f"answers {['no', 'one', 'two', 'three', 'four'][THREADS]} requests at a time" in " ".join(PAGE.split())
    # nginx does so by itself.
    assert "proxy_request_buffering" not in PAGE


def test_every_setting_is_in_the_table() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "civiscope" / "web").rglob("*.py"))
    read = set(re.findall(r'"(CIVISCOPE_[A-Z_]+|DATABASE_URL)"', code))
    told = {name for line in PAGE.splitlines() if line.startswith("| `") for name in re.findall(r"`([A-Z_]+)`", line)}
    assert read - told == set()
    assert {"CIVISCOPE_URL", "CIVISCOPE_PROXIES"} <= read
