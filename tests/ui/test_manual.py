"""F1 opens the manual at the right section everywhere, and the manual can be searched, walked and printed."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from villagedesk.ui.frame.opening import Bare, Opening, Welcome
from villagedesk.ui.frame.window import Window
from villagedesk.ui.guide import places, printing
from villagedesk.ui.guide.help import HelpWindow
from villagedesk.ui.guide.manual import find, manual_pages, sections
from villagedesk.ui.guide.printing import set_on_paper
from villagedesk.ui.guide.reading import fitted
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question
from villagedesk.ui.settings.page import SECTIONS
from villagedesk.ui.wizard.window import WizardWindow

UI = Path(__file__).parents[2] / "villagedesk" / "ui"
KNOWN = {section.place for page in manual_pages() for section in sections(page)}
# What is asked from above the window that it belongs to opens where that window does.
FROM_ABOVE = {"FormDialog", "Question", "SheetDialog", "TakeDialog"}
UNTOLD = {"刚填的还没有保存", "没有打印机"}
Open = Callable[..., Window]


def modules() -> Iterator[ast.Module]:
    for file in sorted(UI.rglob("*.py")):
        yield ast.parse(file.read_text("utf-8"))


def dialogs() -> set[str]:
    """The names of all dialogs and side windows of the program."""
    return {
        node.name
        for tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and any(re.search("Dialog|WallWindow", ast.unparse(b)) for b in node.bases)
    }


def titles() -> set[str]:
    """The titles that are written where a form or a question is made."""
    asked = {"FormDialog", "Question", "confirm", "ask_text"}
    found: set[str] = set()
    for tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in asked:
                for title in node.args[1:3]:
                    if isinstance(title, ast.Constant) and isinstance(title.value, str) and len(title.value) < 16:
                        found.add(title.value)
                        break
    return found


def test_every_place_that_f1_leads_to_is_a_section_of_the_manual() -> None:
    tables = (places.BY_CLASS, places.BY_VIEW, places.BY_PART, places.BY_STEP)
    every = {place for table in tables for place in table.values()} | {place for _, place in places.BY_TITLE}
    assert every - KNOWN == set()


def test_every_dialog_has_its_place_in_the_manual() -> None:
    known = {name for name in dialogs() if name not in FROM_ABOVE}
    assert len(known) > 30
    assert known - set(places.BY_CLASS) == set()


def test_every_form_and_question_has_its_place_in_the_manual() -> None:
    asked = titles()
    assert len(asked) > 20
    untold = [t for t in asked if t not in UNTOLD and not any(re.search(p, t) for p, _ in places.BY_TITLE)]
    assert untold == []


def test_every_section_of_the_settings_has_its_place_in_the_manual() -> None:
    assert {kind.__name__ for kind in SECTIONS} <= set(places.BY_PART)


def pressed(window: Window, front: QWidget) -> str:
    """Where the manual opens after F1 in `front`."""
    front.activateWindow()
    assert QTest.qWaitForWindowActive(front)
    QTest.keyClick(front, Qt.Key.Key_F1)
    manual = window.sides.show("help")
    place = manual.place
    manual.close()
    QCoreApplication.processEvents()
    return str(place)


@pytest.mark.parametrize(
    ("page", "act", "place"),
    [
        ("people", "new", "人员#添加、修改"),
        ("roster", "shifts", "值班表#班次和规则"),
        ("attendance", "leave", "考勤#请假、公出、补签"),
        ("registers", "words", "台账#选项表"),
        ("mediation", "new", "调解#登记一件"),
        ("reports", "key", "报表#封签和公钥"),
    ],
)
def test_f1_in_a_dialog_opens_its_own_section(open_window: Open, page: str, act: str, place: str) -> None:
    window = open_window(page)
    action = next(
        one for each in window.page.actions_now for one in (each, *each.menu) if one.id == act and one.run is not None
    )
    before = set(QApplication.topLevelWidgets())
    assert action.run is not None
    action.run()
    window.desk.ops.settle()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if w not in before and isinstance(w, QDialog)]
    assert pressed(window, dialog) == place
    dialog.close()


def test_f1_on_a_page_opens_at_what_is_in_front(open_window: Open) -> None:
    window = open_window("settings")
    window.page.open("备份与检查")
    window.desk.ops.settle()
    assert pressed(window, window) == "设置#备份与检查"
    window.go("registers", "来访+")
    window.desk.ops.settle()
    assert pressed(window, window) == "台账#登记一次来访"
    window.go("roster")
    window.desk.ops.settle()
    assert pressed(window, window) == "值班表"


def test_a_question_from_a_dialog_opens_where_the_dialog_does(open_window: Open) -> None:
    window = open_window("roster")
    next(a for a in window.page.actions_now if a.id == "shifts").run()  # type: ignore[misc]
    window.desk.ops.settle()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "PatternDialog" and w.isVisible()]
    question = Question(dialog, "真的吗", "说不清的一句。", (("知道了", "primary", None),))
    assert places.place_of(question) == "值班表#班次和规则"
    question.close()
    dialog.close()


def test_the_first_screen_and_the_wizard_have_the_manual_too(look: Look, tmp_path: Path, qtbot: QtBot) -> None:
    memory = Memory(tmp_path / "m.json")
    opening = Opening(look, memory)
    opening.show_welcome("", tmp_path / "没有.vdesk")
    front = opening.front()
    qtbot.addWidget(front)
    assert isinstance(front, Welcome) and QTest.qWaitForWindowActive(front)
    QTest.keyClick(front, Qt.Key.Key_F1)
    manual = opening._manual
    assert manual.isVisible() and manual.place == "入门#第一天早上"
    manual.close()
    wizard = WizardWindow(look, memory, lambda _file: None)
    qtbot.addWidget(wizard)
    wizard.show()
    assert places.place_of(wizard) == "入门#新建办公室：村名"
    wizard.show_step(2)
    assert places.place_of(wizard) == "入门#新建办公室：班次"


@pytest.fixture
def manual(look: Look, tmp_path: Path, qtbot: QtBot) -> HelpWindow:
    shown = HelpWindow(Bare(look, Memory(tmp_path / "m.json")))
    qtbot.addWidget(shown)
    shown.show()
    shown.show_page("入门")
    QCoreApplication.processEvents()
    return shown


def in_front(manual: HelpWindow) -> str:
    """The line that the reader sees first below the edge."""
    view = manual.text.viewport().rect()
    cursor = manual.text.cursorForPosition(view.topLeft() + view.center() * 0.12)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    return cursor.selectedText().strip()


def test_a_section_opens_at_its_heading_with_the_contents_pointing_at_it(manual: HelpWindow) -> None:
    manual.show_page("台账#往下办")
    assert manual.text.textCursor().block().text() == "往下办"
    top = manual.text.cursorRect().top()
    assert 0 <= top < manual.text.viewport().height() // 4
    item = manual.contents.currentItem()
    assert item is not None and item.text(0) == "往下办"
    manual.resize(manual.width() - 150, manual.height())
    QCoreApplication.processEvents()
    assert manual.text.document().toPlainText().count("往下办\n") == 1, "the page stands there once"


def test_what_was_read_is_gone_back_to_by_keys(manual: HelpWindow) -> None:
    for place in ("值班表", "考勤#疑点"):
        manual.show_page(place)
    QTest.keyClick(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.place == "值班表" and manual.forward.isEnabled()
    QTest.keyClick(manual, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.place == "入门" and not manual.back.isEnabled()
    QTest.keyClick(manual, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert manual.place == "值班表"
    manual.show_page("设置#日历")
    assert not manual.forward.isEnabled(), "a new way ends the old one"


def test_words_are_found_and_marked_and_enter_reads_the_first(manual: HelpWindow) -> None:
    QTest.keyClick(manual, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert manual.search.hasFocus()
    manual.search.setText("从别处的备份恢复")
    manual.search.asked.emit("从别处的备份恢复")
    assert manual.hits.count() == len(find("从别处的备份恢复")) > 0
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.place in {section.place for section in find("从别处的备份恢复")}
    assert manual.text.extraSelections()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert manual.isVisible() and manual.contents.isVisible() and not manual.text.extraSelections()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_words_that_are_nowhere_are_said_to_be_nowhere(manual: HelpWindow) -> None:
    manual.search.setText("量子纠缠")
    manual.search.asked.emit("量子纠缠")
    assert find("量子纠缠") == ()
    assert "量子纠缠" in manual._nothing.text() and manual._nothing.isVisible()


def test_sections_that_say_it_in_the_heading_come_first() -> None:
    assert find("备份")[0].heading == "备份与检查"
    assert find("换班 替班")[0].place == "值班表#换班、替班"
    assert find("  ") == ()


def test_a_picture_is_shown_in_the_dots_of_a_screen_twice_as_sharp(qapp: object) -> None:
    picture = QImage(2049, 1152, QImage.Format.Format_RGB32)
    for ratio, dots in ((1.0, 700), (2.0, 1400)):
        shown = fitted(picture, 700, ratio)
        assert shown.width() == dots and round(shown.width() / shown.devicePixelRatio()) == 700
    small = fitted(QImage(300, 200, QImage.Format.Format_RGB32), 700, 2.0)
    assert (small.width(), small.devicePixelRatio()) == (300, 1.0), "never blown up"


@pytest.mark.parametrize("page", ["签到台", "术语"])
def test_a_page_is_printed_with_its_words(qapp: QGuiApplication, tmp_path: Path, page: str) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "页.pdf"))
    set_on_paper(printer, page)
    document = QPdfDocument(qapp)
    document.load(str(tmp_path / "页.pdf"))
    said = "".join(document.getAllText(number).text() for number in range(document.pageCount()))
    said = unicodedata.normalize("NFKC", said)
    assert document.pageCount() >= 1 and page in said and sections(page)[-1].heading in said
    assert document.pagePointSize(0).toSize().width() == 595
    document.close()


def test_the_words_stand_before_the_pictures_are_drawn_and_do_not_move(manual: HelpWindow) -> None:
    manual.show_page("值班表#班次和规则")
    before = manual.text.verticalScrollBar().value(), manual.text.verticalScrollBar().maximum()
    assert before[0] > 0 and not manual.text._pictures
    for _ in range(5):
        QCoreApplication.processEvents()
    assert len(manual.text._pictures) == 1 and not manual.text._wanted
    assert (manual.text.verticalScrollBar().value(), manual.text.verticalScrollBar().maximum()) == before


def test_without_a_printer_the_page_is_offered_as_a_pdf(
    manual: HelpWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printing, "printers", list)
    monkeypatch.setattr(printing, "choose_target", lambda *_asked: tmp_path / "说明.pdf")
    manual.print_page()
    (question,) = [w for w in manual.findChildren(Question) if w.isVisible()]
    next(button for button in question.findChildren(QPushButton) if button.text() == "存成 PDF…").click()
    assert (tmp_path / "说明.pdf").read_bytes().startswith(b"%PDF")
