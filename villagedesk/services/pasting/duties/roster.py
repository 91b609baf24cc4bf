"""A roster pasted into the draft of a month: every place judged by the rules, pinned names kept, one write."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from villagedesk.base.changes import Changes
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.calendar.wording import day_words
from villagedesk.papers.roster.posted import short_marks
from villagedesk.roster.changes.swap import new_breaches
from villagedesk.roster.shift import Duty
from villagedesk.roster.slots import LEADER
from villagedesk.services.office import Office
from villagedesk.services.pasting.clipboard import cells_of
from villagedesk.services.pasting.duties.block import Known, Lost, Wish
from villagedesk.services.pasting.duties.marks import place_words
from villagedesk.services.pasting.duties.shapes import read_block
from villagedesk.services.pasting.rows import Pasted, Row
from villagedesk.services.roster.cases import Stretch, as_duty, month_days, stretch
from villagedesk.services.roster.edit.cells import rewrite
from villagedesk.services.roster.month import MonthView, Place
from villagedesk.services.roster.month import month as month_view
from villagedesk.store import roster as shelf
from villagedesk.store.roster import StoredDuty

Spot = tuple[date, str, str]
_PLACED = (Field("place", "哪一天哪个岗", Kind.LONG_TEXT), Field("names", "谁", Kind.LONG_TEXT))
_ANYBODY = ("值班", "坐班", "值守", "姓名", "名单")
"""Headings over the names of a table that has one column for everybody but the leader."""


@dataclass(frozen=True, slots=True)
class Put:
    """Who is to stand on a place after the paste, the pinned among them."""

    spot: Spot
    names: tuple[str, ...]


def read_roster(office: Office, month: str, text: str, begin: date | None = None) -> Pasted:
    """What a pasted block would do to the draft of a month, place by place; a published month is refused.

    A row that `asks` breaks a rule, named in its note, and is taken only with a reason.
    """
    return read_sheets(office, month, [text], begin)


def read_sheets(office: Office, month: str, texts: Sequence[str], begin: date | None = None) -> Pasted:
    """As `read_roster`, of several sheets that make one month; a sheet without a name of the office is passed over."""
    view, there = _draft(office, month)
    first, last = month_days(month)
    people = list(_called([there.label[person.id] for person in there.people]))
    words = tuple(dict.fromkeys(word for place in view.places for word in (place.post, place.shift)))
    start = begin if begin and first <= begin <= last else first
    known = Known(month, people, words, start, place_words(view.places))
    blocks = [read_block(cells_of(text), known) for text in texts]
    if len(blocks) > 1:
        blocks = [one for one in blocks if any(name in people for wish in one.wishes for name in wish.names)]
    wishes = [wish for block in blocks for wish in block.wishes]
    lost = [one for block in blocks for one in block.lost]
    if not wishes and not lost:
        raise Mistake("粘贴的内容里没有认得的日期和人名；请连同日期和表头（岗位或人名）一起复制。")
    judge = _Judge(view, there)
    rows = [judge.row(wish) for wish in wishes] + [_lost(one) for one in lost]
    rows = _ruled(there, rows)
    return Pasted((blocks[0].shape,), (), tuple(sorted(rows, key=lambda row: row.line)), fields=_PLACED)


def store_roster(office: Office, month: str, rows: Sequence[Row], reason: str = "") -> Changes:
    """Write the places of a paste into the draft in one step; a broken rule needs `reason`."""
    _view, there = _draft(office, month)
    puts = [row.values["put"] for row in rows]
    after = _after(there, puts)
    broken = new_breaches(there.made, there.duties, after)
    if broken and not reason.strip():
        said = "；".join(dict.fromkeys(one.says for one in broken))
        raise Mistake(f"违反规定：{said}。要坚持这样排，请写明理由。", "reason")
    involved = {duty for one in broken for duty in one.involved}
    old = {as_duty(one, there.label): one for one in there.stored}
    wanted = set(after)
    gone = [one for duty, one in old.items() if duty not in wanted]
    come = [
        StoredDuty(d.date, d.shift, d.post, there.person_id(d.person), accepted=reason.strip() if d in involved else "")
        for d in after
        if d not in old
    ]
    if not gone and not come:
        raise Mistake("粘贴的班表和现在的一样，没有要改的。")
    changes = rewrite(office, gone, come, "粘贴班表")
    says = f"已粘贴 {len(puts)} 处：排上 {len(come)} 人次，换下 {len(gone)} 人次；钉住的没有动。"
    return Changes(changes.touched, says, changes.undo)


def _draft(office: Office, month: str) -> tuple[MonthView, Stretch]:
    if month in shelf.published_months(office.store):
        raise Mistake(f"{month} 已经公示，不能整块粘贴；个别改动请逐格修改或申请换班，再公示新的一版。", "month")
    view = month_view(office, month)
    if not view.places:
        raise Mistake("这个月还没有班次，先在“班次和规则”里选一个方案，再粘贴班表。", "month")
    return view, stretch(office, *month_days(month))


def _called(labels: Sequence[str]) -> dict[str, str]:
    """The label of every way in which the office's own papers write a person: in full, and with the short mark."""
    return {short: label for label, short in short_marks(labels).items()} | {label: label for label in labels}


def _lost(one: Lost) -> Row:
    return Row(one.line, {"place": "", "names": one.text}, one.says, one.text)


class _Judge:
    """Looks at one place after another; a place is taken once."""

    def __init__(self, view: MonthView, there: Stretch) -> None:
        self._view = view
        self._known = _called([there.label[person.id] for person in there.people])
        self._taken: set[Spot] = set()
        self._places: dict[date, list[Place]] = {}
        for place in view.places:
            self._places.setdefault(place.date, []).append(place)

    def row(self, wish: Wish) -> Row:
        """A pasted place as a row: what would stand there, or why it cannot."""
        where = f"{day_words(wish.day)} {'·'.join(wish.words)}".strip()
        names = "、".join(self._known.get(name, name) for name in wish.names)
        values = {"place": where, "names": names}
        text = f"{where}　{names}"
        try:
            place = self._place(wish)
            put, note = self._put(place, wish)
        except Mistake as mistake:
            return Row(wish.line, values, mistake.says, text)
        self._taken.add(put.spot)
        several = len({one.shift for one in self._view.places}) > 1
        named = f"{day_words(place.date)} {place.shift + '·' if several else ''}{place.post}"
        return Row(wish.line, {**values, "place": named, "put": put}, "", text, note)

    def _place(self, wish: Wish) -> Place:
        day = day_words(wish.day)
        if not wish.day.isoformat().startswith(self._view.month):
            raise Mistake(f"{wish.day} 不在当前显示的 {self._view.month}；请先翻到那个月再粘贴。")
        here = self._places.get(wish.day, [])
        if not here:
            raise Mistake(f"{day}没有要排的班。")
        found = _meant(here, wish.words) if wish.words else here
        if not found:
            raise Mistake(f"{day}没有“{'·'.join(wish.words)}”这个岗，只有：{_names_of(here)}。")
        if len(found) > 1:
            raise Mistake(f"{day}有几个岗可以放：{_names_of(found)}；请在表头写清楚班次和岗位。")
        if (found[0].date, found[0].shift, found[0].post) in self._taken:
            raise Mistake(f"{day}“{found[0].post}”前面已经粘贴过一次，这一格没有采用。")
        return found[0]

    def _put(self, place: Place, wish: Wish) -> tuple[Put, str]:
        strange = [name for name in wish.names if name not in self._known]
        if strange:
            near = get_close_matches(strange[0], list(self._known), 1, 0.6)
            asked = f"是不是“{near[0]}”？" if near else ""
            raise Mistake(f"没有叫“{'”“'.join(strange)}”的值班人员；{asked}请核对姓名，或者先在“人员”里添加。")
        wanted = tuple(dict.fromkeys(self._known[name] for name in wish.names))
        pinned = [cell.person for cell in place.cells if cell.pinned]
        kept = [name for name in pinned if name not in wanted]
        names = (*kept, *wanted)
        if not place.whole and len(names) > place.need:
            held = f"，钉住的{'、'.join(kept)}不动" if kept else ""
            raise Mistake(
                f"{day_words(place.date)}“{place.post}”只要 {place.need} 人{held}，放不下{'、'.join(wish.names)}。"
            )
        now = {cell.person for cell in place.cells}
        note = f"钉住的{'、'.join(kept)}不动。" if kept else ""
        before = "、".join(sorted(now - set(names)))
        note += "和现在一样。" if now == set(names) else f"换下{before}。" if before else ""
        return Put((place.date, place.shift, place.post), names), note


def _meant(day: Sequence[Place], words: tuple[str, ...]) -> list[Place]:
    """The places of a day that heading words name: by post, by shift, by a letter, or as anybody on duty."""
    own, over = _plain(words[-1]), [_plain(word) for word in words[:-1]]
    here = [place for place in day if _plain(place.shift) in over] or list(day)
    whole = "".join([*over, own])
    ways: tuple[Callable[[Place], bool], ...] = (
        lambda p: bool({_plain(p.shift + p.post), _plain(p.post + p.shift)} & {own, whole}),
        lambda p: _plain(p.post) == own,
        lambda p: _plain(p.shift) == own,
        lambda p: len(own) == 1 and p.post.startswith(own),
        lambda p: len(own) == 1 and p.shift.startswith(own),
    )
    for way in ways:
        if found := [place for place in here if way(place)]:
            return _of_the_desk(found) if own in _ANYBODY or len(own) == 1 else found
    return _of_the_desk([place for place in here if LEADER not in place.post]) if own in _ANYBODY else []


def _of_the_desk(places: list[Place]) -> list[Place]:
    """Of several places those of the shift that a whole day goes by: the first one, evenings and rounds left out."""
    return [place for place in places if not place.whole][:1] or places


def _plain(word: str) -> str:
    kept = "".join(letter for letter in word if letter.isalnum())
    return re.sub(r"(?<=..)(?:领导|人员|人)$", "", kept)


def _names_of(places: Sequence[Place]) -> str:
    return "、".join(dict.fromkeys(f"{place.shift}·{place.post}" for place in places))


def _after(there: Stretch, puts: Sequence[Put]) -> tuple[Duty, ...]:
    spots = {put.spot for put in puts}
    kept = [duty for duty in there.duties if (duty.date, duty.shift, duty.post) not in spots]
    return (*kept, *(Duty(*put.spot, name) for put in puts for name in put.names))


def _ruled(there: Stretch, rows: Sequence[Row]) -> list[Row]:
    """The rows that break a rule ask for a reason; what is left breaks none."""
    found = list(rows)
    while True:
        open_ = [row for row in found if not row.says and not row.asks]
        broken = new_breaches(there.made, there.duties, _after(there, [row.values["put"] for row in open_]))
        if not broken or not open_:
            return found
        said: dict[int, list[str]] = {}
        for one in broken:
            places = {(duty.date, duty.shift, duty.post) for duty in one.involved} | {(one.date, one.shift, one.post)}
            for number, row in enumerate(found):
                if row in open_ and row.values["put"].spot in places:
                    said.setdefault(number, []).append(one.says)
        if not said:
            return found
        for number, words in said.items():
            note = f"违反规定：{'；'.join(dict.fromkeys(words))}。{found[number].note}"
            found[number] = replace(found[number], asks=True, note=note)
