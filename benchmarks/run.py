"""Measure whole builds against their bounds: python benchmarks/run.py [--runs 5] [--cities 2000]

Prints a table of medians and the targets; see README.md beside this file for what is measured and why.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from measure import Measurement, keep_bytecode, measure, use_cores

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "studies" / "oecd-city-innovation"
BOUNDS = str(Path(__file__).with_name("bounds.py"))
PYTHON = sys.executable
SMALL = 124
PARTS = "results,snapshots"


@dataclass(frozen=True)
class Target:
    """What the issue asks for, and what was found."""

    text: str
    found: float
    limit: float
    unit: str

    @property
    def row(self) -> str:
        """The target as a line of the report."""
        verdict = "met" if self.found < self.limit else "MISSED"
        return f"{verdict:6}  {self.text}: {self.found:.2f}{self.unit}, target under {self.limit:g}{self.unit}"


def civiscope(*arguments: str | Path) -> list[str]:
    """The command line of a fresh process of Civiscope."""
    return [PYTHON, "-m", "civiscope", *map(str, arguments)]


def build(study: Path, out: Path, name: str, runs: int) -> Measurement:
    """Measure a build of the results and snapshots of a study into a new folder."""
    return measure(name, civiscope("build", study, "--out", out, "--only", PARTS), runs, before_each=out)


def run(scratch: Path, runs: int, cities: int) -> tuple[list[Measurement], list[Target]]:
    """Everything that is measured, and the targets."""
    keep_bytecode(scratch / "bytecode")
    measure("once, so that every module is compiled", civiscope("build", EXAMPLE, "--out", scratch / "example"), 1)
    measure("sources of the PDFs", [PYTHON, BOUNDS, "sources", str(scratch / "example"), str(scratch / "typ")], 1)
    starting = measure("start Python and end", [PYTHON, "-c", "pass"], runs)
    reading = measure("bound: parse the inputs of the example", [PYTHON, BOUNDS, "read", str(EXAMPLE)], runs)
    typesetting = measure("bound: compile its bare PDFs", [PYTHON, BOUNDS, "typeset", str(scratch / "typ")], runs)
    example = build(EXAMPLE, scratch / "out", "build the example", runs)
    studies = {count: scratch / f"simulated-{count}" for count in (SMALL, cities)}
    simulating = [
        measure(
            f"simulate {count:,} cities",
            civiscope("simulate", EXAMPLE, "--cities", str(count), "--seed", "1", "--out", study),
            runs,
            before_each=study,
        )
        for count, study in studies.items()
    ]
    small, large = (
        build(study, scratch / "out", f"build {count:,} simulated cities", runs) for count, study in studies.items()
    )
    measured = [starting, reading, typesetting, example, *simulating, small, large]
    ratio = large.median / small.median
    targets = [
        Target("the example, whole process", example.median, 8, " s"),
        Target("its peak memory", example.peak, 600, " MB"),
        Target(f"{cities:,} simulated cities against {SMALL}", ratio, 16 * cities / 2000, " times"),
    ]
    bound = reading.median + typesetting.median
    print(f"\nThe example takes {example.median / bound:.2f} times the sum of its two bounds ({bound:.2f} s).")
    return measured, targets


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="runs of each command; the median counts (5)")
    parser.add_argument("--cities", type=int, default=2000, help="cities of the large simulated study (2000)")
    options = parser.parse_args()
    if options.runs < 1 or options.cities <= SMALL:
        parser.error(f"at least one run, and more than {SMALL} cities")
    cores = use_cores(2)
    with tempfile.TemporaryDirectory(prefix="civiscope-benchmark-") as scratch:
        measured, targets = run(Path(scratch), options.runs, options.cities)
    print(f"\n{platform.system()} {platform.machine()}, Python {platform.python_version()}, {cores} cores, ", end="")
    print(f"medians of {options.runs} runs\n")
    print(f"{'':44} {'median':>9} {'range':>18} {'busy':>9} {'peak':>9}")
    for entry in measured:
        print(f"{entry.name:44} {entry.median:7.2f} s {entry.spread:>16} s {entry.busy:7.2f} s {entry.peak:6.0f} MB")
    print()
    for target in targets:
        print(target.row)
    return int(any(target.found >= target.limit for target in targets))


if __name__ == "__main__":
    sys.exit(main())
