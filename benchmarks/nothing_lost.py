"""Kill the service, or PostgreSQL, again and again while contacts save, and look for what was acknowledged.

    python benchmarks/nothing_lost.py [--database sqlite|postgresql] [--kill service|database] [--kills 50]

The same trial as in tests/integration/test_nothing_lost.py, with more kills. Exit code 1 where anything is lost.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.collecting.killable import killable_postgresql
from tests.collecting.killing import kill_again_and_again
from tests.collecting.running import Service


def main() -> int:
    """Run the trial and tell of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--kill", choices=("service", "database"), default="service")
    parser.add_argument("--kills", type=int, default=50)
    asked = parser.parse_args()
    if asked.kill == "database" and asked.database == "sqlite":
        parser.error("SQLite has no process of its own; use --database postgresql")
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext() if asked.database == "sqlite" else killable_postgresql() as database,
    ):
        service = Service(Path(folder), database.address if database else "", options=())
        service.seed(10, 2)
        service.start()
        try:
            if asked.kill == "database":
                assert database is not None
                writers = kill_again_and_again(service, database.kill, database.start, asked.kills)
            else:
                writers = kill_again_and_again(service, service.kill, service.start, asked.kills)
        except AssertionError as failure:
            print(f"LOST OR WRONG: {failure}")
            return 1
        finally:
            service.stop()
    print(f"{asked.database}: {asked.kills} kills of the {asked.kill}; {len(writers.acknowledged):,} answers")
    print(f"acknowledged, all found; outcomes: {dict(writers.outcomes)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
