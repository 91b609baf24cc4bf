"""The manual against the program: every control, key, picture and section that it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "resources" / "manual"
PAGES = sorted(page.stem for page in MANUAL.glob("*.md"))
_KEY = re.compile(r"^(?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|[A-Z0-9=/←→↑↓]|Enter|Tab|Esc|Delete)$")
_MARKS = "√○△×－ "


def literals() -> str:
    """Every text of the program and of the books and rules it ships, one below the other."""
    found: list[str] = []
    for file in (ROOT / "villagedesk").rglob("*.py"):
        if file.name != "places.py":
            tree = ast.parse(file.read_text("utf-8"))
            found += [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    found += [file.read_text("utf-8") for file in (ROOT / "resources").rglob("*.toml")]
    return "\n".join(found)


TEXTS = literals()


def controls(markdown: str) -> list[str]:
    """What the manual shows in bold, and what it quotes after a word for pressing: names of controls and keys."""
    bold = re.findall(r"\*\*(.+?)\*\*", markdown)
    quoted = re.findall(r"(?:点|按|选|勾上|打开)“(.+?)”", markdown)
    return [words.strip(_MARKS) for words in (*bold, *quoted)]


def missing(markdown: str) -> list[str]:
    """The named controls that are nowhere in the program."""
    return [words for words in controls(markdown) if words not in TEXTS and not _KEY.match(words)]


def headings(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", (MANUAL / f"{page}.md").read_text("utf-8"), re.M)


@pytest.mark.parametrize("page", [page for page in PAGES if page != "术语"])
def test_every_control_that_a_page_names_is_in_the_program(page: str) -> None:
    words = (MANUAL / f"{page}.md").read_text("utf-8")
    assert controls(words)
    assert missing(words) == []


def test_a_control_that_is_not_there_would_be_found() -> None:
    assert missing("点 **一键升天**，再按 **Ctrl+S**，选“魔法按钮”，点“公示”。") == ["一键升天", "魔法按钮"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_name_and_says_each_heading_once(page: str) -> None:
    words = (MANUAL / f"{page}.md").read_text("utf-8")
    assert words.startswith(f"# {page}\n")
    assert len(headings(page)) == len(set(headings(page)))


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_of_a_page_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\((.+?)\)", (MANUAL / f"{page}.md").read_text("utf-8")):
        file, _, heading = target.partition("#")
        assert (MANUAL / file).is_file(), target
        assert not heading or heading in headings(Path(file).stem), target


def test_every_picture_is_shown_by_a_page_or_the_readme() -> None:
    shown = "".join(file.read_text("utf-8") for file in (*MANUAL.glob("*.md"), ROOT / "README.md"))
    assert [p.name for p in (MANUAL / "pictures").glob("*.png") if f"pictures/{p.name}" not in shown] == []
