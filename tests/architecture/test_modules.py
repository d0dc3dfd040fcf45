"""Modules stay small, say what they are for, and import at their top."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.house import PACKAGE, ROOT, Module, modules

MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 60

IMPORTS_WHEN_IT_RUNS: dict[str, str] = {
    "civiscope/cli/registry.py": "loads the module of the command that is asked for, and no other",
    "civiscope/study/sheets.py": "loads the readers of Excel and SPSS files, which cost a second, only when needed",
    "civiscope/tabulation/engines/registry.py": "loads SPSS and the engines of extras, which need not be installed",
    "civiscope/web/collection/domain/spss_files.py": "loads pandas, which costs a second, only when needed",
}
"""Modules outside cli/commands that may import when a function runs, with the reason."""

IMPORTERS = {"import_module", "__import__", "exec"}
"""Functions that import, or could, without an import statement."""

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
HOUSE = modules()
BOUND = [
    module
    for module in HOUSE
    if not module.path.startswith("civiscope/cli/commands/") and module.path not in IMPORTS_WHEN_IT_RUNS
]
each_module = pytest.mark.parametrize("module", HOUSE, ids=[module.path for module in HOUSE])


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones included."""
    return (node for node in ast.walk(module.tree) if isinstance(node, FUNCTIONS))


def named(node: ast.Name | ast.Attribute) -> str:
    """The last part of a name: ``import_module`` of ``importlib.import_module``."""
    return node.id if isinstance(node, ast.Name) else node.attr


def public_parts(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Public classes, functions and methods; not the language's own (``__init__``, ``__str__``) nor overrides, nor what
    Django has inside models and migrations by fixed names."""
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name in {"Meta", "Migration"}:
            continue
        if isinstance(node, (ast.ClassDef, *FUNCTIONS)) and not node.name.startswith("_"):
            if any(isinstance(mark, ast.Name) and mark.id in {"overload", "override"} for mark in node.decorator_list):
                continue
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_parts(node.body, f"{prefix}{node.name}.")


@each_module
def test_file_is_short(module: Module) -> None:
    assert len(module.text.splitlines()) <= MOST_LINES_OF_A_FILE


@each_module
def test_functions_are_short(module: Module) -> None:
    long = {
        node.name: length
        for node in functions(module)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


@each_module
def test_public_parts_have_docstrings(module: Module) -> None:
    silent = [name for name, node in public_parts(module.tree.body) if not ast.get_docstring(node)]  # type: ignore[arg-type]
    if not ast.get_docstring(module.tree):
        silent.insert(0, "the module")
    assert silent == []


@pytest.mark.parametrize("module", BOUND, ids=[module.path for module in BOUND])
def test_imports_stand_at_the_top(module: Module) -> None:
    inner = [
        f"line {inside.lineno}, in {node.name}"
        for node in functions(module)
        for inside in ast.walk(node)
        if isinstance(inside, (ast.Import, ast.ImportFrom))
        or (isinstance(inside, (ast.Name, ast.Attribute)) and named(inside) in IMPORTERS)
    ]
    assert inner == []


def test_allowlist_names_modules_of_the_house() -> None:
    assert set(IMPORTS_WHEN_IT_RUNS) <= {module.path for module in HOUSE}


@pytest.mark.parametrize("name", ["utils", "util", "helpers", "misc", "common", "services"])
def test_no_module_has_a_name_without_a_subject(name: str) -> None:
    named = [module.path for module in HOUSE if module.path.endswith(f"/{name}.py")]
    assert named == []


def test_unit_tests_mirror_the_source() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    strays = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests" / "unit").rglob("test_*.py")
        if path.relative_to(ROOT / "tests" / "unit").parts[0] not in rooms
    ]
    assert strays == []
