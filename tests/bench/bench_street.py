"""The pack's workbook, merging 500 villages, and questions over 20 years of 500 villages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import python_calamine
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from row import Row, timed

from villagedesk.base.document import Align, Cell, Column, Document, Fill, Head, PageSetup, Role, Table
from villagedesk.papers.street import summary
from villagedesk.papers.street.facts import Exceptional, Figure, MonthFacts, PersonMonth
from villagedesk.security import seal
from villagedesk.services.report.pack import write_sealed
from villagedesk.services.street.analysis import QUESTIONS, Collection
from villagedesk.services.street.merge import merge_files

HERE = Path(tempfile.mkdtemp(prefix="villagedesk-bench-"))
HEAD = Head("桃源村", "锦湖街道", "桃源村村民委员会", datetime(2026, 11, 2))
SECRET, PUBLIC = seal.new_key()


def listing(name: str, count: int, columns: int) -> Document:
    """A register of `count` entries with texts, a date and a number."""
    heads = (tuple(Cell(f"栏{i}", role=Role.HEAD, fill=Fill.SOFT) for i in range(columns)),)
    day = date(2026, 10, 1)
    rows = tuple(
        (
            Cell(f"来〔2026〕第{i}号"),
            Cell(day + timedelta(days=i % 31)),
            Cell(i % 7 + 1, align=Align.RIGHT),
            *(Cell(f"第{i % 97}项 咨询医保报销", align=Align.LEFT) for _ in range(columns - 3)),
        )
        for i in range(count)
    )
    table = Table(tuple(Column(24, flex=i == 4) for i in range(columns)), heads, rows, size=9.5)
    return Document(name, name, (table,), PageSetup("A4", landscape=True))


def facts(village: str, month: str = "2026-10", staff: int = 12) -> MonthFacts:
    """A village's month."""
    figures = (
        Figure("接待群众_人次", 246, last_month=339),
        Figure("办理事项_件次", 52),
        Figure("调处纠纷_件", 3),
        Figure("答复率", 75.0, 3, 4),
        Figure("解决率", 50.0, 2, 4),
        Figure("调解成功率", 100.0, 2, 2),
    )
    people = tuple(PersonMonth(f"人员{i}", "委员", 40, 38 - i % 3, late=i % 2, absent=i % 5 // 4) for i in range(staff))
    odd = tuple(Exceptional("2026-10-12", f"人员{i}", "坐班：迟到 5 分钟", "堵车") for i in range(4))
    return MonthFacts(village, month, "锦湖街道", 1, "2026-11-02 09:00:00", "1.0", True, figures, people, odd)


@cache
def busy() -> tuple[MonthFacts, tuple[Document, ...]]:
    """3,000 visits, 500 matters, 40 staff with their month sheet, logs and lists."""
    stated = facts("桃源村", staff=40)
    month = listing("考勤月报", 80, 45)
    lists = (listing("来访登记", 3000, 12), listing("办件登记", 500, 12), listing("值班日志册", 31, 8))
    return stated, (summary.document(stated, HEAD), month, *lists)


def pack() -> None:
    """Our workbook with contents, seal and print set-up."""
    stated, documents = busy()
    write_sealed(documents, HERE / "ours.xlsx", stated, SECRET)


def plain_openpyxl() -> None:
    """The same cells and styles by openpyxl's own means: write-only, style objects made once."""
    side = Side(style="thin", color="FF595959")
    border = Border(left=side, right=side, top=side, bottom=side)
    soft = PatternFill("solid", fgColor="FFF3F1ED")
    book = Workbook(write_only=True)
    kept: dict[Any, tuple[Font, Alignment]] = {}
    for document in busy()[1]:
        sheet = book.create_sheet(document.name)
        for table in (block for block in document.blocks if isinstance(block, Table)):
            for row in (*table.head, *table.rows, *table.foot):
                cells = []
                for cell in row:
                    key = (cell.role, cell.align)
                    if key not in kept:
                        bold = cell.role is not Role.BODY
                        kept[key] = (
                            Font(name="宋体", sz=9.5, b=bold),
                            Alignment(horizontal=cell.align.value, vertical="center", wrap_text=True),
                        )
                    made: Any = WriteOnlyCell(sheet, cell.value if not cell.runs else cell.text)
                    made.font, made.alignment = kept[key]
                    made.border = border
                    if cell.fill is not Fill.NONE:
                        made.fill = soft
                    if isinstance(cell.value, date):
                        made.number_format = "yyyy-mm-dd"
                    cells.append(made)
                sheet.append(cells)
    book.save(HERE / "plain.xlsx")


@cache
def villages() -> tuple[Path, ...]:
    """500 sealed packs of ordinary months: some 160 visits, 50 matters, 12 staff."""
    lists = (
        listing("考勤月报", 24, 45),
        listing("来访登记", 160, 12),
        listing("办件登记", 50, 12),
        listing("值班日志册", 31, 8),
    )
    paths = []
    for number in range(500):
        stated = facts(f"第{number}村")
        path = HERE / "packs" / f"{stated.village}.xlsx"
        write_sealed((summary.document(stated, HEAD), *lists), path, stated, SECRET)
        paths.append(path)
    return tuple(paths)


def read_alone() -> None:
    """Every sheet of every pack, read by calamine and nothing else."""
    for path in villages():
        book = python_calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def merge_all() -> None:
    """Our merge: proved, summed, ranked, written."""
    merge_files(villages(), HERE / "汇总.xlsx")


def merge_memory() -> float:
    """Megabytes at the peak of a fresh process that merges the 500 packs."""
    villages()
    code = (
        "import sys; from pathlib import Path;"
        "from villagedesk.services.street.merge import merge_files;"
        f"merge_files(sorted(Path({str(HERE / 'packs')!r}).glob('*.xlsx')), Path({str(HERE / 'm.xlsx')!r}));"
        "lines = Path('/proc/self/status').read_text().splitlines();"
        "print(next(line.split()[1] for line in lines if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(done.stdout) / 1024


@cache
def collection() -> Collection:
    """20 years of 500 villages: 120,000 months."""
    months = [f"{year}-{month:02d}" for year in range(2006, 2026) for month in range(1, 13)]
    return Collection(facts(f"第{number}村", month, 12) for month in months for number in range(500))


def slowest_question() -> float:
    """Seconds of the slowest ready question."""
    found = collection()
    return max(timed(lambda name=question.name: found.ask(name))() for question in QUESTIONS)


def rows() -> list[Row]:
    """The speed lines of the street."""
    villages()
    return [
        Row("pack workbook of a busy month / plain openpyxl", timed(pack), 1.25, timed(plain_openpyxl), runs=3),
        Row("merging 500 villages / reading them with calamine", timed(merge_all), 2.0, timed(read_alone), runs=3),
        Row("memory of merging 500 villages", merge_memory, 300, unit="MB", runs=1),
        Row("slowest question over 20 years of 500 villages", slowest_question, 1.0, runs=1),
    ]
