"""Every rejected line: where, what it says, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from villagedesk.base.errors import Problem
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.controls import FilterChips
from villagedesk.ui.widgets.text import Text

_SHORT = {
    "impossible_date": "时间不存在",
    "future": "在将来",
    "before_2005": "早于 2005 年",
    "malformed": "残缺或乱码",
    "nul_bytes": "文件空洞",
    "no_badge": "没有考勤号",
    "no_time": "没有时间",
}


class RejectedTable(QWidget):
    """The rejected lines with chips to see one reason only; copied to Excel like any table."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self.chips = FilterChips(single=True)
        self.chips.changed.connect(lambda _on: self._fill())
        self.table = RowsView(
            desk,
            "punches.rejected",
            (
                Column("line", "行", lambda p: p.line, width=4, right=True),
                Column(
                    "offset", "字节", lambda p: p.offset if p.offset >= 0 else None, width=5, right=True, muted=True
                ),
                Column(
                    "reason", "原因", lambda p: _SHORT.get(p.reason, p.says), width=7, chip=True, tone=lambda _p: "bad"
                ),
                Column(
                    "text", "这一行写的是", lambda p: p.text.replace("\t", "　").strip(), width=0, tip=lambda p: p.text
                ),
            ),
        )
        self.table.hint = "没有拒收的行"
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.chips)
        box.addWidget(self.table, 1)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other lines."""
        self._problems = tuple(problems)
        counts = Counter(problem.reason for problem in problems)
        self.chips.show_choices([(key, f"{_SHORT.get(key, key)} {count}") for key, count in counts.most_common()])
        self.chips.setVisible(len(counts) > 1)
        self._fill()

    def _fill(self) -> None:
        on = self.chips.on()
        self.table.set_rows([problem for problem in self._problems if not on or problem.reason in on])


class RejectedDialog(QDialog):
    """The rejected lines of a file imported before."""

    def __init__(self, desk: Desk, parent: QWidget, name: str, problems: Sequence[Problem]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"拒收的行：{name}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = RejectedTable(desk)
        self.table.show_problems(problems)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addWidget(Text(f"{name}：拒收 {len(problems)} 行", "heading"))
        box.addWidget(self.table, 1)
        self.resize(desk.look.px(860), desk.look.px(480))
