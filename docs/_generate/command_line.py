"""The reference of the command line, from each command's own help."""

from __future__ import annotations

import os
import subprocess
import sys

from civiscope.cli.registry import COMMANDS
from docs._generate.markdown import NOTICE

INTRODUCTION = """
# The command line

Every command prints progress on stderr when it takes longer than a second and its results on stdout or to `--out`. It
ends with exit code 0 (done), 1 (a defect in Civiscope) or 2 (the user's input: a message with the place, the value
found, what was expected and how to mend it). A command that fails leaves nothing half-written.
"""

EXPLANATIONS = {
    "new": """
The study that it writes is small, has invented cities, and is commented: a start for one's own. `check` and `build`
work on it at once.
""",
    "check": """
Reads the whole folder and reports [every problem](problems.md) at once, ordered by file and line. With `--format
json` the problems and findings are a list of objects on stdout, for programs.
""",
    "build": """
Writes [the release folder](../release.md). Results are always made, because all other parts read them. The folder
appears whole or not at all, and an earlier release there is replaced; any other folder is left alone. Nothing is
built from a study with an error.
""",
    "release": """
Builds the release of a wave that the [service](../release-from-service.md) collected: what `build` makes of the study
once the approved answers stand in it as files. The study folder is changed only with `--write-answers`.
""",
    "snapshot": """
Writes `CITY.html` and `CITY.pdf`: what `build` makes for the city, without the rest of the release.
""",
    "simulate": """
Writes a copy of the study with invented cities and random answers that respect the routing, to try a questionnaire, a
report or a large number of cities. Every page and file of it says that it is simulated. The same seed gives the same
study.
""",
    "tabulate": """
Prints [estimates](../estimates.md) of a study or of any table, one row per estimate, in the columns of
[results/estimates](release-format.md).
""",
    "test": """
Prints [tests of differences](../differences.md) between domains, one row per test.
""",
    "calibrate": """
Adjusts [weights](../weights.md) to known totals or for non-response, writes them beside the rows, and prints what the
adjustment did.
""",
    "compare": """
Prints [comparisons](../comparisons.md) of a study's waves, of two kinds of respondents, of respondents and frame, and
of items with variables of the frame.
""",
    "score": """
Prints the scores of [indices](../indices.md), of a study or of any table of indicators, in the columns of
[results/scores](release-format.md). With `--log` a second file tells what every step did to every value: its column
`step` holds the steps in words, and these, given again as options, give the same scores.
""",
    "sensitivity": """
Runs an [index](../indices.md) under other choices and prints intervals of scores and ranks, sensitivity indices, or who
stands above whom.
""",
    "analyse": """
Looks into an [index](../indices.md) and prints one kind of rows, by `--what`. Each wave is looked at by itself; a
change is between a wave and the one before it.
""",
    "what-if": """
Prints what a city's score, rank and class would be if it had answered otherwise, while all others keep their answers.
`--answer roles=+designer --answer roles=-engineer --answer strategy=yes` is one change; without `--answer` every single
other answer that would change the score has a row, the greatest gain first. Questions that the city did not answer are
left out then, but may be named.
""",
    "outcomes": """
Prints [outcome models](../outcomes.md) of a study with an `outcomes.yaml`, in the columns of
[results/models](release-format.md): what `build` puts into the release.
""",
    "serve": """
Serves the [explorer](../explorer.md), the public site of a study's releases, until it is interrupted. A study folder is
built first, into a folder that goes when the server ends; a release folder, and releases that `--releases` names, are
served as they are, after their checksums have been verified.
""",
    "backup": """
Writes one file with [everything that the service keeps](../deployment.md#backups), while it serves. The file holds
personal data and the key that signs links; only its owner can read it.
""",
    "restore": """
Puts a backup into a new or empty folder, and into the empty database of `DATABASE_URL` where it was made of PostgreSQL.
Nothing that is there already is changed.
""",
    "import": """
Makes a definition of a file of another program. An index that is read from COINr's iMeta is normalised to 0 to 100 and
put together by arithmetic means, until its definition says otherwise.
""",
    "export": """
Writes files for another program into a new folder. An index goes to COINr as `iData.csv` and `iMeta.csv`; `options.txt`
holds the options by which `civiscope score iData.csv --meta iMeta.csv` gives the same scores. Classes and combinations
have no place there.
""",
}


def page() -> str:
    """The whole page. Raises KeyError for a command that is not explained."""
    parts = [NOTICE, INTRODUCTION.strip()]
    for name in COMMANDS:
        parts += [f"## civiscope {name}", EXPLANATIONS[name].strip(), f"```text\n{_help(name)}\n```"]
    return "\n\n".join(parts) + "\n"


def _help(command: str) -> str:
    """What ``civiscope COMMAND --help`` prints, whatever the terminal."""
    outcome = subprocess.run(
        [sys.executable, "-m", "civiscope", command, "--help"],
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return outcome.stdout.strip()
