"""A roster from a spreadsheet: every usual shape is recognised, every place judged, pinned names kept, one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.services.roster.village import day, village
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.services.pasting.clipboard import text_of_html
from villagedesk.services.pasting.dates import read_day
from villagedesk.services.pasting.duties.block import Known
from villagedesk.services.pasting.duties.roster import read_roster, store_roster
from villagedesk.services.pasting.duties.shapes import read_block
from villagedesk.services.pasting.tables import month_cells, people_cells
from villagedesk.services.pasting.writing import as_text
from villagedesk.services.people import add_person
from villagedesk.services.roster.cases import month_days
from villagedesk.services.roster.duties import duties
from villagedesk.services.roster.edit import cells
from villagedesk.services.roster.month import MonthView, month
from villagedesk.services.roster.planning import plan_months
from villagedesk.services.roster.publishing import publish

DOWN = """十二月值班表
日期\t星期\t带班领导\t坐班人员\t备注
12月1日\t二\t赵一\t孙三、李 四\t
2日 周三\t三\t钱二\t周五 吴六 13800000000\t
"""
ACROSS = "岗位\t12/1\t12/2\t12/3\n带班\t赵一\t钱二\t赵一\n坐班\t孙三\n坐班\t\t周五\t孙三\n"
PEOPLE = (
    "姓名\t1\t2\t3\t合计\n赵一\t带\t\t带\t2\n钱二\t\t带\t\t1\n孙三\t坐\t坐\t\t2\n王五\t坐\t\t\t1\n合计\t3\t2\t1\t6\n"
)
LISTED = "日期\t班次\t岗位\t姓名\n2026/12/1\t坐班\t带班\t赵一\n\t坐班\t坐班\t孙三\n2026-12-05\t周末值班\t\t李四\n"
MERGED = (
    "<table><tr><td>日期</td><td>岗位</td><td>姓名</td></tr><tr><td rowspan=2>12月1日</td><td>带班</td><td>赵一</td>"
    "</tr><tr><td>坐班</td><td>孙三</td></tr></table>"
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = village(tmp_path)
    yield made
    made.close()


def taken(office: Office, text: str, begin: date | None = None) -> list[str]:
    return [row.text.replace("　", " ") for row in read_roster(office, "2026-12", text, begin).good]


def standing(office: Office, number: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for duty in duties(office, day(number), day(number)):
        found.setdefault(duty.post, set()).add(duty.person)
    return found


@pytest.mark.parametrize(
    ("text", "shape", "good"),
    [
        (DOWN, "每行一天", "1带班领导赵一 1坐班人员孙三、李四 2带班领导钱二 2坐班人员周五、吴六"),
        (ACROSS, "每列一天", "1带班赵一 2带班钱二 3带班赵一 1坐班孙三 2坐班周五 3坐班孙三"),
        (PEOPLE, "一行一个人", "1带赵一 3带赵一 2带钱二 1坐孙三 2坐孙三"),
        (LISTED, "一行一个班", "1坐班·带班赵一 1坐班·坐班孙三 5周末值班李四"),
        (text_of_html(MERGED), "一行一个班", "1带班赵一 1坐班孙三"),
    ],
    ids=["days down", "days across", "people down with signs", "a duty in each row", "merged dates"],
)  # fmt: skip
def test_every_usual_shape_is_recognised(office: Office, text: str, shape: str, good: str) -> None:
    assert read_roster(office, "2026-12", text).known == (shape,)
    said = [row.replace("12月", "").replace("日 ", "").replace(" ", "") for row in taken(office, text)]
    assert " ".join(said) == good


def test_names_alone_stand_from_the_chosen_day_on(office: Office) -> None:
    assert taken(office, "赵一\t孙三、李四\n钱二\t周五、吴六", day(8)) == [
        "12月8日 带班 赵一", "12月8日 坐班 孙三、李四", "12月9日 带班 钱二", "12月9日 坐班 周五、吴六",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("12月1日\t王五", "没有叫“王五”的值班人员"),
        ("12月5日\t赵一", "12月5日没有“带班”这个岗，只有：周末值班·坐班"),
        ("2026-11-30\t赵一", "2026-11-30 不在当前显示的 2026-12"),
        ("12月32日\t赵一", "“12月32日”不是日历上有的日期"),
        ("12月1日\t赵一、钱二", "“带班”只要 1 人，放不下赵一、钱二"),
    ],
    ids=["nobody of that name", "no such post", "another month", "no such day", "too many for the post"],
)
def test_a_place_that_cannot_be_taken_says_why(office: Office, line: str, says: str) -> None:
    found = read_roster(office, "2026-12", f"日期\t带班\n12月3日\t赵一\n{line}\n12月4日\t赵一")
    assert [row.text for row in found.good] == ["12月3日 带班　赵一", "12月4日 带班　赵一"]
    (row,) = found.rejected
    assert row.line == 3 and says in row.says


def test_two_of_one_name_are_known_by_the_mark_of_the_posted_table(office: Office) -> None:
    for post in ("党支部书记", "后备干部"):
        add_person(office, {"name": "张建国", "posts": [post], "duty_posts": ["带班"]})
    assert taken(office, "日期\t带班\n12月1日\t张建国（书记）\n12月2日\t张建国（党支部书记）") == [
        "12月1日 带班 张建国（党支部书记）", "12月2日 带班 张建国（党支部书记）",
    ]  # fmt: skip


def test_a_slip_in_a_name_is_answered_with_the_name_meant(office: Office) -> None:
    add_person(office, {"name": "王小梅", "posts": ["委员"], "duty_posts": ["坐班"]})
    (row,) = read_roster(office, "2026-12", "日期\t坐班\n12月1日\t王小妹").rejected
    assert "是不是“王小梅”？" in row.says


def test_a_place_is_taken_once(office: Office) -> None:
    (row,) = read_roster(office, "2026-12", "日期\t带班\n12月1日\t赵一\n12月1日\t钱二").rejected
    assert "前面已经粘贴过一次" in row.says


def test_broken_rules_are_named_and_taken_only_with_a_reason(office: Office) -> None:
    text = "日期\t带班\t坐班\n12月1日\t赵一\t赵一、孙三\n12月2日\t钱二\t周五"
    found = read_roster(office, "2026-12", text)
    assert [row.text for row in found.good] == ["12月2日 带班　钱二", "12月2日 坐班　周五"]
    assert all(row.note.startswith("违反规定：赵一") and "重叠" in row.note for row in found.asked)
    with pytest.raises(Mistake, match="要坚持这样排，请写明理由"):
        store_roster(office, "2026-12", found.good + found.asked)
    store_roster(office, "2026-12", found.good + found.asked, "书记同意")
    assert standing(office, 1) == {"带班": {"赵一"}, "坐班": {"赵一", "孙三"}}
    held = {
        (p.post, c.person): c.accepted for p in month(office, "2026-12").places if p.date == day(1) for c in p.cells
    }
    assert held["带班", "赵一"] == "书记同意" and held["坐班", "孙三"] == ""


def test_pinned_names_stay(office: Office) -> None:
    cells.assign(office, (day(1), "坐班", "坐班"), "孙三")
    cells.pin(office, (day(1), "坐班", "坐班"), "孙三", True)
    found = read_roster(office, "2026-12", "日期\t坐班\n12月1日\t李四\n12月2日\t李四、周五")
    assert found.good[0].note == "钉住的孙三不动。"
    store_roster(office, "2026-12", found.good)
    assert standing(office, 1) == {"坐班": {"孙三", "李四"}}
    full = read_roster(office, "2026-12", "日期\t坐班\n12月1日\t李四、周五")
    assert "钉住的孙三不动，放不下李四、周五" in full.rejected[0].says


def test_one_undo_takes_the_whole_paste_back(office: Office) -> None:
    plan_months(office, "2026-12")
    before = duties(office, *month_days("2026-12"))
    found = read_roster(office, "2026-12", "日期\t带班\n12月1日\t赵一\n12月2日\t赵一\n12月3日\t钱二\n12月4日\t钱二")
    done = store_roster(office, "2026-12", found.good + found.asked, "试排")
    assert done.undo is not None and standing(office, 4)["带班"] == {"钱二"}
    back = done.undo(office)
    assert sorted(duties(office, *month_days("2026-12")), key=str) == sorted(before, key=str)
    assert back.undo is not None
    back.undo(office)
    assert standing(office, 4)["带班"] == {"钱二"}


def test_a_published_month_is_refused_in_words(office: Office) -> None:
    plan_months(office, "2026-12")
    publish(office, "2026-12")
    with pytest.raises(Mistake, match="已经公示，不能整块粘贴"):
        read_roster(office, "2026-12", DOWN)


@pytest.mark.parametrize("copied", [month_cells, people_cells], ids=["the month", "people by days"])
def test_what_was_copied_is_pasted_without_a_change(
    office: Office, copied: Callable[[MonthView], list[list[str]]]
) -> None:
    plan_months(office, "2026-12")
    found = read_roster(office, "2026-12", as_text(copied(month(office, "2026-12"))))
    assert len(found.good) == 54 and not found.rejected and not found.asked
    assert {row.note for row in found.good} == {"和现在一样。"}
    with pytest.raises(Mistake, match="没有要改的"):
        store_roster(office, "2026-12", found.good)


def test_nothing_recognised_is_said(office: Office) -> None:
    with pytest.raises(Mistake, match="没有认得的日期和人名"):
        read_roster(office, "2026-12", "-\t-\n—\t无")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-03", "2026-12-03"), ("2026年12月3日", "2026-12-03"), ("１２月３日", "2026-12-03"),
        ("12/3", "2026-12-03"), ("12.3", "2026-12-03"), ("3", "2026-12-03"), ("3号", "2026-12-03"),
        ("3日(周四)", "2026-12-03"), ("3\n四", "2026-12-03"), ("12月3日 星期四", "2026-12-03"),
        ("46359", "2026-12-03"), ("2026-12-03 00:00:00", "2026-12-03"),
        ("32", None), ("2月30日", None), ("赵一", None), ("", None), ("13/3", None), ("带班", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, found: str | None) -> None:
    read = read_day(text, "2026-12")
    assert (read.isoformat() if read else None) == found


WALL = """十二月值班表
一\t二\t三\t四\t五\t六\t日
30\t"1  廿三\n赵一 带班\n孙三　李四"\t"2\n带班：钱二\n坐班 周五、吴六\n走访日 全体"\t3\t\t"5\n缺1人"\t"6 雪\n李四"
"7\n赵一 带班\n王五 孙三"\t\t\t\t\t\t
赵一 书记 138****1201\t孙三 委员 138****1222\t\t\t\t\t
"""
ROWS = """星期一\t星期二\t星期三\t星期四\t星期五\t星期六\t星期日
30\t1\t2\t3\t4\t5\t6
钱二\t孙三\t李四\t周五\t吴六\t李四\t周五
7\t8\t9\t10\t11\t12\t13
孙三\t李四\t周五\t吴六\t孙三\t李四\t周五
"""
WEEK = """十二月第一周
日期\t班次、时间\t带班领导\t值班人员\t联系电话
"12月1日\n星期二 廿三"\t"坐班\n08:30—17:30"\t赵一\xa0党支部书记\t"孙三\xa0村委会委员\n李四\xa0文书"\t138****1201
"12月5日\n星期六 廿七"\t"周末值班\n08:30—16:30"\t\t"周五\xa0网格长\n坐班缺 1 人"\t
坐班职责　接待来访，登记并办理事项\t\t\t\t
"""


def test_a_table_as_it_hangs_on_the_wall_is_read(office: Office) -> None:
    found = read_roster(office, "2026-12", WALL)
    assert found.known == ("月历",)
    assert [(row.values["place"], row.values["names"]) for row in found.good] == [
        ("12月1日 坐班·带班", "赵一"),
        ("12月1日 坐班·坐班", "孙三、李四"),
        ("12月2日 坐班·带班", "钱二"),
        ("12月2日 坐班·坐班", "周五、吴六"),
        ("12月6日 周末值班·坐班", "李四"),
        ("12月7日 坐班·带班", "赵一"),
    ]
    assert [row.says[:11] for row in found.rejected] == ["没有叫“王五”的值班人"]


def test_numbers_over_names_are_days_too(office: Office) -> None:
    found = read_roster(office, "2026-12", ROWS)
    assert [row.values["place"] for row in found.good][:3] == [
        "12月1日 坐班·坐班",
        "12月2日 坐班·坐班",
        "12月3日 坐班·坐班",
    ]
    assert len(found.good) == 13 and not found.rejected


def test_a_printed_week_is_read_back(office: Office) -> None:
    found = read_roster(office, "2026-12", WEEK)
    assert [(row.values["place"], row.values["names"]) for row in found.good] == [
        ("12月1日 坐班·带班", "赵一"),
        ("12月1日 坐班·坐班", "孙三、李四"),
        ("12月5日 周末值班·坐班", "周五"),
    ]
    assert not found.rejected


def test_a_slip_of_the_pen_is_never_passed_over_as_a_post(office: Office) -> None:
    (row,) = read_roster(
        office, "2026-12", "日期\t坐班\n12月1日\t孙三 李西\n12月2日\t孙三 委员\n12月3日\t孙三"
    ).rejected
    assert "没有叫“李西”" in row.says


_DAYS = ("", "12月1日", "2", "3日", "2月30日", "日期", "二", "星期一", "46357", "2026-12-04", "合计")
_NAMES = ("赵一", "孙三、李四", "王五", "姓名", "带班", "坐班", "周末值班", "√", "带", "1\n赵一 带班", "缺1人", "全体")
_CELLS = st.sampled_from((*_DAYS, *_NAMES, "\x00", "()", "*", "=1+1", "²", '"', "1日(二)\n"))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(_CELLS, min_size=1, max_size=8), min_size=1, max_size=8))
def test_any_block_of_cells_is_read_or_refused_in_words(known: Known, rows: list[list[str]]) -> None:
    block = read_block([(n, tuple(cells)) for n, cells in enumerate(rows, 1)], known)
    assert all(wish.names and wish.line <= len(rows) for wish in block.wishes)
    assert all(lost.says for lost in block.lost)


@pytest.fixture(scope="module")
def known() -> Known:
    return Known("2026-12", ("赵一", "孙三", "李四"), ("带班", "坐班", "周末值班"), day(1), ("带班", "坐班"))
