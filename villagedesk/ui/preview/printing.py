"""The printer as it was chosen last time, set to the paper and direction of what is printed."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from villagedesk.ui.memory import Memory

DOTS = 300


def printers() -> list[str]:
    """The printers of this computer; none is an ordinary state of a village office."""
    return QPrinterInfo.availablePrinterNames()


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
    printer.setDuplex(QPrinter.DuplexMode(memory.get("printer.duplex", QPrinter.DuplexMode.DuplexNone.value)))
    printer.setCopyCount(1)
    return printer


def remember_printer(memory: Memory, printer: QPrinter) -> None:
    """Keep the chosen printer, its colours and its sides for next time; copies are counted anew each time."""
    memory.put("printer.name", printer.printerName())
    memory.put("printer.duplex", printer.duplex().value)
    memory.put("printer.grey", printer.colorMode() == QPrinter.ColorMode.GrayScale)
