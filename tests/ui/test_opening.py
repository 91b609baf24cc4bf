"""From a file to a window: the office that cannot be opened, and the way back through its backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.services.office import Office
from villagedesk.ui.frame.opening import Opening, Welcome
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory


def press(widget: QWidget, words: str) -> None:
    next(button for button in widget.findChildren(QPushButton) if words in button.text()).click()


def words(widget: QWidget) -> list[str]:
    return [button.text().strip() for button in widget.findChildren(QPushButton)]


def test_a_lost_office_is_brought_back_from_its_newest_backup(office: Office, opening: Opening) -> None:
    file = office.store.path
    offices.set_facts(office, {"village": "柳溪村"})
    upkeep.close_office(office)
    file.write_text("优盘坏了")
    opening.open(file)
    assert isinstance(opening.front(), Welcome) and "不是坐班台的办公文件" in opening.failed
    press(opening.front(), "用备份恢复")
    asked = QApplication.activeModalWidget()
    assert asked is not None
    press(asked, "恢复")
    window = opening.front()
    assert isinstance(window, Window)
    window.desk.ops.settle()
    assert offices.fact(window.desk.office, "village") == "柳溪村"
    assert "恢复" in window.line.words.text()


def test_without_a_backup_nothing_is_promised(opening: Opening, tmp_path: Path) -> None:
    (tmp_path / "坏.vdesk").write_text("优盘坏了")
    opening.open(tmp_path / "坏.vdesk")
    assert words(opening.front()) == ["看看演示", "打开办公文件…", "新建办公室"]
    front = opening.front()
    ready = [b.text().strip() for b in front.findChildren(QPushButton) if b.property("role") == "primary"]
    assert ready == ["打开办公文件…"], "Enter must not begin a new office where one was lost"


def test_a_first_start_is_a_welcome_without_reproach(opening: Opening, tmp_path: Path) -> None:
    opening.open(tmp_path / "还没有.vdesk", named=False)
    assert isinstance(opening.front(), Welcome)
    assert words(opening.front()) == ["看看演示", "打开办公文件…", "新建办公室"]


def test_the_window_that_waited_takes_the_office(office: Office, look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    memory = Memory(tmp_path / "window.json")
    window = Window(look, memory)
    file = office.store.path
    office.close()
    opening = Opening(look, memory, window)
    opening.open(file)
    assert opening.front() is window and window.seated
    window.desk.ops.settle()
    other = offices.create_office(tmp_path / "柳溪村.vdesk", "柳溪村", "锦湖街道")
    other.close()
    opening.open(tmp_path / "柳溪村.vdesk")
    front = opening.front()
    assert isinstance(front, Window) and front is not window
    front.desk.ops.settle()
    opening.front().close()
    opening.close()
