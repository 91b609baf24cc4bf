"""One term for one thing: the glossary of the manual against every text of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "resources" / "manual" / "术语.md"

# Foreign files are told by the words they use themselves (员工刷卡记录表).
_FOREIGN = (
    "villagedesk/devices/",
    "villagedesk/people/sheet.py",
    "villagedesk/services/pasting/lists/",
    "villagedesk/people/staff.py",
    "villagedesk/people/candidate.py",
    "resources/manual/导入考勤机.md",
)


def terms() -> list[tuple[str, str, tuple[str, ...]]]:
    """Term, meaning and the words it is not called by."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] != "词" and not set(cells[0]) <= {"-"}:
            found.append((cells[0], cells[1], tuple(word for word in re.split("[、，]", cells[2]) if word)))
    return found


def literals(file: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line, docstrings left out."""
    tree = ast.parse(file.read_text("utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the program and of its books and manual, with its place."""
    for file in sorted((ROOT / "villagedesk").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        if not place.startswith(_FOREIGN):
            yield from ((f"{place}:{line}", text) for line, text in literals(file))
    for ending in ("*.md", "*.toml"):
        for file in sorted(file for file in (ROOT / "resources").rglob(ending) if file != GLOSSARY):
            place = file.relative_to(ROOT).as_posix()
            if not place.startswith(_FOREIGN):
                yield place, file.read_text("utf-8")


ALL = list(texts())


def misnamed(term: str, others: Sequence[str], among: Sequence[tuple[str, str]]) -> list[str]:
    """Where a thing is called by another word than its term."""
    return [
        f"{place} 写了“{word}”，应是“{term}”：{text[:60]}"
        for place, text in among
        for word in others
        if word in text and not (word in term and term in text)
    ]


def test_the_glossary_says_each_term_once_with_its_meaning() -> None:
    words = [term for term, _, _ in terms()]
    assert len(words) == len(set(words)) > 30
    assert all(meaning for _, meaning, _ in terms())


@pytest.mark.parametrize(("term", "others"), [(t, o) for t, _, o in terms() if o], ids=lambda v: str(v))
def test_a_thing_is_called_by_its_term_only(term: str, others: tuple[str, ...]) -> None:
    wrong = misnamed(term, others, ALL)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("term", "others"), [(t, o) for t, _, o in terms() if o], ids=lambda v: str(v))
def test_another_word_for_it_would_be_found(term: str, others: tuple[str, ...]) -> None:
    assert [misnamed(term, others, [("页面", f"请看{word}。")]) for word in others if word not in term].count([]) == 0


@pytest.mark.parametrize("term", [t for t, _, _ in terms()])
def test_a_term_of_the_glossary_is_used_in_the_program(term: str) -> None:
    for word in term.split("、"):
        assert any(word in text for _, text in ALL), f"术语“{word}”在程序里没有用到"


# Words of builders and of translating machines, which no clerk should meet; a command line may speak of JSON.
_BUILDERS = ("异常代码", "堆栈", "线程", "缓存", "空指针", "返回码")
_MACHINES = ("请重试", "无法", "该操作", "成功地", "您的请求", "抱歉")
_SHOWN = ("villagedesk/ui/", "villagedesk/services/", "villagedesk/store/", "villagedesk/base/", "villagedesk/writers/")


@pytest.mark.parametrize("word", (*_BUILDERS, *_MACHINES))
def test_no_word_of_builders_and_machines_is_shown(word: str) -> None:
    assert [f"{place}: {text[:60]}" for place, text in ALL if place.startswith(_SHOWN) and word in text] == []
