"""The forms that open a case: application, registration of acceptance, refusal, rights and duties."""

from __future__ import annotations

from villagedesk.base.document import Block, Document, Space
from villagedesk.mediation.case import Source, Stage
from villagedesk.papers.mediation.parts import (
    Facts,
    body,
    chinese,
    facts_table,
    heading,
    line,
    officials,
    paper,
    parties_sign,
    party_table,
    seal,
    signing,
    small_print,
    together,
    wide,
)


def application(facts: Facts) -> Document:
    """人民调解申请书."""
    case = facts.case
    rows = (wide("纠纷简要情况", facts.word("summary")), wide("申请事项", facts.word("requests")))
    signers = [(side, who) for side, who in parties_sign(case) if side == "申请人"]
    blocks: list[Block] = [
        party_table(case.parties, rows, (52, 34)),
        Space(3),
        *body(facts.word("told")),
        line(f"此致\n{facts.committee}", above=2),
        *together(Space(3), signing(signers or [("申请人", "")])),
    ]
    return paper("人民调解申请书", blocks, facts)


def acceptance(facts: Facts) -> Document:
    """人民调解受理登记表."""
    case = facts.case
    step = facts.step or case.last(Stage.ACCEPTED)
    boxes = [f"{'☑' if source is case.source else '□'} {source.value}" for source in Source]
    sources = "　　".join(boxes[:3]) + "\n" + "　　".join(boxes[3:])
    referral = "　".join(part for part in (case.referred_by, case.referral_number) if part)
    people = "\n".join(f"{party.side}：{party.speaks}　{party.phone}" for party in case.parties)
    blocks: list[Block] = [
        facts_table(
            (
                ("登记日期", chinese(step.on if step else case.received_on)),
                ("案　　号", case.number),
                ("当 事 人", people),
                (
                    "纠纷类型",
                    f"{case.category}（{case.local_category}）"
                    if case.local_category not in ("", case.category)
                    else case.category,
                ),
                ("案件来源", sources),
                ("移交（委托）", referral or "无"),
                ("简要情况", facts.word("summary")),
                ("涉及人数、金额", f"{case.people} 人　{case.amount:g} 元"),
                ("备　　注", facts.word("note")),
            ),
            row_mm=11,
        ),
        *together(
            Space(3),
            signing(parties_sign(case)),
            Space(2),
            officials([("登记人", step.text("registrar") if step else "")]),
            *seal(facts, step.on if step else None),
            small_print("注：此表由人民调解委员会填写。人民调解不收取任何费用。"),
        ),
    ]
    return paper("人民调解受理登记表", blocks, facts)


def refusal(facts: Facts) -> Document:
    """人民调解不予受理告知书."""
    names = "、".join(party.name for party in facts.case.side("申请人")) or "　　　　"
    step = facts.step
    blocks: list[Block] = [
        line(f"{names}："),
        *body(f"你（们）于{chinese(facts.case.received_on)}就下述纠纷申请人民调解："),
        *body(facts.word("matter")),
        *body(facts.word("reason")),
        *body(facts.word("ways")),
        *body("特此告知。"),
        *together(
            *seal(facts, step.on if step else None),
            Space(4),
            signing([(side, who) for side, who in parties_sign(facts.case) if side == "申请人"]),
        ),
    ]
    return paper("人民调解不予受理告知书", blocks, facts, facts.case.number)


def rights(facts: Facts) -> Document:
    """人民调解当事人权利义务告知书."""
    step = facts.step
    blocks: list[Block] = [
        line(f"{'、'.join(party.name for party in facts.case.parties)}："),
        heading("一、人民调解的性质、原则和效力"),
        *body(facts.word("nature")),
        heading("二、当事人在调解活动中享有下列权利"),
        *body(facts.word("rights")),
        heading("三、当事人在调解活动中履行下列义务"),
        *body(facts.word("duties")),
        *body(f"本案调解员：{facts.word('mediators')}。当事人要求回避的，可以当场提出。"),
        *together(
            *body("以上内容已经告知，当事人清楚并自愿接受调解。"),
            Space(2),
            signing(parties_sign(facts.case)),
            *seal(facts, step.on if step else None),
        ),
    ]
    return paper("人民调解权利义务告知书", blocks, facts)
