"""The least that a build must cost: reading its inputs, and compiling its PDFs from finished sources. Run by run.py.

python benchmarks/bounds.py read STUDY               parse every CSV and YAML file of a study, nothing more
python benchmarks/bounds.py sources RELEASE FOLDER   write the Typst source of every snapshot (not measured)
python benchmarks/bounds.py typeset FOLDER           compile these sources as a build does, on as many threads
"""

from __future__ import annotations

import csv
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from threading import local

SETTINGS = "settings.txt"


def read_inputs(study: Path) -> None:
    """Parse the files with the fastest parsers at hand."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(study.rglob("*.yaml")):
        with path.open("rb") as stream:
            yaml.load(stream, loader)  # noqa: S506 - one of the two safe loaders
    for path in sorted(study.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            list(csv.reader(stream))


def write_sources(release_folder: Path, folder: Path) -> None:
    """Compose every snapshot as a build does and write what it would hand to Typst."""
    from civiscope.guidance.peers import peer_groups
    from civiscope.release.reading import read_release
    from civiscope.report.snapshots.snapshot import SnapshotComposer
    from civiscope.report.writers.fonts import extra_families, font_folders, transliterate
    from civiscope.report.writers.typst import write_typst

    release = read_release(release_folder)
    composer = SnapshotComposer(release, release.definition.source_language)
    folder.mkdir(parents=True, exist_ok=True)
    for city, group in peer_groups(release).items():
        source = write_typst(composer.document(city, group), lambda text: transliterate(text)[0])
        (folder / f"{city}.typ").write_text(source, encoding="utf-8")
    root = str(files("civiscope.report.writers").joinpath("assets"))
    lines = [root, ";".join(extra_families()), *font_folders()]
    (folder / SETTINGS).write_text("\n".join(lines), encoding="utf-8")


def typeset(folder: Path) -> None:
    """Compile the sources with one compiler per thread and write the PDFs beside them."""
    import typst

    root, families, *fonts = (folder / SETTINGS).read_text(encoding="utf-8").split("\n")
    own = local()

    def compile_one(path: Path) -> None:
        if not hasattr(own, "compiler"):
            own.compiler = typst.Compiler(
                root=root, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"fonts": families}
            )
        content = own.compiler.compile(input=path.read_bytes(), format="pdf", pdf_standards=["ua-1"])
        path.with_suffix(".pdf").write_bytes(content)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for _ in pool.map(compile_one, sorted(folder.glob("*.typ"))):
            pass


def main(arguments: list[str]) -> None:
    """Do what the first argument names with the folders that follow."""
    bounds = {"read": read_inputs, "sources": write_sources, "typeset": typeset}
    if not arguments or arguments[0] not in bounds:
        sys.exit(__doc__)
    bounds[arguments[0]](*map(Path, arguments[1:]))  # type: ignore[operator]


if __name__ == "__main__":
    main(sys.argv[1:])
