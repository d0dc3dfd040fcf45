"""Twenty items of 0 and 1 by ten groups over a million rows.

    python benchmarks/tables.py [--rows 1000000] [--runs 5] [--large]

Measures Civiscope beside bare queries of the same sums, the package ``svy`` (where it is installed) and R's ``survey``
(where Rscript and it are installed), all over the same simulated rows in one run, and prints medians, ratios and peak
memory. ``--large`` adds ten times the rows from Parquet. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

STRATA, CLUSTERS, GROUPS, ITEMS = 50, 1000, 10, 20
NAMES = [f"y{number}" for number in range(ITEMS)]
SUMS = ", ".join(f"SUM(w * {name})" for name in NAMES)
COUNTS = ", ".join(f"SUM({name})" for name in NAMES)
BARE = "SELECT h, c, g, COUNT(*), SUM(w), SUM(w * w), {sums} FROM {source} GROUP BY h, c, g"
WORKS = {
    "memory": "civiscope: shares, in memory",
    "means": "civiscope: means, in memory",
    "parquet": "civiscope: shares, from Parquet",
    "parquet-means": "civiscope: means, from Parquet",
    "bare": "bare DuckDB, the sums of the means, from Parquet",
    "bare-counts": "bare DuckDB, the sums of the shares, from Parquet",
    "numpy": "bare NumPy, sums by cluster and group, in memory",
    "svy": "svy: means by group, in memory",
}

R_PROGRAM = """
suppressMessages(library(survey)); data <- read.csv(commandArgs(TRUE)[1])
design <- svydesign(~c, strata=~h, weights=~w, data=data)
items <- as.formula(paste("~", paste0("y", 0:19, collapse="+")))
times <- replicate(as.integer(commandArgs(TRUE)[2]), system.time(svyby(items, ~g, design, svymean))[["elapsed"]])
cat(median(times))
"""


def simulate(rows: int, path: Path) -> None:
    """Write simulated rows, a million at a time."""
    random = np.random.default_rng(1)
    writer: pq.ParquetWriter | None = None
    for first in range(0, rows, 1_000_000):
        count = min(1_000_000, rows - first)
        cluster = random.integers(0, CLUSTERS, count).astype("int32")
        columns = {"w": random.uniform(0.5, 2, count), "h": cluster // (CLUSTERS // STRATA), "c": cluster}
        columns["g"] = random.integers(0, GROUPS, count).astype("int32")
        columns |= {
            name: (random.random(count) < 0.1 + 0.04 * place).astype("int8") for place, name in enumerate(NAMES)
        }
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def work(kind: str, path: Path) -> Callable[[], object]:
    """What is timed; whatever it needs in memory is loaded before."""
    if kind.startswith("bare"):
        connection = duckdb.connect()
        query = BARE.format(sums=SUMS if kind == "bare" else f"{SUMS}, {COUNTS}", source=f"'{path}'")
        return lambda: connection.sql(query).to_arrow_table()
    if kind == "numpy":
        table = pq.read_table(path)
        columns = {name: table.column(name).to_numpy() for name in table.column_names}
        cell = columns["c"].astype("int64") * GROUPS + columns["g"]
        items = [columns[name].astype("float64") * columns["w"] for name in NAMES]
        return lambda: [np.bincount(cell, item, CLUSTERS * GROUPS) for item in items]
    if kind == "svy":
        return svy_work(path)
    from civiscope.sampling.design import Design
    from civiscope.tabulation.tables.estimate import estimate

    design = Design("w", "h", ("c",))
    data = path if kind.startswith("parquet") else pq.read_table(path)
    measure = "mean" if "means" in kind else "share"
    return lambda: estimate(data, NAMES, ["g"], design, measure=measure)


def svy_work(path: Path) -> Callable[[], object]:
    """The same table by the package svy."""
    import polars as pl
    import svy

    sample = svy.Sample(pl.read_parquet(path), svy.Design(wgt="w", stratum="h", psu="c"))
    return lambda: sample.estimation.mean(NAMES, by="g")


def child(kind: str, path: Path, runs: int) -> None:
    """Time one kind of work in this process, warm, and print the times and the peak memory in megabytes."""
    do = work(kind, path)
    do()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        do()
        times.append(time.perf_counter() - began)
    print(json.dumps({"times": times, "peak": peak()}))


def peak() -> float:
    """The largest resident memory of this process so far, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1000


def timed(kind: str, path: Path, runs: int) -> tuple[float, float]:
    """Median and peak of one kind of work in a fresh process."""
    command = [sys.executable, __file__, "--child", kind, str(path), "--runs", str(runs)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(outcome.stdout.splitlines()[-1])
    return statistics.median(found["times"]), found["peak"]


def by_r(path: Path, runs: int) -> float | None:
    """Median of R's svyby over the same rows; None where R or survey is missing."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rows.csv"
        duckdb.sql(f"COPY (FROM '{path}') TO '{table}' (HEADER)")
        command = ["Rscript", "-e", R_PROGRAM, str(table), str(runs)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    return float(outcome.stdout) if outcome.returncode == 0 else None


def report(path: Path, rows: int, runs: int) -> dict[str, tuple[float, float]]:
    """Print every measurement over one file."""
    found = {}
    for kind, name in WORKS.items():
        if kind == "svy" and importlib.util.find_spec("svy") is None:
            print(f"{name:52} not installed")
            continue
        found[kind] = timed(kind, path, runs)
        print(f"{name:52} {found[kind][0]:8.3f} s {found[kind][1]:8.0f} MB", flush=True)
    seconds = by_r(path, max(1, runs // 2)) if rows <= 1_000_000 else None
    print(
        f"{'R survey: svyby(svymean), in memory':52} " + ("not installed" if seconds is None else f"{seconds:8.3f} s")
    )
    if seconds is not None:
        found["r"] = (seconds, 0.0)
    return found


def verdict(text: str, value: float, limit: float) -> bool:
    """Print one target; whether it is met."""
    met = value <= limit
    print(f"{'met' if met else 'MISSED':6}  {text}: {value:.3g}, target at most {limit:g}")
    return met


def main() -> int:
    """Measure, print ratios and targets; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--child", nargs=2, metavar=("KIND", "FILE"))
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child[0], Path(arguments.child[1]), arguments.runs)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        simulate(arguments.rows, path)
        print(
            f"{ITEMS} items by {GROUPS} groups, {STRATA} strata, {CLUSTERS} clusters, {arguments.rows:,} simulated rows"
        )
        found = report(path, arguments.rows, arguments.runs)
        seconds = {kind: value for kind, (value, _) in found.items()}
        for other in ("svy", "r"):
            if other in seconds:
                print(f"        {other} over civiscope's means in memory: {seconds[other] / seconds['means']:.1f}")
        met = [
            verdict("means, in memory, seconds", seconds["means"], 0.3),
            verdict("shares, in memory, seconds", seconds["memory"], 0.3),
            verdict("means from Parquet over the bare query", seconds["parquet-means"] / seconds["bare"], 2.5),
            verdict("shares from Parquet over the bare query", seconds["parquet"] / seconds["bare-counts"], 2.5),
            verdict("peak memory from Parquet, MB", found["parquet"][1], 1000),
        ]
        if arguments.large:
            large = Path(folder) / "large.parquet"
            simulate(10 * arguments.rows, large)
            value, memory = timed("parquet", large, 3)
            print(f"{10 * arguments.rows:,} rows from Parquet: {value:.2f} s, {memory:.0f} MB")
            met.append(verdict("ten times the rows over one time", value / seconds["parquet"], 11))
            met.append(verdict("peak memory of ten times the rows, MB", memory, 2000))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
