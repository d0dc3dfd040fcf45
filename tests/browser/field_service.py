"""The whole service for tests with browsers: ``civiscope serve`` on the small study in the field, as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests.browser.serving import service
from tests.conftest import ROOT

SERVICE = """
import json, sys
from pathlib import Path
from civiscope.web.service.preparation import configure, prepare_database
configure(None, Path(sys.argv[2]), None, ("localhost", "127.0.0.1"), "http://localhost")
prepare_database()
import datetime as dt
from civiscope.web.accounts.domain.links import make_code, open_device
from civiscope.web.collection.models import Reply, ReplyPeriod
from civiscope.web.collection.rules.case_states import CaseState
from civiscope.web.common.rules.access import Role
from tests.unit.web.collection.answered import AAVILLE, BBTOWN, CCCITY, answer
from tests.unit.web.collection.desk_client import desk_client
from tests.unit.web.collection.field import make_field
field = make_field(Path(sys.argv[1]))
answer(field, "aa", AAVILLE, CaseState.APPROVED)
answer(field, "bb", BBTOWN, CaseState.APPROVED)
answer(field, "cc", CCCITY, CaseState.SUBMITTED)
ReplyPeriod.objects.create(fieldwork=field.fieldwork, until=dt.date.today() + dt.timedelta(days=9))
Reply.objects.create(case=field.cases["bb"], kind="correction", text="The year is wrong.", person=field.people["dora"])
told = {name: open_device(person, make_code(person)) for name, person in field.people.items()}
told["owner"] = desk_client(Role.OWNER).cookies["civiscope_staff"].value
told["cases"] = {city: case.pk for city, case in field.cases.items()}
print(json.dumps(told))
"""


@dataclass(frozen=True)
class FieldService:
    """Where the service is, and the keys by which its people are signed in."""

    address: str
    keys: dict[str, str]
    cases: dict[str, int]

    def context(self, browser: Browser, who: str, **options: object) -> BrowserContext:
        """A browser in which a person of a city, or the ``owner``, is signed in."""
        name = "civiscope_staff" if who == "owner" else "civiscope_device"
        context: BrowserContext = browser.new_context(**options)  # type: ignore[arg-type]
        context.add_cookies([{"name": name, "value": self.keys[who], "url": self.address}])
        return context


@contextmanager
def field_service(folder: Path) -> Iterator[FieldService]:
    """Make the study with its answers in ``folder`` and serve it, on SQLite, while the block runs."""
    study, data = folder / "study", folder / "study-service"
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    made = [sys.executable, "-c", SERVICE, str(study), str(data)]
    told = json.loads(subprocess.run(made, env=env, cwd=ROOT, check=True, capture_output=True).stdout)
    with service(study, env=env, ready="/service/assets/service.css") as address:
        yield FieldService(address, told, told.pop("cases"))
