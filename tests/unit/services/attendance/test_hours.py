"""Leave and errands by the hour in the office file, the clerk's word on 数据截至, and clocks put right as evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.base.document import Paragraph, Table
from villagedesk.base.errors import Mistake
from villagedesk.services.attendance import absences, corrections, evidence, flags, profiles, reach
from villagedesk.services.attendance import month as months
from villagedesk.services.attendance.known import known_absences
from villagedesk.services.papers import shelf
from villagedesk.services.punches import machines

DAY = date(2026, 11, 2)
ERRAND = {"person": "张建国", "kind": "下村", "from_on": DAY, "to_on": DAY, "reason": "三组核查地质灾害点"}


def at(office, moment):
    return replace(office, clock=clock_at(moment))


def day_of(office, person="张建国", day=DAY):
    row = months.month(office, "2026-11").row(person)
    return row.cells[day].verdicts[0]


def words(document):
    """All texts of a paper in one string."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found += [run.text for run in block.runs]
        elif isinstance(block, Table):
            found += [str(cell.value) for row in (*block.head, *block.rows) for cell in row if cell.value]
    return " ".join(found)


def test_an_errand_of_two_hours_explains_them_on_the_sheet_the_line_and_the_papers(office, roster, punch):
    roster("坐班", ("张建国",), DAY)
    punch(b1=["2026-11-02 10:28:00", "2026-11-02 17:35:00"])
    assert day_of(office).status == "缺卡"
    key = absences.record_errand(office, {**ERRAND, "from_time": "08:30", "to_time": "10:30"}).value
    verdict = day_of(office)
    assert (verdict.status, verdict.away_minutes) == ("正常", (("下村", 120),))
    assert "08:30–10:30 下村" in verdict.reasons
    found = evidence.day_evidence(office, "张建国", DAY)
    assert [(away.opens, away.closes) for away in found.aways] == [
        (datetime(2026, 11, 2, 8, 30), datetime(2026, 11, 2, 10, 30))
    ]
    [sheet] = shelf.build(office, "考勤月报", "2026-11")
    assert "张建国 下村 2 小时" in words(sheet)
    [form] = shelf.build(office, "请假条", str(key))
    said = words(form)
    assert "2026 年 11 月 2 日 08:30起，2026 年 11 月 2 日 10:30止" in said and "2 小时" in said


def test_hours_touch_neither_each_other_nor_the_roster(office):
    absences.record_errand(office, {**ERRAND, "from_time": "08:30", "to_time": "10:30"})
    absences.record_errand(office, {**ERRAND, "from_time": "10:30", "to_time": "11:30", "kind": "开会"})
    with pytest.raises(Mistake, match="已经登记了下村（2026-11-02 08:30 到 10:30）"):
        absences.record_errand(office, {**ERRAND, "from_time": "10:00", "to_time": "12:00"})
    assert known_absences(office, DAY, DAY) == ()
    absences.record_errand(office, {**ERRAND, "from_time": "13:00", "to_time": "18:00"})
    assert [one.kind for one in known_absences(office, DAY, DAY)] == ["下村"]


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"from_time": "14:00"}, "to_time"),
        ({"to_time": "14:00"}, "from_time"),
        ({"from_time": "14:00", "to_time": "14:00"}, "to_time"),
        ({"from_time": "14:00", "to_time": "9:00"}, "to_time"),
        ({"from_time": "两点", "to_time": "9:00"}, "from_time"),
        ({"from_time": "20:00", "to_time": "24:30"}, "to_time"),
    ],
    ids=["no end", "no beginning", "no length", "an end before its beginning", "no time of day", "past midnight"],
)
def test_hours_that_cannot_be_are_refused_at_their_field(office, times, field):
    with pytest.raises(Mistake) as caught:
        absences.record_errand(office, {**ERRAND, **times})
    assert caught.value.field == field


def test_leave_by_the_hour_counts_as_part_of_a_day_and_ends_with_the_return(office, roster, punch):
    roster("坐班", ("李秀英",), DAY)
    punch(b2=["2026-11-02 08:20:00", "2026-11-02 15:32:00"])
    eve = at(office, datetime(2026, 11, 1, 9))
    wish = {
        **ERRAND,
        "person": "李秀英",
        "kind": "事假",
        "reason": "孩子发烧",
        "from_time": "15:30",
        "to_time": "17:30",
    }
    asked = absences.request_leave(eve, wish)
    assert "事假 2 小时已登记" in asked.changes.says
    assert absences.preview_leave(eve, wish | {"from_on": date(2026, 11, 3), "to_on": date(2026, 11, 3)}).taken == 0.25
    absences.decide(eve, asked.value, True)
    assert day_of(office, "李秀英").status == "正常"
    assert flags.red_flags(office, "2026-11") == () or all(
        one.flag.kind != "请假期间有打卡" for one in flags.red_flags(office, "2026-11")
    )
    absences.finish(at(office, datetime(2026, 11, 2, 16, 30)), asked.value, datetime(2026, 11, 2, 16, 30))
    assert (day_of(office, "李秀英").status, day_of(office, "李秀英").away_minutes) == ("缺卡", (("事假", 60),))


def test_a_punch_in_the_midst_of_leave_by_the_hour_is_a_red_flag(office, roster, punch):
    roster("坐班", ("李秀英",), DAY)
    punch(b2=["2026-11-02 08:20:00", "2026-11-02 16:30:00"])
    eve = at(office, datetime(2026, 11, 1, 9))
    wish = {**ERRAND, "person": "李秀英", "kind": "事假", "from_time": "15:30", "to_time": "17:30"}
    absences.decide(eve, absences.request_leave(eve, wish).value, True)
    [flag] = [one.flag for one in flags.red_flags(office, "2026-11") if one.flag.kind == "请假期间有打卡"]
    assert "这段时间却有 1 次打卡" in flag.says


def test_a_leave_by_the_hour_is_prolonged_by_the_hour(office):
    eve = at(office, datetime(2026, 11, 1, 9))
    wish = {**ERRAND, "kind": "事假", "from_time": "09:00", "to_time": "10:00"}
    first = absences.request_leave(eve, wish).value
    for _ in absences.absence(eve, first)[0].steps:
        absences.decide(eve, first, True)
    second = absences.extend(eve, first, DAY, to_time="11:30").value
    assert absences.absence(eve, second)[0].words == "2026-11-02 10:00 到 11:30"


# --- 数据截至


def test_the_last_duty_is_judged_once_the_clerk_says_when_the_file_was_taken(office, roster, punch):
    day = date(2026, 12, 1)
    roster("坐班", ("张建国", "李秀英"), day)
    punch(until="2026-12-01 17:41:00", b1=["2026-12-01 08:21:00", "2026-12-01 17:41:00"])
    [one] = reach.reaches(office)
    assert (one.until, one.said_at) == (datetime(2026, 12, 1, 17, 41), None)

    def status(person):
        return months.month(office, "2026-12").row(person).cells[day].verdicts[0].status

    assert (status("张建国"), status("李秀英")) == ("未判定", "未判定")
    done = reach.confirm(office, one.machine, datetime(2026, 12, 2, 8, 40))
    assert (status("张建国"), status("李秀英")) == ("正常", "旷工")
    assert reach.reaches(office)[0].said_at == datetime(2026, 12, 2, 8, 40)
    done.undo(office)
    assert (status("张建国"), status("李秀英")) == ("未判定", "未判定")


@pytest.mark.parametrize(
    ("taken_at", "says"),
    [
        (datetime(2026, 12, 1, 17, 0), "不会更早"),
        (datetime(2026, 12, 2, 8, 59), ""),
        (datetime(2026, 12, 2, 9, 1), "还没有到"),
    ],
    ids=["before its last punch", "between its last punch and the import", "in the future"],
)
def test_a_file_cannot_be_taken_at_any_moment(office, punch, taken_at, says):
    punch(until="2026-12-01 17:41:00", b1=["2026-12-01 08:21:00", "2026-12-01 17:41:00"])
    [one] = reach.reaches(office)
    if not says:
        assert "数据截至 2026-12-02 08:59" in reach.confirm(office, one.machine, taken_at).says
        return
    with pytest.raises(Mistake, match=says):
        reach.confirm(office, one.machine, taken_at)
    assert reach.reaches(office)[0].until == datetime(2026, 12, 1, 17, 41)


def test_a_file_cannot_be_taken_after_it_was_imported(office, punch):
    punch(until="2026-12-01 17:41:00", b1=["2026-12-01 08:21:00", "2026-12-01 17:41:00"])
    later = at(office, datetime(2026, 12, 5, 9))
    [one] = reach.reaches(later)
    with pytest.raises(Mistake, match="2026-12-02 09:00 就导入了"):
        reach.confirm(later, one.machine, datetime(2026, 12, 4, 9))


# --- clocks put right


def test_the_evidence_shows_what_the_machine_wrote_and_what_counts(office, roster, punch):
    roster("坐班", ("张建国",), DAY)
    punch(b1=["2026-11-02 08:33:00", "2026-11-02 17:40:00"])
    [one] = machines.machines(office)
    machines.set_offset(office, one.machine.id, datetime(2026, 11, 1), None, -312)
    found = evidence.day_evidence(office, "张建国", DAY)
    assert [(f"{m.raw_at:%H:%M:%S}", f"{m.punch.at:%H:%M:%S}") for m in found.marks] == [
        ("08:33:00", "08:27:48"),
        ("17:40:00", "17:34:48"),
    ]
    assert found.clocks == (
        f"{one.machine.name}的钟快 5 分 12 秒：机器写的是 08:33:00、17:40:00，判定按 08:27:48、17:34:48 算",
    )
    assert found.verdicts[0].status == "正常"


def test_a_clock_that_was_right_says_nothing(office, roster, punch):
    roster("坐班", ("张建国",), DAY)
    punch(b1=["2026-11-02 08:21:00", "2026-11-02 17:40:00"])
    found = evidence.day_evidence(office, "张建国", DAY)
    assert found.clocks == () and [mark.raw_at for mark in found.marks] == [None, None]


def test_one_forgotten_sign_is_made_good_once(office, roster, punch):
    roster("坐班", ("张建国",), DAY)
    punch(b1=["2026-11-02 17:40:00"])
    now = at(office, datetime(2026, 11, 2, 18))
    sign = {"person": "张建国", "sign_at": datetime(2026, 11, 2, 8, 25), "why": "停电"}
    first = corrections.request_correction(now, sign)
    with pytest.raises(Mistake, match="11-02 08:25 已经有一份补签（待确认）") as caught:
        corrections.request_correction(now, {**sign, "sign_at": datetime(2026, 11, 2, 8, 30)})
    assert caught.value.field == "sign_at"
    corrections.withdraw_correction(now, first.value, "写错了")
    assert corrections.request_correction(now, {**sign, "sign_at": datetime(2026, 11, 2, 8, 30)}).value


def test_an_errand_towards_the_end_of_a_night_is_evidence_of_the_night_it_belongs_to(office, roster, punch):
    roster("节日值班", ("张建国",), DAY)
    punch(b1=["2026-11-02 07:50:00"])
    night = {**ERRAND, "from_on": date(2026, 11, 3), "to_on": date(2026, 11, 3)}
    absences.record_errand(office, {**night, "from_time": "05:00", "to_time": "08:30"})
    found = evidence.day_evidence(office, "张建国", DAY)
    assert [one.kind for one in found.absences] == [away.kind for away in found.aways] == ["下村"]
    assert found.verdicts[0].status == "正常" and "次日 05:00–次日 08:00 下村" in found.verdicts[0].reasons
    assert evidence.day_evidence(office, "张建国", date(2026, 11, 1)).absences == ()


def test_a_period_without_signs_is_no_sign_that_could_have_been_made_good(office, roster, punch):
    profiles.apply_shipped(office, "四次打卡·社区", date(2026, 11, 1))
    roster("坐班", ("张建国", "李秀英"), DAY)
    punch(b1=["2026-11-02 08:21:00", "2026-11-02 11:35:00"], b2=["2026-11-02 08:21:00"])
    empty, single = day_of(office), day_of(office, "李秀英")
    assert (empty.status, empty.absent, empty.reasons) == ("缺卡", False, ("14:00–17:30 没有打卡",))
    assert (single.status, single.absent) == ("旷工", True) and "过了补签期限" in single.reasons[-1]
