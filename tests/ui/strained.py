"""What is seen when something is wrong or under way: mistakes at fields, refused files, open menus, questions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget

from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.frame.opening import Opening, Welcome
from villagedesk.ui.guide.search import SearchBox
from villagedesk.ui.memory import Memory
from villagedesk.ui.pages import PAGES
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.wizard.window import WizardWindow

if TYPE_CHECKING:
    from tests.ui.stage import Stage


def wrongly(name: str, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """A dialog sent off as it is: with its mistakes at the fields, when it has any."""
    if isinstance(window, QDialog) and any(form.read() is None for form in window.findChildren(FieldForm)):
        QApplication.processEvents()
        yield f"{name}-wrong", window


def strained(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Everything of the kind, one after another."""
    yield from _refused(stage)
    yield from _forms(stage)
    yield from _chosen(stage)
    yield from _found(stage)
    yield from _menus(stage)


def _refused(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """A file that is no table, beside one whose rows are all wrong."""
    picture, table = stage.folder / "大门口拍的照片.png", stage.folder / "全错.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    table.write_text("工号,姓名,时间\n1,王松林,2026-13-45 08:27:00\n,,\n", "utf-8")
    stage.go("attendance")
    dialog = ImportDialog(stage.window.desk, stage.window, [picture, table])
    dialog.open()
    stage.settle()
    yield "strained-import", dialog
    dialog.close()
    stage.settle()


def _forms(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """An empty entry sent off, and a wizard without the name of the village."""
    stage.go("registers", "来访+")
    panel: Any = stage.window.page
    panel.panel.save()
    QTest.qWait(120)  # where the form stands below the list, the page scrolls to it
    stage.settle()
    yield "strained-entry", stage.window
    memory = Memory(stage.folder / "strained.json")
    welcome = Welcome(
        stage.look, Opening(stage.look, memory), "文件“/D/村里的电脑/去年.vdesk”打不开：不是本程序的文件。"
    )
    welcome.show()
    stage.settle()
    yield "strained-welcome", welcome
    welcome.close()
    welcome.deleteLater()
    wizard = WizardWindow(stage.look, memory, lambda _file: None)
    wizard.resize(min(1080, stage.size[0]), min(700, stage.size[1]))
    wizard.show()
    wizard.go_on()
    stage.settle()
    yield "strained-wizard", wizard
    wizard.close()
    wizard.deleteLater()
    stage.settle()


def _chosen(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The full-screen windows after somebody has touched a name."""
    for name in ("kiosk", "board"):
        side: Any = stage.window.sides.show(name)
        side.resize(*stage.size)
        stage.settle()
        side.choose(side.people[0])
        if name == "board":
            side.take("下村")
        stage.settle()
        yield f"strained-{name}", side
        side.close()
        stage.settle()


def _found(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The search box with answers, and with none."""
    stage.go("today")
    for words in ("张", "没有这个人"):
        stage.window.search()
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SearchBox) and w.isVisible())
        box.edit.setText(words)
        box.ask(words)
        stage.settle()
        yield f"strained-search-{words}", box
        box.close()
        stage.settle()


def _menus(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """The menus that hang on buttons of the pages."""
    for page in PAGES:
        stage.go(page.name)
        for button in stage.window.page.findChildren(QPushButton):
            menu: QMenu | None = button.menu()
            if menu is None or not button.isVisible():
                continue
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))
            stage.settle()
            yield f"strained-menu-{page.name}-{button.objectName()}", menu
            menu.close()
