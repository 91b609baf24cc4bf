"""The point scheme as a form: which version, then a line an item with its points, per how many, and its limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDoubleSpinBox, QPushButton, QTableWidget, QWidget

from villagedesk.base.errors import Mistake, said
from villagedesk.base.fields import Field, Kind
from villagedesk.papers.street.scheme import COUNTED, SHARES, Point, Scheme
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import PASTING, load
from villagedesk.ui.reports.dialogs import SheetDialog
from villagedesk.ui.tables.copying import Copier
from villagedesk.ui.widgets.controls import MonthStepper, StillBox
from villagedesk.ui.widgets.text import Text

_EVERY = "各村通用"
_HEADINGS = ("项目", "分值", "每", "封顶", "说明", "")
_FIELDS = (
    Field("name", "项目", Kind.CHOICE, required=True, choices=(*SHARES, *COUNTED)),
    Field("weight", "分值", Kind.NUMBER, required=True, min=-100, max=100),
    Field("per", "每", Kind.NUMBER, min=0, max=10000),
    Field("limit", "封顶", Kind.NUMBER, min=0, max=100),
)
Keep = Callable[[tuple[Point, ...], str, str, Callable[[Exception], None]], object]


class Points(QDoubleSpinBox):
    """A number of points as people write it: 40, 0.5; nothing as a dash."""

    def __init__(self, name: str, span: tuple[int, int], value: float) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(*span)
        self.setDecimals(1)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the table around: scrolling must never change a point."""
        event.ignore()

    def textFromValue(self, value: float) -> str:
        """The number without a needless .0."""
        return f"{value:g}" if value or self.minimum() < 0 else "—"

    def valueFromText(self, text: str) -> float:
        """A dash is nothing."""
        return 0.0 if text.strip() in ("", "—", "-") else super().valueFromText(text)

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """A dash may stand there."""
        if text.strip() in ("", "—"):
            return QValidator.State.Acceptable, text, at
        return super().validate(text, at)


class SchemeDialog(SheetDialog):
    """Choose a version to begin from, change its lines, say from when and for whom it holds, and keep it."""

    def __init__(
        self, desk: Desk, parent: QWidget, known: Sequence[Scheme], profiles: Sequence[str], month: str
    ) -> None:
        super().__init__(parent, "计分办法", (960, 640))
        self._desk = desk
        self.keep: Keep | None = None
        words = "比例项目按百分比得分；计次项目每满几次加分或扣分（扣分填负数），封顶填 0 表示不封顶。"
        words += "旧版本不改，新版本从所选月份起用。"
        self.body.addWidget(Text(words, "muted", wrap=True))
        self.versions = QComboBox()
        self.versions.setAccessibleName("现有办法")
        for one in sorted(known, key=lambda one: one.from_month, reverse=True):
            self.versions.addItem(one.title, one)
        self.versions.addItem(Scheme().title, Scheme())
        self.profile = QComboBox()
        self.profile.setAccessibleName("适用")
        self.profile.addItems([_EVERY, *profiles])
        self.month = MonthStepper(desk.look, month)
        self.body.addLayout(row_of(Text("参照"), self.versions, 1))
        since = Text(self.month.words, "strong")
        self.month.stepped.connect(lambda _month: since.setText(self.month.words))
        self.body.addLayout(row_of(Text("适用"), self.profile, Text("自"), since, Text("起"), self.month, 1))
        self.lines = QTableWidget(0, len(_HEADINGS))
        self.lines.setAccessibleName("计分项目")
        self.lines.setHorizontalHeaderLabels(list(_HEADINGS))
        self.lines.verticalHeader().setDefaultSectionSize(desk.look.px(48))
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for column, width in enumerate((150, 104, 104, 104, 300)):
            self.lines.setColumnWidth(column, desk.look.px(width))
        self.lines.horizontalHeader().setStretchLastSection(True)
        self.body.addWidget(self.lines, 1)
        self.error = Text("", "error", wrap=True)
        self._copies = Copier(desk, self)
        self.body.addLayout(row_of(*self._links(), self.error, 1))
        save = QPushButton("保存")
        save.setProperty("role", "primary")
        save.setAutoDefault(False)
        save.clicked.connect(self.save)
        self.foot.addWidget(save)
        self.versions.currentIndexChanged.connect(lambda _index: self._show_version())
        self._show_version()

    def _links(self) -> list[QPushButton]:
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("添加一行", "", self.add_next),
            ("粘贴表格里的行…", "link", self.paste),
            ("复制", "link", lambda: self._copies.copy_cells(self.cells())),
        )
        found: list[QPushButton] = []
        for text, role, run in acts:
            button = QPushButton(text)
            button.setProperty("role", role)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, run=run: run())
            found.append(button)
        return found

    def _show_version(self) -> None:
        chosen = self.versions.currentData()
        self.profile.setCurrentText(chosen.profile or _EVERY)
        self.show_points(chosen.points)

    def show_points(self, points: Sequence[Point]) -> None:
        """Show the lines of a version."""
        self.lines.setRowCount(0)
        for point in points:
            self.add(point)

    def add_next(self) -> None:
        """Add a line with an item that is not used yet."""
        used = {point.name for point in self.points()}
        name = next((name for name in (*COUNTED, *SHARES) if name not in used), "")
        if name:
            self.add(Point(name, 10) if name in SHARES else Point(name, -1, 1))
            self.lines.scrollToBottom()

    def add(self, point: Point) -> None:
        """Add one line."""
        row = self.lines.rowCount()
        self.lines.insertRow(row)
        item = StillBox()
        item.setAccessibleName("项目")
        item.addItems([*SHARES, *COUNTED])
        item.setCurrentText(point.name)
        boxes = [
            Points("分值", (-100, 100), point.weight),
            Points("每", (0, 10000), point.per),
            Points("封顶", (0, 100), point.limit),
        ]
        told = Text(point.words, "small")
        drop = QPushButton("删除")
        drop.setProperty("role", "link")
        drop.setAutoDefault(False)
        drop.clicked.connect(lambda: self._drop(item))
        for column, widget in enumerate((item, *boxes, told, drop)):
            self.lines.setCellWidget(row, column, widget)
        item.currentTextChanged.connect(lambda name: self._changed_item(item, name))
        for box in boxes:
            box.valueChanged.connect(lambda _value: self._tell())
        self._suit(row, point.name)

    def cells(self) -> list[list[str]]:
        """The lines as they stand, to be copied; what is copied can be pasted again."""
        points = ([p.name, f"{p.weight:g}", f"{p.per:g}", f"{p.limit:g}", p.words] for p in self.points())
        return [list(_HEADINGS[:5]), *points]

    def paste(self) -> None:
        """Preview lines copied in a spreadsheet; the good ones stand at the end, unsaved."""
        text: str = load(f"{PASTING}:text_on_clipboard")()
        if text:
            wanted = load("villagedesk.services.pasting.rows:Wanted")("粘贴计分项目", _FIELDS)
            load(f"{PASTING}:paste_rows")(self._desk, self, wanted, text, self.take_rows)
        else:
            self.error.setText("剪贴板里没有表格内容：先在 Excel、WPS 里选中几行（连同表头）复制。")

    def take_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Put lines at the end."""
        for row in rows:
            self.add(Point(row["name"], row["weight"], row.get("per") or 0, row.get("limit") or 0))
        self._tell()

    def _row_of(self, item: QWidget) -> int:
        return next(row for row in range(self.lines.rowCount()) if self.lines.cellWidget(row, 0) is item)

    def _drop(self, item: QWidget) -> None:
        self.lines.removeRow(self._row_of(item))

    def _changed_item(self, item: QComboBox, name: str) -> None:
        row = self._row_of(item)
        boxes: list[Any] = [self.lines.cellWidget(row, column) for column in (1, 2, 3)]
        if name in SHARES:
            for box, value in zip(boxes, (abs(boxes[0].value()), 0, 0), strict=True):
                box.setValue(value)
        elif not boxes[1].value():
            boxes[1].setValue(1)
        self._suit(row, name)
        self._tell()

    def _suit(self, row: int, name: str) -> None:
        """A share has neither a step nor a limit."""
        for column in (2, 3):
            box = self.lines.cellWidget(row, column)
            if box is not None:
                box.setEnabled(name not in SHARES)

    def _tell(self) -> None:
        for row, point in enumerate(self.points()):
            told: Any = self.lines.cellWidget(row, 4)
            told.setText(point.words if point.name in SHARES or point.per else "请填每几次记一次分")

    def points(self) -> tuple[Point, ...]:
        """The lines as they stand."""
        found: list[Point] = []
        for row in range(self.lines.rowCount()):
            item, *boxes = (self._widget(row, column) for column in range(4))
            found.append(Point(item.currentText(), *(box.value() for box in boxes)))
        return tuple(found)

    def _widget(self, row: int, column: int) -> Any:
        return self.lines.cellWidget(row, column)

    def save(self) -> None:
        """Keep the version; a line that cannot be is named below the table and shown."""
        self.error.setText("")
        if self.keep is not None:
            profile = self.profile.currentText()
            self.keep(self.points(), self.month.month, "" if profile == _EVERY else profile, self.show_mistake)

    def show_mistake(self, error: Exception) -> None:
        """Say what is wrong, and go to the line."""
        self.error.setText(said(error))
        if isinstance(error, Mistake) and error.field.startswith("points."):
            row = int(error.field.partition(".")[2]) - 1
            self._widget(row, 1).setFocus()
            self.lines.scrollTo(self.lines.model().index(row, 0))
