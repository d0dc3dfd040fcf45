"""The API under generated requests, by its own description: whatever is asked, it answers and is never at a loss."""

from __future__ import annotations

from pathlib import Path

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings

from tests.unit.web.explorer.river_site import river_shelf

FEWEST_OPERATIONS = 12


def test_no_generated_request_ends_with_a_defect(tmp_path: Path) -> None:
    river_shelf(tmp_path)
    description = schemathesis.openapi.from_wsgi("/openapi.json", get_wsgi_application(), headers={"Host": "localhost"})
    operations = [found.ok() for found in description.get_all_operations()]
    assert len(operations) >= FEWEST_OPERATIONS
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=15, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers={"Host": "localhost"})
            assert answer.status_code < 500, (case.path, case.query)

        ask()
