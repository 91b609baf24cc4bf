"""Finding people, entries and cases by Chinese words, pinyin initials or the tail of a phone number."""

from __future__ import annotations

from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from villagedesk.services import people as staff
from villagedesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what kind, which words, and the page and target that open it."""

    kind: str
    text: str
    page: str
    target: str
    icon: str


def find(office: Office, text: str, limit: int = 20) -> tuple[Found, ...]:
    """The best finds for what a person typed, people first."""
    return find_people(office, text)[:limit]


def find_people(office: Office, text: str) -> tuple[Found, ...]:
    """Staff by name, initials or phone tail."""
    return tuple(
        Found("人员", f"{person.name}　{person.post}　{person.phone}", "people", str(person.id), "user")
        for person in staff.people(office)
        if text in person.name or initials_match(text, person.name) or (len(text) >= 3 and person.phone.endswith(text))
    )


def initials_match(text: str, words: str) -> bool:
    """Whether Latin letters are the beginning of pinyin initials anywhere in `words`."""
    if not text.isascii() or not text.isalpha():
        return False
    letters = "".join(part[0] for part in lazy_pinyin(words, style=Style.FIRST_LETTER) if part)
    return text.lower() in letters
