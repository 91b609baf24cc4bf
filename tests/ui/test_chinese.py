"""Qt's own menus and dialogs speak the program's Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
)

from villagedesk.ui.look.chinese import WORDS
from villagedesk.ui.look.look import Look

_ENGLISH = re.compile(r"[A-Za-z]{3,}")


def words(actions: list[QAction]) -> list[str]:
    return [re.sub(r"\(&\w\)|&|\t.*", "", action.text()) for action in actions if action.text()]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit], ids=["a line", "many lines"])
def test_the_menu_of_a_field_says_undo_as_the_program_does(look: Look, kind: type) -> None:
    field = kind()
    menu = field.createStandardContextMenu()
    assert words(menu.actions())[:5] == ["撤销", "重做", "剪切", "复制", "粘贴"]
    menu.deleteLater()
    field.deleteLater()


def test_every_standard_button_is_chinese(look: Look) -> None:
    box = QDialogButtonBox()
    kinds = [
        kind for kind in QDialogButtonBox.StandardButton if kind.name not in ("NoButton", "FirstButton", "LastButton")
    ]
    said = {kind.name: box.addButton(kind).text() for kind in kinds}
    assert len(said) > 10
    assert {name: text for name, text in said.items() if not re.search("[\u4e00-\u9fff]", text)} == {}
    box.deleteLater()


def test_the_dialogs_of_qt_have_no_english_label(look: Look) -> None:
    files = QFileDialog(None, "打开")
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    printer = QPrinter()
    printing = QPrintDialog(printer)
    for dialog in (files, printing):
        dialog.show()
        QCoreApplication.processEvents()
        shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert [text for text in shown if _ENGLISH.search(text.replace("PDF", "")) and "/" not in text] == []
        dialog.close()
        dialog.deleteLater()


def test_the_menu_of_a_scroll_bar_and_of_a_number_is_chinese(look: Look) -> None:
    for context, source in (
        ("QScrollBar", "Scroll here"),
        ("QScrollBar", "Page down"),
        ("QAbstractSpinBox", "&Step up"),
    ):
        assert re.search("[\u4e00-\u9fff]", QCoreApplication.translate(context, source))
    number = QSpinBox()
    assert words(number.lineEdit().createStandardContextMenu().actions())[0] == "撤销"
    number.deleteLater()


def test_what_is_not_qts_stays_as_it_is(look: Look) -> None:
    assert QCoreApplication.translate("ours", "a word of ours") == "a word of ours"
    assert all(re.search("[\u4e00-\u9fff]", word) for word in WORDS.values())


def test_a_folder_is_called_so_in_the_file_dialog(look: Look, tmp_path: Path) -> None:
    kind = QFileIconProvider().type(QFileInfo(str(tmp_path)))
    assert look and kind == "文件夹"
