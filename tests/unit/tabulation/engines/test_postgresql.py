"""Tables in PostgreSQL: names of any kind, every type, and what is said when something is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from civiscope.errors import UserError
from civiscope.tabulation.engines.registry import open_table
from tests.ports import free_port
from tests.unit.tabulation.engines.asking import ask
from tests.unit.tabulation.engines.servers import postgresql_server

TABLES = """
CREATE SCHEMA "The survey";
CREATE TYPE colour AS ENUM ('red', 'blue');
CREATE DOMAIN score AS integer;
CREATE TABLE "The survey"."a.b; DROP" (
    "x""y" numeric, "X""Y" float4, g text, c colour, s score, yes boolean, day date, fixed char(4));
INSERT INTO "The survey"."a.b; DROP" VALUES
    (1.5, 0.5, ' a ', 'red', 3, true, '2020-01-02', 'k'),
    ('nan', 'nan', '', null, null, false, null, null),
    (null, null, '1_0', 'blue', 4, null, null, ' 7');
CREATE TABLE empty (x integer);
CREATE ROLE ana LOGIN PASSWORD 'right';
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a server with the tables above, where ana needs a password."""
    with postgresql_server() as uri:
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(TABLES)
            (file,) = connection.execute("SHOW hba_file").fetchone() or ("",)
            path = Path(file)
            path.write_text("local all ana scram-sha-256\n" + path.read_text())
            connection.execute("SELECT pg_reload_conf()")
        yield uri


def as_ana(address: str, password: str) -> str:
    """The same server for another user."""
    return address.replace("postgres:@", f"ana:{password}@")


def refusal(engine: str, table: str | None = None, source: object = None) -> str:
    """Why a table is refused."""
    with pytest.raises(UserError) as caught:
        open_table(source, engine=engine, table=table)  # type: ignore[arg-type]
    return str(caught.value)


def test_postgresql_reads_columns_of_every_type(address: str) -> None:
    with open_table(address, table="The survey.a.b; DROP") as engine:
        assert engine.name == "table The survey.a.b; DROP"
        assert {name: kind.name for name, kind in engine.columns.items()} == {
            'x"y': "FLOAT",
            'X"Y': "FLOAT",
            "g": "TEXT",
            "c": "TEXT",
            "s": "INTEGER",
            "yes": "BOOLEAN",
            "day": "OTHER",
            "fixed": "TEXT",
        }
        names = list(engine.columns)
        order = f"FROM data ORDER BY {engine.key('g')} DESC"
        keys = ask(engine, order, **{f"k{place}": engine.key(name) for place, name in enumerate(names)})
        numbers = ask(engine, order, **{f"n{place}": engine.number(name) for place, name in enumerate(names)})
        assert [list(row.values()) for row in keys] == [
            [1.5, 0.5, "a", "red", 3, True, "2020-01-02", "k"],
            [None, None, "1_0", "blue", 4, None, None, "7"],
            [None, None, None, None, None, False, None, None],
        ]
        assert [list(row.values()) for row in numbers] == [
            [1.5, 0.5, None, None, 3.0, 1.0, None, None],
            [None, None, None, None, 4.0, None, None, 7.0],
            [None, None, None, None, None, 0.0, None, None],
        ]
        assert engine.unreadable("g") == [(None, "a"), (None, "1_0")]
        assert engine.unreadable("s") == []


def test_postgresql_changes_nothing(address: str) -> None:
    with open_table(address, table="The survey.a.b; DROP") as engine:
        connection = engine._backend.con  # type: ignore[attr-defined]
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("CREATE TABLE public.intruder (x integer)")


@pytest.mark.parametrize("table", ["nothing", "The survey.nothing", 'x"; DROP TABLE empty; --', "pg_catalog.nothing"])
def test_postgresql_table_that_is_not_there_says_so(table: str, address: str) -> None:
    place = f"{address.partition('host=')[2]}:5432/postgres"
    assert refusal(address, table) == (
        f'error [engine-table-missing] there is no table "{table}" in the database at {place}\n'
        "  expected: a table or view that the user may read, as table or schema.table\n"
        "  remedy: Correct the name, or ask for the right to read it."
    )
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT to_regclass('empty') IS NOT NULL").fetchone() == (True,)


def test_postgresql_table_without_rows_says_so(address: str) -> None:
    message = refusal(address, "empty").splitlines()[0]
    assert message == "error [table-without-rows] table empty: the table has columns but no rows"


def test_postgresql_table_that_may_not_be_read_says_so(address: str) -> None:
    message = refusal(as_ana(address, "right"), "empty").splitlines()[0]
    assert message.startswith('error [engine-table-missing] there is no table "empty" in the database at ')


def test_postgresql_refuses_a_wrong_password_without_showing_it(address: str) -> None:
    place = f"{address.partition('host=')[2]}:5432/postgres"
    assert refusal(as_ana(address, "wrong%2Fsecret"), "empty") == (
        f"error [engine-refuses-login] the server at {place} refuses the connection: "
        'password authentication failed for user "ana"\n'
        "  expected: a user that may read the table, with the right password, and a database that exists\n"
        "  remedy: Correct user, password or database in the address."
    )


def test_postgresql_server_that_does_not_answer_says_so() -> None:
    port = free_port()
    assert refusal(f"postgresql://ana:secret@127.0.0.1:{port}/db", "answers") == (
        f"error [engine-unreachable] the server at 127.0.0.1:{port}/db does not answer: Connection refused\n"
        "  expected: a server that runs and can be reached from here\n"
        "  remedy: Check host and port, whether the server runs, and whether a firewall stands between."
    )


def test_postgresql_address_that_is_none_says_so() -> None:
    message = refusal("postgresql://ana:secret@host:port/db", "answers").splitlines()[0]
    assert message == 'error [engine-unknown] "postgresql://host:port/db" is not the address of an engine'


def test_postgresql_reads_no_files() -> None:
    assert refusal("postgresql://host/db", source=Path("t.csv")) == (
        "error [engine-source-unsuitable] a file cannot be read by PostgreSQL\n"
        "  expected: the name of a table of the database\n"
        "  remedy: Name such a table, or leave out the engine to compute in this process."
    )


def test_postgresql_that_stops_meanwhile_says_so(address: str) -> None:
    with open_table(address, table="The survey.a.b; DROP") as engine:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        with pytest.raises(UserError) as caught:
            ask(engine, rows="COUNT(*)")
    message, expected, remedy = str(caught.value).splitlines()
    start = "error [engine-failed] table The survey.a.b; DROP: PostgreSQL stopped while it computed: "
    assert message.startswith(start)
    assert expected == "  expected: an engine that stays within reach, with enough memory and disk"
    assert remedy == "  remedy: Look into the log of the engine, and try again."
