"""The staff list from a file or from pasted cells: read, compare with the office, show, then store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake, Problem
from villagedesk.people.badges import clean_badge, overlap, span_text
from villagedesk.people.candidate import Candidate
from villagedesk.people.person import Badge, Person, labels
from villagedesk.people.posts import POSTS, usual_duty
from villagedesk.people.sheet import Note, Reading, find_header, header_width, read_sheet
from villagedesk.services import people as use
from villagedesk.services.office import Office
from villagedesk.services.workbooks import Sheet, read_file, read_text
from villagedesk.store import people as shelf

NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"
RESULT_LABELS = {NEW: "新增", UPDATED: "更新", UNCHANGED: "没有变化"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of the list and what the import will do: the person afterwards, badges to close and to add."""

    line: int
    result: str
    person: Person
    badge: str
    changed: tuple[str, ...]
    questions: tuple[str, ...]
    close: tuple[Badge, ...] = ()
    add: Badge | None = None


@dataclass(frozen=True, slots=True)
class StaffPreview:
    """A whole staff list laid beside the office: nothing is stored yet."""

    source: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[StaffRow, ...]
    rejected: tuple[Problem, ...]
    notes: tuple[Note, ...]

    def count(self, result: str) -> int:
        """How many people the import leaves with that result."""
        return sum(row.result == result for row in self.rows)

    @property
    def says(self) -> str:
        """The outcome in one sentence."""
        counts = "，".join(f"{RESULT_LABELS[key]} {n} 人" for key in RESULT_LABELS if (n := self.count(key)))
        refused = f"，{len(self.rejected)} 行没有采用" if self.rejected else ""
        left = sum(row.person.left_on is not None for row in self.rows)
        gone = f"（其中 {left} 人已离任，不再排班）" if left else ""
        return (counts or "没有可以导入的人员") + gone + refused


def preview_file(office: Office, file: Path) -> StaffPreview:
    """Read a staff list from xlsx, xls, ods or csv, on whichever sheet names most."""
    sheets = read_file(file)
    best, notes = _best_sheet(sheets)
    return _preview(office, file.name, best, notes)


def preview_text(office: Office, text: str) -> StaffPreview:
    """Read a staff list pasted from a spreadsheet or typed; without a header row: 姓名 职务 电话 考勤号."""
    sheet = read_text(text)
    if find_header(sheet.rows) is None:
        words = ("姓名", "职务", "电话", "考勤号码")
        head = (0, words[: max(len(cells) for _, cells in sheet.rows)])
        sheet = replace(sheet, rows=(head, *sheet.rows))
    return _preview(office, sheet.name, sheet, [])


def store_preview(office: Office, preview: StaffPreview) -> Result[tuple[int, ...]]:
    """Store what a preview shows, all in one write; returns the ids of the people, undo takes all back."""
    before = {person.id: person for person in use.people(office)}
    old_badges = {badge.id: badge for badge in use.badges(office)}
    fresh: list[int] = []
    given: list[int] = []
    with office.change("导入人员名单") as change:
        place = max((person.seniority for person in before.values()), default=0)
        for row in preview.rows:
            key = row.person.id
            if row.result == NEW:
                place += 1
                key = shelf.insert_person(change, replace(row.person, seniority=place))
                fresh.append(key)
            elif row.result == UPDATED:
                shelf.update_person(change, key, _differences(before[key], row.person))
            for badge in row.close:
                shelf.update_badge(change, badge, "导入名单")
            if row.add:
                given.append(shelf.insert_badge(change, replace(row.add, person=key)))
    touched = [row for row in preview.rows if row.result == UPDATED]

    def undo(later: Office) -> Changes:
        with later.change("撤销导入名单") as change:
            for key in given:
                change.remove("badge", key, "撤销导入")
            for key in fresh:
                change.remove("person", key, "撤销导入")
            for row in touched:
                shelf.update_person(change, row.person.id, _differences(row.person, before[row.person.id]))
                for badge in row.close:
                    shelf.update_badge(change, old_badges[badge.id])
        return Changes(Area.PEOPLE, "已撤销导入，名单恢复原样。")

    says = f"已导入：{preview.says}。"
    return Result(tuple(fresh), Changes(Area.PEOPLE | Area.ROSTER | Area.PUNCHES, says, undo))


def _best_sheet(sheets: Sequence[Sheet]) -> tuple[Sheet, list[Note]]:
    found = [sheet for sheet in sheets if find_header(sheet.rows) is not None]
    if not found:
        raise Mistake("没有找到写着“姓名”的表头行，什么也没有导入；请在表头写上“姓名、职务、电话、考勤号码”等。")
    best = max(found, key=lambda sheet: header_width(sheet.rows))
    says = "工作表“{}”{}，没有导入" + "；需要的话请另存成一个文件再导入"
    notes = [
        Note(0, says.format(sheet.name, "也有姓名栏" if sheet in found else "没有姓名栏"))
        for sheet in sheets
        if sheet is not best and sheet.rows
    ]
    return best, notes


def _preview(office: Office, source: str, sheet: Sheet, notes: list[Note]) -> StaffPreview:
    today = office.clock().date()
    reading = read_sheet(sheet.rows, today, tuple(dict.fromkeys((*use.posts(office), *POSTS))))
    if not reading.candidates and not reading.rejected:
        raise Mistake("表头下面一个人也没有，什么也没有导入；请检查文件。")
    plan = _Plan(office, today)
    for candidate in reading.candidates:
        plan.take(candidate)
    asked = [Note(row.line, f"第 {row.line} 行{row.person.name}：{q}") for row in plan.rows for q in row.questions]
    everything = sorted(
        (*reading.notes, *notes, *asked, *plan.same_names()), key=lambda note: (note.line == 0, note.line)
    )
    rejected = sorted((*reading.rejected, *plan.rejected), key=lambda problem: problem.line)
    return StaffPreview(source, sheet.name, _columns(reading), tuple(plan.rows), tuple(rejected), tuple(everything))


def _columns(reading: Reading) -> tuple[str, ...]:
    return tuple("".join(word.split()) for word in reading.columns)


class _Plan:
    """Lays candidates beside the people and badges of the office, one after another."""

    def __init__(self, office: Office, today: date) -> None:
        self._today = today
        self._known = list(use.people(office))
        self._badges = list(use.badges(office))
        self._names = use.labels(office)
        self._matched: set[int] = set()
        self._next = -1
        self.rows: list[StaffRow] = []
        self.rejected: list[Problem] = []

    def take(self, candidate: Candidate) -> None:
        """Decide about one candidate: new, updated, unchanged, or rejected with a reason."""
        twin = next((row for row in self.rows if _repeats(row, candidate)), None)
        if twin:
            says = f"第 {candidate.line} 行：{candidate.name}与第 {twin.line} 行重复（同一个人），只导入了一次。"
            self._reject(candidate, "duplicate_row", says)
            return
        old = self._match(candidate)
        person = _merged(old, candidate) if old else _fresh(candidate, self._next)
        try:
            close, add, said = self._badge_steps(candidate, person)
        except Mistake as mistake:
            self._reject(candidate, "duplicate_badge", mistake.says)
            return
        changed = _changed(old, person) if old else ()
        if old and add:
            changed = (*changed, f"考勤号 {add.number}")
        result = NEW if old is None else UPDATED if changed or close else UNCHANGED
        self._accept(person, result, close, add)
        number = add.number if add else candidate.badge
        questions = (*candidate.questions, *said, *self._stranger(candidate, old))
        self.rows.append(StaffRow(candidate.line, result, person, number, changed, questions, close, add))

    def same_names(self) -> list[Note]:
        """One note for every name that two rows or a row and somebody in the office share."""
        people = [row.person for row in self.rows]
        told = labels([*people, *(p for p in self._known if p.id not in {q.id for q in people})])
        notes: list[Note] = []
        for name in dict.fromkeys(person.name for person in people):
            rows = [row for row in self.rows if row.person.name == name]
            if len(rows) > 1:
                lines = "、".join(f"第 {row.line} 行" for row in rows)
                shown = "、".join(f"“{told[row.person.id]}”" for row in rows)
                notes.append(
                    Note(
                        rows[-1].line,
                        f"{lines}都叫“{name}”，电话或考勤号不同，按 {len(rows)} 个人登记，表上写作{shown}",
                    )
                )
        return notes

    def _reject(self, candidate: Candidate, reason: str, says: str) -> None:
        self.rejected.append(Problem(candidate.line, -1, candidate.text, reason, says))

    def _accept(self, person: Person, result: str, close: Sequence[Badge], add: Badge | None) -> None:
        self._matched.add(person.id)
        if result == NEW:
            self._next -= 1
            self._names[person.id] = person.name
        closed = {badge.id: badge for badge in close}
        self._badges = [closed.get(badge.id, badge) if badge.id else badge for badge in self._badges]
        if add:
            self._badges.append(add)

    def _match(self, candidate: Candidate) -> Person | None:
        """Who of the office this row means, by name and then by what else agrees; None for somebody new."""
        options = [p for p in self._known if p.name == candidate.name and p.id not in self._matched]
        scored = [(self._likeness(person, candidate), -place, person) for place, person in enumerate(options)]
        likely = [item for item in scored if item[0] > -2]
        return max(likely)[2] if likely else None

    def _likeness(self, person: Person, candidate: Candidate) -> int:
        """How far a person and a row agree: what both say and say alike counts for, what differs against."""
        numbers = {badge.number for badge in self._badges if badge.person == person.id}
        pairs = [
            ({person.phone} - {""}, candidate.values.get("phone", "")),
            ({person.born} - {""}, candidate.values.get("born", "")),
            (numbers, candidate.badge),
        ]
        return sum((1 if given in known else -1) for known, given in pairs if known and given)

    def _stranger(self, candidate: Candidate, old: Person | None) -> tuple[str, ...]:
        if old is not None or all(person.name != candidate.name for person in self._known):
            return ()
        return ("名单里已有同名的人，但电话、出生年月或考勤号不同，按另一个人登记，请核对",)

    def _badge_steps(
        self, candidate: Candidate, person: Person
    ) -> tuple[tuple[Badge, ...], Badge | None, tuple[str, ...]]:
        """Badges to close and the badge to give for one row; `Mistake` when the number means somebody else."""
        mine = [badge for badge in self._badges if badge.person == person.id and not badge.device]
        close = [
            replace(badge, to_on=person.left_on)
            for badge in mine
            if person.left_on and (badge.to_on is None or badge.to_on > person.left_on)
        ]
        number = clean_badge(candidate.badge)
        if not number or any(b.number == number and (b.to_on is None or b.to_on == person.left_on) for b in mine):
            return tuple(close), None, ()
        add, said = self._inherited(Badge(number, person.id, to_on=person.left_on))
        for badge in mine:
            if badge.to_on is None and not person.left_on:
                add = replace(add, from_on=self._today)
                close.append(replace(badge, to_on=self._today - _DAY))
                said.append(f"考勤号由 {badge.number} 换成 {number}，从今天起生效")
        self._refuse_taken(candidate, add)
        return tuple(close), add, tuple(said)

    def _inherited(self, add: Badge) -> tuple[Badge, list[str]]:
        """A badge that somebody else gave back is worn from the day after, and that is said."""
        held = [badge for badge in self._badges if badge.number == add.number and badge.person != add.person]
        if not held or not all(badge.to_on for badge in held):
            return add, []
        last = max(held, key=lambda badge: badge.to_on or date.min)
        add = replace(add, from_on=(last.to_on or self._today) + _DAY)
        before = f"以前是{self._names[last.person]}的（{span_text(last)}）"
        return add, [f"考勤号 {add.number} {before}，从 {add.from_on} 起归本人"]

    def _refuse_taken(self, candidate: Candidate, add: Badge) -> None:
        clash = next((b for b in self._badges if b.person != add.person and overlap(b, add)), None)
        if clash:
            line = next((f"第 {row.line} 行的" for row in self.rows if row.person.id == clash.person), "")
            raise Mistake(
                f"第 {candidate.line} 行：“考勤号码”{add.number} 已经是{line}{self._names[clash.person]}的，"
                f"{candidate.name}不能再用；请改一个号，或者先给前一位填上截止日期。",
                "badge",
            )


def _repeats(row: StaffRow, candidate: Candidate) -> bool:
    """Whether a row of the same list is this person again: same name and nothing that differs."""
    if row.person.name != candidate.name:
        return False
    pairs = [
        (row.person.phone, candidate.values.get("phone", "")),
        (row.person.born, candidate.values.get("born", "")),
        (row.badge, candidate.badge),
    ]
    return all(one == other or not one or not other for one, other in pairs)


def _duty_after(duty: tuple[str, ...], marks: Mapping[str, bool] | None) -> tuple[str, ...]:
    kept = [post for post in duty if (marks or {}).get(post, True)]
    added = [post for post, ticked in (marks or {}).items() if ticked and post not in kept]
    return tuple([*added, *kept] if "带班" in added else [*kept, *added])


def _fresh(candidate: Candidate, key: int) -> Person:
    person = Person(**{**candidate.values, "id": key})
    duty = person.duty_posts or usual_duty(person.posts)
    after = _duty_after(duty, candidate.marks)
    if not after and candidate.marks and candidate.marks.get("带班") is False:
        after = ("坐班", "值班")
    return replace(person, duty_posts=after)


def _merged(old: Person, candidate: Candidate) -> Person:
    person = replace(old, **dict(candidate.values))
    if not old.posts and person.posts and person.duty_posts == usual_duty(()):
        # a name that was typed alone gets its post now: what that post usually stands comes with it
        person = replace(person, duty_posts=usual_duty(person.posts))
    return replace(person, duty_posts=_duty_after(person.duty_posts, candidate.marks))


def _differences(before: Person, after: Person) -> dict[str, Any]:
    return {
        name: getattr(after, name)
        for name in Person.__slots__
        if name not in ("id", "seniority") and getattr(before, name) != getattr(after, name)
    }


_LABELS = {
    "posts": "职务", "group": "分组", "phone": "电话", "other_phone": "短号", "phone_public": "电话公开",
    "duty_posts": "可值岗位", "sex": "性别", "born": "出生年月", "work": "分管工作", "grid": "网格",
    "joined_on": "到任日期", "left_on": "离任日期", "term_from_on": "任期开始", "term_to_on": "任期结束",
    "promised_days": "承诺坐班天数", "note": "备注", "name": "姓名",
}  # fmt: skip


def _changed(old: Person, person: Person) -> tuple[str, ...]:
    """What changes, for a person to read: `电话 138… → 139…`."""
    said: list[str] = []
    for name, value in _differences(old, person).items():
        before = _shown(getattr(old, name))
        said.append(f"{_LABELS[name]} {before or '（空）'} → {_shown(value) or '（空）'}")
    return tuple(said)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(str(part) for part in value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return "是" if value is True else "" if value in (None, False, 0) else str(value)
