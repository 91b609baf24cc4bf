"""Short lists pasted: tried with the real writes, stored as one write, taken back as one, with every reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.unit.services.roster.village import village
from villagedesk.base.fields import Field, Kind
from villagedesk.services.attendance import absences
from villagedesk.services.mediation import cases, preferences, rounds
from villagedesk.services.office import Office
from villagedesk.services.pasting.attendance import read_leave, sort_of
from villagedesk.services.pasting.kinds import RowKind, read_kind, store_kind
from villagedesk.services.pasting.lists import grids, mediation
from villagedesk.services.pasting.lists import villages as listed
from villagedesk.services.pasting.lists.away import busy_kind, leave_kind
from villagedesk.services.pasting.rows import read_rows
from villagedesk.services.roster import away
from villagedesk.services.street.villages import villages
from villagedesk.store import explanations
from villagedesk.store.books import villagers as shelf

LEAVE = """姓名\t请假类别\t开始日期\t结束日期\t原因
赵一\t事假\t11月25日\t11月26日\t家里有事
赵一\t病假\t2026-11-26\t\t
钱二\t下村\t27\t\t走访
王五\t事假\t27\t\t
孙三\t旅游\t27\t\t
"""
CASES = """来件日期\t申请人\t被申请人\t纠纷类型\t简要情况\t调解员
2026-11-01\t甲某\t乙某、丙某\t邻里\t屋檐滴水\t赵一
2026-12-01\t甲某\t乙某\t邻里\t还没有到的日子\t
2026-11-02\t丁某\t戊某\t天气\t没有这一类\t
"""
FINDS = "排查日期\t矛盾事项\t类型\t风险\n2026-11-03\t田埂纠纷\t山林土地\t一般\n2026-11-03\t滴水\t邻里\t重大\n"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = village(tmp_path)
    yield made
    made.close()


def audits(office: Office) -> int:
    return int(office.store.value("select count(*) from audit"))


def test_leave_is_judged_as_if_all_of_it_were_stored_and_nothing_is(office: Office) -> None:
    before = audits(office)
    found = read_kind(office, leave_kind("2026-11"), LEAVE)
    assert audits(office) == before
    assert [row.line for row in found.good] == [2, 4]
    assert [row.line for row in found.rejected] == [3, 5, 6]
    said = "".join(row.says for row in found.rejected)
    assert "已经登记了事假" in said and "没有叫“王五”" in said and "假别没有“旅游”这一项" in said


def test_leave_is_stored_in_one_step_and_taken_back_in_one(office: Office) -> None:
    kind = leave_kind("2026-11")
    done = store_kind(office, kind, read_kind(office, kind, LEAVE).good)
    span = (date(2026, 11, 1), date(2026, 11, 30))
    stored = explanations.absences(office.store, *span)
    assert [(one.kind, one.first.day.day, one.last.day.day) for one in stored] == [("事假", 25, 26), ("下村", 27, 27)]
    assert done.undo is not None
    back = done.undo(office)
    assert {one.state for one in explanations.absences(office.store, *span)} == {"已撤回"}
    assert back.undo is not None
    back.undo(office)
    assert "已撤回" not in {one.state for one in explanations.absences(office.store, *span)}


def test_leave_asked_too_late_is_taken_with_a_reason_only(office: Office) -> None:
    kind = leave_kind("2026-10")
    found = read_kind(office, kind, "姓名\t假别\t日期\n赵一\t事假\t10月9日")
    assert not found.good and "事后" in found.asked[0].note
    store_kind(office, kind, found.asked, "去年的纸质请假条")
    (one,) = explanations.absences(office.store, date(2026, 10, 1), date(2026, 10, 31))
    assert "去年的纸质请假条" in one.note


def test_a_refusal_while_storing_takes_everything_back(office: Office) -> None:
    kind = leave_kind("2026-11")
    rows = read_kind(office, kind, LEAVE).good
    same = {"person": "钱二", "kind": "开会", "reason": "会"}
    absences.record_errand(office, {**same, "from_on": date(2026, 11, 27), "to_on": date(2026, 11, 27)})
    before = audits(office)
    with pytest.raises(Exception, match="已经登记了开会"):
        store_kind(office, kind, rows)
    assert audits(office) == before


def test_an_old_month_sheet_gives_leave_and_its_verdicts_are_refused(office: Office) -> None:
    text = "姓名\t23\t24\t25\t26\n赵一\t事假\t事假\t√\t迟\n钱二\t病/√\t\t下村\t\n王五\t√\t√\t√\t√\n"
    assert sort_of(text) == "sheet"
    found = read_leave(office, "2026-11", text)
    assert [row.text for row in found.good] == [
        "赵一　事假　2026-11-23 至 2026-11-24",
        "钱二　病假　2026-11-23 至 2026-11-23上午",
        "钱二　下村　2026-11-25 至 2026-11-25",
    ]
    said = [row.says for row in found.rejected]
    assert said[0].startswith("2 处“√、迟”是判定，由值班表和打卡算出来，不能粘贴") and "没有叫“王五”" in said[2]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("工号\t姓名\t时间\n1\t赵一\t2026-11-20 08:25:00\n", "punches"),
        (LEAVE, "leave"),
        ("姓名\t2026-11-01\t2026-11-02\t2026-11-03\n赵一\t√\t√\t√", "sheet"),
    ],
    ids=["punches of a machine", "requests for leave", "a month sheet"],
)
def test_what_was_pasted_on_attendance_is_told_apart(text: str, sort: str) -> None:
    assert sort_of(text) == sort


def test_cases_are_received_with_their_parties(office: Office) -> None:
    found = read_kind(office, mediation.CASES, CASES)
    assert [row.line for row in found.good] == [2]
    assert "还没有到" in found.rejected[0].says and "纠纷类型没有“天气”" in found.rejected[1].says
    done = store_kind(office, mediation.CASES, found.good)
    (entry,) = cases.list_cases(office)
    case = cases.open_case(office, entry.id)
    assert [(p.name, p.side) for p in case.parties] == [("甲某", "申请人"), ("乙某", "被申请人"), ("丙某", "被申请人")]
    assert done.undo is not None
    done.undo(office)
    assert cases.list_cases(office) == ()


def test_finds_go_to_the_round_of_their_day(office: Office) -> None:
    kind = mediation.find_kind()
    found = read_kind(office, kind, FINDS)
    assert "重大风险要写明责任人" in found.rejected[0].says
    store_kind(office, kind, found.good)
    (made,) = [one for one in rounds.rounds(office, date(2026, 11, 1), date(2026, 11, 30)) if one.finds]
    assert made.finds[0].matter == "田埂纠纷" and made.from_on <= date(2026, 11, 3) <= made.to_on


@pytest.mark.parametrize(
    ("kind", "text", "good", "says"),
    [
        (grids.household_kind(), "户主\t住址\t人口\n甲某\t1号\t３\n甲某\t1号\t3\n乙某\t2号\t许多", 1, "已经登记过"),
        (grids.GRIDS, "编号\t名称\t户数\n01\t东网格\t120\n01-1\t微网格\t\n01\t又一个\t", 2, "已经有了"),
        (listed.VILLAGES, "村名\n甲村\n乙村\n甲村", 2, "已经在应报送的名单里"),
        (busy_kind("2026-12"), "姓名\t从\t到\t原因\n赵一\t3\t5\t培训\n赵一\t9\t8\t培训", 1, "早于开始日期"),
    ],
    ids=["households", "grids", "villages", "days away"],
)
def test_short_lists_keep_the_rules_of_their_room(
    office: Office, kind: RowKind, text: str, good: int, says: str
) -> None:
    found = read_kind(office, kind, text)
    assert len(found.good) == good and says in "".join(row.says for row in found.rejected)
    done = store_kind(office, kind, found.good)
    assert counted(office) == good and done.undo is not None
    done.undo(office)
    assert counted(office) == 0


def counted(office: Office) -> int:
    busy = away.unavailable(office, date(2026, 12, 1), date(2026, 12, 31))
    return len(shelf.households(office.store)) + len(shelf.grids(office.store)) + len(villages(office)) + len(busy)


def test_a_spoilt_number_is_named() -> None:
    from_sheet = "姓名\t电话\n甲某\t1.38E+10\n乙某\t########\n丙某\t#REF!\n丁某\t１３８０５７７０００１"
    found = read_rows(from_sheet, (Field("name", "姓名"), Field("phone", "电话", Kind.PHONE)))
    said = [row.says for row in found.rejected]
    assert [word in says for word, says in zip(("1.38E+10", "列拉宽", "公式出了错"), said, strict=True)] == [True] * 3
    assert found.good[0].values["phone"] == "13805770001"


def test_members_of_the_committee_come_without_headings_and_numbers() -> None:
    text = "序号\t姓名\t性别\t职务\n1\t张某国\t男\t主任\n2\t李某英\t女\t委员\n3\t王某\t男\t委员"
    assert preferences.members_text(text) == "张某国 主任\n李某英 女\n王某"
