"""Which sheets a month's pack holds and how each is made, masked or in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from villagedesk.base.document import Document, Paragraph, Run
from villagedesk.base.errors import Mistake
from villagedesk.papers.registers import book_list
from villagedesk.papers.street.facts import month_words
from villagedesk.services.office import Office, head
from villagedesk.services.papers.shelf import PAPERS
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.exchange import sheets
from villagedesk.services.registers.lists import month_entries
from villagedesk.services.report.figures import month_after

Build = Callable[[Office, str, bool], tuple[Document, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of the pack: its name, and what makes it for an office, a month and masked or not."""

    sheet: str
    build: Build


def _paper(name: str, masked_name: str = "", *, next_month: bool = False) -> Build:
    """A paper of the shelf; `masked_name` is the one that shows nobody in full, where there are two."""

    def build(office: Office, month: str, masked: bool) -> tuple[Document, ...]:
        chosen = masked_name if masked and masked_name else name
        paper = next(paper for paper in PAPERS if paper.name == chosen)
        if masked and paper.unmasked:
            raise Mistake(f"“{name}”含有群众个人信息，遮盖的报送包不放原文；街道有权查看时请选“不遮盖”。")
        return paper.build(office, month_after(month) if next_month else month)

    return build


def _book(book: str) -> Build:
    def build(office: Office, month: str, masked: bool) -> tuple[Document, ...]:
        register = register_of(office, book)
        entries = month_entries(office, book, month)
        if not entries:
            raise Mistake(f"零报告：本月没有{register.title}。")
        data = sheets.listed(register, entries, masked=masked, period=month_words(month))
        return (book_list.document(data, head(office)),)

    return build


PARTS: tuple[Part, ...] = (
    Part("值班公示表", _paper("值班公示表", next_month=True)),
    Part("考勤月报", _paper("考勤月报")),
    Part("异常说明表", _paper("异常说明表")),
    Part("值班日志册", _book("log")),
    Part("来访登记", _book("visit")),
    Part("办件登记", _book("matter")),
    Part("走访记录", _book("walk")),
    Part("民情诉求", _book("demand")),
    Part("矛盾纠纷", _paper("纠纷登记簿")),
    Part("纠纷排查", _paper("矛盾纠纷排查台账", "排查台账（遮盖）")),
    Part("台账统计", _paper("台账统计")),
    Part("误工补贴核算", _paper("误工补贴核算表")),
    Part("查岗结果", _paper("查岗记录", "查岗记录（遮盖）")),
    Part("坐班承诺兑现", _paper("坐班承诺兑现")),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one part: its documents, and why it says nothing when it does not."""

    part: Part
    documents: tuple[Document, ...] = ()
    lacks: str = ""


def make_part(office: Office, part: Part, month: str, *, masked: bool) -> Made:
    """The documents of one part; where there is nothing it is a zero report, so that nothing looks forgotten."""
    try:
        documents = part.build(office, month, masked)
    except Mistake as mistake:
        return Made(part, (_zero(part, month, mistake.says),), mistake.says)
    if not documents:
        return Made(part, (_zero(part, month, "零报告：本月没有内容。"),), "零报告")
    many = len(documents) > 1
    named = tuple(replace(d, name=f"{part.sheet}{i}" if many else part.sheet) for i, d in enumerate(documents, 1))
    return Made(part, named)


def _zero(part: Part, month: str, words: str) -> Document:
    """A sheet that says in words that there is nothing."""
    return Document(part.sheet, f"{part.sheet}（{month_words(month)}）", (Paragraph((Run(words),), indent=2),))
