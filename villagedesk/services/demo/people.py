"""The people, the facts and the local days of the demonstration village; every name is invented."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from villagedesk.calendar.local import CollectiveDay, SpecialPeriod
from villagedesk.people.person import Badge
from villagedesk.services import calendar as calendars
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.options import set_options

_SURNAMES = "张李吴王陈赵周何郭林徐朱郑金叶潘苏蒋方谢"
_MEN = ("建国", "国平", "永福", "水根", "志强", "爱民", "阿土", "德明", "海波", "光荣", "伟忠", "松林", "学文", "大勇")
_WOMEN = ("秀英", "小梅", "玉兰", "春花", "秀兰", "丽君", "彩霞", "美娟", "晓燕", "素珍", "慧敏", "月琴")


@dataclass(frozen=True, slots=True)
class _Seat:
    """One seat of the office: who may hold it and what goes with it."""

    posts: str
    sex: str
    born: int
    badge: str
    work: str
    group: str = "村两委"
    grid: str = ""
    duty: str = ""
    promised: int = 0
    note: str = ""


_SEATS = (
    _Seat("党支部书记、村委会主任", "男", 1971, "1", "全面工作", promised=600),
    _Seat("党支部副书记", "女", 1979, "2", "党建、妇联", promised=660),
    _Seat("村委会副主任、支部委员", "男", 1972, "3", "农业、水利", promised=660),
    _Seat("村委会委员", "女", 1988, "7", "民政、卫健", promised=720, note="A角"),
    _Seat("支部委员", "男", 1968, "15", "综治、调解", promised=720),
    _Seat("村委会委员", "男", 1970, "16", "土地、城建", promised=720),
    _Seat("文书", "女", 1990, "17", "档案、统计", promised=720, note="B角"),
    _Seat("网格长", "男", 1985, "18", "第一网格", "网格队伍", "第一网格"),
    _Seat("网格长", "男", 1975, "19", "第二网格", "网格队伍", "第二网格"),
    _Seat("网格长", "女", 1982, "20", "第三网格", "网格队伍", "第三网格"),
    _Seat("后备干部", "男", 1992, "21", "办件窗口", "办公室"),
    _Seat("驻村干部", "女", 1991, "30", "驻村指导", "街道派驻"),
)


def furnish(office: Office, village: str, rng: random.Random, today: date) -> None:
    """Twelve people who serve, one who left and whose number was given on, facts, local days."""
    term = _months_before(today, 20)
    names = _names(rng)
    for place, seat in enumerate(_SEATS):
        _seat(office, seat, names[seat.sex].pop(), f"1380577{1201 + place * 7}", term)
    _leaver(office, names["男"].pop(), today)
    _facts(office, village)
    _local_days(office, today)


def _months_before(today: date, months: int) -> date:
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _names(rng: random.Random) -> dict[str, list[str]]:
    """Names by sex, none twice, the surnames mixed as in a real village."""
    surnames = [rng.choice(_SURNAMES[:6] if n % 3 else _SURNAMES) for n in range(40)]
    given = {"男": rng.sample(_MEN, len(_MEN)), "女": rng.sample(_WOMEN, len(_WOMEN))}
    return {sex: [surnames.pop() + word for word in words] for sex, words in given.items()}


def _seat(office: Office, seat: _Seat, name: str, phone: str, term: date) -> None:
    values = {
        "name": name,
        "posts": seat.posts,
        "group": seat.group,
        "phone": phone,
        "sex": seat.sex,
        "born": f"{seat.born}.{int(phone[-2:]) % 12 + 1:02d}",
        "work": seat.work,
        "grid": seat.grid,
        "duty_posts": seat.duty or _duty(seat.posts),
        "joined_on": term,
        "term_from_on": term if seat.promised else None,
        "term_to_on": date(term.year + 5, term.month, 1) - timedelta(days=1) if seat.promised else None,
        "promised_days": seat.promised,
        "note": seat.note,
    }
    key = staff.add_person(office, values).value
    badge = Badge(seat.badge, key)
    if seat.badge == "21":
        badge = Badge(seat.badge, key, from_on=term + timedelta(days=181))
    staff.set_badge(office, badge)


def _duty(posts: str) -> str:
    if "书记" in posts or "主任" in posts:
        return "带班、坐班"
    return "值班" if posts == "网格长" else "坐班、值班"


def _leaver(office: Office, name: str, today: date) -> None:
    """Somebody who left before the months that are shown, and whose number 21 was given on."""
    term = _months_before(today, 20)
    values = {"name": name, "posts": "支部委员", "phone": "13805771999", "sex": "男", "joined_on": term}
    key = staff.add_person(office, {**values, "duty_posts": "坐班、值班", "note": "年龄到限"}).value
    staff.set_badge(office, Badge("21", key, from_on=term, to_on=term + timedelta(days=150)))
    staff.leave(office, key, term + timedelta(days=150), "年龄到限")


def _facts(office: Office, village: str) -> None:
    set_options(
        office,
        {
            "place": f"{village}村民中心一楼",
            "duty_phone": "0577-65550101",
            "supervision_phone": "0577-65550909",
        },
    )


def _local_days(office: Office, today: date) -> None:
    calendars.save_collective_day(office, CollectiveDay("集中走访日", (15,), moved="next_workday"))
    calendars.save_collective_day(office, CollectiveDay("主题党日", (25,), moved="previous_workday"))
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    period = SpecialPeriod(
        "森林防火值守期", following.replace(day=24), following.replace(day=28), "停止请假，每天有人在岗"
    )
    calendars.save_special_period(office, period)
