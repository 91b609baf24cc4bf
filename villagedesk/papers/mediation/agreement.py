"""What the parties agreed: the written agreement, the register of an oral one, the request for confirmation."""

from __future__ import annotations

from villagedesk.base.document import Align, Block, Document, Space
from villagedesk.mediation.case import Stage, Step
from villagedesk.papers.mediation.parts import (
    Facts,
    body,
    chinese,
    facts_table,
    heading,
    line,
    mediators_sign,
    officials,
    paper,
    parties_sign,
    party_table,
    seal,
    signing,
    small_print,
    taken_on,
    together,
    wide,
)


def _step(facts: Facts, stage: Stage) -> Step:
    return facts.step or facts.case.last(stage) or Step(stage, facts.case.received_on)


def agreement(facts: Facts) -> Document:
    """人民调解协议书."""
    step = _step(facts, Stage.WRITTEN)
    recorder = step.text("recorder")
    blocks: list[Block] = [
        line(f"编号：{facts.agreement_number}", align=Align.RIGHT),
        heading("当事人基本情况"),
        party_table(facts.case.parties),
        heading("纠纷的主要事实、争议事项"),
        *body(facts.word("facts")),
        heading("经调解，当事人自愿达成如下协议"),
        *body(facts.word("terms")),
        heading("履行协议的方式、地点、期限"),
        *body(facts.word("deal")),
        *together(
            *body(facts.word("effect")),  # a page with nothing but signatures proves nothing
            Space(1.5),
            signing(parties_sign(facts.case)),
            Space(1.5),
            officials([*mediators_sign(facts.case), ("记录人", recorder)]),
            *seal(facts, step.day("signed_on") or taken_on(facts, Stage.WRITTEN)),
        ),
    ]
    return paper("人民调解协议书", blocks, facts)


def oral(facts: Facts) -> Document:
    """人民调解口头协议登记表."""
    step, reached = _step(facts, Stage.ORAL), taken_on(facts, Stage.ORAL)
    rows = (
        wide("纠纷主要事实争议事项", facts.word("facts")),
        wide("协议内容", facts.word("terms")),
        wide("履行方式时限", facts.word("deal")),
        wide("说明", facts.word("note")),
    )
    blocks: list[Block] = [
        line(
            f"编号：{facts.agreement_number}　达成日期：{chinese(taken_on(facts, Stage.ORAL))}",
            align=Align.RIGHT,
            size=12,
        ),
        party_table(facts.case.parties, rows, (40, 40, 20, 14)),
        *together(
            Space(3),
            officials([*mediators_sign(facts.case), ("登记人", step.text("registrar"))]),
            *seal(facts, reached),
            small_print("注：口头协议自各方当事人达成协议之日起生效，由人民调解员记录协议内容。"),
        ),
    ]
    return paper("人民调解口头协议登记表", blocks, facts)


def confirmation(facts: Facts) -> Document:
    """司法确认申请书, signed by both sides together."""
    blocks: list[Block] = [
        party_table(facts.case.parties),
        facts_table((("调解组织", facts.committee), ("协议编号", facts.agreement_number))),
        heading("申请事项"),
        *body(facts.word("requests")),
        heading("事实与理由"),
        *body(facts.word("reasons")),
        *body(facts.word("promise")),
        line(f"此致　{facts.word('court')}", above=2),
        small_print(f"附：人民调解协议书 1 份、当事人身份证明。申请日期：{chinese(taken_on(facts, Stage.CONFIRMED))}"),
        *together(Space(1), signing([("共同申请人", who) for _, who in parties_sign(facts.case)])),
    ]
    return paper("人民调解协议司法确认申请书", blocks, facts)
