"""通报: the street's monthly circular to its villages, written from the merged figures."""

from __future__ import annotations

from datetime import date

from villagedesk.base.document import Align, Block, Cell, Column, Document, Fill, PageSetup, Paragraph, Role, Run, Table
from villagedesk.papers.street.facts import month_words, shown
from villagedesk.papers.street.merged import Merged, VillageRow, attendance_rate

_SIZE = 16.0  # 3 号


def document(merged: Merged, on: date) -> Document:
    """The circular as a document to edit and sign (GB/T 9704 margins)."""
    totals = merged.totals
    rate = attendance_rate([row.facts for row in merged.rows])
    sent = len(merged.rows) + len(merged.altered)
    opening = (
        f"{month_words(merged.month)}，全街道应报送 {_expected(merged)} 个村（社区），已报送 {sent} 个，"
        f"计入汇总 {len(merged.rows)} 个。坐班值班期间共接待群众 {shown(totals['接待群众_人次'])} 人次，"
        f"办理各类事项 {shown(totals['办理事项_件次'])} 件次，调处矛盾纠纷 {shown(totals['调处纠纷_件'])} 件；"
        f"诉求答复率 {shown(totals['答复率'], '%')}，解决率 {shown(totals['解决率'], '%')}，"
        f"调解成功率 {shown(totals['调解成功率'], '%')}；干部到岗率 {shown(rate, '%')}。现将有关情况通报如下。"
    )
    blocks: list[Block] = [
        _text("各村（社区）："),
        _text(opening, indent=2),
        _heading("一、工作排名"),
        _ranking(merged),
        *(_text(f"计分办法（{used.title}）：{used.words}。", indent=2) for used in merged.schemes_used),
        _heading("二、报送情况"),
        *(_text(line, indent=2) for line in _sending(merged)),
        _heading("三、到岗情况"),
        *(_text(line, indent=2) for line in _absences(merged)),
        _heading("四、下步要求"),
        _text(
            "请未报送、迟报和数据有改动的村（社区）于三日内说明情况并重新报送；对无故缺岗人员，由驻村指导员核实后按规定处理。",
            indent=2,
        ),
        Paragraph((Run(merged.street, size=_SIZE),), Align.RIGHT, above_mm=12),
        Paragraph((Run(f"{on.year}年{on.month}月{on.day}日", size=_SIZE),), Align.RIGHT),
    ]
    page = PageSetup("A4", top_mm=37, bottom_mm=35, left_mm=28, right_mm=26)
    title = f"关于{month_words(merged.month)}村（社区）干部坐班值班情况的通报"
    return Document("通报", title, tuple(blocks), page, subject="通报")


def _expected(merged: Merged) -> int:
    return len(merged.rows) + len(merged.altered) + len(merged.missing)


def _text(words: str, indent: int = 0) -> Paragraph:
    return Paragraph((Run(words, size=_SIZE),), indent=indent)


def _heading(words: str) -> Paragraph:
    return Paragraph((Run(words, Role.HEADING, _SIZE),), indent=2, above_mm=2)


def _ranking(merged: Merged) -> Table:
    words = ("名次", "村（社区）", "得分", "接待\n人次", "办理\n件次", "到岗率", "主要失分")
    rows = tuple(
        (
            Cell(place),
            Cell(row.facts.village),
            Cell(shown(score)),
            Cell(shown(row.facts.value("接待群众_人次"))),
            Cell(shown(row.facts.value("办理事项_件次"))),
            Cell(shown(row.facts.attendance_rate, "%")),
            Cell(runs=_losses(merged, row), align=Align.LEFT),
        )
        for place, row, score in merged.ranking
    )
    head = (tuple(Cell(word, role=Role.HEAD, fill=Fill.SOFT) for word in words),)
    columns = (Column(13), Column(25), Column(16), Column(16), Column(16), Column(18), Column(52, flex=True))
    return Table(columns, head, rows, row_mm=9, size=12)


def _losses(merged: Merged, row: VillageRow) -> tuple[Run, ...]:
    """The two lines of the scheme where a village lost most, with how much."""
    worst = sorted((line for line in merged.score(row)[1] if line.lost > 0), key=lambda line: -line.lost)[:2]
    words = [f"{line.name}（{line.counted}）−{line.lost:g}" for line in worst] or ["无"]
    return tuple(Run(word, size=10, line=True) for word in words)


def _sending(merged: Merged) -> list[str]:
    lines: list[str] = []
    if merged.missing:
        lines.append(f"未报送（{len(merged.missing)} 个）：{'、'.join(merged.missing)}。")
    if merged.late:
        lines.append(f"迟报（{len(merged.late)} 个）：{'、'.join(merged.late)}。")
    lines += [f"{row.facts.village}报送的文件{_short(row)}，未计入汇总，请重新报送。" for row in merged.altered]
    return lines or ["各村（社区）均按时报送，数据经核验未改动。"]


def _short(row: VillageRow) -> str:
    """Why a file does not count, with at most three of the places."""
    if not row.cells:
        return row.says.rstrip("。")
    tail = f"等 {len(row.cells)} 处" if len(row.cells) > 3 else ""
    return f"已改动（{'、'.join(row.cells[:3])}{tail}）"


def _absences(merged: Merged) -> list[str]:
    found = [(row.facts.village, p) for row in merged.rows for p in row.facts.people if p.absent > 0]
    if not found:
        return ["各村（社区）干部均无无故缺岗。"]
    found.sort(key=lambda pair: -pair[1].absent)
    words = [f"{village}{person.person}（{person.absent:g} 个半天）" for village, person in found[:20]]
    tail = f"等 {len(found)} 人" if len(found) > 20 else f"共 {len(found)} 人"
    return [f"无故缺岗：{'、'.join(words)}，{tail}。"]
