"""All papers of the office in one tuple, and finding one by its name."""

from __future__ import annotations

import re
from datetime import date

from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.services.papers import attendance, desk, mediation, registers, report, roster
from villagedesk.services.papers.paper import KEY_WORDS, Paper

# Each slice adds its own line: `*attendance.PAPERS,` and so on.
PAPERS: tuple[Paper, ...] = (
    *report.PAPERS,
    *roster.PAPERS,
    *desk.PAPERS,
    *attendance.PAPERS,
    *mediation.PAPERS,
    *registers.PAPERS,
)


def find(name: str) -> Paper:
    """The paper of that name; `Mistake` with the nearest names when there is none."""
    for paper in PAPERS:
        if name in (paper.name, paper.title, paper.alias or paper.name):
            return paper
    near = [paper.name for paper in PAPERS if set(paper.name) & set(name)][:8]
    hint = f"相近的有：{'、'.join(near)}" if near else "可用 paper list 查看全部名称"
    raise Mistake(f"没有叫“{name}”的表；{hint}。", "name")


def build(office: Office, name: str, key: str = "") -> tuple[Document, ...]:
    """The documents of one paper for a month, a day, an entry, whatever its `keys` says."""
    paper = find(name)
    return paper.build(office, _checked(office, paper, key.strip()))


def _checked(office: Office, paper: Paper, key: str) -> str:
    if paper.keys == "month":
        return _month(key or f"{office.clock():%Y-%m}", paper)
    if paper.keys == "date":
        return _day(key or office.clock().date().isoformat(), paper)
    if not key and paper.keys != "none":
        raise Mistake(f"“{paper.name}”要说明{KEY_WORDS[paper.keys]}。", "key")
    return key


def _month(key: str, paper: Paper) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", key) or key < "1900":
        raise Mistake(f"“{paper.name}”按月份出表，“{key}”不是月份，请写成 2026-12 这样。", "key")
    return key


def _day(key: str, paper: Paper) -> str:
    try:
        return date.fromisoformat(key).isoformat()
    except ValueError:
        raise Mistake(f"“{paper.name}”按日期出表，“{key}”不是日历上有的日期，请写成 2026-12-07 这样。", "key") from None
