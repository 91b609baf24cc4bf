"""Small dialogs of the page: the village file drilled into, the public key with its QR code, an answer as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from villagedesk.papers.street.facts import PersonMonth, shown, whole
from villagedesk.ui.desk import Desk
from villagedesk.ui.reports.street import Line
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


class SheetDialog(QDialog):
    """A titled dialog with a body and buttons at its foot."""

    def __init__(self, parent: QWidget, title: str, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*size)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        self.heading = Text(title, "heading")
        box.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        box.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        self.foot.addWidget(close)
        box.addLayout(self.foot)


class QrCode(QWidget):
    """A QR code painted dark on white, whatever the theme, so that any camera reads it."""

    def __init__(self, squares: Sequence[Sequence[bool]]) -> None:
        super().__init__()
        self._squares = squares
        self.setAccessibleName("公钥二维码")
        self.setMinimumSize(QSize(260, 260))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the squares with the quiet margin that readers need."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        count = len(self._squares) + 8
        side = min(self.width(), self.height()) / count
        left, top = (self.width() - side * count) / 2, (self.height() - side * count) / 2
        dark = QColor("#000000")
        for y, row in enumerate(self._squares):
            for x, square in enumerate(row):
                if square:
                    painter.fillRect(QRectF(left + (x + 4) * side, top + (y + 4) * side, side + 0.3, side + 0.3), dark)


def key_dialog(parent: QWidget, card: Any, squares: Sequence[Sequence[bool]]) -> SheetDialog:
    """The office's public key, to be photographed or saved."""
    dialog = SheetDialog(parent, f"{card.village}的公钥", (520, 520))
    words = "交给街道一次即可：用手机扫码，或保存成小文件带去。街道登记后，就能证明收到的月报出自本村、没有改动。"
    dialog.body.addWidget(Text(words, "muted", wrap=True))
    dialog.body.addWidget(QrCode(squares), 1)
    dialog.body.addWidget(Text(f"核对码　{card.fingerprint}　（可在电话里核对）", "strong"))
    return dialog


_PEOPLE = (
    Column[PersonMonth]("person", "姓名", lambda p: p.person, width=7, bold=True),
    Column[PersonMonth]("post", "职务", lambda p: p.post, width=8, muted=True),
    Column[PersonMonth]("due", "应坐班", lambda p: whole(p.due), width=5, right=True),
    Column[PersonMonth]("present", "实坐班", lambda p: whole(p.present), width=5, right=True),
    Column[PersonMonth]("errand", "公出", lambda p: whole(p.errand), width=4, right=True),
    Column[PersonMonth]("leave", "请假", lambda p: whole(p.leave), width=4, right=True),
    Column[PersonMonth]("late", "迟到", lambda p: p.late, width=4, right=True),
    Column[PersonMonth]("absent", "旷工", lambda p: whole(p.absent), width=4, right=True),
    Column[PersonMonth]("rate", "到岗率", lambda p: shown(p.rate, "%"), width=0, right=True),
)


def village_dialog(desk: Desk, parent: QWidget, line: Line) -> SheetDialog:
    """What one village reported: what is proved, its figures, its people."""
    dialog = SheetDialog(parent, f"{line.village}的月报", (980, 640))
    row = line.row
    if row is None:
        dialog.body.addWidget(Text("这个村还没有报送。", "muted"), 1)
        return dialog
    dialog.body.addWidget(Text(row.says, "body", wrap=True))
    if len(row.cells) > 8:
        dialog.body.addWidget(Text("其余改动：" + "、".join(row.cells[8:40]), "error", wrap=True))
    if not row.counted and row.cells:
        dialog.body.addWidget(Text("下面是封存时的数字；现在表里写的请看原表。", "muted", wrap=True))
    if line.why:
        points = f"得分 {shown(line.score)}：" if line.score is not None else ""
        dialog.body.addWidget(Text(points + "；".join(line.why), "body", wrap=True))
    figures = "　".join(f"{f.label} {shown(f.value, f.unit)}" for f in row.facts.figures)
    dialog.body.addWidget(Text(figures, "strong", wrap=True))
    table = RowsView(desk, "reports.people", _PEOPLE)
    table.setAccessibleName("人员坐班")
    table.set_rows(row.facts.people)
    card = Card(padding=1)
    card.body.addWidget(table)
    dialog.body.addWidget(card, 1)
    told = "（应坐班、实坐班、公出、旷工按半天，请假按天）"
    dialog.body.addWidget(Text(told, "small"))
    odd = [f"{item.day} {item.person} {item.what[:40]}" for item in row.facts.exceptions if not item.explained]
    if odd:
        words = f"尚未说明的异常 {len(odd)} 项：" + "；".join(odd[:5]) + ("……" if len(odd) > 5 else "")
        dialog.body.addWidget(Text(words, "small", wrap=True))
    return dialog


def told_dialog(parent: QWidget, title: str, lines: Sequence[str]) -> SheetDialog:
    """Sentences to read, as many as there are, with a button that copies them."""
    dialog = SheetDialog(parent, title, (760, min(460, 200 + 48 * len(lines))))
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, 0, 8, 0)
    for line in lines:
        box.addWidget(Text(line, "body", wrap=True))
    box.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidget(inner)
    dialog.body.addWidget(scroll, 1)
    copy = QPushButton("复制")
    copy.setAutoDefault(False)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(lines)))
    dialog.foot.addWidget(copy)
    return dialog


def answer_dialog(desk: Desk, parent: QWidget, title: str, answer: Any) -> SheetDialog:
    """The answer to a question as a table that can be copied to Excel."""
    dialog = SheetDialog(parent, title, (860, 600))
    numbers = [any(isinstance(row[i], int | float) for row in answer.rows) for i in range(len(answer.headings))]
    columns = tuple(
        Column[tuple[Any, ...]](f"c{i}", heading, lambda row, i=i: row[i], width=7, right=numbers[i])
        for i, heading in enumerate(answer.headings)
    )
    table = RowsView(desk, "reports.answer", columns)
    table.setAccessibleName(title)
    table.set_rows(answer.rows)
    card = Card(padding=1)
    card.body.addWidget(table)
    dialog.body.addWidget(card, 1)
    return dialog
