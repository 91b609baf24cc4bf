"""The frame: pages by key, search, message line with undo, read-only banner, text sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.base.paths import resource
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.ui.crash import CrashWindow
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide.search import SearchBox
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory

Open = Callable[..., Window]


def test_a_page_is_built_only_when_it_is_shown(open_window: Open) -> None:
    window = open_window("today")
    assert list(window._pages) == ["today"]
    window.go("roster")
    assert list(window._pages) == ["today", "roster"]


def test_ctrl_2_shows_the_roster(open_window: Open, qtbot: QtBot) -> None:
    window = open_window("today")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page.name == "roster"


def test_a_write_speaks_and_can_be_taken_back(open_window: Open, office: Office) -> None:
    window = open_window("today")
    window.desk.ops.change(lambda office: offices.set_facts(office, {"duty_phone": "0577-00001234"}))
    window.desk.ops.settle()
    assert window.line.words.text() == "已保存。"
    assert window.line.link.text() == "撤销"
    window.desk.ops.undo()
    window.desk.ops.settle()
    assert offices.fact(office, "duty_phone", None) is None
    window.desk.ops.redo()
    window.desk.ops.settle()
    assert offices.fact(office, "duty_phone") == "0577-00001234"


def test_of_questions_with_one_key_only_the_newest_is_answered(open_window: Open) -> None:
    window = open_window("today")
    answers: list[int] = []
    for number in range(5):
        window.desk.ops.query(lambda _office, number=number: number, answers.append, key="typing")
    window.desk.ops.settle()
    assert answers == [4]


def test_a_cancelled_long_work_leaves_nothing_behind(open_window: Open, office: Office) -> None:
    window = open_window("today")

    def work(office: Office, progress: Callable[[int, int], None]) -> None:
        with office.change("试写") as change:
            change.insert("office", {"name": "half", "value": "1"})
            while True:
                progress(1, 10)

    window.desk.ops.long("正在试写", work).cancel()
    window.desk.ops.settle()
    assert offices.fact(office, "half", None) is None


def test_the_search_box_finds_actions_and_dates(open_window: Open) -> None:
    window = open_window("today")
    window.search()
    box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SearchBox))
    box.ask("11月20日")
    window.desk.ops.settle()
    assert box.list.item(0).text().startswith("11月20日 星期五 谁值班")
    box.ask("快捷键")
    window.desk.ops.settle()
    assert box.list.item(0).text().startswith("快捷键一览")
    box.close()


def test_every_button_of_the_window_has_a_name(open_window: Open) -> None:
    window = open_window("today")
    nameless = [b for b in window.findChildren(QPushButton) if not (b.accessibleName() or b.text().strip())]
    assert not nameless


def test_a_second_window_on_the_same_office_is_read_only_and_says_so(
    open_window: Open, office: Office, look: Look, tmp_path: Path
) -> None:
    second = offices.open_office(office.store.path)
    assert second.store.readonly
    window = Window.on(second, look, Memory(tmp_path / "second.json"), "people")
    window.resize(1366, 768)
    window.show()
    window.start()
    window.desk.ops.settle()
    assert "另一个程序" in window._banner_words.text() and window._banner.isVisible()
    assert not window.page.header.button("new").isEnabled() or not window.page.header.button("add").isEnabled()
    window.close()
    second.close()


def test_a_bug_is_caught_and_can_be_copied(qtbot: QtBot, look: Look) -> None:
    crash = CrashWindow("Traceback …", None)
    qtbot.addWidget(crash)
    crash.show()
    crash._copy()
    assert QApplication.clipboard().text() == "Traceback …"


def test_recent_offices_are_found_by_the_search_box(open_window: Open, tmp_path: Path) -> None:
    other = tmp_path / "柳溪村.vdesk"
    other.touch()
    Memory(tmp_path / "window.json").put("recent", [str(other)])
    window = open_window("today")
    assert "打开最近的办公文件 柳溪村" in [action.text for action in window.keys]


def test_the_glossary_is_kept_by_every_text_of_the_window() -> None:
    rows = re.findall(r"^\| (.+?) \| .+? \| (.+?) \|$", resource("manual", "术语.md").read_text("utf-8"), re.M)[1:]
    forbidden = {word: term for term, words in rows for word in re.split("[、]", words) if word.strip()}
    source = Path(resource("theme")).parents[1] / "villagedesk" / "ui"
    found = [
        f"{path.name}: “{word}” 应说 “{forbidden[word]}”"
        for path in source.rglob("*.py")
        for literal in re.findall(r'"([^"\n]*)"', path.read_text("utf-8"))
        for word in forbidden
        if word in literal
    ]
    assert not found


def test_text_sizes_switch_live(open_window: Open) -> None:
    window = open_window("today")
    before = window.rail.width()
    window.desk.look.choose(size="huge")
    assert window.rail.width() > before
    window.desk.look.choose(size="standard")
