"""What the month says where it cannot know: no data at all, nobody's numbers matched; and the story of a request."""

from __future__ import annotations

from datetime import date

from villagedesk.services.attendance import absences, story
from villagedesk.services.attendance import month as months

DAY = date(2026, 11, 2)


def reasons(office, person):
    sheet = months.month(office, "2026-11")
    row = sheet.row(person)
    assert row is not None
    return sheet, "；".join(row.verdicts[0].reasons)


def test_without_any_data_the_reason_names_no_date(office, roster):
    roster("坐班", ("张建国",), DAY)
    sheet, said = reasons(office, "张建国")
    assert sheet.data_until is None
    assert "还没有任何考勤数据" in said and "0001" not in said and "01月" not in said


def test_absence_without_a_single_sign_points_to_the_number(office, roster, punch):
    roster("坐班", ("张建国", "何志强"), DAY)
    punch(b1=["2026-11-02 08:20:00", "2026-11-02 17:40:00"])
    sheet, said = reasons(office, "何志强")
    assert sheet.silent == ("何志强",)
    assert "考勤号" in said
    assert "考勤号" not in reasons(office, "张建国")[1]


def test_a_request_tells_its_story_in_order(office):
    values = {"person": "李秀英", "kind": "事假", "from_on": date(2026, 12, 7), "to_on": date(2026, 12, 7)}
    key = absences.request_leave(office, {**values, "reason": "家里有事"}).value
    done = absences.decide(office, key, False, "当天有会")
    told = story.absence_story(office, key)
    assert "待审批" in told[0] and "不同意：当天有会" in told[1] and "待审批 → 不同意" in told[2]
    assert done.undo is not None
    done.undo(office)
    assert any("决定撤销" in line for line in story.absence_story(office, key))
    absences.withdraw(office, key, "改天再请")
    assert "改天再请" in story.absence_story(office, key)[-1]
