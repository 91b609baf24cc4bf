"""One sheet of the volume: previewed as it prints in the middle, its words and scans at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.mediation.case import Case
from villagedesk.mediation.volume import BOUND, FORMS, SCANNED_ONLY, Place, Sheet, State, copies
from villagedesk.papers.mediation.words import Slot
from villagedesk.services.mediation import binder, sheets
from villagedesk.services.office import Office
from villagedesk.store.cases.sheets import Scan
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.panel import FormPanel
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.states import BusyState, EmptyState
from villagedesk.ui.widgets.text import Chip, Text


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sheet needs to be shown: its place, the PDF, the words and the scans."""

    place: Place
    pdf: bytes
    slots: tuple[Slot, ...]
    scans: tuple[Scan, ...]


def read_sheet(office: Office, case: Case, place: Place) -> Shown:
    """Ask for one sheet as it will print, with its words and scans."""
    slots = sheets.slots_of(office, case, place.sheet, place.step) if place.sheet in FORMS else ()
    scans = sheets.scans_at(office, case, place.sheet, place.step)
    return Shown(place, binder.preview(office, case, place), slots, scans)


class SheetPreview(Card):
    """The sheet as it will print."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=1)
        self._buffer = QBuffer(self)
        self._data = QByteArray()
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("文书预览，和打印出来的一样")
        words = "这份材料是原件。扫描或者用手机拍照以后，点右下角“放入扫描件”，或者把图片拖到窗口上。"
        self._none = EmptyState(desk.look, "image", "还没有放进来", words)
        self._stack = QStackedWidget()
        for widget in (BusyState("正在排版…"), self.view, self._none):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF; empty bytes say that there is nothing yet."""
        if not pdf:
            self._stack.setCurrentIndex(2)
            return
        self.document.close()
        self._buffer.close()
        self._data = QByteArray(pdf)
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._stack.setCurrentIndex(1)


class SheetPanel(Card):
    """The words of a sheet to edit before printing, its scans, and the buttons for both."""

    print_wanted = Signal(object)
    scan_wanted = Signal(object)
    take_out_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=12)
        self._desk = desk
        self._inner = QVBoxLayout()
        self._inner.setSpacing(8)
        self.body.addLayout(self._inner, 1)
        self.panel: FormPanel | None = None

    def show_sheet(self, case: Case, shown: Shown, locked: bool) -> None:
        """Show the words and scans of one sheet; locked sheets cannot be edited."""
        clear_layout(self._inner)
        self.panel = None
        place = shown.place
        top = QHBoxLayout()
        top.addWidget(Text(place.title, "cardtitle", wrap=True), 1)
        top.addWidget(
            Chip(place.need.value if place.lacking else _state_word(place), "bad" if place.lacking else "plain")
        )
        self._inner.addLayout(top)
        if shown.slots and not locked:
            self.panel = self._words(case, shown)
            self._inner.addWidget(self.panel, 1)
        else:
            self._inner.addWidget(Text(_hint(place, locked, bool(shown.scans)), "small", wrap=True))
        if place.sheet is Sheet.AGREEMENT and case.parties:
            words = f"应印 {copies(case)} 份：当事人各一份，调解委员会留一份。"
            self._inner.addWidget(Text(words, "small", wrap=True))
        if place.sheet not in BOUND:
            self._inner.addWidget(self._scan_rows(shown.scans, locked))
        if not shown.slots or locked:
            self._inner.addStretch(1)
        self._inner.addLayout(self._buttons(place, locked))

    def _words(self, case: Case, shown: Shown) -> FormPanel:
        place = shown.place
        fields = [Field(slot.name, slot.label, Kind.LONG_TEXT) for slot in shown.slots]

        def save(values: dict[str, Any]) -> Any:
            texts = {name: str(value or "") for name, value in values.items()}
            return partial(sheets.save_words, key=case.id, sheet=place.sheet, step=place.step, texts=texts)

        panel = FormPanel(self._desk, ("", "打印前可以修改下面的文字，改动只在这张文书上。"), fields, save)
        panel.cancel_button.hide()
        panel.form.show_values({slot.name: slot.text for slot in shown.slots})
        panel.keep_for(f"{case.number} {place.sheet.value} {place.step}")
        for slot in shown.slots:
            lines = min(9, max(2, sum(1 + len(part) // 19 for part in slot.text.splitlines())))
            panel.form.editors[slot.name].widget.setFixedHeight(self._desk.look.px(18 + 22 * lines))
        layout = panel.form.layout()
        if layout is not None:
            layout.activate()  # the scroll area has already measured the form with the usual heights
        return panel

    def _scan_rows(self, scans: Sequence[Scan], locked: bool) -> QWidget:
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        if scans:
            box.addWidget(Text(f"扫描件 {len(scans)} 页（装订时代替上面的文书）", "small", wrap=True))
        for scan in scans[:6]:
            row = QHBoxLayout()
            row.addWidget(Text(f"{scan.seq}. {scan.name}", "small"), 1)
            button = QPushButton("取出")
            button.setProperty("role", "link")
            button.setAccessibleName(f"取出第 {scan.seq} 页")
            button.setEnabled(not locked and not self._desk.readonly)
            button.clicked.connect(lambda _checked=False, scan=scan: self.take_out_wanted.emit(scan))
            row.addWidget(button)
            box.addLayout(row)
        if len(scans) > 6:
            box.addWidget(Text(f"……共 {len(scans)} 页", "small"))
        return holder

    def _buttons(self, place: Place, locked: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        if place.sheet not in BOUND:
            scan = QPushButton("放入扫描件")
            scan.setIcon(self._desk.look.icon("camera"))
            scan.setToolTip("签好的文书扫描或拍照后放回这里；也可以把图片或 PDF 拖到窗口上")
            late = place.sheet is Sheet.CLOSING  # filled with the archiving, signed after it
            scan.setEnabled((late or not locked) and not self._desk.readonly)
            scan.clicked.connect(lambda _checked=False: self.scan_wanted.emit(place))
            row.addWidget(scan, 1)
        show = QPushButton("打印")
        show.setIcon(self._desk.look.icon("printer"))
        show.setAccessibleName(f"打印{place.title}")
        show.setEnabled(place.sheet in FORMS or place.sheet in BOUND)
        show.clicked.connect(lambda _checked=False: self.print_wanted.emit(place))
        row.addWidget(show, 1)
        return row


def _state_word(place: Place) -> str:
    return "已放入" if place.sheet in SCANNED_ONLY and place.state is State.SIGNED else place.state.value


def _hint(place: Place, locked: bool, there: bool) -> str:
    if locked:
        return "案件已经归档，文书只能查看和打印。"
    if place.sheet in BOUND:
        return "装订整卷时自动生成，页号和打印出来的一致。"
    if there:
        return "原件已经放进来了；还有的可以接着放。"
    return f"{place.need.value}材料。请把原件扫描或拍照后放进来。"
