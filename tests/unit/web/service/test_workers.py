"""Workers are new interpreters: what the process that starts them has run before leaves them no locks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.ports import free_port

SERVE = """
import sys
from civiscope.report.writers.compiler import compiler
from civiscope.web.service.server import run_application
PAGE = b"#set text(font: \\"Noto Sans\\")\\nA page."

def pdf():
    return compiler().compile(input=PAGE, format="pdf")

def make_application():
    def application(environ, start):
        start("200 OK", [("Content-Type", "application/pdf")])
        return [pdf()]
    return application

if __name__ == "__main__":
    # As `civiscope serve` does where it first builds the release of a closed wave.
    pdf()
    run_application("serve_pdf:make_application", "127.0.0.1", int(sys.argv[1]))
"""

APPLICATION = """
import sys
from civiscope.web.service.wsgi import make_application
make_application()
print(sys.getswitchinterval())
"""
PYTHONS_OWN = 0.005


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Where a server listens whose parent has made a PDF before."""
    script = tmp_path / "serve_pdf.py"
    script.write_text(SERVE, encoding="utf-8")
    found = free_port()
    kept = os.pathsep.join([str(tmp_path), str(ROOT / "src"), str(ROOT)])
    process = subprocess.Popen(
        [sys.executable, str(script), str(found)], env={**os.environ, "PYTHONPATH": kept}, start_new_session=True
    )
    try:
        yield found
    finally:
        # A worker that waits for a lock does not end by itself.
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)


def test_worker_makes_a_pdf_after_its_parent_made_one(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                assert answer.read(5) == b"%PDF-"
                return
        except TimeoutError:
            pytest.fail("the worker waits for a thread that its parent had")
        except OSError:
            assert time.monotonic() < until, "nothing listens"
            time.sleep(0.1)


def test_worker_gives_way_to_saves_more_often_than_python_does_by_itself() -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("CIVISCOPE_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "civiscope.web.service.settings", "PYTHONPATH": str(ROOT / "src")}
    made = subprocess.run([sys.executable, "-c", APPLICATION], env=kept, capture_output=True, text=True, check=True)
    assert float(made.stdout) < PYTHONS_OWN / 5
