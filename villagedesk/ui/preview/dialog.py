"""The preview: pages as they will be printed, then print or save."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QSpinBox, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.errors import said
from villagedesk.services.papers import shelf, write
from villagedesk.ui.actions import Action, action_button, bind_shortcut
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.fitting import fit
from villagedesk.ui.messages import MessageLine, choose_target
from villagedesk.ui.preview.printing import habit_of, printer_for, printers, remember_printer
from villagedesk.ui.preview.run import PrintRun
from villagedesk.ui.preview.sheet import Order, PrintSheet
from villagedesk.ui.widgets.header import ToolRow
from villagedesk.ui.widgets.states import BusyState
from villagedesk.ui.widgets.text import Text

NO_PRINTER = "这台电脑还没有装打印机：可以先存成 PDF，装好打印机再打，或者拷到别的电脑上打。"
NARROW = 620
"""Pixels of a screen at the standard text size below which saving is shown as pictures."""
ZOOMS = (("整页", 0.0), ("页宽", -1.0), ("100%", 1.0), ("150%", 1.5), ("200%", 2.0))


class PreviewDialog(QDialog):
    """One paper on screen: page choice, zoom, print, PDF, Excel, Word."""

    def __init__(self, desk: Desk, parent: QWidget, paper: str, key: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._paper, self._key = desk, paper, key
        self._title = shelf.find(paper).title
        self.setWindowTitle(f"预览：{self._title}")
        self.resize(desk.look.room(1100, 720))
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setAccessibleName(f"{self._title}预览")
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, desk.look.color("pressed"))
        self.view.setPalette(ground)
        self._says = Text("", "muted", wrap=True)
        self._says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for widget in (BusyState("正在排版…"), self.view, self._says):
            self._stack.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(16, 12, 16, 12)
        bar.addWidget(self._bar())
        box.addLayout(bar)
        box.addWidget(self._stack, 1)
        self._zoom(0)
        self._line = MessageLine(self)
        fit(self)
        desk.ops.query(lambda office: write.preview(office, paper, key), self._show, self._refused)

    def _bar(self) -> QWidget:
        self._count = Text("", "muted")
        bar = ToolRow(Text(self._title, "heading"), self._count)
        self._page = QSpinBox()
        self._page.setAccessibleName("到第几页")
        self._page.setPrefix("第 ")
        self._page.setSuffix(" 页")
        self._page.valueChanged.connect(self._go_to)
        zoom = QComboBox()
        zoom.setAccessibleName("缩放")
        zoom.addItems([word for word, _ in ZOOMS])
        zoom.currentIndexChanged.connect(self._zoom)
        bar.add(self._page)
        bar.add(zoom)
        narrow = self._desk.look.room(9999, 9999).width() < self._desk.look.px(NARROW)
        for action in (
            Action(
                "word", "Word", lambda: self._save(".docx", "文档 (*.docx)"), icon="file-text", tip="存为 Word 文档"
            ),
            Action("excel", "Excel", lambda: self._save(".xlsx", "表格 (*.xlsx)"), icon="sheet", tip="存为 Excel 表格"),
            Action("pdf", "PDF", lambda: self._save(".pdf", "PDF (*.pdf)"), icon="file-down", tip="存为 PDF"),
            Action("print", "打印", self.print_now, "Ctrl+P", "printer", "primary"),
        ):
            bar.add(action_button(self._desk.look, action, short=narrow))
            bind_shortcut(self, action)
        return bar

    def _show(self, pdf: bytes) -> None:
        self._data = QByteArray(pdf)
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        pages = self.document.pageCount()
        self._page.setRange(1, max(pages, 1))
        self._count.setText(f"共 {pages} 页")
        self._stack.setCurrentWidget(self.view)
        self.view.setFocus()

    def _refused(self, error: Exception) -> None:
        self._says.setText(said(error))
        self._stack.setCurrentWidget(self._says)

    def _go_to(self, page: int) -> None:
        if self.document.pageCount():
            self.view.pageNavigator().jump(page - 1, self.view.pageNavigator().currentLocation())

    def _zoom(self, choice: int) -> None:
        factor = ZOOMS[choice][1]
        modes = {0.0: QPdfView.ZoomMode.FitInView, -1.0: QPdfView.ZoomMode.FitToWidth}
        # Where the page follows the room, a bar that comes and goes would change the room again, for ever.
        bars = Qt.ScrollBarPolicy
        self.view.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if factor > 0 else bars.ScrollBarAlwaysOn)
        self.view.setHorizontalScrollBarPolicy(bars.ScrollBarAsNeeded if factor > 0 else bars.ScrollBarAlwaysOff)
        self.view.setZoomMode(modes.get(factor, QPdfView.ZoomMode.Custom))
        if factor > 0:
            self.view.setZoomFactor(factor)

    def print_now(self) -> None:
        """Ask for printer and pages, then print what is shown."""
        if not self.document.pageCount():
            return
        if not printers():
            self._line.show_words(NO_PRINTER, "warn", "存成 PDF", lambda: self._save(".pdf", "PDF (*.pdf)"))
            return
        here = self.view.pageNavigator().currentPage() + 1
        sheet = PrintSheet(self._desk, self, self._paper, (self.document.pageCount(), here), printers())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.chosen.connect(self._order)
        sheet.system.connect(self.print_by_system)
        sheet.open()

    def _order(self, order: Order) -> None:
        """Print what the sheet asked for."""
        printer = printer_for(self._desk.memory, self.document.pagePointSize(0), self._title, order.habit)
        printer.setCopyCount(order.copies)
        self._print(printer, order.pages)

    def print_by_system(self) -> None:
        """Ask by the desktop's own print dialog, for what only the printer knows (trays, staples)."""
        size = self.document.pagePointSize(0)
        printer = printer_for(self._desk.memory, size, self._title, habit_of(self._desk.memory, self._paper))
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self.document.pageCount())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print(printer))
        dialog.show()

    def _print(self, printer: QPrinter, pages: tuple[int, ...] = ()) -> None:
        remember_printer(self._desk.memory, printer, self._paper)
        title, say = self._title, self._desk.say

        copies = f"，{printer.copyCount()} 份" if printer.copyCount() > 1 else ""
        name = printer.printerName()

        def done(pages: int) -> None:
            if pages:
                say(f"已送去打印：{title}，{pages} 页{copies}（{name}）。")
            else:
                say("没有打印出来；请检查打印机是否连好、有没有纸，再打一次。", "bad")

        PrintRun(self._desk.ops, bytes(self._data.data()), printer, done, pages).begin()

    def _save(self, ending: str, kinds: str) -> None:
        name = f"{self._title}{self._key}".replace("/", "-") + ending
        path = choose_target(self, self._desk.memory, "另存为", name, kinds)
        if path is not None:
            self._desk.ops.change(
                lambda office: write.write_paper(office, self._paper, self._key, path),
                lambda _value: self._saved(path),
                self._not_saved,
            )

    def _saved(self, path: Path) -> None:
        self._line.show_words(f"已存为“{path.name}”。", "ok", "打开", lambda: open_file(path))

    def _not_saved(self, error: Exception) -> None:
        """Said here, in front, where the person looks."""
        self._line.show_words(said(error), "bad")


def open_file(path: Path) -> None:
    """Open a written file with the program of this computer that is meant for it."""
    if sys.platform != "emscripten":
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
