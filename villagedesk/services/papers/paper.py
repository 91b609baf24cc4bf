"""A paper on the shelf: its name, what it is asked with, and the use case that makes its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from villagedesk.base.document import Document
from villagedesk.services.office import Office

Keys = Literal["month", "date", "entry", "book", "case", "person", "swap", "none"]

KEY_WORDS: dict[str, str] = {
    "month": "月份，如 2026-12",
    "date": "日期，如 2026-12-07",
    "entry": "登记编号",
    "book": "台账和月份，如 demand/2026-12",
    "case": "案件编号",
    "person": "姓名",
    "swap": "换班单编号",
    "none": "不用填",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: `build(office, key)` answers its documents, `unmasked` when it shows names or numbers in full.

    `alias` is a second, English name; `book` is the page of the window it belongs to (值班表, 考勤, 台账, 调解, 报表).
    """

    name: str
    title: str
    keys: Keys
    build: Callable[[Office, str], tuple[Document, ...]]
    unmasked: bool = False
    book: str = ""
    alias: str = ""
