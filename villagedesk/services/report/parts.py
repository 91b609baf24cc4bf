"""Which sheets a month's pack holds, and from which paper of the shelf each is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from villagedesk.base.document import Document, Paragraph, Run
from villagedesk.base.errors import Mistake
from villagedesk.papers.street.facts import month_words
from villagedesk.services.office import Office
from villagedesk.services.papers.paper import Paper
from villagedesk.services.papers.shelf import PAPERS
from villagedesk.services.report.figures import month_after


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of the pack: its name and the papers that may fill it (the masked one first; `full` unmasked)."""

    sheet: str
    papers: tuple[str, ...]
    full: tuple[str, ...] = ()
    next_month: bool = False


PARTS: tuple[Part, ...] = (
    Part("值班公示表", ("值班公示表",), next_month=True),
    Part("考勤月报", ("考勤月报",)),
    Part("异常说明表", ("异常说明表",)),
    Part("值班日志册", ("值班日志册", "值班日志")),
    Part("来访登记", ("来访登记册（掩码）", "来访登记册", "来访登记")),
    Part("办件登记", ("办件登记册（掩码）", "办件登记册", "办件登记")),
    Part("走访记录", ("走访记录（掩码）", "走访记录册", "走访记录")),
    Part("矛盾纠纷台账", ("矛盾纠纷排查台账（掩码）", "矛盾纠纷排查台账", "纠纷台账")),
    Part("误工补贴核算", ("误工补贴核算表", "误工补贴核算")),
    Part("查岗结果", ("查岗结果", "查岗记录表", "查岗记录")),
    Part("坐班承诺兑现", ("坐班承诺兑现表", "换届承诺兑现表", "坐班承诺兑现")),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one part: its documents, or why there is none."""

    part: Part
    documents: tuple[Document, ...] = ()
    lacks: str = ""


def make_part(office: Office, part: Part, month: str, *, masked: bool) -> Made:
    """The documents of one part; a paper that cannot be made says why and the others go on."""
    paper = paper_for(part, masked)
    if paper is None:
        return Made(part, lacks=f"本程序没有“{part.sheet}”这张表")
    try:
        documents = paper.build(office, month_after(month) if part.next_month else month)
    except Mistake as mistake:
        return Made(part, (_zero(part, month, mistake.says),), mistake.says)
    if not documents:
        return Made(part, (_zero(part, month, "零报告：本月没有内容。"),), "零报告")
    many = len(documents) > 1
    named = tuple(replace(d, name=f"{part.sheet}{i}" if many else part.sheet) for i, d in enumerate(documents, 1))
    return Made(part, named)


def _zero(part: Part, month: str, words: str) -> Document:
    """A sheet that says in words that there is nothing, so that nothing looks forgotten."""
    return Document(part.sheet, f"{part.sheet}（{month_words(month)}）", (Paragraph((Run(words),), indent=2),))


def paper_for(part: Part, masked: bool) -> Paper | None:
    """The paper on the shelf that fills a part."""
    names: Sequence[str] = part.papers if masked else (*part.full, *part.papers[::-1])
    by_name = {paper.name: paper for paper in PAPERS}
    return next((by_name[name] for name in names if name in by_name), None)
