"""Notices of days off: shipped, in holiday-cn form, and as printed text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from villagedesk.base.errors import Mistake
from villagedesk.calendar.almanac import Almanac, Mark
from villagedesk.calendar.crosscheck import FIRST, LAST, disagreements
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.law import statutory_days
from villagedesk.calendar.lunar import lunar_text, solar_term
from villagedesk.calendar.notice import Notice, NoticeDay, read_notice, read_text, shipped

TEXT_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_both_sources_agree_on_every_day(year: int) -> None:
    assert disagreements(year) == ()


@pytest.mark.parametrize("year", range(2008, 2027))
def test_every_holiday_proper_is_a_day_off_in_the_notice(year: int) -> None:
    known = Almanac()
    assert all(known.mark(day).kind is DayKind.STATUTORY_HOLIDAY for day in statutory_days(year))


def test_holidays_proper_count_as_the_law_of_the_year_says() -> None:
    assert [len(statutory_days(year)) for year in (2007, 2013, 2024, 2025)] == [10, 11, 11, 13]
    assert statutory_days(2020)[date(2020, 10, 1)] == "国庆节、中秋节"


def test_the_printed_text_of_2026_gives_the_shipped_year() -> None:
    typed = {(item.date, item.name, item.off) for item in read_text(2026, TEXT_2026).days}
    packed = shipped(2026)
    assert packed
    assert typed == {(item.date, item.name, item.off) for item in packed.days}


def test_a_printed_new_year_reaches_into_december() -> None:
    notice = read_text(2027, "元旦：2026年12月31日至2027年1月2日放假调休，12月27日（周日）上班。")
    assert [(str(item.date), item.off) for item in notice.days] == [
        ("2026-12-27", False),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2027-01-02", True),
    ]


def test_december_days_in_the_notice_of_the_next_year_count() -> None:
    notice = read_text(2027, "元旦：2026年12月31日至2027年1月2日放假调休，12月27日（周日）上班。")
    known = Almanac({2027: notice})
    assert known.mark(date(2026, 12, 31)) == Mark(DayKind.HOLIDAY_REST, "元旦")
    assert known.mark(date(2026, 12, 27)) == Mark(DayKind.MAKE_UP_WORKDAY, "元旦")
    assert known.mark(date(2027, 1, 1)) == Mark(DayKind.STATUTORY_HOLIDAY, "元旦")
    assert known.mark(date(2026, 10, 1)).kind is DayKind.STATUTORY_HOLIDAY
    assert known.published(2027) and known.day(date(2027, 5, 1)).kind is DayKind.STATUTORY_HOLIDAY


def test_a_shipped_december_stays_when_the_year_has_a_notice_of_its_own() -> None:
    packed = shipped(2018)
    assert packed
    own = Notice(2018, tuple(item for item in packed.days if item.date.month < 12))
    assert Almanac({2018: own}).works(date(2018, 12, 29)) and not Almanac({2018: own}).works(date(2018, 12, 31))


def test_a_year_without_a_notice_has_weekends_only_and_says_so() -> None:
    days = Almanac().days(date(2027, 1, 1), date(2027, 12, 31))
    assert {day.kind for day in days} == {DayKind.WORKDAY, DayKind.WEEKEND}
    assert not any(day.published for day in days)


def test_a_day_set_by_hand_goes_before_everything() -> None:
    known = Almanac(hand={date(2026, 10, 1): Mark(DayKind.WORKDAY, "值守")})
    assert known.works(date(2026, 10, 1)) and not known.works(date(2026, 10, 2))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        pytest.param([], "不是放假通知文件", id="a list"),
        pytest.param({"year": 2026}, "不是放假通知文件", id="no days"),
        pytest.param({"year": "2026", "days": []}, "整数", id="a year as text"),
        pytest.param({"year": 1026, "days": []}, "1026", id="an impossible year"),
        pytest.param({"year": 2026, "days": [], "day": 1}, "不认识", id="an unknown key"),
        pytest.param(
            {"year": 2026, "days": [{"name": "元旦", "date": "2026-02-30", "isOffDay": True}]}, "日期", id="Feb 30"
        ),
        pytest.param(
            {"year": 2026, "days": [{"name": "元旦", "date": "2025-11-30", "isOffDay": True}]},
            "不在这一年",
            id="too early",
        ),
        pytest.param(
            {"year": 2026, "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": "true"}]},
            "true",
            id="yes as text",
        ),
        pytest.param(
            {
                "year": 2026,
                "days": [
                    {"name": "元旦", "date": "2026-01-01", "isOffDay": True},
                    {"name": "元旦", "date": "2026-01-01", "isOffDay": False},
                ],
            },
            "两次",
            id="a day both off and on",
        ),
    ],
)
def test_a_bad_notice_is_refused_naming_the_place(value: object, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        read_notice(value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("关于明年放假的说明", "没有读出节日", id="no holiday"),
        pytest.param("元旦：13月1日放假。", "不是日历上", id="a thirteenth month"),
        pytest.param("国庆节：10月7日至1日放假。", "先后", id="ends before it starts"),
        pytest.param("春节：1月1日至12月31日放假。", "先后", id="a whole year off"),
    ],
)
def test_a_bad_text_is_refused(text: str, says: str) -> None:
    with pytest.raises(Mistake, match=says):
        read_text(2027, text)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="元旦春节：:1234567890年月日至到放假上班。，、（） 国庆", max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        notice = read_text(2027, text)
    except Mistake as mistake:
        assert mistake.says.endswith("。")
    else:
        assert all(isinstance(item, NoticeDay) for item in notice.days)


@pytest.mark.parametrize(
    ("day", "lunar", "term"),
    [
        (date(2026, 2, 17), "正月初一", ""),
        (date(2026, 2, 16), "腊月廿九", ""),
        (date(2026, 11, 22), "十月十四", "小雪"),
        (date(2025, 7, 25), "闰六月初一", ""),
        (date(2026, 12, 22), "冬月十四", "冬至"),
    ],
)
def test_lunar_dates_and_terms(day: date, lunar: str, term: str) -> None:
    assert (lunar_text(day), solar_term(day)) == (lunar, term)


def test_every_day_of_ten_years_has_a_lunar_date() -> None:
    days = (date(2020, 1, 1) + timedelta(days=n) for n in range(0, 3650, 7))
    assert all(len(lunar_text(day)) >= 4 for day in days)
