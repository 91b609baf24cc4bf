"""Every shipped book lived through in the window: a form filled and saved, every step of its way taken."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from villagedesk.base.document import Document
from villagedesk.base.fields import Kind
from villagedesk.base.paths import resource
from villagedesk.registers.definition import Item, Register, Step
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.papers import shelf
from villagedesk.services.registers import books, entries, lists
from villagedesk.services.villagers.grids import add_grid
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.frame.window import Window
from villagedesk.ui.registers.form.slot import FileSlot
from villagedesk.ui.registers.form.slot import SlotForm as Form
from villagedesk.ui.registers.page import RegistersPage

BOOKS = sorted(file.stem for file in resource("registers").glob("*.toml") if file.stem != "lists")
STAFF = ("张建国", "李秀英", "王小梅", "陈永福", "周福海", "唐国强")
VILLAGERS = ("郑水根", "林阿婆", "何春燕", "曹金龙", "谢玉珍", "梁桂英")
PLAIN: dict[Kind, Any] = {
    Kind.TEXT: "桃源村三组",
    Kind.LONG_TEXT: "门前排水沟被填平，雨天倒灌。",
    Kind.DATE: "2026-11-21",
    Kind.TIME: "09:00",
    Kind.MOMENT: "2026-11-21 09:30",
    Kind.NUMBER: 1,
    Kind.MONEY: 100,
    Kind.HOURS: 1,
    Kind.YES: True,
    Kind.GRID: "第一网格",
    Kind.PHONE: "13800001234",
    Kind.ID_NUMBER: "11010519491231002X",
}


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "现场.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\nplace")
    return file


def settle(window: Window) -> None:
    for _ in range(4):
        window.desk.ops.settle()
        QApplication.processEvents()


def sample(item: Item, place: int, words: tuple[str, ...]) -> Any:
    """What a clerk would write there; people differ from field to field, so that nobody must stand aside."""
    if item.kind is Kind.PERSON:
        return STAFF[place % len(STAFF)]
    if item.kind is Kind.VILLAGER or item.many:
        return VILLAGERS[place % len(VILLAGERS)]
    if item.kind is Kind.COUNT:
        return max(int(item.min or 1), 1)
    if item.kind in (Kind.CHOICE, Kind.CHOICES):
        return words[0] if item.kind is Kind.CHOICE else (words[0],)
    return PLAIN.get(item.kind)


def fill(form: Form, register: Register, office: Office, picture: Path) -> None:
    """Fill what stands empty, files among it."""
    known = books.choice_lists(office)
    for name, editor in form.editors.items():
        item = register.item(name)
        if item is None or editor.read():
            continue
        if isinstance(editor.widget, FileSlot):
            editor.widget.take([picture])
            continue
        words = known.get(item.choices, ()) if isinstance(item.choices, str) else item.choices
        editor.show(sample(item, register.fields.index(item), words))
        editor.edited.emit()


def walks(register: Register) -> list[list[Step]]:
    """Ways from the start that take every step of a book at least once."""
    left = {(begin, step.to) for step in register.steps for begin in step.from_ or (register.start,)}
    found: list[list[Step]] = []
    while left:
        state, way = register.start, list[Step]()
        while ahead := _towards(register, state, left):
            for step in ahead:
                left.discard((state, step.to))
                way.append(step)
                state = step.to
        assert way, f"{register.title}: nothing leads to {left}"
        found.append(way)
    return found


def _towards(register: Register, state: str, left: set[tuple[str, str]]) -> list[Step]:
    """The shortest way from a state over a step that was not taken yet."""
    waiting: deque[tuple[str, list[Step]]] = deque([(state, [])])
    seen = {state}
    while waiting:
        here, way = waiting.popleft()
        for step in register.steps_from(here):
            if (here, step.to) in left:
                return [*way, step]
            if step.to not in seen:
                seen.add(step.to)
                waiting.append((step.to, [*way, step]))
    return []


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_is_lived_through(open_window: Callable[..., Window], office: Office, book: str, picture: Path) -> None:
    for name in STAFF:
        staff.add_person(office, {"name": name, "posts": "委员"})
    add_grid(office, "01", "第一网格", None, 120)
    register = books.register_of(office, book)
    window = open_window("registers", book)
    page = window.page
    assert isinstance(page, RegistersPage)
    for turn, way in enumerate(walks(register) or [[]]):
        if register.one_a_day and turn:
            break
        page.open(f"{register.title}+")
        settle(window)
        assert page.panel.sheet is not None and page.book == book
        fill(page.panel.sheet.form, register, office, picture)
        settle(window)
        page.panel.save()
        settle(window)
        shown = page.panel.shown
        assert shown is not None, _wrong(page)
        for step in way:
            _take(window, page, register, office, step, picture)
        entry = entries.existing(office, shown.id)
        assert entry.state == (way[-1].to if way else register.start)
        assert len(entries.steps_of(office, entry.id)) == len(way)
    count = lists.open_list(office, book).count
    assert count == (1 if register.one_a_day else len(walks(register)) or 1)
    number = lists.open_list(office, book).page(0, 1)[0].number
    documents = shelf.build(office, "走访记录", f"{book}/{number}")
    assert number in _words(documents[0])


def _take(window: Window, page: RegistersPage, register: Register, office: Office, step: Step, picture: Path) -> None:
    page.steps.take_step(step.to)
    settle(window)
    for dialog in [one for one in page.findChildren(FormDialog) if one.isVisible()]:
        assert isinstance(dialog.form, Form)
        fill(dialog.form, register, office, picture)
        settle(window)
        dialog.submit()
        settle(window)
    assert page.panel.chip.text() == step.to, (step.to, window.line.words.text())


def _wrong(page: RegistersPage) -> list[str]:
    sheet = page.panel.sheet
    return [error.text() for error in sheet.form._errors.values() if not error.isHidden()] if sheet else []


def _words(document: Document) -> str:
    return repr(document)
