"""The month sheet from a real office file: plan, machine punches and explanations in, symbols and totals out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from villagedesk.attendance import approval
from villagedesk.attendance.month import month_value
from villagedesk.attendance.profile import Symbols, symbols_from, symbols_text
from villagedesk.base.clock import clock_at
from villagedesk.base.document import Table
from villagedesk.base.errors import Mistake
from villagedesk.calendar.local import SpecialPeriod
from villagedesk.services import calendar
from villagedesk.services.attendance import absences, corrections, evidence, flags, profiles, signing
from villagedesk.services.attendance import month as months
from villagedesk.services.attendance.known import known_absences
from villagedesk.services.papers import shelf
from villagedesk.services.upkeep import check_office

NOV = "2026-11"


def at(office, moment):
    return replace(office, clock=clock_at(moment))


def picture(office, name=NOV):
    """The sheet as rows of symbols, upper half then lower half, for duty days only."""
    sheet = months.month(office, name)
    sign = sheet.profile.symbols.of
    return {
        row.member.person: " ".join(
            "".join(sign(half.status, half.kind) if half else "-" for half in cell.halves)
            for cell in row.cells.values()
        )
        for row in sheet.rows
        if row.cells
    }


def test_the_sheet_reads_as_a_clerk_would_write_it(office, roster, punch):
    days = [date(2026, 11, n) for n in (2, 3, 4, 5, 6)]
    roster("坐班", ("张建国", "李秀英", "何志强"), *days)
    full = [f"2026-11-{n:02d} {t}:00" for n in (2, 3, 4, 5, 6) for t in ("08:21", "17:35")]
    late = [m.replace("03 08:21", "03 08:52").replace("04 17:35", "04 17:02") for m in full]
    punch(b1=full, b2=late, b3=full[:3])
    assert picture(office) == {"张建国": "√√ √√ √√ √√ √√", "李秀英": "√√ 迟√ √早 √√ √√", "何志强": "√√ 缺缺 ×× ×× ××"}
    value = month_value(months.month(office, NOV))
    person = value["people"][1]
    assert (person["person"], person["badge"], person["due_half_days"], person["present_half_days"]) == (
        "李秀英",
        "2",
        10,
        10,
    )
    assert (person["late"], person["late_minutes"], person["early"], person["early_minutes"]) == (1, 22, 1, 28)
    assert value["people"][2]["absent_half_days"] == 6 and value["people"][2]["missing"] == 1
    assert person["duty_days"] == {"工作日": 5}
    assert set(person["days"][0]) == {
        "date",
        "shift",
        "status",
        "first",
        "last",
        "late_minutes",
        "early_minutes",
        "reasons",
    }
    assert value["data_until"] == "2026-12-01 23:00:00"


def test_nothing_is_decided_before_the_data_reach_past_the_day(office, roster, punch):
    roster("坐班", ("张建国",), date(2026, 11, 2), date(2026, 11, 3))
    assert picture(office)["张建国"] == "·· ··"
    punch(until="2026-11-03 12:00:00", b1=["2026-11-02 08:20:00", "2026-11-02 17:40:00", "2026-11-03 08:20:00"])
    assert picture(office)["张建国"] == "√√ ··"
    assert months.month(office, NOV).undecided_days == 1


def test_leave_goes_up_the_ladder_and_explains_the_day_only_when_approved(office, roster, punch):
    roster("坐班", ("李秀英",), *(date(2026, 11, n) for n in (9, 10, 11)))
    punch(b2=["2026-11-09 08:20:00", "2026-11-09 11:40:00"])
    early = at(office, datetime(2026, 11, 8, 9))
    wanted = {"person": "李秀英", "kind": "病假", "from_on": date(2026, 11, 9), "from_half": "下午"}
    wanted |= {"to_on": date(2026, 11, 11), "reason": "住院检查"}
    done = absences.request_leave(early, wanted)
    assert "村党支部书记" in done.changes.says and "包村干部" in done.changes.says
    assert picture(office)["李秀英"] == "√× ×× ××"
    assert [a.kind for a in known_absences(office, date(2026, 11, 10), date(2026, 11, 10))] == ["病假"]
    agreed = absences.decide(early, done.value, True)
    assert picture(office)["李秀英"] == "√☆ ☆☆ ☆☆"
    totals = months.month(office, NOV).rows[1].totals
    assert (totals.leave, totals.present_half_days, totals.due_half_days) == ({"病假": 2.5}, 1, 6)
    assert agreed.undo
    agreed.undo(early)
    assert absences.absence(office, done.value)[0].state == "待审批"
    assert check_office(office).sound


def test_coming_back_early_ends_the_leave(office, roster, punch):
    roster("坐班", ("李秀英",), date(2026, 11, 10), date(2026, 11, 11))
    punch(b2=["2026-11-11 08:20:00", "2026-11-11 17:40:00"])
    early = at(office, datetime(2026, 11, 9, 9))
    days = {"from_on": date(2026, 11, 10), "to_on": date(2026, 11, 11)}
    key = absences.request_leave(early, {"person": "李秀英", "kind": "事假", "reason": "家事", **days}).value
    for _ in absences.absence(office, key)[0].steps:
        absences.decide(early, key, True)
    assert picture(office)["李秀英"] == "○○ ○○"
    absences.finish(at(office, datetime(2026, 11, 11, 8)), key, datetime(2026, 11, 11, 8, 20))
    assert picture(office)["李秀英"] == "○○ √√"


REFUSED = [
    ("after_the_fact", {"from_on": date(2026, 11, 3), "to_on": date(2026, 11, 3)}, "事后"),
    ("too_long_at_once", {"from_on": date(2026, 12, 3), "to_on": date(2027, 1, 15)}, "超过 20 天"),
    ("ends_before_it_begins", {"from_on": date(2026, 12, 9), "to_on": date(2026, 12, 8)}, "早于"),
    ("more_than_a_year", {"from_on": date(2026, 12, 9), "to_on": date(2029, 12, 8)}, "超过一年"),
]


@pytest.mark.parametrize(("days", "word"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_a_leave_against_the_rules_is_refused_in_words(office, days, word):
    with pytest.raises(Mistake, match=word):
        absences.request_leave(office, {"person": "李秀英", "kind": "事假", "reason": "家事", **days})


def test_two_absences_at_one_time_are_refused(office):
    days = {"from_on": date(2026, 12, 9), "to_on": date(2026, 12, 9)}
    absences.record_errand(office, {"person": "李秀英", "kind": "下村", "reason": "查看灾情", **days})
    with pytest.raises(Mistake, match="已经登记了下村"):
        absences.request_leave(office, {"person": "李秀英", "kind": "事假", "reason": "家事", **days})


def test_corrections_make_a_sign_good_within_the_limit(office, roster, punch):
    days = [date(2026, 11, n) for n in (23, 24, 25, 26)]
    roster("坐班", ("何志强",), *days)
    punch(b3=[f"{day} 08:20:00" for day in days])
    assert picture(office)["何志强"] == "缺缺 缺缺 缺缺 缺缺"
    for day in days[:3]:
        then = at(office, datetime(day.year, day.month, day.day, 18))
        wanted = {"person": "何志强", "sign_at": datetime(day.year, day.month, day.day, 17, 35), "why": "忘记签退"}
        corrections.request_correction(then, wanted, confirmed=True)
    assert picture(office)["何志强"] == "补补 补补 补补 缺缺"
    last = {"person": "何志强", "sign_at": datetime(2026, 11, 26, 17, 35), "why": "忘记签退"}
    with pytest.raises(Mistake, match="每月不超过 3 次"):
        corrections.request_correction(at(office, datetime(2026, 11, 26, 18)), last)
    with pytest.raises(Mistake, match="个工作日内补签"):
        corrections.request_correction(office, {**last, "sign_at": datetime(2026, 11, 23, 13, 55)})
    with pytest.raises(Mistake, match="没有班次"):
        corrections.request_correction(office, {**last, "person": "李秀英"})
    done = corrections.request_correction(office, {**last, "exception": "书记同意，停电"})
    assert picture(office)["何志强"] == "补补 补补 补补 缺缺"
    corrections.decide_correction(office, done.value, True)
    assert picture(office)["何志强"] == "补补 补补 补补 补补"
    assert "特殊说明" in corrections.correction(office, done.value).note


def test_a_signed_month_changes_only_through_a_recorded_correction(office, roster, punch):
    roster("坐班", ("张建国",), date(2026, 11, 2), date(2026, 11, 3))
    punch(b1=["2026-11-02 08:20:00", "2026-11-02 17:40:00"])
    signing.freeze(office, NOV, "张建国")
    with pytest.raises(Mistake, match="已经"):
        signing.freeze(office, NOV)
    wanted = {"person": "张建国", "sign_at": datetime(2026, 11, 3, 8, 20), "why": "停电", "exception": "书记同意"}
    done = corrections.request_correction(office, wanted, confirmed=True)
    assert "再点“更正”" in done.changes.says and picture(office)["张建国"] == "√√ ××"
    corrections.withdraw_correction(office, done.value, "记错了")
    punch(until="2026-12-01 23:30:00", b1=["2026-11-03 08:20:00", "2026-11-03 17:40:00"])
    assert picture(office)["张建国"] == "√√ ××"
    (found,) = signing.drift(office, NOV)
    assert (found.person, found.day, found.signed, found.now) == (
        "张建国",
        date(2026, 11, 3),
        "上午旷工，下午旷工",
        "上午正常，下午正常",
    )
    with pytest.raises(Mistake, match="原因"):
        signing.amend(office, NOV, "张建国", date(2026, 11, 3), " ")
    signing.amend(office, NOV, "张建国", date(2026, 11, 3), "考勤机当天数据漏导")
    assert picture(office)["张建国"] == "√√ √√"
    sheet = months.month(office, NOV)
    assert sheet.amendments[0].why == "考勤机当天数据漏导" and sheet.rows[0].cells[date(2026, 11, 3)].corrected
    assert signing.drift(office, NOV) == ()
    assert check_office(office).sound


def test_a_month_with_undecided_days_cannot_be_signed(office, roster):
    roster("坐班", ("张建国",), date(2026, 11, 2))
    with pytest.raises(Mistake, match="没有判定"):
        signing.freeze(office, NOV)


def test_new_rules_hold_from_their_day_and_past_days_keep_theirs(office, roster, punch):
    roster("坐班", ("张建国",), date(2026, 11, 2), date(2026, 11, 16))
    punch(b1=[f"2026-11-{n:02d} {t}:00" for n in (2, 16) for t in ("08:38", "17:40")])
    assert picture(office)["张建国"] == "√√ √√"
    rules = profiles.profile_on(office, date(2026, 11, 2))
    strict = replace(rules, name="严", judging=replace(rules.judging, late_grace_minutes=0))
    done = profiles.save_profile(office, strict, date(2026, 11, 10))
    assert picture(office)["张建国"] == "√√ 迟√"
    assert done.changes.undo
    done.changes.undo(office)
    assert picture(office)["张建国"] == "√√ √√"


def test_every_shipped_profile_can_be_put_in_force_and_read_in_sentences(office):
    names = [one.name for one in profiles.shipped()]
    assert len(names) == 3
    for name in names:
        profiles.apply_shipped(office, name, date(2026, 12, 1))
        assert profiles.profile_on(office, date(2026, 12, 5)).name == name
        assert all(
            text.endswith("。") for _, text in profiles.sentences(profiles.profile_on(office, date(2026, 12, 5)))
        )


def test_the_evidence_of_a_day_has_plan_punches_and_reasons(office, roster, punch):
    roster("坐班", ("张建国",), date(2026, 11, 2))
    punch(b1=["2026-11-02 08:52:00", "2026-11-02 17:40:00", "2026-11-02 23:00:00"])
    found = evidence.day_evidence(office, "张建国", date(2026, 11, 2))
    assert [band.shift for band in found.bands] == ["坐班"]
    assert [(f"{m.punch.at:%H:%M}", m.shift) for m in found.marks] == [
        ("08:52", "坐班"),
        ("17:40", "坐班"),
        ("23:00", ""),
    ]
    assert "迟到 22 分钟" in found.verdicts[0].reasons[0]


def test_red_flags_name_what_an_inspection_would_ask(office, roster, punch):
    roster("坐班", ("张建国", "李秀英", "何志强"), date(2026, 11, 2), date(2026, 11, 3))
    same = [f"2026-11-02 08:20:0{n}" for n in range(3)]
    punch(b1=[same[0], "2026-11-02 17:40:00"], b2=[same[1], "2026-11-02 17:41:00", "2026-11-03 08:20:00"], b3=[same[2]])
    days = {"from_on": date(2026, 11, 3), "to_on": date(2026, 11, 3)}
    then = at(office, datetime(2026, 11, 2, 18))
    key = absences.request_leave(then, {"person": "李秀英", "kind": "事假", "reason": "家事", **days}).value
    absences.decide(then, key, True)
    wanted = {"person": "何志强", "sign_at": datetime(2026, 11, 2, 17, 35), "why": "忘记", "exception": "书记同意"}
    corrections.request_correction(office, wanted, confirmed=True)
    absences.record_errand(office, {"person": "何志强", "kind": "下村", "reason": "补录", **days})
    found = {raised.flag.kind: raised.flag for raised in flags.red_flags(office, NOV)}
    assert {"请假期间有打卡", "几秒内多人打卡", "事后很久才录入"} <= set(found)
    assert found["几秒内多人打卡"].person == "何志强、张建国、李秀英"
    flags.remark(office, NOV, found["请假期间有打卡"].key, "上午回来取材料")
    again = [raised for raised in flags.red_flags(office, NOV) if raised.remark]
    assert [raised.remark for raised in again] == ["上午回来取材料"]


def test_one_weekday_for_a_year_without_a_swap_is_a_flag(office, roster):
    mondays = [date.fromordinal(date(2025, 12, 1).toordinal() + 7 * n) for n in range(52)]
    roster("坐班", ("张建国",), *mondays)
    kinds = [raised.flag.kind for raised in flags.red_flags(office, NOV)]
    assert "全年无换班" in kinds


def test_the_allowance_pays_half_days_attended_by_kind(office, roster, punch):
    roster("坐班", ("张建国",), date(2026, 11, 7), date(2026, 11, 9))
    punch(b1=[f"2026-11-{n:02d} {t}:00" for n in (7, 9) for t in ("08:20", "17:40")])
    row = flags.allowance_rows(office, months.month(office, NOV))[0]
    assert {claim.kind: (claim.days, claim.money) for claim in row.claims if claim.days} == {
        "双休日": (1.0, 50.0),
        "工作日": (1.0, 0.0),
    }
    assert row.net == 50.0


def test_a_profile_may_count_an_unmended_missing_sign_as_absence_after_the_deadline(office, roster, punch):
    roster("坐班", ("何志强",), date(2026, 11, 30))
    punch(b3=["2026-11-30 08:20:00"], b1=["2026-12-01 08:20:00"])
    strict = next(one for one in profiles.shipped() if one.correction.missing_after == "旷工")
    profiles.save_profile(office, strict, date(2026, 11, 1))
    in_time, later = at(office, datetime(2026, 12, 1, 9)), at(office, datetime(2026, 12, 2, 9))
    assert picture(in_time)["何志强"] == "缺缺"
    assert picture(later)["何志强"] == "××"
    assert "过了补签期限" in evidence.day_evidence(later, "何志强", date(2026, 11, 30)).verdicts[0].reasons[-1]


def test_the_paper_of_every_kind_is_made(office, roster, punch):
    roster("坐班", ("张建国", "李秀英"), date(2026, 11, 2), date(2026, 11, 7))
    punch(b1=["2026-11-02 08:52:00", "2026-11-02 17:40:00"])
    days = {"from_on": date(2026, 12, 9), "to_on": date(2026, 12, 9)}
    key = absences.request_leave(office, {"person": "李秀英", "kind": "事假", "reason": "家事", **days}).value
    errand = absences.record_errand(office, {"person": "张建国", "kind": "下村", "reason": "走访", **days}).value
    sign = {"person": "李秀英", "sign_at": datetime(2026, 11, 7, 17, 30), "why": "忘记", "exception": "书记同意"}
    number = corrections.request_correction(office, sign).value
    for name in ("考勤月报", "考勤明细", "异常说明表", "误工补贴核算表"):
        (document,) = shelf.build(office, name, NOV)
        assert "2026 年 11 月" in document.title
    (leave,) = shelf.build(office, "请假条", str(key))
    table = next(block for block in leave.blocks if isinstance(block, Table))
    assert "村党支部书记意见" in [cell.text for row in table.rows for cell in row]
    assert shelf.build(office, "请假条", str(errand))[0].title.endswith("公务外出审批单")
    assert shelf.build(office, "补签单", str(number))[0].title == "桃源村补签单"
    with pytest.raises(Mistake, match="登记编号"):
        shelf.build(office, "补签单", "第一张")


def test_a_profile_written_to_a_file_reads_back_the_same(office, tmp_path):
    for profile in profiles.shipped():
        file = profiles.export_profile(profile, tmp_path / "规则.toml")
        profiles.import_profile(office, file, date(2026, 12, 1))
        again = profiles.profile_on(office, date(2026, 12, 1))
        assert replace(again, effective_on=profile.effective_on) == profile


def test_signs_are_edited_as_one_line():
    signs = symbols_from(symbols_text(Symbols()).replace("出勤√", "出勤到"))
    assert (signs.of("正常"), signs.of("请假", "病假"), signs.of("请假", "事假")) == ("到", "☆", "○")
    with pytest.raises(Mistake, match="同一个符号"):
        symbols_from("出勤√ 迟到√")


def test_no_leave_in_a_special_period_and_no_more_than_the_quota(office):
    calendar.save_special_period(office, SpecialPeriod("防火期", date(2026, 12, 10), date(2026, 12, 20)))
    fire = {
        "person": "李秀英",
        "kind": "事假",
        "reason": "家事",
        "from_on": date(2026, 12, 11),
        "to_on": date(2026, 12, 11),
    }
    with pytest.raises(Mistake, match="防火期期间原则上不得请假"):
        absences.request_leave(office, fire)
    done = absences.request_leave(office, {**fire, "exception": "镇党委书记同意"})
    assert "防火期" in absences.absence(office, done.value)[0].note
    rest = {"person": "何志强", "kind": "年休假", "reason": "休假"}
    absences.request_leave(office, {**rest, "from_on": date(2026, 12, 3), "to_on": date(2026, 12, 8)})
    with pytest.raises(Mistake, match="本年年休假累计 7 天，超过 5 天"):
        absences.request_leave(office, {**rest, "from_on": date(2026, 12, 22), "to_on": date(2026, 12, 24)})


ROUTES = [
    ("chief_of_the_village", "主职", 1, False, "挂村领导 → 镇长，报村党支部书记备案"),
    ("member_for_a_day", "副职委员", 1, False, "村党支部书记"),
    ("member_for_two_days", "副职委员", 2, False, "村党支部书记，报包村干部备案"),
    ("helper_for_a_week", "工作人员", 5, False, "村党支部书记 → 镇党委"),
]


@pytest.mark.parametrize(("rank", "days", "leaving", "way"), [r[1:] for r in ROUTES], ids=[r[0] for r in ROUTES])
def test_the_ladder_by_rank_and_days(rank, days, leaving, way):
    assert approval.route(profiles.default().leave, rank, days, leaving).text == way


def test_leaving_the_area_asks_one_more_approver():
    rules = next(one for one in profiles.shipped() if one.name == "绩效积分·村").leave
    assert approval.route(rules, "工作人员", 1, False).text == "村负责人"
    assert approval.route(rules, "工作人员", 1, True).text == "村负责人 → 驻村领导"
    assert approval.route(rules, "主职", 1, True).text == "驻村领导 → 主管机关领导 → 主要领导"


RANKS = [
    (("党支部书记",), "主职"), (("村委会主任", "网格长"), "主职"), (("党支部副书记",), "副职委员"),
    (("村委会副主任",), "副职委员"), (("支部委员",), "副职委员"), (("村委会委员",), "副职委员"),
    (("妇联主席",), "副职委员"), (("文书",), "工作人员"), (("网格员",), "工作人员"), ((), "工作人员"),
]  # fmt: skip


@pytest.mark.parametrize(("posts", "wanted"), RANKS)
def test_the_rank_of_posts(posts, wanted):
    assert approval.rank(posts) == wanted


def test_points_and_money_follow_the_ladder(office, roster, punch):
    points = next(one for one in profiles.shipped() if one.name == "绩效积分·村")
    profiles.save_profile(office, points, date(2026, 11, 1))
    roster("坐班", ("张建国",), date(2026, 11, 7), date(2026, 11, 9))
    punch(b1=[f"2026-11-{day} {t}:00" for day in ("07", "09") for t in ("08:52", "17:40")])
    row = flags.allowance_rows(office, months.month(office, NOV))[0]
    assert (row.gross, row.taken, row.net) == (50.0, 40.0, 10.0)
    assert row.why == ("本月迟到 2 次：扣分",)
