"""What a posted roster says, ready to print: phones already masked, holidays named, changes marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from villagedesk.base.document import Role, Run


@dataclass(frozen=True, slots=True)
class PostedName:
    """One person on one duty: the printed name, the post held, the phone as it may be shown."""

    person: str
    post: str = ""
    phone: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class PostedSlot:
    """One post of duty on one shift of one day.

    `everyone` prints 全体 instead of names; `missing` counts places nobody holds; `hours` is `08:00—11:30`.
    """

    shift: str
    post: str
    names: tuple[PostedName, ...]
    leader: bool = False
    hours: str = ""
    place: str = ""
    missing: int = 0
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class PostedDay:
    """One day of the roster: `rest` prints its number red, `name` is a holiday or 调休上班, `lunar` the lunar day."""

    date: date
    slots: tuple[PostedSlot, ...] = ()
    rest: bool = False
    name: str = ""
    lunar: str = ""
    collective: str = ""

    @property
    def changed(self) -> bool:
        """Whether anybody of this day changed since the last revision."""
        return any(name.changed for slot in self.slots for name in slot.names)


@dataclass(frozen=True, slots=True)
class PostedPerson:
    """One person of the roster in order of seniority, with counts of duties by post."""

    person: str
    post: str = ""
    phone: str = ""
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PostedRoster:
    """The roster of whole months or of a part, as it hangs on the wall.

    `hours` are lines such as `坐班时间：上午 8:00—11:30　下午 14:00—17:30`; `duties` what the one on duty does;
    `changes` sentences about what changed since the last revision; `notice_published` False prints that
    the year's holiday notice is not out.
    """

    first: date
    last: date
    days: tuple[PostedDay, ...]
    people: tuple[PostedPerson, ...] = ()
    hours: tuple[str, ...] = ()
    duties: str = ""
    revision: int = 0
    revised_on: date | None = None
    changes: tuple[str, ...] = ()
    notice_published: bool = True

    @property
    def month_words(self) -> str:
        """`2026 年 12 月`."""
        return f"{self.first.year} 年 {self.first.month} 月"

    @property
    def revision_words(self) -> str:
        """`第 2 版　2026 年 11 月 28 日公示`, or 草稿 before it is published."""
        if not self.revision:
            return "草稿　未公示"
        if self.revised_on is None:
            return f"第 {self.revision} 版"
        day = self.revised_on
        return f"第 {self.revision} 版　{day.year} 年 {day.month} 月 {day.day} 日公示"


def short_marks(labels: Iterable[str]) -> dict[str, str]:
    """Shorter labels for those who share a name, as long as they still tell them apart: 张建国（书记）."""
    wanted = list(dict.fromkeys(labels))
    short = {label: _short_mark(label) for label in wanted}
    seen = Counter(short.values())
    return {label: short[label] if seen[short[label]] == 1 else label for label in wanted}


def _short_mark(label: str) -> str:
    name, mark, rest = label.partition("（")
    word = rest.removesuffix("）")
    for prefix in ("党支部", "党总支", "村委会", "居委会", "支部"):
        if len(word) >= len(prefix) + 2:
            word = word.removeprefix(prefix)
    word = word.removesuffix("干部") if len(word) > 3 else word
    return f"{name}（{word}）" if mark else label


def name_runs(person: str, role: Role, size: float, line: bool = False) -> tuple[Run, ...]:
    """A name large; what only tells two people of one name apart, small behind it."""
    name, mark, rest = person.partition("（")
    if not mark:
        return (Run(person, role, size, line),)
    return (Run(name, role, size), Run(mark + rest, Role.MUTED, size * 0.5, line))
