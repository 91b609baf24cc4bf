"""The village's side: the checklist with a way to each place, the six figures, packs made and templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from villagedesk.papers.street.facts import Figure, compared, shown
from villagedesk.services.report.checklist import SIGNS, Item
from villagedesk.services.report.overview import Overview
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import WINDOWS, load
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.charts.columns import Columns
from villagedesk.ui.widgets.controls import ClickRow
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.states import BusyState, UprightScroll
from villagedesk.ui.widgets.text import Chip, Elided, Line, Text, figure_column

_TONES = {"good": "ok", "zero": "plain", "warn": "warn", "lacks": "bad"}
_WORDS = {"good": "齐全", "zero": "零报告", "warn": "要处理", "lacks": "缺"}
_FIGURES = ("接待群众", "办理事项", "调处纠纷", "答复率", "解决率", "调解成功率")
"""What stands there before the figures are known, so that nothing jumps."""


class VillageView(QWidget):
    """Checklist at the left; figures, packs and templates at the right."""

    def __init__(self, desk: Desk, acts: dict[str, Callable[..., object]]) -> None:
        super().__init__()
        self._desk, self._acts = desk, acts
        self._beside: QWidget | None = None
        self.checks = Card("报送前检查", padding=16)
        listed = QWidget()
        self._list = QVBoxLayout(listed)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addWidget(BusyState("正在检查…"), 1)
        self.checks.body.addWidget(UprightScroll(listed), 1)
        self.figures = Card("本月数字")
        self._show_figures(tuple(Figure(label, None) for label in _FIGURES))
        self.packs = Card("报送包")
        self.templates = Card("街道模板")
        button = action_button(
            desk.look, Action("add-template", "选用模板…", acts["add_template"], icon="plus", writes=True)
        )
        self._add = button
        self.templates.add_beside(button)
        right = QVBoxLayout()
        right.setSpacing(16)
        self.visits = Card("接待群众（近十二个月，人次）")
        self._chart = Columns(desk.look, "人次")
        self._chart.setMinimumHeight(desk.look.px(84))
        self.visits.body.addWidget(self._chart, 1)
        for card in (self.figures, self.packs, self.templates):
            right.addWidget(card)
        right.addWidget(self.visits, 1)
        inner = QWidget()
        inner.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        row = Beside(self)
        for part, least, high, share in ((self.checks, 330, 260, 5), (UprightScroll(inner), 400, 320, 6)):
            row.addWidget(part, share)
            row.keep(part, least=desk.look.px(least), high=desk.look.px(high))

    def restyle(self) -> None:
        """Take on a new theme where an icon was drawn once."""
        self._add.setIcon(self._desk.look.icon("plus", "ink2"))

    def show_month(self, month: Overview) -> None:
        """Show everything of one month."""
        clear_layout(self._list)
        for item in month.items:
            self._list.addWidget(self._check(item))
            self._list.addWidget(Line())
        self._list.addStretch(1)
        self._show_figures(month.figures)
        self._show_packs(month)
        self._show_templates(month)

    def show_visits(self, visits: Sequence[tuple[str, float]]) -> None:
        """Show the visitors of the twelve months up to this one."""
        self._chart.show_values([label for label, _ in visits], [count for _, count in visits])

    def _check(self, item: Item) -> ClickRow:
        row = ClickRow(f"{item.title}：{item.says}")
        row.setMinimumWidth(1)
        row.setMinimumHeight(self._desk.look.px(40))
        row.row.setContentsMargins(0, 4, 4, 4)
        chip = Chip(f"{SIGNS[item.state]} {_WORDS[item.state]}", _TONES[item.state])
        chip.setFixedWidth(self._desk.look.px(84))
        chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = Text(item.title, "strong")
        title.setFixedWidth(self._desk.look.px(104))
        says = Elided(item.says, "muted")
        for widget in (chip, title):
            row.row.addWidget(widget)
        row.row.addWidget(says, 1)
        for widget in (chip, title, says):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if item.page and item.page != "reports":
            row.setToolTip("打开这一页")
            row.clicked.connect(lambda _checked=False: self._go(item))
        return row

    def _go(self, item: Item) -> None:
        """Go to the place of a line: a page, or a window of its own."""
        if item.page in WINDOWS:
            beside: QWidget = load(WINDOWS[item.page])(self._desk)
            beside.show()
            self._beside = beside
        else:
            self._desk.go(item.page, item.target)

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        clear_layout(self.figures.body)
        across = 3 if self.width() > self._desk.look.px(500) else 2
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, figure in enumerate(figures):
            grid.addLayout(self._figure(figure), place // across, place % across)
        self.figures.body.addLayout(grid)

    def _figure(self, figure: Figure) -> QVBoxLayout:
        unit = "" if figure.value is None else "%" if figure.is_rate else figure.unit
        notes = [f"比上月 {compared(figure.value, figure.last_month, figure.unit)}"]
        if figure.last_year is not None:
            notes.append(f"比去年同月 {compared(figure.value, figure.last_year, figure.unit)}")
        return figure_column(figure.label, shown(figure.value, ""), unit, *notes)

    def _show_packs(self, month: Overview) -> None:
        clear_layout(self.packs.body)
        if not month.packs:
            words = "还没有生成。检查好左边各项后，点右上角“生成报送包”，得到一个工作簿和一个 PDF。"
            self.packs.body.addWidget(Text(words, "muted", wrap=True))
        for pack in month.packs[:4]:
            folder = Path(str(pack["folder"]))
            masked = "" if pack["masked"] else "　未遮盖"
            words = Text(f"第 {pack['revision']} 次　{str(pack['made_at'])[:16]}{masked}", "strong")
            place = Text(str(folder), "muted")
            place.setToolTip(str(folder))
            words.setToolTip(str(folder))
            buttons = [self._button("打开文件夹", "folder-open", lambda f=folder: self._acts["open_folder"](f))]
            buttons.append(self._button("送出…", "usb", lambda f=folder: self._acts["send"](f)))
            self.packs.body.addLayout(row_of(words, 1, *buttons))

    def _show_templates(self, month: Overview) -> None:
        clear_layout(self.templates.body)
        if not month.templates:
            words = (
                "街道发来自己的表格时，在这里选用一次：程序会认出表头，您在图上核对每一格填什么；以后每月一点就填好。"
            )
            self.templates.body.addWidget(Text(words, "muted", wrap=True))
        for name in month.templates:
            buttons = [self._button("填本月", "file-spreadsheet", lambda n=name: self._acts["fill"](n))]
            buttons.append(self._button("停用", "", lambda n=name: self._acts["drop_template"](n)))
            self.templates.body.addLayout(row_of(Text(name, "strong"), 1, *buttons))

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        return action_button(self._desk.look, Action(text, text, run, icon=icon))
