"""The way of a case as its page shows it: stations, the steps worth offering, what is asked before acceptance."""

from __future__ import annotations

from villagedesk.mediation.case import AGREED, Case, Source, Stage
from villagedesk.mediation.party import PERSON
from villagedesk.mediation.stages import next_stages

_WAY = (
    ("受理", (Stage.ACCEPTED, Stage.REFUSED)),
    ("告知", (Stage.INFORMED,)),
    ("调查", (Stage.INVESTIGATED,)),
    ("调解", (Stage.SESSION,)),
    ("结果", (*AGREED, Stage.FAILED, Stage.STOPPED, Stage.TRANSFERRED)),
    ("履行", (Stage.PERFORMED,)),
    ("司法确认", (Stage.CONFIRMED,)),
    ("回访", (Stage.REVISITED,)),
    ("归档", (Stage.ARCHIVED,)),
)


_AFTER_SESSION = {"达成一致": Stage.WRITTEN, "未达成": Stage.FAILED}


def offered(case: Case) -> tuple[Stage, ...]:
    """The steps worth offering now, the usual one first; those without a session before are left out."""
    hidden = () if case.sessions else (*AGREED, Stage.FAILED)
    if case.agreement:
        hidden = (*hidden, Stage.SESSION, Stage.WRITTEN) if case.stage is not Stage.ORAL else (*hidden, Stage.SESSION)
    else:
        hidden = (*hidden, Stage.PERFORMED, Stage.CONFIRMED)
    if case.performance == "全部履行" and not case.confirmation:
        hidden = (*hidden, Stage.PERFORMED, Stage.CONFIRMED)
    found = [stage for stage in next_stages(case) if stage not in hidden]
    usual = {
        Stage.ACCEPTED: Stage.INFORMED,
        Stage.INFORMED: Stage.SESSION,
        Stage.INVESTIGATED: Stage.SESSION,
        Stage.SESSION: _AFTER_SESSION.get(case.sessions[-1].text("result") if case.sessions else "", Stage.SESSION),
        Stage.WRITTEN: Stage.PERFORMED,
        Stage.ORAL: Stage.PERFORMED,
        Stage.PERFORMED: Stage.REVISITED,
        Stage.REVISITED: Stage.ARCHIVED,
        Stage.FAILED: Stage.REVISITED,
    }.get(case.stage)
    agreed = usual is Stage.WRITTEN
    # What was done before and is rarely done again stands last.
    done = {stage for stage in (Stage.INFORMED, Stage.INVESTIGATED) if case.took(stage)}
    return tuple(sorted(found, key=lambda stage: (stage is not usual, not (agreed and stage in AGREED), stage in done)))


def asked_before(case: Case) -> tuple[str, ...]:
    """What is still to be filled in on a case that waits to be accepted, in words that say where."""
    if case.stage not in (Stage.WAITING, Stage.ACCEPTED):
        return ()
    sides = ("申请人", "被申请人")
    found = [f"还没有{side}：点“添加当事人”。" for side in sides if not case.side(side)]
    if case.source in (Source.POLICE, Source.COURT, Source.DEPARTMENT) and not case.referred_by:
        found.append(f"{case.source.value}的还没有写移交（委托）单位：点“纠纷情况”旁边的“修改”。")
    if not case.active_mediators:
        found.append("还没有调解员：点“调解员”旁边的“指定”。")
    if case.category == "其他" and not case.local_category.strip("其他"):
        found.append("纠纷类型还是“其他”：点“纠纷情况”旁边的“修改”选一个。")
    return (*found, *_blank_on_paper(case))


def _blank_on_paper(case: Case) -> tuple[str, ...]:
    """Which facts of a party the forms ask for and the case has not; they print empty to be written by hand."""
    asked = {"性别": "sex", "年龄": "age", "联系方式": "phone", "住址": "address"}
    found: list[str] = []
    for party in case.parties:
        names = asked if party.kind == PERSON else {"法定代表人": "head_person", "联系方式": "phone", "住所": "address"}
        missing = [word for word, name in names.items() if not getattr(party, name)]
        if missing:
            found.append(f"{party.name}还缺{'、'.join(missing)}，文书上会空着。")
    return tuple(found)


def strip(case: Case) -> tuple[tuple[str, str, str], ...]:
    """The stations of a case for the strip: word, day and times below, and whether done, present or coming."""
    made: list[tuple[str, str, str]] = []
    for word, stages in _WAY:
        step = case.last(*stages)
        named = step.stage.value.removeprefix("达成") if step and word == "结果" else word
        state = "coming" if step is None else "now" if step.stage is case.stage else "done"
        times = len(case.took(*stages))
        below = "" if step is None else step.on.isoformat()[5:] + (f"　{times} 次" if times > 1 else "")
        made.append((named, below, state))
    return tuple(made)
