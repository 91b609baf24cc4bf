"""Recent offices, a second office over the first, a file that is gone, and a window that comes back where it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from villagedesk.base.errors import Trouble
from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.ui.frame.acts.recent import RecentDialog, forget_office, recent, remember_office
from villagedesk.ui.frame.acts.watching import FAILED
from villagedesk.ui.frame.opening import Opening, Welcome
from villagedesk.ui.frame.shell import on_screen
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question
from villagedesk.ui.start import _last_office


def office_at(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    offices.create_office(folder / f"{name}.vdesk", name, "锦湖街道").close()
    return folder / f"{name}.vdesk"


def said(opening: Opening) -> str:
    question = next(one for one in opening.front().findChildren(Question) if one.isVisible())
    words = " ".join(label.text() for label in question.findChildren(QLabel))
    question.close()
    return words


def window_of(opening: Opening) -> Window:
    front = opening.front()
    assert isinstance(front, Window)
    front.desk.ops.settle()
    return front


def test_a_second_office_takes_the_place_of_the_first_and_both_are_remembered(opening: Opening, tmp_path: Path) -> None:
    first, second = office_at(tmp_path / "甲", "甲村"), office_at(tmp_path / "乙", "乙村")
    opening.open(first)
    window_of(opening).wants.emit(str(second))
    assert window_of(opening).desk.office.store.path == second
    assert recent(opening.memory) == [second, first]
    assert upkeep.copies_of(first), "关上的第一个办公室没有备份"


def test_the_open_office_stays_when_another_cannot_be_opened(opening: Opening, tmp_path: Path) -> None:
    first = office_at(tmp_path, "甲村")
    (tmp_path / "坏.vdesk").write_text("不是")
    opening.open(first)
    window_of(opening).wants.emit(str(tmp_path / "坏.vdesk"))
    assert "现在开着的“甲村.vdesk”没有动" in said(opening)
    window_of(opening).wants.emit(str(tmp_path / "没有.vdesk"))
    assert "找不到办公文件" in said(opening)
    window_of(opening).wants.emit(str(first))
    assert "现在就开着" in said(opening)
    assert window_of(opening).desk.office.store.path == first and not window_of(opening).desk.readonly


def test_a_missing_office_is_grey_with_words_and_can_be_taken_off(opening: Opening, tmp_path: Path) -> None:
    here, other, gone = office_at(tmp_path, "甲村"), office_at(tmp_path, "乙村"), tmp_path / "丙村.vdesk"
    for file in (gone, other):
        remember_office(opening.memory, file)
    opening.open(here)
    window_of(opening).wants.emit("recent")
    dialog = next(one for one in opening.front().findChildren(RecentDialog) if one.isVisible())
    lines = [dialog.list.item(n).text().split("\n")[0] for n in range(dialog.list.count())]
    assert lines == ["甲村（现在开着）", "乙村", "丙村（找不到）"]
    dialog.list.setCurrentRow(2)
    assert not dialog._open.isEnabled()
    dialog.drop_missing()
    assert recent(opening.memory) == [here, other]
    dialog.list.setCurrentRow(1)
    dialog.open_chosen()
    assert window_of(opening).desk.office.store.path == other
    forget_office(opening.memory, here)
    assert recent(opening.memory) == [other]


def test_the_office_of_last_time_is_never_swapped_for_another_unasked(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.json")
    remember_office(memory, office_at(tmp_path, "乙村"))
    remember_office(memory, tmp_path / "优盘" / "甲村.vdesk")
    assert _last_office(memory) == tmp_path / "优盘" / "甲村.vdesk"


def test_the_welcome_offers_the_recent_ones_and_takes_a_dropped_office(opening: Opening, tmp_path: Path) -> None:
    file = office_at(tmp_path, "甲村")
    remember_office(opening.memory, tmp_path / "没了.vdesk")
    opening.open(tmp_path / "没了.vdesk")
    welcome = opening.front()
    assert isinstance(welcome, Welcome) and "找不到办公文件" in opening.failed
    assert any("最近的" in button.text() for button in welcome.findChildren(QPushButton))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.DragEnter, QEvent.Type.Drop):
        QCoreApplication.sendEvent(welcome.windowHandle(), QDropEvent(QPointF(20, 20), copy, mime, left, plain, kind))
    assert window_of(opening).desk.office.store.path == file


def test_a_backup_that_fails_at_closing_is_told_and_remembered(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office_at(tmp_path, "甲村")
    opening.open(file)
    window_of(opening)

    def full(_office: object) -> None:
        raise Trouble("磁盘满了。")

    monkeypatch.setattr(upkeep, "close_office", full)
    opening.close()
    assert opening.unsaved == "磁盘满了。"
    assert opening.memory.get(FAILED) == {"file": str(file), "says": "磁盘满了。"}


def test_a_window_comes_back_where_it_was_and_never_off_the_screens(
    open_window: Callable[..., Window], look: Look, qtbot: QtBot
) -> None:
    window = open_window("today")
    window.setGeometry(120, 90, 760, 560)
    window.close()
    again = open_window("today")
    screen = QGuiApplication.primaryScreen().availableGeometry()
    shell = Window(look, again.memory)
    assert shell.size().width() == 760
    shell.setGeometry(QRect(screen.right() + 900, screen.bottom() + 700, 760, 560))
    shell.close()
    back = Window(look, again.memory)
    back.show()
    QApplication.processEvents()
    assert screen.intersects(back.frameGeometry())
    back.close()
    for one in (shell, back):
        one.deleteLater()


def test_a_window_left_in_full_screen_comes_back_with_its_bar(
    open_window: Callable[..., Window], look: Look, tmp_path: Path
) -> None:
    shell = Window(look, Memory(tmp_path / "full.json"))
    shell.showFullScreen()
    QApplication.processEvents()
    shell.close()
    back = Window(look, Memory(tmp_path / "full.json"))
    assert not back.isFullScreen() and back.isMaximized()
    for one in (shell, back):
        one.deleteLater()


@pytest.mark.parametrize(
    "place",
    [QRect(-4000, -3000, 900, 600), QRect(9000, 9000, 900, 600), QRect(0, 0, 9000, 9000), QRect(10, 0, 700, 500)],
)
def test_a_place_is_brought_onto_the_screen_with_its_frame(look: Look, place: QRect) -> None:
    screen = QGuiApplication.primaryScreen()
    free = screen.availableGeometry()
    found = on_screen(place, screen)
    assert free.contains(found) and found.top() >= 20
