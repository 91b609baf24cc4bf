"""The preview: pages chosen for the printer, its settings kept, and a computer without a printer told what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QGuiApplication, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from villagedesk.services.office import Office
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.preview import dialog as preview
from villagedesk.ui.preview.dialog import PreviewDialog
from villagedesk.ui.preview.printing import printer_for, remember_printer
from villagedesk.ui.preview.run import PrintRun

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
