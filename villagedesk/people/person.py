"""A person of the office: who, which post, in which order, and what duty they may stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Badge:
    """A number on a machine that means one person from `from_on` to `to_on` (both included, None: open).

    `device` is the machine's name, empty for all machines; a number is re-used after turnover.
    """

    number: str
    person: int
    device: str = ""
    from_on: date | None = None
    to_on: date | None = None
    id: int = 0

    def covers(self, day: date) -> bool:
        """Whether the number meant this person on that day."""
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Person:
    """One cadre or helper of the office.

    `seniority` orders every list and paper (1 first). `posts` are the posts held (书记, 委员 …), the
    first is printed. `duty_posts` are the posts of duty this person may stand (带班, 坐班, 值班).
    `promised_days` is the 换届承诺: days of sitting duty promised for the term.
    """

    name: str
    posts: tuple[str, ...] = ()
    seniority: int = 0
    group: str = ""
    phone: str = ""
    other_phone: str = ""
    phone_public: bool = False
    duty_posts: tuple[str, ...] = ()
    sex: str = ""
    born: str = ""
    work: str = ""
    grid: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    term_from_on: date | None = None
    term_to_on: date | None = None
    promised_days: int = 0
    note: str = ""
    id: int = 0

    @property
    def post(self) -> str:
        """The post that is printed beside the name."""
        return self.posts[0] if self.posts else ""

    def serves(self, day: date) -> bool:
        """Whether this person belonged to the office on that day."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day <= self.left_on)


def labels(people: Sequence[Person]) -> dict[int, str]:
    """A unique label for each person by id: the name, told apart by group, post, grid or phone where two share one.

    Rooms above work with labels, the store with ids; a service converts once at the border.
    """
    names = Counter(person.name for person in people)
    taken: set[str] = set()
    found: dict[int, str] = {}
    for person in people:
        label = person.name
        if names[person.name] > 1:
            tail = f"尾号{person.phone[-4:]}" if person.phone else ""
            hints = [hint for hint in (person.group, person.post, person.grid, tail) if hint]
            options = [f"{person.name}（{hint}）" for hint in hints] + [f"{person.name}（{person.id}）"]
            shared = [p for p in people if p.name == person.name and p.id != person.id]
            label = next(
                (
                    o
                    for o, h in zip(options, hints, strict=False)
                    if all(h not in (p.group, p.post, p.grid, f"尾号{p.phone[-4:]}") for p in shared)
                ),
                options[-1],
            )
        while label in taken:
            label = f"{person.name}（{person.id}）"
        taken.add(label)
        found[person.id] = label
    return found
