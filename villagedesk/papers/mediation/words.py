"""The words a form begins with, filled from the case; a mediator may change each before printing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from villagedesk.mediation import law
from villagedesk.mediation.case import AGREED, Case, Stage, Step
from villagedesk.mediation.volume import Sheet, copies
from villagedesk.papers.mediation.parts import chinese, items


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a form that may be edited: its name, Chinese label and the words it begins with."""

    name: str
    label: str
    text: str


def slots(sheet: Sheet, case: Case, step: Step | None = None) -> tuple[Slot, ...]:
    """The editable places of a form, filled from the case and the step it records."""
    maker = _MAKERS.get(sheet)
    return maker(case, step or Step(Stage.WAITING, case.received_on)) if maker else ()


def words(sheet: Sheet, case: Case, step: Step | None, edited: Mapping[str, str]) -> dict[str, str]:
    """The words to print: the edited ones, else the ones filled from the case."""
    return {slot.name: edited.get(slot.name, slot.text) for slot in slots(sheet, case, step)}


def _application(case: Case, _step: Step) -> tuple[Slot, ...]:
    return (
        Slot("summary", "纠纷简要情况", case.summary),
        Slot("requests", "申请事项", items(case.requests)),
        Slot("told", "声明", "人民调解委员会已将申请人民调解的有关规定告知我（们），现自愿申请人民调解委员会调解。"),
    )


def _acceptance(case: Case, step: Step) -> tuple[Slot, ...]:
    return (
        Slot("summary", "纠纷简要情况", case.summary),
        Slot("note", "备注", step.text("note") or ("紧急、简单纠纷，先调解后登记。" if step.data.get("after") else "")),
    )


def _refusal(case: Case, step: Step) -> tuple[Slot, ...]:
    reason, told = step.text("reason"), step.text("told_to")
    return (
        Slot("matter", "申请的纠纷", case.summary),
        Slot(
            "reason",
            "不予受理的理由",
            f"经审查，该纠纷属于“{reason}”的情形，依照{law.BARRED.cite}，本调解委员会不予受理。",
        ),
        Slot("ways", "可以走的途径", told or "你（们）可以依法通过仲裁、行政、司法等途径维护自己的权利。"),
    )


_RIGHTS = """选择或者接受人民调解员；
接受调解、拒绝调解或者要求终止调解；
要求调解公开进行或者不公开进行；
自主表达意愿、自愿达成调解协议。"""
_DUTIES = """如实陈述纠纷事实；
遵守调解现场秩序，尊重人民调解员；
尊重对方当事人行使权利。"""
_NATURE = """人民调解委员会是依法设立的调解民间纠纷的群众性组织，调解不收取任何费用。
调解在当事人自愿、平等的基础上进行，不违背法律、法规和国家政策，尊重当事人的权利，不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。
经调解达成的调解协议具有法律约束力，当事人应当按照约定履行。双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。"""


def _rights(case: Case, _step: Step) -> tuple[Slot, ...]:
    return (
        Slot("nature", "人民调解的性质、原则和效力", _NATURE),
        Slot("rights", "当事人的权利", items(_RIGHTS)),
        Slot("duties", "当事人的义务", items(_DUTIES)),
        Slot("mediators", "调解员", "、".join(m.name for m in case.active_mediators) or "（待指定）"),
    )


def _investigation(_case: Case, step: Step) -> tuple[Slot, ...]:
    return (
        Slot("record", "调查笔录", step.text("record")),
        Slot("evidence", "取得的证据材料", step.text("evidence") or "无"),
    )


def _objection(told: Step | None) -> str:
    asked = told.text("objection") if told else ""
    return f"告知时当事人提出：{asked}，已按规定处理。" if asked else "当事人对调解员没有异议。"


def _session(case: Case, step: Step) -> tuple[Slot, ...]:
    mediators = "、".join(m.name for m in case.active_mediators)
    told = case.last(Stage.INFORMED)
    reached = step.text("result") == "达成一致"
    ways = "调解员告知：调解不成的，可以依法通过仲裁、行政、司法等途径维护权利。"
    outcome = step.text("content") or ("双方达成一致，协议内容见调解协议。" if reached else "")
    if step.text("result") == "未达成":
        outcome = f"调解不成。{outcome}\n{ways}"
    elif not reached:
        outcome = f"本次未达成一致，双方同意继续调解。{outcome}"
    prevention = step.text("prevention")
    return (
        Slot(
            "rights",
            "一、权利义务告知",
            f"{chinese(told.on) if told else ''}已告知当事人的权利和义务，当事人表示清楚，自愿接受调解。",
        ),
        Slot(
            "principle",
            "二、原则与调解员身份告知",
            f"本次调解由{mediators}进行。调解遵循自愿、平等、合法的原则，不收取任何费用。{_objection(told)}",
        ),
        Slot("statements", "三、双方陈述", step.text("statements")),
        Slot("verified", "四、调查核实与质证", step.text("verified") or "无。"),
        Slot(
            "risks",
            "五、结果与风险告知",
            step.text("risks")
            or "达成的协议具有法律约束力，应当按约定履行；可以自生效之日起三十日内共同申请司法确认；"
            "调解不成可以另走法律途径，注意诉讼时效。",
        ),
        Slot("outcome", "六、协议内容或不成的原因及其他途径告知", outcome),
        Slot("prevention", "激化可能与预防措施", prevention),
    )


def _deal(step: Step) -> str:
    parts = [
        ("履行方式", step.text("way")),
        ("履行地点", step.text("where")),
        ("履行期限", chinese(step.day("due_on")) if step.day("due_on") else ""),
    ]
    text = "；".join(f"{name}：{value}" for name, value in parts if value)
    stages = step.text("instalments")
    return (
        "\n".join(part for part in (f"{text}。" if text else "", items(stages)) if part)
        or "履行方式、期限没有另行约定。"
    )


def _agreement(case: Case, step: Step) -> tuple[Slot, ...]:
    number = copies(case)
    facts, terms = _agreed(case, step)
    return (
        Slot("facts", "纠纷的主要事实、争议事项", facts),
        Slot("terms", "经调解自愿达成如下协议", terms),
        Slot("deal", "履行方式、地点、期限", _deal(step)),
        Slot(
            "effect",
            "生效与份数",
            f"本协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
            f"本协议一式{number}份，当事人各执一份，人民调解委员会留存一份。",
        ),
    )


def _agreed(case: Case, step: Step) -> tuple[str, str]:
    """Facts and terms of an agreement; before it is registered, those of the case and its last session.

    An agreement is printed and signed first and registered after: its draft must have the words already.
    """
    if step.stage in AGREED:
        return step.text("facts"), items(step.text("terms"))
    session = case.last(Stage.SESSION)
    return case.summary, items(session.text("content")) if session else ""


def _oral(case: Case, step: Step) -> tuple[Slot, ...]:
    facts, terms = _agreed(case, step)
    return (
        Slot("facts", "纠纷主要事实、争议事项", facts),
        Slot("terms", "协议内容", terms),
        Slot("deal", "履行方式、时限", _deal(step)),
        Slot("note", "说明", "当事人认为无需制作调解协议书，采取口头协议方式；本协议自各方达成之日起生效。"),
    )


def _confirmation(case: Case, step: Step) -> tuple[Slot, ...]:
    agreement = case.last(Stage.WRITTEN)
    on = chinese(case.effective_on)
    return (
        Slot("court", "受理法院", step.text("court") or "　　　　人民法院"),
        Slot("requests", "申请事项", "请求人民法院依法确认下述人民调解协议有效。"),
        Slot(
            "reasons",
            "事实与理由",
            f"申请人因{case.title}，经调解委员会主持调解，于{chinese(agreement.on) if agreement else ''}"
            f"达成人民调解协议，协议自{on}起生效。\n"
            + (f"协议内容：\n{items(agreement.text('terms'))}\n" if agreement else "")
            + f"双方认为有必要申请司法确认，依照{law.CONFIRMATION.cite}，自协议生效之日起三十日内共同提出申请。",
        ),
        Slot(
            "promise",
            "承诺",
            "双方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；因该协议损害他人合法权益的，愿意承担相应的法律责任。",
        ),
    )


def _revisit(case: Case, step: Step) -> tuple[Slot, ...]:
    parts = [
        ("履行情况", step.text("state") or case.performance),
        ("满意程度", step.text("satisfied")),
        ("是否起诉及结果", step.text("sued") or "未起诉"),
        ("有无激化隐患", "有" if step.data.get("risk") else "无"),
    ]
    found = "\n".join(f"{name}：{value}。" for name, value in parts if value)
    return (Slot("reason", "回访事由", case.title), Slot("found", "回访情况", f"{step.text('note')}\n{found}".strip()))


def _closing(case: Case, _step: Step) -> tuple[Slot, ...]:
    agreement = case.agreement
    result = (
        f"达成{'书面' if agreement.stage is Stage.WRITTEN else '口头'}协议：\n{items(agreement.text('terms'))}"
        if agreement
        else ""
    )
    ending = case.ending
    if ending and not agreement:
        result = f"{ending.stage.value}：{ending.text('reason') or ending.text('to')}"
    return (
        Slot("facts", "简要事实", (agreement.text("facts") if agreement else "") or case.summary),
        Slot("result", "调解结果", result),
        Slot("performance", "履行情况", case.performance or "无"),
        Slot("note", "备注", ""),
    )


def _notes(case: Case, step: Step) -> tuple[Slot, ...]:
    ending = case.ending
    parts = [step.text("note")]
    if ending and ending.stage is Stage.TRANSFERRED:
        parts.append(f"本案于{chinese(ending.on)}转往{ending.text('to')}办理。理由：{ending.text('reason')}")
    elif ending and case.agreement is None:
        parts.append(f"本案于{chinese(ending.on)}{ending.stage.value}。原因：{ending.text('reason')}")
        parts.append("已告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。")
        if ending.text("next_way"):
            parts.append(f"当事人选择：{ending.text('next_way')}。")
    if ending and ending.text("prevention"):
        parts.append(f"已采取的预防措施：{ending.text('prevention')}")
    return (Slot("notes", "情况说明", "\n".join(p for p in parts if p) or "本卷材料齐全，无其他需要说明的情况。"),)


_MAKERS: Mapping[Sheet, Callable[[Case, Step], tuple[Slot, ...]]] = {
    Sheet.APPLICATION: _application,
    Sheet.ACCEPTANCE: _acceptance,
    Sheet.REFUSAL: _refusal,
    Sheet.RIGHTS: _rights,
    Sheet.INVESTIGATION: _investigation,
    Sheet.SESSION: _session,
    Sheet.AGREEMENT: _agreement,
    Sheet.ORAL: _oral,
    Sheet.CONFIRMATION: _confirmation,
    Sheet.REVISIT: _revisit,
    Sheet.CLOSING: _closing,
    Sheet.NOTES: _notes,
}
