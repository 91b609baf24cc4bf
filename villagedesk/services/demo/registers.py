"""The books of the demonstration village: three months lived through, and this month up to this morning."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from villagedesk.base.clock import moment_text
from villagedesk.services import calendar
from villagedesk.services.demo.books import stories
from villagedesk.services.demo.books.scribe import Onward, Scribe
from villagedesk.services.demo.books.village import settle
from villagedesk.services.demo.lived import year_ago
from villagedesk.services.office import Office
from villagedesk.services.registers.daylog import drawn_facts
from villagedesk.services.registers.links import link

Writer = Callable[[Scribe, date], None]


def furnish(office: Office, village: str, rng: random.Random, today: date) -> None:
    """About ten visits a working day and everything that follows from them; a year ago, what the report counts."""
    settle(office, rng)
    works = calendar.almanac(office).works
    for month in year_ago(today):
        scribe = Scribe(office, random.Random(f"{village}/{month}"), office.clock())
        with office.change("登记台账") as change:
            scribe.change = change
            for day in _days(month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)):
                for write in (*_COUNTED, *(_COUNTED_WORKDAYS if works(day) else ())):
                    write(scribe, day)
    scribe = Scribe(office, rng, office.clock())
    for day in _days(_first(today), today):
        open_today = works(day)
        writers = (*_EVERY_DAY, *(_WORKDAYS if open_today else ()))
        with office.change("登记台账") as change:
            scribe.change = change
            for write in writers:
                write(scribe, day)
        if open_today and day < today:
            with office.change("写值班日志") as change:
                scribe.change = change
                _log(scribe, day)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _first(today: date) -> date:
    count = today.year * 12 + today.month - 1 - 3
    return date(count // 12, count % 12 + 1, 1)


def _at(day: date, rng: random.Random, first: int = 8, last: int = 17) -> datetime:
    return datetime.combine(day, time(first)) + timedelta(minutes=rng.randrange((last - first) * 60))


def _visits(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    for at in sorted(_at(day, rng) for _ in range(rng.randrange(6, 15))):
        topic, request, answer = rng.choice(stories.VISITS)
        who = scribe.villager()
        people = 1 if rng.random() < 0.75 else rng.choice((2, 2, 3, 4, 5, 8))
        facts = scribe.about(who, name="visitor", phone="phone", address="address", grid="grid", sex="sex", age="age")
        facts |= {"at": f"{at}", "topic": topic, "request": request, "people": people}
        facts["source"] = rng.choice(("来访", "来访", "来访", "微信群", "网格上报"))
        answered = Onward("答复", rng.choice((0.2, 0.3, 1, 26)), {"answer": answer})
        closed = Onward("办结", rng.choice((1, 20, 50)), {})
        way = (answered, closed) if rng.random() < 0.8 else (answered,)
        if topic in ("养老服务", "残疾人服务", "证明户籍") and rng.random() < 0.3:
            _passed_on(scribe, at, facts)
        else:
            steps = (0, 1, 1, 2) if (scribe.until - at).days < 3 else (1, 2, 2)
            scribe.write("visit", at, facts, scribe.left(at, way, steps))


def _passed_on(scribe: Scribe, at: datetime, facts: dict[str, Any]) -> None:
    """A visit that became a matter, linked both ways."""
    visit = scribe.write("visit", at, facts, (Onward("转办", 0.3, {"opinion": "转办件窗口代办。"}),))
    carried = {"applicant": facts["visitor"], "content": facts["request"], "matter": "其他", "mode": "代办"}
    carried |= {name: facts[name] for name in ("phone", "grid", "address")} | {"at": f"{at + timedelta(minutes=20)}"}
    done = Onward("办结", 26, {"result": "已代办，材料送到家。", "satisfied": "满意"})
    matter = scribe.write("matter", at + timedelta(minutes=20), carried, (done,))
    if visit and matter and scribe.change:
        link(scribe.change, ("visit", visit.id), ("matter", matter.id), moment_text(at))


def _matters(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    for at in sorted(_at(day, rng, 9, 16) for _ in range(rng.randrange(1, 5))):
        matter, mode, content, missing, result = rng.choice(stories.MATTERS)
        facts = scribe.about(scribe.villager(), name="applicant", phone="phone", address="address", grid="grid")
        facts |= {"at": f"{at}", "matter": matter, "mode": mode, "content": content}
        if mode == "代办" and rng.random() < 0.4:
            facts["home_service"] = rng.choice(("代办社保医保", "代缴水电话费", "代购药品", "养老金认证"))
        happy = rng.choice(("非常满意", "满意", "满意", "基本满意"))
        promised = (at + timedelta(days=rng.randrange(2, 9))).date().isoformat()
        hours = rng.choice((0.5, 4, 30, 75))
        finished = (at + timedelta(hours=hours)).date().isoformat()
        finish = Onward("办结", hours, {"result": result, "satisfied": happy, "finished": finished})
        start = Onward("承办", 0.5, {"promised": promised})
        way: tuple[Onward, ...] = (start, finish)
        if missing and rng.random() < 0.6:
            way = (Onward("待补件", 0.3, {"missing": missing}), Onward("承办", 48, {"promised": promised}), finish)
        way = tuple(scribe.left(at, way, (1, 2, 2)))
        scribe.write("matter", at, facts | {"kind_of": "承诺件" if missing else "即办件"}, way)


def _demands(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if rng.random() > 0.5:
        return
    at = _at(day, rng)
    topic, content, size, discussed, solution = rng.choice(stories.DEMANDS)
    facts = scribe.about(scribe.villager(), name="raised_by", phone="phone", address="address", grid="grid")
    facts |= {"at": f"{at}", "topic": topic, "content": content, "source": rng.choice(("走访", "微信群", "来电"))}
    middle = Onward("协商", 40, {"discussed": discussed})
    if size == "大事":
        middle = Onward("上报", 30, {"sent_to": "街道"})
    solved = Onward("解决", rng.choice((60, 120, 260)), {"solution": solution})
    back = Onward("反馈", 20, {"feedback": "已当面告知反映人。"})
    rated = Onward("评价", 24, {"rating": rng.choice(("非常满意", "满意", "基本满意"))})
    split = Onward("分流", 3, {"size": size, "owner": rng.choice(scribe.staff)})
    scribe.write("demand", at, facts, scribe.left(at, (split, middle, solved, back, rated), (1, 2, 3, 5)))


def _walks(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    number = 36 if day.day == 15 else rng.choice((0, 0, 1, 2))
    for at in sorted(_at(day, rng, 9, 20) for _ in range(number)):
        family, hardship, request = rng.choice(stories.WALKS)
        house = scribe.villagers[rng.randrange(len(scribe.villagers))]
        facts = scribe.about(house, name="visited", phone="phone", address="place", grid="grid", age="age")
        facts |= {"at": f"{at}", "family": family, "hardship": hardship, "request": request}
        facts["kind"] = "集中走访" if day.day == 15 else rng.choice(("日常走访", "重点关爱", "入企走访"))
        facts["walkers"] = rng.sample(scribe.staff, 2)
        way: tuple[Onward, ...] = ()
        if hardship and rng.random() < 0.4:
            plan_by = (at + timedelta(days=rng.randrange(5, 20))).date().isoformat()
            way = (Onward("待跟进", 1, {"plan": "联系对口部门解决。", "plan_by": plan_by}),)
            if (scribe.until - at).days > 20 or rng.random() < 0.9:
                way += (Onward("已跟进", 90, {"summary": "已回访，困难得到缓解。"}),)
        scribe.write("walk", at, facts, way)


def _patrols(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if day.weekday() not in (1, 4) and rng.random() > 0.15:
        return
    kind, place, found, risk, handled = rng.choice(stories.PATROLS)
    at = _at(day, rng, 9, 20)
    facts = {
        "at": f"{at}",
        "kind": kind,
        "place": place,
        "found": found,
        "risk": risk,
        "hours": rng.choice((1, 1.5, 2)),
    }
    facts |= {"grid": rng.choice(("第一网格", "第二网格", "第三网格")), "patroller": rng.sample(scribe.staff, 2)}
    way: tuple[Onward, ...] = ()
    if risk in ("中", "高"):
        by_day = (day + timedelta(days=7)).isoformat()
        way = (Onward("整改中", 1, {"owner": "责任人已通知", "by_day": by_day}),)
        if handled or (scribe.until - at).days > 9:
            way += (Onward("已整改", 60, {"handled": handled or "已加固并设警示牌。"}),)
    elif handled:
        facts["handled"] = handled
    scribe.write("patrol", at, facts, way)


def _events(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if rng.random() > 0.2:
        return
    kind, place, content, urgency, handled = rng.choice(stories.EVENTS)
    at = _at(day, rng, 7, 21)
    handler, checker = rng.sample(scribe.staff, 2)
    facts = scribe.about(scribe.villager(), name="reporter", phone="phone", grid="grid")
    facts |= {"at": f"{at}", "kind": kind, "place": place, "content": content, "urgency": urgency}
    by_day = (day + timedelta(days=3)).isoformat()
    way = (
        Onward("派遣", 0.5, {"handler": handler, "by_day": by_day}),
        Onward("处理", rng.choice((1, 5, 30)), {"handled": handled}),
        Onward("结案", 20, {"checked_by": checker, "checked": "现场核查，已解决。"}),
    )
    scribe.write("event", at, facts, scribe.left(at, way, (1, 2, 3, 3)))


def _orders(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if rng.random() > 0.2:
        return
    service, content, result = rng.choice(stories.ORDERS)
    at = _at(day, rng)
    facts = scribe.about(scribe.villager(), name="ordered_by", phone="phone", address="address", grid="grid")
    facts |= {"at": f"{at}", "service": service, "content": content, "home_visit": "是"}
    sender, taker = rng.sample(scribe.staff, 2)
    by_day = (day + timedelta(days=5)).isoformat()
    sent = at + timedelta(hours=1)
    way = (
        Onward("派单", 1, {"sent_by": sender, "sent": f"{sent}", "by_day": by_day}),
        Onward("接单", 2, {"taken_by": taker, "team": "党员志愿服务队"}),
        Onward("办结", rng.choice((20, 48, 90)), {"result": result}),
        Onward("评价", 24, {"satisfied": rng.choice(("非常满意", "满意"))}),
    )
    scribe.write("order", at, facts, scribe.left(at, way, (2, 3, 4, 4)))


def _volunteers(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if day.weekday() != 5:
        return
    for _ in range(rng.randrange(6, 14)):
        facts = scribe.about(scribe.rng.choice(scribe.villagers[::6]), name="volunteer", phone="phone", grid="grid")
        facts |= {"day": day.isoformat(), "activity": "周六志愿集中行动", "hours": rng.choice((1, 1.5, 2, 3))}
        facts["service"] = rng.choice(("便民服务", "环境整治", "助老助残", "平安巡逻"))
        scribe.write("volunteer", _at(day, rng, 8, 11), facts, (Onward("已确认", 4, {}),))
        points = {**scribe.about(rng.choice(scribe.villagers[::6]), name="holder", phone="phone", grid="grid")}
        points |= {"day": day.isoformat(), "rule": "志愿服务", "points": rng.choice((5, 10, 20))}
        points["reason"] = "参加周六志愿服务，有照片。"
        approved = Onward("已公示", 30, {"approved_by": scribe.staff[0]})
        scribe.write(
            "points",
            _at(day, rng, 11, 12),
            points,
            (approved,) if rng.random() < 0.9 or (scribe.until.date() - day).days > 120 else (),
        )


def _meetings(scribe: Scribe, day: date) -> None:
    rng, evening = scribe.rng, _at(day, scribe.rng, 14, 19)
    chair, recorder = scribe.staff[0], scribe.staff[min(6, len(scribe.staff) - 1)]
    if day.day in (10, 25):
        kind, subject = rng.choice(stories.PARTY)
        facts = {"at": f"{evening}", "kind": kind, "subject": subject, "chair": chair, "recorder": recorder}
        facts |= {"expected": 32, "count": rng.randrange(24, 33), "agenda": "签到；学习；讨论；小结。"}
        scribe.write("party", evening, facts, (Onward("已归档", 24, {"content": f"{subject}，大家发言热烈。"}),))
    if day.day in (8, 22):
        form, topic = rng.choice(stories.MEETINGS)
        villagers = [scribe.villager().name for _ in range(7)]
        facts = {"at": f"{evening}", "form": form, "topic": topic, "chair": chair, "recorder": recorder}
        facts |= {
            "attendees": list(dict.fromkeys(villagers)),
            "count": rng.randrange(9, 24),
            "opinions": "意见基本一致。",
        }
        task = {"resolution": "同意方案", "tasks": "由网格长牵头落实", "owner": rng.choice(scribe.staff)}
        task["by_day"] = (day + timedelta(days=20)).isoformat()
        way = (Onward("形成决议", 2, task), Onward("落实", 300, {"done": "已按方案完成。"}))
        scribe.write("council", evening, facts, way)
    if day.day in (5, 18):
        kind, name, households, heads, goods = rng.choice(stories.CARE)
        facts = {"day": day.isoformat(), "kind": kind, "name": name, "households": households, "people": heads}
        facts |= {"goods": goods, "led_by": chair, "money": 500 * households if kind == "困难户慰问" else None}
        scribe.write("care", evening, {k: v for k, v in facts.items() if v is not None})


def _desk_work(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    for at in sorted(_at(day, rng) for _ in range(rng.randrange(0, 4))):
        kind, content, handled = rng.choice(stories.CALLS)
        official = kind.startswith(("上级", "工作"))
        who = {"caller": "街道党政办"} if official else scribe.about(scribe.villager(), name="caller", phone="phone")
        facts = {**who, "at": f"{at}", "kind": kind, "content": content}
        scribe.write("phone", at, facts, (Onward("已办", 0.2, {"handled": handled}),))
    if rng.random() < 0.35:
        kind, sent_by, title, action = rng.choice(stories.DOCUMENTS)
        at = _at(day, rng, 8, 11)
        facts = {"day": day.isoformat(), "kind": kind, "sent_by": sent_by, "title": title}
        facts |= {"by_day": (day + timedelta(days=5)).isoformat(), "owner": rng.choice(scribe.staff)}
        way = (
            Onward("传阅", 2, {"readers": scribe.staff[:3]}),
            Onward("办结", rng.choice((20, 70)), {"action": action}),
        )
        scribe.write("document", at, facts, scribe.left(at, way, (0, 1, 2)))


def _projects(scribe: Scribe, day: date) -> None:
    rng = scribe.rng
    if day.day == 3 and day.month % 2:
        facts = {"declared": day.isoformat(), "name": "溪边小路太阳能路灯", "goal": "装灯十二盏，方便老人出行。"}
        facts |= {"households": 96, "budget": 38000, "secretary": scribe.staff[0]}
        going = {"started": day.isoformat(), "by_day": (day + timedelta(days=75)).isoformat()}
        scribe.write("project", _at(day, rng, 9, 11), facts, (Onward("推进", 30, going),))
    if day.day == 20:
        for _ in range(4):
            house = scribe.villager()
            facts = scribe.about(house, name="household", grid="grid")
            members = [one.name for one in rng.sample(scribe.villagers, 4) if one.name != house.name]
            facts |= {"day": day.isoformat(), "group": f"第{rng.randrange(1, 14)}评议小组", "members": members}
            facts |= {"score": rng.randrange(78, 99), "plus": "邻里和睦，房前屋后整洁。"}
            grade = {"reviewed": rng.randrange(80, 98), "grade": rng.choice(("AAA", "AA", "A"))}
            seen = {"supervised_by": "街道纪检", "supervised": "程序规范，同意。"}
            posted = {"posted_from": (day + timedelta(days=3)).isoformat()}
            way = (Onward("审议", 20, grade), Onward("监督", 24, seen), Onward("公示", 30, posted))
            scribe.write("appraisal", _at(day, rng, 14, 16), facts, way)


def _log(scribe: Scribe, day: date) -> None:
    evening = datetime.combine(day, time(17, 30))
    duty, later = scribe.on_duty(evening - timedelta(hours=1)), scribe.on_duty(evening + timedelta(hours=15))
    facts = {**drawn_facts(scribe.office, day), "day": day.isoformat()}
    facts |= {"weather": scribe.rng.choice(("晴", "晴", "多云", "阴", "小雨")), "leader": duty[0], "staff": duty}
    taker = next((name for name in (*later, *scribe.staff) if name != duty[-1]), "")
    handed = {"handed_over_by": duty[-1], "taken_over_by": taker, "handed_over": f"{evening}"}
    way = (Onward("已交班", 0, handed), Onward("已签阅", 15, {"leader_note": "已阅，未办事项跟进。"}))
    scribe.write("log", evening, facts, way)


_EVERY_DAY: tuple[Writer, ...] = (_walks, _patrols, _events, _volunteers, _meetings)
_WORKDAYS: tuple[Writer, ...] = (_visits, _matters, _demands, _orders, _desk_work, _projects)
_COUNTED: tuple[Writer, ...] = (_walks, _patrols, _events, _volunteers)
_COUNTED_WORKDAYS: tuple[Writer, ...] = (_visits, _matters, _demands, _desk_work)
