"""The names of people in a pasted cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from villagedesk.services.pasting.duties.block import Block, Known, Wish

NOTHING = ("", "-", "—", "——", "/", "无", "缺", "缺人", "空", "休", "休息")
_POSTS = re.compile(
    r".*(?:书记|主任|委员|干部|文书|会计|网格[长员]|[组队站会所]长|专干|助理|民警|医生|指导员|支委|村委|同志)"
)
"""What stands behind a name: the post somebody holds, which is no other name."""


def names_in(cell: str, known: Known) -> tuple[str, ...]:
    """The names of a cell: parted by marks or lines; phones, posts behind a name and gaps (缺 1 人) are left out."""
    if (whole := _person_of(cell, known.people)) is not None:
        return (whole,)
    found: list[str] = []
    for part in re.split(r"[、,，;；/\\\n]+", re.sub(r"[\d*\-－+]{3,}", " ", cell)):
        if "".join(part.split()) in NOTHING or re.search(r"缺\s*\d|^\s*全体", part):
            continue
        person = _person_of(part, known.people)
        pieces = [part] if person else part.split()
        if person is None and len(pieces) > 1 and all(len(piece) == 1 for piece in pieces):
            pieces = ["".join(pieces)]
        people = [_person_of(piece, known.people) or piece.strip() for piece in pieces]
        some = any(name in known.people for name in people)
        found += [name for name in people if name in known.people or not (some and _POSTS.fullmatch(name))]
    return tuple(dict.fromkeys(name for name in found if name))


def _person_of(text: str, people: Sequence[str]) -> str | None:
    """The label that a word means: written out, with blanks inside, or with a remark behind it."""
    for word in ("".join(text.split()), "".join(re.sub(r"[（(].*?[）)]", "", text).split())):
        if word in people:
            return word
    return None


def person_in(text: str, known: Known) -> str | None:
    """Whom of the office a word means."""
    return _person_of(text, known.people)


def add_wish(block: Block, line: int, day: date, words: tuple[str, ...], cell: str, known: Known) -> None:
    """Note whom a cell wants on a place of a day; a cell without a name wants nobody."""
    names = names_in(cell, known)
    if names:
        block.wishes.append(Wish(line, day, words, names, cell.replace("\n", " ")))
