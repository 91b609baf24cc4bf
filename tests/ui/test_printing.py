"""Printing goes page by page and band by band beside the window, and can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from villagedesk.services.office import Office
from villagedesk.services.papers import write
from villagedesk.ui.frame.window import Window
from villagedesk.ui.memory import Memory
from villagedesk.ui.preview.printing import printer_for
from villagedesk.ui.preview.run import PrintRun

Open = Callable[..., Window]


@pytest.fixture
def pdf(office: Office, tmp_path: Path) -> bytes:
    made = write.preview(office, "台账统计", "2026-11")
    (tmp_path / "看.pdf").write_bytes(made)
    return made


def to_file(file: Path) -> QPrinter:
    document = opened(file.with_name("看.pdf"))
    printer = printer_for(Memory(file.with_suffix(".json")), document.pagePointSize(0), "试")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def opened(source: Path) -> QPdfDocument:
    document = QPdfDocument(None)  # type: ignore[arg-type]
    document.load(str(source))
    return document


def ink(document: QPdfDocument) -> int:
    """How dark the first page is, in black dots."""
    page = document.render(0, QSize(600, 848))
    paper = QImage(page.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    return sum(255 - dot for dot in bytes(paper.constBits())) // 255


def test_a_printed_page_is_the_page_that_was_looked_at(open_window: Open, pdf: bytes, tmp_path: Path) -> None:
    window = open_window("today")
    sent: list[int] = []
    PrintRun(window.desk.ops, pdf, to_file(tmp_path / "纸.pdf"), sent.append).begin()
    assert window.desk.ops.busy
    window.desk.ops.settle()
    before, after = opened(tmp_path / "看.pdf"), opened(tmp_path / "纸.pdf")
    assert sent == [before.pageCount()] == [after.pageCount()]
    assert after.pagePointSize(0).toSize() == before.pagePointSize(0).toSize()
    assert ink(before) > 500
    assert abs(ink(after) - ink(before)) < ink(before) * 0.4


def test_a_cancelled_print_says_nothing_was_sent(open_window: Open, pdf: bytes, tmp_path: Path) -> None:
    window = open_window("today")
    sent: list[int] = []
    run = PrintRun(window.desk.ops, pdf, to_file(tmp_path / "纸.pdf"), sent.append)
    ended: list[str] = []
    window.desk.ops.began.connect(lambda _title, progress: progress.cancel())
    window.desk.ops.ended.connect(ended.append)
    run.begin()
    window.desk.ops.settle()
    assert sent == [] and ended == [""]


def test_the_printer_takes_the_direction_of_the_paper(qapp: object, tmp_path: Path) -> None:
    printer = printer_for(Memory(tmp_path / "m.json"), QSizeF(842, 595), "试")
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
