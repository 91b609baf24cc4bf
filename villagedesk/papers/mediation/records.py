"""The records of the work: investigation, mediation session with its seven points, return visit."""

from __future__ import annotations

from villagedesk.base.document import Block, Document, Space
from villagedesk.mediation.case import Stage, Step
from villagedesk.papers.mediation.parts import (
    Facts,
    body,
    chinese,
    facts_table,
    heading,
    mediators_sign,
    officials,
    paper,
    parties_sign,
    session_table,
    signing,
    taken_on,
    together,
)


def _step(facts: Facts, stage: Stage) -> Step:
    return facts.step or facts.case.last(stage) or Step(stage, facts.case.received_on)


def _time(facts: Facts, stage: Stage) -> str:
    step = _step(facts, stage)
    hours = "—".join(part for part in (step.text("starts"), step.text("ends")) if part)
    return f"{chinese(taken_on(facts, stage))}{'　' + hours if hours else ''}"


def investigation(facts: Facts) -> Document:
    """人民调解调查记录."""
    step = _step(facts, Stage.INVESTIGATED)
    blocks: list[Block] = [
        facts_table(
            (
                ("时　　间", _time(facts, Stage.INVESTIGATED)),
                ("地　　点", step.text("place")),
                ("参 加 人", step.text("present") or "无"),
                ("被调查人", step.text("witness")),
                ("被调查人情况", step.text("witness_facts")),
                ("调 查 人", step.text("investigator")),
                ("记 录 人", step.text("recorder") or step.text("investigator")),
            )
        ),
        heading("调查记录"),
        *body(facts.word("record")),
        heading("取得的证据材料"),
        *body(facts.word("evidence")),
        *together(
            *body("以上记录已经被调查人看过（或者向其宣读过），与所说相符。"),
            Space(3),
            signing([("被调查人", step.text("witness"))]),
            Space(2),
            officials(
                [
                    ("调查人", step.text("investigator")),
                    ("记录人", step.text("recorder") or step.text("investigator")),
                ]
            ),
        ),
    ]
    return paper("人民调解调查记录", blocks, facts, facts.case.number)


def session(facts: Facts) -> Document:
    """人民调解记录, with its seven points."""
    case, step = facts.case, _step(facts, Stage.SESSION)
    present = step.text("present") or "、".join(party.speaks for party in case.parties)
    helpers = "、".join(f"{h.name}（{h.capacity}{'，' + h.unit if h.unit else ''}）" for h in case.helpers)
    recorder = step.text("recorder") or (case.active_mediators[-1].name if case.active_mediators else "")
    blocks: list[Block] = [
        session_table(
            (
                ("时　　间", _time(facts, Stage.SESSION)),
                ("地　点", step.text("place")),
                ("事　　由", case.title),
                ("当 事 人", present),
                ("参 加 人", step.text("joined") or helpers or "无"),
                ("调 解 员", "、".join(m.name for m in case.active_mediators)),
                ("记 录 人", recorder),
            ),
        )
    ]
    for name, title in _POINTS[:-1]:
        blocks += [heading(title), *body(facts.word(name))]
    name, title = _POINTS[-1]
    outcome = [heading(title), *body(facts.word(name))]
    if facts.word("prevention"):
        outcome += body(f"有激化可能，已采取的预防措施：{facts.word('prevention')}")
    # A page with nothing but signatures proves nothing: what they are put under goes with them when it is short.
    short = len(facts.word(name)) + len(facts.word("prevention")) <= _SHORT
    blocks += [
        *(() if short else outcome),
        *together(
            *(outcome if short else ()),
            heading("七、各方签字盖章"),
            *body("以上记录当事人已经看过（或者向其宣读过），没有错误。"),
            Space(2),
            signing(parties_sign(case)),
            Space(2),
            officials([*mediators_sign(case), ("记录人", recorder)]),
        ),
    ]
    subtitle = f"{case.number}　第 {facts.index} 次" if facts.index else case.number
    return paper("人民调解记录", blocks, facts, subtitle)


_SHORT = 260
_POINTS = (
    ("rights", "一、权利义务告知"),
    ("principle", "二、原则与调解员身份告知"),
    ("statements", "三、双方陈述"),
    ("verified", "四、调查核实与质证"),
    ("risks", "五、结果与风险告知"),
    ("outcome", "六、协议内容或不成的原因及其他途径告知"),
)


def revisit(facts: Facts) -> Document:
    """人民调解回访记录."""
    case, step = facts.case, _step(facts, Stage.REVISITED)
    blocks: list[Block] = [
        facts_table(
            (
                ("当 事 人", "、".join(party.name for party in case.parties)),
                ("调解协议编号", facts.agreement_number or "无（未达成协议）"),
                ("回访事由", facts.word("reason")),
                ("回访时间、方式", f"{chinese(taken_on(facts, Stage.REVISITED))}　{step.text('way')}"),
                ("被回访人", step.text("visited")),
            )
        ),
        heading("回访情况"),
        *body(facts.word("found")),
        *together(
            Space(4),
            signing([("被回访人", name) for name in step.text("visited").split("、")]),
            Space(2),
            officials([("回访人", step.text("visitor"))]),
        ),
    ]
    return paper("人民调解回访记录", blocks, facts, case.number)
