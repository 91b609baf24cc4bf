"""The house holds: floors, cycles, who may use which library, purity below, and sizes."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "villagedesk"

FLOORS: tuple[frozenset[str], ...] = (
    frozenset({"base"}),
    frozenset({"people", "calendar", "security"}),
    frozenset({"roster", "registers"}),
    frozenset({"attendance", "mediation"}),
    frozenset({"store", "devices", "papers", "writers", "planner", "hub"}),
    frozenset({"services"}),
    frozenset({"ui", "cli"}),
)
PURE = frozenset().union(*FLOORS[:4])

# A heavy library and the places that may import it.
KEPT_IN: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui/",),
    "pyqtgraph": ("ui/",),
    "sqlite_utils": ("store/",),
    "sqlite3": ("store/", "base/faults.py"),
    "openpyxl": ("writers/xlsx",),
    "typst": ("writers/",),
    "docx": ("writers/docx",),
    "python_calamine": ("devices/", "services/"),
    "ortools": ("planner/",),
    "zk": ("devices/",),
    "duckdb": ("services/",),
    "argon2": ("security/",),
    "cryptography": ("security/",),
    "chinese_calendar": ("calendar/",),
    "holidays": ("calendar/",),
    "lunar_python": ("calendar/",),
}

# Imports inside functions that start-up asks for: file → the modules it may load late.
LATE: dict[str, frozenset[str]] = {
    "__main__.py": frozenset({"villagedesk.cli.app", "villagedesk.planner.process", "villagedesk.ui.start"}),
}

# The one step sideways: the command that opens the window.
ACROSS = frozenset({("cli/window.py", "ui")})

# The two skins choose pages and commands by name at the moment they are asked for.
BY_NAME = ("cli/app.py", "ui/")

# Where a pure floor touches the world on purpose: the clock, the places, the log.
WORLDLY = ("base/clock.py", "base/paths.py", "base/log.py", "base/faults.py")

MODULE_LINES, CLASS_LINES, CLASS_METHODS, FUNCTION_LINES, PARAMETERS, PACKAGE_FILES = 400, 250, 20, 50, 6, 12


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(node: ast.AST) -> Iterator[str]:
    """Every module that an import statement below `node` may load, with names that may be modules."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"relative import at line {child.lineno}"
            yield from (f"{child.module}.{alias.name}" for alias in child.names)


def room(name: str) -> str | None:
    """The room of a dotted name in our package; None for the package itself and other packages."""
    parts = name.split(".")
    return parts[1] if parts[0] == "villagedesk" and len(parts) > 1 and parts[1] != "__version__" else None


def floor(name: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if name in rooms)


def own_room(path: Path) -> str | None:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else None


def test_every_room_has_a_floor() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    unknown = rooms - frozenset().union(*FLOORS)
    assert not unknown


def test_imports_only_go_down() -> None:
    faults = []
    for path in modules():
        here = own_room(path)
        if here is None:
            continue
        for name in imports(tree(path)):
            there = room(name)
            if there is None or there == here:
                continue
            if floor(there) >= floor(here) and (short(path), there) not in ACROSS:
                faults.append(f"{short(path)} imports {name}")
    assert not faults, "\n".join(faults)


def _graph() -> dict[str, set[str]]:
    known = {dotted(path): path for path in modules()}
    graph: dict[str, set[str]] = {}
    for name, path in known.items():
        found = set()
        for target in imports(tree(path)):
            while target and target not in known:
                target = target.rpartition(".")[0]
            if target and target != name and target != "villagedesk":
                found.add(target)
        graph[name] = found
    return graph


def test_no_import_cycles() -> None:
    graph, done, path = _graph(), set[str](), list[str]()
    cycles: list[str] = []

    def visit(name: str) -> None:
        if name in path:
            cycles.append(" → ".join([*path[path.index(name) :], name]))
            return
        if name in done:
            return
        path.append(name)
        for target in sorted(graph[name]):
            # a package's __init__ is loaded with each of its modules: that is no arrow of its own
            if not name.startswith(target + "."):
                visit(target)
        path.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)
    assert not cycles, "\n".join(cycles)


def test_libraries_stay_in_their_rooms() -> None:
    faults = []
    for path in modules():
        for name in imports(tree(path)):
            places = KEPT_IN.get(name.split(".")[0])
            if places and not short(path).startswith(places):
                faults.append(f"{short(path)} imports {name}")
    assert not faults, "\n".join(faults)


def test_no_import_inside_a_function() -> None:
    faults = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for name in imports(node):
                    allowed = LATE.get(short(path), frozenset())
                    if name not in allowed and name.rpartition(".")[0] not in allowed:
                        faults.append(f"{short(path)}:{node.lineno} {node.name} imports {name}")
    assert not faults, "\n".join(faults)


def test_importlib_only_where_the_skins_choose() -> None:
    users = [short(path) for path in modules() if "importlib" in {n.split(".")[0] for n in imports(tree(path))}]
    assert not [user for user in users if not user.startswith(BY_NAME)]


WORLD_CALLS = {"open", "print", "input", "eval", "exec"}
WORLD_METHODS = {"now", "today", "utcnow", "read_text", "write_text", "read_bytes", "write_bytes", "mkdir", "unlink"}


def test_pure_rooms_touch_no_world() -> None:
    faults = []
    for path in modules():
        if own_room(path) not in PURE or short(path) in WORLDLY:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in WORLD_CALLS:
                faults.append(f"{short(path)}:{node.lineno} {called.id}()")
            if isinstance(called, ast.Attribute) and called.attr in WORLD_METHODS:
                faults.append(f"{short(path)}:{node.lineno} .{called.attr}()")
    assert not faults, "\n".join(faults)


def test_no_module_state() -> None:
    """A module holds constants only: no empty container waits at the top to be filled, nothing is `global`."""
    faults = []
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict | ast.List | ast.Set):
                items = node.value.keys if isinstance(node.value, ast.Dict) else node.value.elts
                if not items:
                    faults.append(f"{short(path)}:{node.lineno} an empty container")
        faults += [f"{short(path)}:{n.lineno} global" for n in ast.walk(tree(path)) if isinstance(n, ast.Global)]
    assert not faults, "\n".join(faults)


def test_modules_are_small() -> None:
    faults = []
    for path in modules():
        lines = path.read_text("utf-8").count("\n")
        if lines > MODULE_LINES:
            faults.append(f"{short(path)} has {lines} lines")
    assert not faults, "\n".join(faults)


def test_classes_are_small() -> None:
    faults = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                methods = sum(isinstance(item, ast.FunctionDef) for item in node.body)
                if lines > CLASS_LINES or methods > CLASS_METHODS:
                    faults.append(f"{short(path)}:{node.lineno} {node.name}: {lines} lines, {methods} methods")
    assert not faults, "\n".join(faults)


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_functions_are_small() -> None:
    sizes = {f"{short(p)}:{f.lineno} {f.name}": (f.end_lineno or f.lineno) - f.lineno + 1 for p, f in functions()}
    assert not {name: size for name, size in sizes.items() if size > FUNCTION_LINES}
    assert sum(size <= 30 for size in sizes.values()) >= 0.95 * len(sizes)


def test_functions_take_few_parameters() -> None:
    faults = []
    for path, node in functions():
        # a click command takes what its options hand it
        decorators = {ast.unparse(d).split("(")[0].split(".")[-1] for d in node.decorator_list}
        if decorators & {"command", "option", "argument"}:
            continue
        names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        if count > PARAMETERS:
            faults.append(f"{short(path)}:{node.lineno} {node.name} takes {count}")
    assert not faults, "\n".join(faults)


def test_packages_are_small() -> None:
    faults = []
    for folder in [PACKAGE, *(p for p in PACKAGE.rglob("*") if p.is_dir() and p.name != "__pycache__")]:
        count = len(list(folder.glob("*.py")))
        if count > PACKAGE_FILES:
            faults.append(f"{folder.relative_to(ROOT)} has {count} files")
    assert not faults, "\n".join(faults)


def test_everything_public_says_what_it_is() -> None:
    faults = []
    for path in modules():
        if not ast.get_docstring(tree(path)):
            faults.append(short(path))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                nested = isinstance(node, ast.FunctionDef) and not _is_public_place(path, node)
                if not nested and not ast.get_docstring(node):
                    faults.append(f"{short(path)}:{node.lineno} {node.name}")
    assert not faults, "\n".join(faults)


def _is_public_place(path: Path, node: ast.FunctionDef) -> bool:
    """Functions of a module and methods of a class, but neither Qt overrides nor functions in functions."""
    for holder in ast.walk(tree(path)):
        if isinstance(holder, ast.Module | ast.ClassDef) and node in holder.body:
            return not re.match(r"[a-z]+[A-Z]", node.name)
    return False


def test_every_parameter_and_return_is_annotated() -> None:
    faults = []
    for path, node in functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [a.arg for a in arguments if a.annotation is None and a.arg not in ("self", "cls")]
        if bare or (node.returns is None and node.name != "__init__"):
            faults.append(f"{short(path)}:{node.lineno} {node.name} {bare}")
    assert not faults, "\n".join(faults)


def test_names_are_nouns_of_the_office() -> None:
    banned = {"utils", "util", "helpers", "helper", "misc", "manager", "managers", "common", "core"}
    assert not [short(path) for path in modules() if banned & set(path.relative_to(PACKAGE).with_suffix("").parts)]


@pytest.mark.parametrize("folder", ["villagedesk", "resources", "installers", "tests"])
def test_top_level_is_as_drawn(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_top_level_holds_nothing_else() -> None:
    drawn = {
        *("pyproject.toml", "villagedesk", "resources", "installers", "tests", "README.md", "LICENSE", "CHANGELOG.md"),
        *(".gitignore", ".editorconfig", ".ci", ".git"),
    }
    made = {".venv", "demo", "shots", "dist", "build", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    assert {path.name for path in ROOT.iterdir()} - made <= drawn


def test_changelog_parses() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    heads = [line for line in lines if line.startswith("## ")]
    assert lines[0] == "# 更新记录" and heads
    assert all(re.fullmatch(r"## \d+\.\d+\.\d+（(未发布|\d{4}-\d{2}-\d{2})）", head) for head in heads), heads
    version = re.search(r'__version__ = "(.+)"', (PACKAGE / "__init__.py").read_text("utf-8"))
    assert version and version[1] in heads[0]


def test_readme_commands_are_the_ones_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 installers/dev.py run" in readme and "python3 installers/dev.py test" in readme
    assert "python3 installers/dev.py test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_dev_script_needs_nothing_but_python() -> None:
    script = ast.parse((ROOT / "installers" / "dev.py").read_text("utf-8"))
    assert {name.split(".")[0] for name in imports(script)} <= set(sys.stdlib_module_names)


def test_every_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {
        "PySide6-Essentials": "PySide6", "PySide6-Pdf": "PySide6", "sqlite-utils": "sqlite_utils", "tomli-w": "tomli_w",
        "python-calamine": "python_calamine", "python-docx": "docx", "chinesecalendar": "chinese_calendar",
        "lunar-python": "lunar_python", "charset-normalizer": "charset_normalizer", "argon2-cffi": "argon2",
        "pillow": "PIL",
    }  # fmt: skip
    used = {name.split(".")[0] for path in modules() for name in imports(tree(path))}
    wanted = [re.split(r"[><=\[]", item)[0] for item in project["dependencies"]]
    assert not [item for item in wanted if names.get(item, item) not in used]
