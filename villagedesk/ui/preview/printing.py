"""Sending the pages of a PDF to a printer, sharp and in the right size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from villagedesk.ui.memory import Memory

DOTS = 300


def printer_for(memory: Memory, points: QSizeF, title: str) -> QPrinter:
    """The printer of last time, set to the paper and direction of the document."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name := memory.get("printer.name", ""):
        printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setResolution(DOTS)
    lying = points.width() > points.height()
    upright = points.transposed() if lying else points
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setColorMode(
        QPrinter.ColorMode.GrayScale if memory.get("printer.grey", False) else QPrinter.ColorMode.Color
    )
    return printer


def remember_printer(memory: Memory, printer: QPrinter) -> None:
    """Keep the chosen printer and its colours for next time."""
    memory.put("printer.name", printer.printerName())
    memory.put("printer.grey", printer.colorMode() == QPrinter.ColorMode.GrayScale)


def print_pages(document: QPdfDocument, printer: QPrinter) -> int:
    """Print the chosen pages; how many were sent, 0 when the printer did not begin."""
    first = printer.fromPage() or 1
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    for number in range(first - 1, last):
        if number > first - 1:
            printer.newPage()
        room = printer.pageLayout().fullRectPixels(printer.resolution())
        image = document.render(number, QSize(room.width(), room.height()))
        painter.drawImage(QRect(0, 0, room.width(), room.height()), image)
    painter.end()
    return last - first + 1
