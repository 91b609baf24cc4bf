"""The preview: pages chosen for the printer, its settings kept, and a computer without a printer told what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.preview import dialog as preview
from villagedesk.ui.preview.dialog import PreviewDialog
from villagedesk.ui.preview.printing import Habit, habit_of, printer_for, remember_habit, remember_printer
from villagedesk.ui.preview.ranges import pages_of
from villagedesk.ui.preview.run import PrintRun
from villagedesk.ui.preview.sheet import Order, PrintSheet

A4 = QSizeF(595, 842)


@pytest.fixture
def shown(open_window: Callable[..., Window]) -> PreviewDialog:
    """The sign-in book of an empty office, or why there is none, in its preview."""
    window = open_window("roster")
    made = PreviewDialog(window.desk, window, "去向牌", "2026-11-21")
    made.show()
    window.desk.ops.settle()
    return made


def test_without_a_printer_the_person_is_offered_a_pdf(shown: PreviewDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "printers", list)
    saved: list[str] = []
    monkeypatch.setattr(shown, "_save", lambda ending, _kinds: saved.append(ending))
    shown.print_now()
    assert "还没有装打印机" in shown._line.words.text() and shown._line.link.text() == "存成 PDF"
    shown._line.link.click()
    assert saved == [".pdf"]
    shown.close()


def three_pages(file: Path) -> bytes:
    """A PDF of three pages."""
    writer = QPdfWriter(str(file))
    painter = QPainter(writer)
    for number in range(3):
        if number:
            writer.newPage()
        painter.drawText(100, 400, f"第 {number + 1} 张")
    painter.end()
    return file.read_bytes()


@pytest.mark.parametrize(
    ("first", "last", "sent"), [(0, 0, 3), (2, 3, 2), (1, 1, 1), (3, 9, 1)],
    ids=["all pages", "from the second on", "only the first", "beyond the end"],
)  # fmt: skip
def test_only_the_chosen_pages_are_printed(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path, first: int, last: int, sent: int
) -> None:
    window = open_window("today")
    printer = printer_for(window.desk.memory, A4, "三页")
    printer.setResolution(40)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(first, last)
    done: list[int] = []
    PrintRun(window.desk.ops, three_pages(tmp_path / "three.pdf"), printer, done.append).begin()
    qtbot.waitUntil(lambda: bool(done))
    printed = QPdfDocument()
    printed.load(str(tmp_path / "out.pdf"))
    assert (done, printed.pageCount()) == ([sent], sent)


def test_the_settings_of_the_printer_stay(look: Look, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "window.json")
    printer = printer_for(memory, A4, "一")
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    remember_printer(memory, printer)
    again = printer_for(Memory(tmp_path / "window.json"), QSizeF(1191, 842), "二")
    assert again.colorMode() == QPrinter.ColorMode.GrayScale
    assert again.pageLayout().orientation().name == "Landscape"


def test_a_window_of_a_screen_that_is_gone_comes_back_to_this_one(
    office: Office, look: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    far = QWidget()
    qtbot.addWidget(far)
    far.setGeometry(QRect(5200, 3000, 1200, 700))
    memory = Memory(tmp_path / "window.json")
    memory.put("window.place", bytes(far.saveGeometry().toBase64().data()).decode())
    window = Window.on(office, look, memory)
    window.show()
    window.start()
    screen = QGuiApplication.primaryScreen().availableGeometry()
    seen = screen.intersected(window.frameGeometry())
    assert seen.width() > 300 and seen.height() > 300 and window.y() >= screen.top()
    window.desk.ops.settle()
    window.close()


def sheet_of(shown: PreviewDialog) -> PrintSheet:
    return next(one for one in shown.findChildren(PrintSheet) if one.isVisible())


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5)),
        ("1,3-5", (1, 3, 4, 5)),
        ("１、３－５", (1, 3, 4, 5)),
        ("第2页", (2,)),
        ("4-", (4, 5)),
        ("-2", (1, 2)),
        ("2到3；5", (2, 3, 5)),
        ("5,1,1", (1, 5)),
    ],
)
def test_pages_are_read_as_people_write_them(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text, 5) == pages


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("abc", "“abc”不是页码"),
        ("6", "没有第 6 页，一共 5 页"),
        ("0", "没有第 0 页"),
        ("5-3", "“5-3”写反了，请写成 3-5"),
        ("1-2-3", "不是页码"),
        ("-", "不是页码"),
        (",,", "没有写要打印哪几页"),
    ],
)
def test_wrong_pages_are_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        pages_of(text, 5)


def test_the_print_sheet_asks_in_words_and_gives_the_order(
    shown: PreviewDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(preview, "printers", lambda: ["前台打印机", "办公室打印机"])
    orders: list[Order] = []
    monkeypatch.setattr(shown, "_order", orders.append)
    shown.print_now()
    sheet = sheet_of(shown)
    sheet.printer.setCurrentText("办公室打印机")
    qtbot.keyClicks(sheet.pages, "9")
    qtbot.keyClick(sheet.pages, Qt.Key.Key_Return)
    assert sheet.isVisible() and "没有第 9 页" in sheet.error.text()
    sheet.pages.clear()
    qtbot.keyClicks(sheet.pages, "1")
    assert not sheet.error.isVisible() and sheet.which.currentText() == "这些页"
    sheet.copies.setValue(3)
    sheet.sides.setCurrentIndex(1)
    sheet.grey.setChecked(True)
    qtbot.keyClick(sheet.pages, Qt.Key.Key_Return)
    (order,) = orders
    assert order == Order(Habit("办公室打印机", QPrinter.DuplexMode.DuplexLongSide.value, True), (1,), 3)


def test_how_a_paper_was_printed_stays_for_that_paper_after_a_restart(
    shown: PreviewDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(preview, "printers", lambda: ["甲", "乙"])
    memory = shown._desk.memory
    remember_habit(memory, Habit("乙", QPrinter.DuplexMode.DuplexShortSide.value, True), shown._paper)
    remember_habit(memory, Habit("甲"), "别的表")
    shown.print_now()
    sheet = sheet_of(shown)
    assert sheet.printer.currentText() == "乙" and sheet.grey.isChecked() and sheet.sides.currentIndex() == 2
    sheet.reject()
    assert habit_of(Memory(memory._file), "没打过的表") == Habit("甲")
    assert habit_of(Memory(memory._file), shown._paper).printer == "乙"


def test_a_printer_that_is_gone_is_named(shown: PreviewDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "printers", lambda: ["甲"])
    remember_habit(shown._desk.memory, Habit("旧的"), shown._paper)
    shown.print_now()
    sheet = sheet_of(shown)
    assert sheet.printer.currentText() == "甲" and "“旧的”现在不在" in sheet.says.text()
    sheet.reject()


def test_only_the_named_pages_come_out(open_window: Callable[..., Window], tmp_path: Path) -> None:
    window = open_window("today")
    pdf = three_pages(tmp_path / "三页.pdf")
    printer = printer_for(window.desk.memory, A4, "三页")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    sent: list[int] = []
    PrintRun(window.desk.ops, pdf, printer, sent.append, (1, 3)).begin()
    window.desk.ops.settle()
    made = QPdfDocument(window)
    made.load(str(tmp_path / "纸.pdf"))
    assert sent == [2] and made.pageCount() == 2
