"""The street's side: who has sent, who is missing, late or altered, with totals and each village's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from villagedesk.papers.street.facts import shown
from villagedesk.papers.street.merged import Merged, VillageRow, attendance_rate
from villagedesk.ui.desk import Desk
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card, clear_layout
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.flow import Beside, FlowLayout
from villagedesk.ui.widgets.text import Text, figure_column


@dataclass(frozen=True, slots=True)
class Line:
    """One village in the table: what it sent, or that nothing came."""

    village: str
    state: str
    row: VillageRow | None = None
    place: int = 0
    score: float | None = None
    why: tuple[str, ...] = ()
    says: str = ""


def _line(merged: Merged, row: VillageRow, place: int, score: float | None) -> Line:
    why = tuple(line.why for line in merged.score(row)[1])
    return Line(row.facts.village, row.state, row, place, score, why)


def _tone(line: Line) -> str:
    if line.state == "未报送" or line.state == "已改动":
        return "bad"
    if line.row is not None and (line.row.late or line.row.came_late):
        return "warn"
    return {"未改动": "ok", "简易表": "info", "未知来源": "warn", "不在名单": "warn"}.get(line.state, "muted")


def _state(line: Line) -> str:
    signs = {
        "未改动": "√",
        "简易表": "○",
        "未知来源": "△",
        "已改动": "×",
        "未报送": "×",
        "不在名单": "△",
        "已替代": "○",
    }
    timing = line.row.timing if line.row is not None else "按时"
    return f"{signs.get(line.state, '')} {line.state}" + (f"　{timing}" if timing != "按时" else "")


def _figure(name: str) -> Callable[[Line], Any]:
    return lambda line: (line.row.facts.value(name) or 0) if line.row else None


def _rate(name: str) -> Callable[[Line], str]:
    return lambda line: shown(line.row.facts.value(name), "%") if line.row else ""


COLUMNS = (
    Column[Line]("village", "村（社区）", lambda line: line.village, width=9, bold=True),
    Column[Line]("state", "状态", _state, width=9, chip=True, tone=_tone),
    Column[Line]("revision", "次", lambda line: line.row.facts.revision if line.row else None, width=3, right=True),
    Column[Line]("visits", "接待", _figure("接待群众_人次"), width=5, right=True),
    Column[Line]("matters", "办理", _figure("办理事项_件次"), width=5, right=True),
    Column[Line]("disputes", "调处", _figure("调处纠纷_件"), width=5, right=True),
    Column[Line]("answered", "答复率", _rate("答复率"), width=5, right=True),
    Column[Line](
        "rate",
        "到岗率",
        lambda line: shown(line.row.facts.attendance_rate, "%") if line.row else "",
        width=5,
        right=True,
    ),
    Column[Line]("odd", "异常", lambda line: len(line.row.facts.exceptions) if line.row else None, width=4, right=True),
    Column[Line](
        "score",
        "得分",
        lambda line: shown(line.score) if line.row and line.score is not None else "",
        width=5,
        right=True,
        tip=lambda line: "\n".join(line.why),
    ),
    Column[Line]("says", "说明", lambda line: line.row.says if line.row else line.says, width=0, muted=True),
)


_TOTALS = (
    ("接待群众_人次", "接待群众", "人次"),
    ("办理事项_件次", "办理事项", "件次"),
    ("调处纠纷_件", "调处纠纷", "件"),
    ("答复率", "答复率", "%"),
    ("解决率", "解决率", "%"),
    ("调解成功率", "调解成功率", "%"),
)


class StreetView(QWidget):
    """Drop packs at the top, the villages of the month below."""

    def __init__(self, desk: Desk, take: Callable[[list[Any]], object], opened: Callable[[Line], object]) -> None:
        super().__init__()
        self.drop = DropZone(desk, "把各村的报送包（xlsx）拖到这里", "工作簿 (*.xlsx)")
        self.drop.dropped.connect(take)
        self.lines: tuple[Line, ...] = ()
        self._totals = FlowLayout(spacing=16)
        self.missing = Text("", "muted", wrap=True)
        beside = QVBoxLayout()
        beside.setSpacing(8)
        beside.addLayout(self._totals)
        beside.addWidget(self.missing)
        beside.addStretch(1)
        top = Beside()
        top.addWidget(self.drop, 2)
        top.keep(self.drop, least=desk.look.px(280))
        card = Card("本月合计")
        card.body.addLayout(beside)
        top.addWidget(card, 3)
        top.keep(card, least=desk.look.px(340))
        self.table = RowsView(desk, "reports.street", COLUMNS)
        self.table.setAccessibleName("各村报送")
        self.table.hint = "还没有应报送的村（社区）；请在“应报送的村…”里登记，或者直接拖入报送包"
        self.table.opened.connect(opened)
        listed = Card(padding=1)
        listed.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addLayout(top)
        box.addWidget(listed, 1)

    def show_month(self, merged: Merged) -> None:
        """Show one month of the street."""
        scores = {id(row): (place, score) for place, row, score in merged.ranking}
        lines = [_line(merged, row, *scores[id(row)]) for row in merged.rows]
        lines += [Line(row.facts.village, row.state, row) for row in merged.altered]
        strayed = {fault.village: fault.says for fault in merged.faults}
        lines += [Line(village, "未报送", says=strayed.get(village, "")) for village in merged.missing]
        lines += [Line(row.facts.village, "已替代", row) for row in merged.superseded]
        here = {line.village for line in lines}
        aside = {fault.village: fault for fault in merged.faults if fault.village and fault.village not in here}
        lines += [Line(village, "不在名单", says=fault.says) for village, fault in aside.items()]
        self.lines = tuple(lines)
        self.table.set_rows(
            lines, keep=lambda line: (line.village, line.state, line.row.facts.revision if line.row else 0)
        )
        self._show_totals(merged)
        words = [f"已计入 {len(merged.rows)} 个村"]
        words += [f"未报送 {len(merged.missing)} 个：{_some(merged.missing)}"] if merged.missing else []
        words += [f"已改动或来源不明 {len(merged.altered)} 个，未计入"] if merged.altered else []
        words += [f"迟报：{_some(merged.late)}"] if merged.late else []
        words += [f"不在应报送名单里 {len(aside)} 个，未计入（双击可加入名单）"] if aside else []
        self.missing.setText("；".join(words) + "。")

    def _show_totals(self, merged: Merged) -> None:
        clear_layout(self._totals)
        figures = [(label, merged.totals[name], unit) for name, label, unit in _TOTALS]
        figures.append(("到岗率", attendance_rate([row.facts for row in merged.rows]), "%"))
        for label, value, unit in figures:
            holder = QWidget()
            holder.setLayout(figure_column(label, shown(value), unit if value is not None else ""))
            figure = holder.layout()
            assert figure is not None
            figure.setContentsMargins(0, 0, 0, 0)
            self._totals.addWidget(holder)


def _some(names: Sequence[str]) -> str:
    """At most a dozen names."""
    return "、".join(names[:12]) + ("等" if len(names) > 12 else "")
