"""The roster's papers: what the services know of a month, put as a posted roster and handed to the papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.calendar.day import DayKind
from villagedesk.papers.roster import grid, month, signin, swap, week
from villagedesk.papers.roster.posted import PostedDay, PostedName, PostedPerson, PostedRoster, PostedSlot
from villagedesk.papers.roster.swap import SwapSheet
from villagedesk.people.person import Person
from villagedesk.registers.masks import mask_phone
from villagedesk.roster.season import in_season
from villagedesk.roster.shift import Shift
from villagedesk.services import office as offices
from villagedesk.services.office import Office
from villagedesk.services.options import options
from villagedesk.services.papers.paper import Paper
from villagedesk.services.roster import month as months
from villagedesk.services.roster.edit import swaps
from villagedesk.services.roster.month import MonthView, Place

LEADER = "带班"


def posted_month(office: Office, of: str) -> PostedRoster:
    """A month of the roster as it is posted."""
    view = months.month(office, of)
    if not any(place.cells for place in view.places):
        raise Mistake(f"{of} 还没有排班，不能出值班表；请先在“值班表”里排班。", "month")
    return _printed(office, _wished(office, view))


def posted_week(office: Office, on: date) -> PostedRoster:
    """The seven days from Monday to Sunday around a day, over the end of a month where needed."""
    monday = on - timedelta(days=on.weekday())
    sunday = monday + timedelta(days=6)
    views = [_wished(office, months.month(office, of)) for of in dict.fromkeys((f"{monday:%Y-%m}", f"{sunday:%Y-%m}"))]
    parts = [_printed(office, view) for view in views]
    days = tuple(day for part in parts for day in part.days if monday <= day.date <= sunday)
    places = tuple(place for view in views for place in view.places if monday <= place.date <= sunday)
    hours = _hours(replace(views[0], places=places))
    published = all(part.notice_published for part in parts)
    return replace(parts[0], first=monday, last=sunday, days=days, hours=hours, notice_published=published)


def _wished(office: Office, view: MonthView) -> MonthView:
    """A month with phones shown as the office's settings want, and the place of shifts that have none."""
    wish = options(office)
    people = tuple(replace(p, phone_public=p.phone_public or wish["phones_public"]) for p in view.people)
    shifts = tuple(replace(shift, place=shift.place or wish["place"]) for shift in view.shifts)
    return replace(view, people=people, shifts=shifts)


def _printed(office: Office, view: MonthView) -> PostedRoster:
    """A month as the office's settings want it posted: lunar days and duties shown or not."""
    wish = options(office)
    roster = _posted(view)
    days = roster.days if wish["show_lunar"] else tuple(replace(day, lunar="") for day in roster.days)
    return replace(roster, days=days, duties=roster.duties if wish["show_duties"] else "")


def _posted(view: MonthView) -> PostedRoster:
    names = {label: person for person in view.people if (label := view.label[person.id])}
    days = tuple(
        PostedDay(
            date=day.date,
            slots=tuple(_slot(place, names) for place in view.places if place.date == day.date),
            rest=not day.kind.works,
            name="调休上班" if day.kind is DayKind.MAKE_UP_WORKDAY else day.name,
            lunar=day.term or _short_lunar(day.lunar),
            collective=day.collective,
        )
        for day in view.days
    )
    published = view.published_at.date() if view.published_at else None
    return PostedRoster(
        first=view.days[0].date,
        last=view.days[-1].date,
        days=days,
        people=tuple(_people(view)),
        hours=_hours(view),
        duties=_duties(view),
        revision=view.number if view.state != "草稿" else 0,
        revised_on=published,
        changes=tuple(_changes(view)),
        notice_published=all(day.published for day in view.days),
    )


def _short_lunar(lunar: str) -> str:
    """廿三, and 冬月 on the first day of a lunar month."""
    return lunar.removesuffix("初一") if lunar.endswith("初一") else lunar[-2:]


def _phone(person: Person) -> str:
    if not person.phone:
        return ""
    return person.phone if person.phone_public else mask_phone(person.phone)


def _slot(place: Place, names: dict[str, Person]) -> PostedSlot:
    cells = tuple(
        PostedName(
            cell.person,
            names[cell.person].post if cell.person in names else "",
            _phone(names[cell.person]) if cell.person in names else "",
            cell.changed,
        )
        for cell in place.cells
    )
    return PostedSlot(
        place.shift,
        place.post,
        cells,
        leader=place.post == LEADER,
        hours=place.hours.replace("–", "—"),
        missing=place.missing,
        everyone=place.whole and not place.missing,
    )


def _people(view: MonthView) -> Iterable[PostedPerson]:
    counts: dict[str, dict[str, int]] = {}
    for place in view.places:
        for cell in place.cells:
            held = counts.setdefault(cell.person, {})
            held[place.post] = held.get(place.post, 0) + 1
    for person in view.people:
        label = view.label[person.id]
        if label in counts:
            yield PostedPerson(label, person.post, _phone(person), tuple(counts[label].items()))


def _duties(view: MonthView) -> str:
    """What the shifts of this month have to do, each said once."""
    standing = {place.shift for place in view.places}
    told = dict.fromkeys(one.duties.rstrip("。；") for one in view.shifts if one.duties and one.name in standing)
    return "；".join(told) + "。" if told else ""


def _hours(view: MonthView) -> tuple[str, ...]:
    """The hours of every shift of the month; a place that several share is said once in front."""
    standing = {place.shift for place in view.places}
    places = Counter(shift.place for shift in view.shifts if shift.place and shift.name in standing)
    usual = next((place for place, times in places.most_common(1) if times > 1), "")
    lines: list[str] = [f"地点：{usual}"] if usual else []
    for shift in view.shifts:
        spoken = _spoken_hours(view, shift)
        where = f"（{shift.place}）" if shift.place and shift.place != usual else ""
        if len(set(spoken.values())) == 1:
            lines.append(f"{shift.name}{where}：{next(iter(spoken.values()))}")
            continue
        before = ""
        for day, hours in spoken.items():
            if hours != before:
                lines.append(f"{day.month} 月 {day.day} 日起{shift.name}{where}：{hours}")
            before = hours
    return tuple(lines)


def _spoken_hours(view: MonthView, shift: Shift) -> dict[date, str]:
    """The hours of a shift on each day it stands, as the season of that day has them."""
    found: dict[date, str] = {}
    for place in view.places:
        if place.shift == shift.name:
            now = in_season(shift, place.date, view.seasons)
            parts = [f"{start}—{end}" for start, end in now.periods] or [place.hours.replace("–", "—")]
            found[place.date] = "、".join(parts)
    return found


def _changes(view: MonthView) -> Iterable[str]:
    for place in view.places:
        new = [cell.person for cell in place.cells if cell.changed]
        if not new and not place.gone:
            continue
        what = (
            f"{place.date.month} 月 {place.date.day} 日{place.shift}{place.post if place.post != place.shift else ''}"
        )
        if new and place.gone:
            yield f"{what}：{'、'.join(place.gone)} 改为 {'、'.join(new)}"
        elif new:
            yield f"{what}：增加 {'、'.join(new)}"
        else:
            yield f"{what}：撤下 {'、'.join(place.gone)}"


def _month(paper: str) -> Callable[[Office, str], tuple[Document, ...]]:
    return lambda office, key: month.documents(posted_month(office, key), offices.head(office), paper)


def _grid(paper: str) -> Callable[[Office, str], tuple[Document, ...]]:
    return lambda office, key: (grid.document(posted_month(office, key), offices.head(office), paper),)


def _week(paper: str) -> Callable[[Office, str], tuple[Document, ...]]:
    def build(office: Office, key: str) -> tuple[Document, ...]:
        day = date.fromisoformat(key)
        roster = posted_week(office, day)
        return (week.document(roster, offices.head(office), roster.first, paper),)

    return build


def _weeks(office: Office, key: str) -> tuple[Document, ...]:
    roster, head = posted_month(office, key), offices.head(office)
    return tuple(week.document(roster, head, monday) for monday in week.mondays(roster.first, roster.last))


def _signin(office: Office, key: str) -> tuple[Document, ...]:
    return (signin.document(posted_month(office, key), offices.head(office)),)


def _swap(office: Office, key: str) -> tuple[Document, ...]:
    if not key.isdigit():
        raise Mistake(f"换班单按编号出，“{key}”不是编号。", "key")
    slip = swaps.slip(office, int(key))
    day, shift, post = slip.spot
    sheet = SwapSheet(
        number=f"{slip.asked_at:%Y}-{slip.id:03d}",
        asked_by=slip.asker,
        asked_post=slip.asker_title,
        on=day,
        shift=shift,
        post=post,
        taken_by=slip.taker,
        taken_post=slip.taker_title,
        gives_on=slip.other[0] if slip.other else None,
        gives_shift=slip.other[1] if slip.other else "",
        reason=slip.reason,
        asked_at=slip.asked_at,
        state=slip.state,
        decided_by=slip.decided_by,
        decided_at=slip.decided_at,
        opinion=slip.note,
    )
    return (swap.document(sheet, offices.head(office)),)


PAPERS: tuple[Paper, ...] = (
    Paper("值班公示表", "干部坐班值班公示表（月，A4）", "month", _month("A4"), book="值班表", alias="roster-month"),
    Paper(
        "值班公示表A3", "干部坐班值班公示表（月，A3）", "month", _month("A3"), book="值班表", alias="roster-month-a3"
    ),
    Paper("值班周表", "干部坐班值班公示表（周，A4）", "date", _week("A4"), book="值班表", alias="roster-week"),
    Paper("值班周表A3", "干部坐班值班公示表（周，A3）", "date", _week("A3"), book="值班表", alias="roster-week-a3"),
    Paper("值班周表全月", "干部坐班值班公示表（一月各周）", "month", _weeks, book="值班表", alias="roster-weeks"),
    Paper("值班人员表", "干部值班安排表（按人员，A4）", "month", _grid("A4"), book="值班表", alias="roster-people"),
    Paper(
        "值班人员表A3", "干部值班安排表（按人员，A3）", "month", _grid("A3"), book="值班表", alias="roster-people-a3"
    ),
    Paper("签到簿", "坐班值班签到簿", "month", _signin, book="值班表", alias="sign-in"),
    Paper("换班单", "换班单、替班单", "swap", _swap, book="值班表", alias="swap"),
)
