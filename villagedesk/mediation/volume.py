"""The volume a case becomes: its sheets in their order, which of them must be there, and what is lacking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from villagedesk.mediation.case import AGREED, Case, Difficulty, Stage, Step


class Sheet(StrEnum):
    """The sheets of a volume, in the order in which they are bound (司发通〔2010〕239号)."""

    COVER = "卷宗封面"
    CONTENTS = "卷内目录"
    APPLICATION = "人民调解申请书"
    ACCEPTANCE = "受理登记表"
    REFUSAL = "不予受理告知书"
    RIGHTS = "权利义务告知书"
    IDENTITY = "当事人身份证明"
    AUTHORITY = "授权委托书"
    INVESTIGATION = "调查记录"
    EVIDENCE = "证据材料"
    SESSION = "调解记录"
    AGREEMENT = "调解协议书"
    ORAL = "口头协议登记表"
    PROOF = "履行凭证"
    REVISIT = "回访记录"
    CONFIRMATION = "司法确认申请书"
    COURT_PAPERS = "司法确认材料"
    CLOSING = "结案报告"
    NOTES = "卷宗情况说明"
    BACK = "封底"


SCANNED_ONLY = (Sheet.IDENTITY, Sheet.AUTHORITY, Sheet.EVIDENCE, Sheet.PROOF, Sheet.COURT_PAPERS)
BOUND = (Sheet.COVER, Sheet.CONTENTS, Sheet.BACK)
FORMS = tuple(sheet for sheet in Sheet if sheet not in SCANNED_ONLY and sheet not in BOUND)
PER_STEP = {
    Sheet.INVESTIGATION: (Stage.INVESTIGATED,),
    Sheet.SESSION: (Stage.SESSION,),
    Sheet.AGREEMENT: (Stage.WRITTEN,),
    Sheet.ORAL: (Stage.ORAL,),
    Sheet.REVISIT: (Stage.REVISITED,),
}


class Need(StrEnum):
    """Whether a sheet belongs into the volume of this kind of case."""

    MUST = "必须"
    IF_ANY = "按需"
    NONE = "不需"


class State(StrEnum):
    """How far a sheet has come."""

    LACKING = "缺"
    WRITTEN = "已填待签"
    SIGNED = "已签"
    BOUND = "装订时生成"
    ABSENT = "无"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the volume: a sheet, the step it records, whether it is needed and how far it is."""

    sheet: Sheet
    need: Need
    state: State
    step: int = 0
    title: str = ""

    @property
    def lacking(self) -> bool:
        """Whether the volume must have this sheet and has not."""
        return self.need is Need.MUST and self.state is State.LACKING


@dataclass(frozen=True, slots=True)
class Held:
    """What a case already has of one sheet: a form written for a step (0: for the case), or a scan."""

    sheet: Sheet
    step: int = 0
    scanned: bool = False


def kind_of(case: Case) -> str:
    """The kind of volume: 书面, 口头, 未达成, 终止, 转办, 不予受理 or 在办."""
    ending = case.ending
    if ending is None:
        return "在办"
    return {Stage.WRITTEN: "书面", Stage.ORAL: "口头"}.get(ending.stage, ending.stage.value)


def need(case: Case, sheet: Sheet) -> Need:
    """Whether the volume of this case must, may or need not have this sheet."""
    if sheet in BOUND:
        return Need.MUST
    if kind_of(case) == "不予受理":
        return Need.MUST if sheet is Sheet.REFUSAL else Need.IF_ANY if sheet is Sheet.ACCEPTANCE else Need.NONE
    if sheet in _ALWAYS:
        return Need.MUST
    rule = _RULES.get(sheet)
    return Need.IF_ANY if rule is None else rule(case)


_ALWAYS = (Sheet.ACCEPTANCE,)


def _must_if(met: bool) -> Need:
    return Need.MUST if met else Need.IF_ANY


def _mediated(case: Case) -> bool:
    return bool(case.sessions) or case.ending is None


_RULES: Mapping[Sheet, Callable[[Case], Need]] = {
    Sheet.REFUSAL: lambda _: Need.NONE,
    Sheet.RIGHTS: lambda case: _must_if(_mediated(case) or bool(case.took(Stage.INFORMED))),
    Sheet.IDENTITY: lambda case: _must_if(_mediated(case) and kind_of(case) != "口头"),
    Sheet.AUTHORITY: lambda case: _must_if(
        any(p.representative and p.authority in ("一般授权", "特别授权") for p in case.parties)
    ),
    Sheet.INVESTIGATION: lambda case: _must_if(
        bool(case.took(Stage.INVESTIGATED)) or case.difficulty is Difficulty.MAJOR
    ),
    Sheet.EVIDENCE: lambda case: _must_if(any(s.text("evidence") for s in case.took(Stage.INVESTIGATED))),
    Sheet.SESSION: lambda case: _must_if(_mediated(case) and kind_of(case) != "口头"),
    Sheet.AGREEMENT: lambda case: Need.NONE if kind_of(case) == "口头" else _must_if(kind_of(case) in ("书面", "在办")),
    Sheet.ORAL: lambda case: Need.MUST if kind_of(case) == "口头" else Need.NONE,
    Sheet.PROOF: lambda case: _must_if(any(s.text("proof") for s in case.took(Stage.PERFORMED))),
    Sheet.REVISIT: lambda case: _must_if(
        bool(case.took(Stage.REVISITED)) or (case.difficulty is Difficulty.MAJOR and case.agreement is not None)
    ),
    Sheet.CONFIRMATION: lambda case: _must_if(bool(case.took(Stage.CONFIRMED))),
    Sheet.COURT_PAPERS: lambda case: _must_if(case.confirmation in ("确认有效", "确认无效")),
    Sheet.CLOSING: lambda case: _must_if(case.ending is not None and kind_of(case) != "口头"),
    Sheet.NOTES: lambda case: _must_if(kind_of(case) in ("未达成", "终止", "转办")),
}


def places(case: Case, held: Sequence[Held]) -> tuple[Place, ...]:
    """Every place of the volume in binding order: one a step for records, each with need and state."""
    found: list[Place] = []
    for sheet in Sheet:
        needed = need(case, sheet)
        steps: list[Step | None] = [*case.took(*PER_STEP[sheet])] if sheet in PER_STEP else [None]
        if sheet in (Sheet.AGREEMENT, Sheet.ORAL):
            steps = steps[-1:]
        for index, step in enumerate(steps or [None], 1):
            state = _state(sheet, step.id if step else 0, held, needed)
            title = f"{sheet.value}（第 {index} 次）" if len(steps) > 1 else sheet.value
            found.append(Place(sheet, needed, state, step.id if step else 0, title))
    return tuple(place for place in found if place.need is not Need.NONE or place.state is not State.ABSENT)


def _state(sheet: Sheet, step: int, held: Sequence[Held], needed: Need) -> State:
    if sheet in BOUND:
        return State.BOUND
    mine = [h for h in held if h.sheet is sheet and (not step or h.step in (0, step))]
    if any(h.scanned for h in mine):
        return State.SIGNED
    if mine:
        return State.WRITTEN
    return State.LACKING if needed is Need.MUST else State.ABSENT


def lacks(case: Case, held: Sequence[Held]) -> tuple[str, ...]:
    """The titles of the sheets that the volume must have and has not."""
    return tuple(place.title for place in places(case, held) if place.lacking)


def sheets_of_step(stage: Stage) -> tuple[Sheet, ...]:
    """The forms that a step writes by itself."""
    return {
        Stage.ACCEPTED: (Sheet.ACCEPTANCE,),
        Stage.REFUSED: (Sheet.REFUSAL,),
        Stage.INFORMED: (Sheet.RIGHTS,),
        Stage.INVESTIGATED: (Sheet.INVESTIGATION,),
        Stage.SESSION: (Sheet.SESSION,),
        Stage.WRITTEN: (Sheet.AGREEMENT,),
        Stage.ORAL: (Sheet.ORAL,),
        Stage.FAILED: (Sheet.NOTES,),
        Stage.STOPPED: (Sheet.NOTES,),
        Stage.TRANSFERRED: (Sheet.NOTES,),
        Stage.CONFIRMED: (Sheet.CONFIRMATION,),
        Stage.REVISITED: (Sheet.REVISIT,),
        Stage.ARCHIVED: (Sheet.CLOSING,),
    }.get(stage, ())


def copies(case: Case) -> int:
    """How many copies of the agreement are made: one for each party and one for the committee (§29)."""
    return len(case.parties) + 1


def agreement_number(case: Case) -> str:
    """The number of the agreement, made from the case's number."""
    return draft_number(case) if case.last(*AGREED) else ""


def draft_number(case: Case) -> str:
    """The number an agreement of this case has or would have, for a draft printed before it is signed."""
    return case.number.replace("人调字", "人调协字")
