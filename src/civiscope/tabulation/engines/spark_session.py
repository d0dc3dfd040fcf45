"""Starting and stopping Spark: one session for all engines of this process that ask for it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from civiscope.errors import UserError, problem

PATIENCE = 10.0
"""Seconds until a master that does not answer is given up."""

LOGGING = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
"""

SETTINGS = {
    "spark.app.name": "civiscope",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "8",
    # Columns whose names differ in upper and lower case only are different columns.
    "spark.sql.caseSensitive": "true",
    # A row of a CSV file is checked whole, also where a query needs one column of it.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
}

LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


@contextmanager
def sockets_left_open() -> Iterator[None]:
    """PySpark leaves the socket of each result to the garbage collector, which would warn of it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed <socket", ResourceWarning)
        yield


class SparkShare:
    """A share in the session of this process, which the last share that is given back stops.

    A session that was there before (in a notebook, say) is used as it is, with its own settings, and never stopped.
    Raises UserError where Java or the master cannot be had.
    """

    _session: SparkSession | None = None
    _master = ""
    _shares = 0
    _started_here = False

    def __init__(self, address: str, settings: Mapping[str, str]) -> None:
        owner = type(self)
        master = _master(address)
        if owner._session is None:
            there = SparkSession.getActiveSession()
            owner._session = there or _start(master, settings)
            owner._started_here = there is None
            owner._master = master
        elif owner._started_here and owner._master != master:
            # Spark itself would quietly go on with the one that runs.
            raise UserError(problem("spark-runs-elsewhere", value=master, running=owner._master))
        owner._shares += 1
        self.session: SparkSession = owner._session
        self._given_back = False

    def give_back(self) -> None:
        """Stop Spark if nobody else uses it and it was started here; the idle Java process stays until Python ends."""
        owner = type(self)
        if self._given_back:
            return
        self._given_back = True
        owner._shares -= 1
        if owner._shares == 0:
            if owner._started_here:
                self.session.stop()
            owner._session = None


def _master(address: str) -> str:
    """The master as Spark names it: local[2] as such, others with their scheme."""
    rest = address.partition("://")[2]
    return rest if rest.startswith("local") else address


def _start(master: str, settings: Mapping[str, str]) -> SparkSession:
    if not _has_java():
        raise UserError(problem("java-missing"))
    local = master.startswith("local")
    if not local:
        _reach(master)
    with tempfile.TemporaryDirectory(prefix="civiscope-") as folder:
        # Java reads it while it starts.
        logging = Path(folder) / "log4j2.properties"
        logging.write_text(LOGGING, encoding="utf-8")
        wanted = {
            **SETTINGS,
            **(LOCAL if local else {}),
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging}",
            **settings,
        }
        builder = SparkSession.builder.master(master)
        for name, value in wanted.items():
            builder = builder.config(name, value)
        try:
            session = builder.getOrCreate()
        except (PySparkException, Py4JError) as failure:
            text = " ".join(str(failure).split())[:200].rstrip(".")
            raise UserError(problem("engine-unreachable", value=master, reason=text)) from None
    session.sparkContext.setLogLevel("ERROR")
    return session


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin" if home else None) is not None


def _reach(master: str) -> None:
    """Raise UserError unless one of the masters answers: Spark itself tries for minutes."""
    reason = "the address names no host and port"
    for one in master.partition("://")[2].split(","):
        try:
            parts = urlsplit(f"spark://{one}")
            if parts.hostname is None or parts.port is None:
                continue
            socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE).close()
        except (OSError, ValueError) as failure:
            reason = str(getattr(failure, "strerror", None) or failure).lower()
        else:
            return
    raise UserError(problem("engine-unreachable", value=master.partition("://")[2], reason=reason))
