"""About: the whole licence of everything that is delivered, and a diagnosis that tells nothing about people."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from PySide6.QtGui import QGuiApplication

from villagedesk import __version__
from villagedesk.base.paths import resource
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.about import BUILT_ON, AboutDialog, diagnosis

Open = Callable[..., Window]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def delivered(name: str, seen: set[str]) -> set[str]:
    """A package and all that it needs at work."""
    if plain(name) in seen:
        return seen
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        return seen
    seen.add(plain(name))
    for need in needs:
        if "extra ==" not in need and (found := re.match(r"[\w.-]+", need)):
            delivered(found[0], seen)
    return seen


def test_everything_that_is_delivered_is_named_with_its_licence() -> None:
    """The tables of pinyin need pypinyin only while they are made; pip is no part of the program."""
    needed = delivered("villagedesk", set()) - {"villagedesk", "pip"}
    assert needed - {plain(name) for name, *_rest in BUILT_ON} == set()


@pytest.mark.parametrize("file", sorted({file for *_rest, file in BUILT_ON}))
def test_a_licence_is_there_in_full(file: str) -> None:
    text = resource("licences", f"{file}.txt").read_text("utf-8")
    assert len(text) > 500 and re.search(r"(?i)warrant|permission", text) and re.search("(?i)copyright", text)


def test_the_licence_in_front_is_shown_whole(open_window: Open) -> None:
    window = open_window("today")
    dialog = window.sides.show("about")
    assert isinstance(dialog, AboutDialog)
    assert "GNU GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    dialog.list.setCurrentRow(1)
    text = dialog.text.toPlainText()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text and "可以换成自己编译的同版本 Qt" in text
    dialog.close()


def test_the_diagnosis_helps_and_tells_nothing_about_people(open_window: Open, office: Office) -> None:
    staff.add_person(office, {"name": "张建国", "phone": "13800001234"})
    window = open_window("today")
    dialog = window.sides.show("about")
    dialog.copy()
    said = QGuiApplication.clipboard().text()
    assert said == diagnosis(window.desk)
    assert __version__ in said and "Qt 6" in said and "屏幕" in said
    for private in ("张建国", "1380000", "桃源村", str(office.store.path.parent), "文书"):
        assert private not in said
    dialog.close()
