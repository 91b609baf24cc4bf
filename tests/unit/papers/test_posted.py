"""The posted roster: names with posts, hours, duties, phones, changes marked, one page on the wall."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from pypdf import PdfReader

from villagedesk.base.document import Cell, Document, Fill, Head, Role, Split, Table
from villagedesk.papers.roster import grid, month, signin, swap, week
from villagedesk.papers.roster.posted import PostedDay, PostedName, PostedPerson, PostedRoster, PostedSlot, name_runs
from villagedesk.papers.roster.swap import SwapSheet
from villagedesk.writers.pdf import pdf_bytes

HEAD = Head("桃源村", "锦湖街道", "桃源村村民委员会", datetime(2026, 11, 28), "文书", "0577-1234", "0577-5678")
NAMES = ("张建国", "李秀英", "吴国平", "王小梅", "周玉兰", "欧阳建华", "张建国（后备干部）")


def name(index: int, *, changed: bool = False) -> PostedName:
    return PostedName(NAMES[index % len(NAMES)], "委员", "138****1234", changed)


def a_day(day: date, *, changed: bool = False, missing: int = 0, shifts: int = 1) -> PostedDay:
    slots: list[PostedSlot] = []
    for shift in ("坐班", "夜班", "走访")[:shifts]:
        slots += [
            PostedSlot(shift, "带班", (name(day.day),), leader=True, hours="08:00—17:30"),
            PostedSlot(shift, "坐班", (name(day.day + 1, changed=changed), name(day.day + 2)), missing=missing),
        ]
    return PostedDay(day, tuple(slots), day.weekday() > 4, "元旦" if day.day == 1 else "", "廿三")


def a_roster(first: date = date(2026, 12, 1), days: int = 31, **more: object) -> PostedRoster:
    made = tuple(a_day(first + timedelta(days=i)) for i in range(days))
    people = tuple(PostedPerson(one, "委员", "138****1234", (("带班", 3), ("坐班", 7))) for one in NAMES)
    last = first + timedelta(days=days - 1)
    roster = PostedRoster(first, last, made, people, ("坐班：8:00—17:30",), "接待来访群众。", 2, date(2026, 11, 28))
    return replace(roster, **more)  # type: ignore[arg-type]


def the_month(roster: PostedRoster, head: Head) -> Document:
    """The month on its one A4 sheet."""
    (document,) = month.documents(roster, head)
    return document


def leader_size(cell: Cell) -> float:
    """The size of the largest name of a day."""
    return max((run.size or 0 for run in cell.runs[1:]), default=0)


def pages(document: Document) -> list[str]:
    reader = PdfReader(io.BytesIO(pdf_bytes([document])))
    return [page.extract_text().replace(" ", "").replace("\n", "") for page in reader.pages]


def words(document: Document) -> str:
    return "".join(pages(document))


def the_table(document: Document) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.name == "roster")


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize(
    ("first", "days", "weeks"),
    [
        pytest.param(date(2026, 12, 1), 31, 5, id="a month of five weeks"),
        pytest.param(date(2027, 2, 1), 28, 4, id="a month of four weeks"),
        pytest.param(date(2026, 8, 1), 31, 6, id="a month of six weeks"),
    ],
)
def test_the_month_hangs_on_one_page(paper: str, first: date, days: int, weeks: int) -> None:
    (document,) = month.documents(a_roster(first, days), HEAD, paper)
    assert len(the_table(document).rows) == weeks
    assert len(pages(document)) == 1


def test_the_month_says_who_when_what_and_whom_to_call() -> None:
    said = words(the_month(a_roster(), HEAD))
    for word in ("桃源村2026年12月干部坐班值班公示表", "张建国", "带班", "8:00—17:30", "接待来访群众", "0577-1234",
                 "0577-5678", "138****1234", "第2版", "2026年11月28日公示", "第1页共1页", "委员"):  # fmt: skip
        assert word in said, word


def test_a_draft_says_that_it_is_one() -> None:
    assert "草稿" in words(the_month(a_roster(revision=0, revised_on=None), HEAD))


def test_a_change_is_marked_on_its_day_and_told_below() -> None:
    days = tuple(a_day(date(2026, 12, 1) + timedelta(days=i), changed=i == 8) for i in range(31))
    roster = replace(a_roster(changes=("12 月 9 日坐班：赵水根 改为 王小梅",)), days=days)
    document = the_month(roster, HEAD)
    marked = [cell for row in the_table(document).rows for cell in row if cell.fill is Fill.MARK]
    assert len(marked) == 1 and any(run.role is Role.MARK for run in marked[0].runs)
    assert "赵水根改为王小梅" in words(document)


def test_a_hole_is_shown_and_never_filled() -> None:
    days = (a_day(date(2026, 12, 1), missing=2),)
    assert "缺2人" in words(the_month(replace(a_roster(days=1), days=days), HEAD))


def test_an_unpublished_year_is_said() -> None:
    assert "尚未公布" in words(the_month(a_roster(date(2027, 1, 1), notice_published=False), HEAD))


def test_a_busy_day_is_a_little_smaller_and_its_week_higher_so_that_all_can_be_read() -> None:
    days = tuple(a_day(date(2026, 12, 1) + timedelta(days=i), shifts=2 if i == 14 else 1) for i in range(31))
    table = the_table(the_month(replace(a_roster(), days=days), HEAD))
    sizes = {cell.runs[0].text: leader_size(cell) for row in table.rows for cell in row if cell.runs}
    assert sizes["2"] >= 15 > sizes["15"] >= 12
    assert table.heights_mm[2] > table.heights_mm[0]


def test_a_month_too_full_for_one_a4_sheet_takes_two_by_weeks_and_one_on_a3() -> None:
    days = tuple(a_day(date(2026, 12, 1) + timedelta(days=i), shifts=3) for i in range(31))
    roster = replace(a_roster(), days=days)
    sheets = month.documents(roster, HEAD)
    assert [len(the_table(one).rows) for one in sheets] == [3, 2]
    assert len({one.name for one in sheets}) == 2
    held = [cell for one in sheets for row in the_table(one).rows for cell in row if cell.runs]
    assert len(held) == 31 and min(map(leader_size, held)) >= 12
    assert "接待来访群众" in words(sheets[1]) and "0577-5678" in words(sheets[0])
    assert len(month.documents(roster, HEAD, "A3")) == 1


def test_many_names_stand_in_even_lines() -> None:
    names = tuple(PostedName(one) for one in ("欧阳建华", "李秀英", "吴国平", "王小梅"))
    day = PostedDay(date(2026, 12, 1), (PostedSlot("坐班", "坐班", names),))
    table = the_table(the_month(replace(a_roster(days=1), days=(day,)), HEAD))
    told = next(cell.text for row in table.rows for cell in row if cell.runs)
    assert [line.split("　") for line in told.split("\n")[1:]] == [["欧阳建华", "李秀英"], ["吴国平", "王小梅"]]


def test_two_people_of_one_name_are_told_apart_in_small() -> None:
    runs = name_runs("张建国（后备干部）", Role.STRONG, 16)
    assert [run.text for run in runs] == ["张建国", "（后备干部）"]
    assert runs[1].size == 8


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_week_has_a_line_for_each_shift(paper: str) -> None:
    document = week.document(a_roster(), HEAD, date(2026, 12, 7), paper)
    assert len(the_table(document).rows) == 7
    found = pages(document)
    assert len(found) == 1
    assert "12月7日" in found[0] and "12月13日" in found[0] and "星期一" in found[0]


def test_weeks_cover_the_month() -> None:
    assert [d.day for d in week.mondays(date(2026, 12, 1), date(2026, 12, 31))] == [30, 7, 14, 21, 28]


def test_the_grid_counts_people_by_post() -> None:
    said = words(grid.document(a_roster(), HEAD))
    assert "带班" in said and "图例" in said and "姓名" in said


def test_the_grid_tells_shifts_of_one_post_apart() -> None:
    days = tuple(a_day(date(2026, 12, 1) + timedelta(days=i), shifts=2) for i in range(31))
    said = words(grid.document(replace(a_roster(), days=days), HEAD, "A3"))
    assert "坐坐班" in said and "班夜班·坐班" in said


def test_the_sign_in_book_has_a_line_for_each_person_of_each_day() -> None:
    document = signin.document(a_roster(days=3), HEAD)
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert len(table.rows) == 9
    assert "代签" in words(document)


def test_the_swap_sheet_says_swap_or_substitution() -> None:
    sheet = SwapSheet("2026-007", "王小梅", "委员", date(2026, 12, 9), "坐班", "坐班", "赵水根", reason="家中有事")
    assert "替班单" in words(swap.document(sheet, HEAD))
    assert "换班单" in words(swap.document(replace(sheet, gives_on=date(2026, 12, 11)), HEAD))


def test_a_holiday_is_named_in_red_beside_its_number() -> None:
    day = PostedDay(date(2026, 10, 1), a_day(date(2026, 10, 1)).slots, rest=True, name="国庆节", lunar="廿一")
    table = the_table(the_month(replace(a_roster(date(2026, 10, 1), days=1), days=(day,)), HEAD))
    cell = next(cell for row in table.rows for cell in row if cell.runs)
    assert [(run.text.strip(), run.role) for run in cell.runs[:2]] == [("1", Role.WARN), ("国庆节", Role.WARN)]
    assert cell.corner == "廿一"


def test_long_hours_break_between_two_shifts_only() -> None:
    hours = tuple(f"第{name}便民服务值班：08:00—11:30、14:00—17:30" for name in "一二三四五")
    document = the_month(a_roster(hours=hours), HEAD)
    top = document.blocks[0]
    assert isinstance(top, Split)
    lines = "".join(run.text + ("\n" if run.line else "") for run in top.left).split("\n")
    assert len(lines) > 1 and [part for line in lines for part in line.split("　　")] == list(hours)


def test_a_shift_nobody_leads_is_named_even_where_it_is_the_usual_one() -> None:
    def night(day: PostedDay) -> PostedDay:
        held = tuple(PostedSlot("夜间值守", post, (name(day.date.day + 3),)) for post in ("值守", "巡查", "接听"))
        return replace(day, slots=(*day.slots, *held))

    roster = replace(a_roster(), days=tuple(night(day) for day in a_roster().days))
    (document,) = month.documents(roster, HEAD, "A3")
    for cell in (cell for row in the_table(document).rows for cell in row if cell.runs):
        said = [run.text for run in cell.runs]
        assert "夜间值守 " in said and "坐班 " not in said
