"""Printing a page of the manual, with its pictures, on the printer of last time."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QSizeF, Qt, QUrl
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from villagedesk.base.paths import resource
from villagedesk.ui.guide.manual import read_page
from villagedesk.ui.guide.reading import fitted
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import Question, choose_target
from villagedesk.ui.preview.printing import printer_for, printers, remember_printer

A4 = QSizeF(595, 842)
MARGIN_MM = 18.0
_POINTS = 11
_PICTURE = 480
"""Width of a picture in points: as wide as the text of an A4 page."""


class Sheet(QTextDocument):
    """A page of the manual as it is printed: black on white, in a size that is read at arm's length."""

    def __init__(self, page: str) -> None:
        super().__init__()
        font = QFont()
        font.setPointSize(_POINTS)
        self.setDefaultFont(font)
        self.setMarkdown(read_page(page))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture as wide as the paper's text."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        return fitted(QImage(str(resource("manual") / QUrl(name).toString())), _PICTURE, 3.0)


def print_page(parent: QWidget, memory: Memory, page: str) -> None:
    """Ask for the printer, then print the page; without a printer it can be kept as a PDF."""
    if not printers():
        words = "这台电脑上还没有装打印机，没有打印。可以先存成 PDF，拷到有打印机的电脑上再打。"
        answers = (("不用了", "plain", None), ("存成 PDF…", "primary", lambda: save_page(parent, memory, page)))
        Question(parent, "没有打印机", words, answers).open()
        return
    printer = printer_for(memory, A4, f"使用说明：{page}")
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_on(printer, memory, page))
    dialog.show()


def save_page(parent: QWidget, memory: Memory, page: str) -> None:
    """Ask where to, and write the page as a PDF."""
    path = choose_target(parent, memory, "另存为", f"使用说明-{page}.pdf", "PDF (*.pdf)")
    if path is not None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        set_on_paper(printer, page)


def print_on(printer: QPrinter, memory: Memory, page: str) -> None:
    """Print the page, and keep the printer for next time."""
    remember_printer(memory, printer)
    set_on_paper(printer, page)


def set_on_paper(printer: QPrinter, page: str) -> None:
    """Set the page on A4 with margins."""
    printer.setFullPage(False)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    Sheet(page).print_(printer)
