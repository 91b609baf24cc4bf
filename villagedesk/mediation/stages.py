"""The way of a case: which step may follow which, and why the law forbids the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from villagedesk.base.errors import Mistake
from villagedesk.mediation import law
from villagedesk.mediation.case import AGREED, Case, Source, Stage, Step
from villagedesk.mediation.clocks import Works, confirmation_until, weekday_works
from villagedesk.mediation.law import Article, Forbidden
from villagedesk.mediation.party import check_mediators, check_party
from villagedesk.mediation.steps import STEP_FIELDS, checked, instalments

_OPEN = (Stage.ACCEPTED, Stage.INFORMED, Stage.INVESTIGATED, Stage.SESSION)
_AFTER = (*AGREED, Stage.PERFORMED, Stage.CONFIRMED, Stage.REVISITED)

FROM: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.ACCEPTED: (Stage.WAITING,),
    Stage.REFUSED: (Stage.WAITING,),
    Stage.INFORMED: _OPEN,
    Stage.INVESTIGATED: _OPEN,
    Stage.SESSION: (*_OPEN, *_AFTER),
    Stage.WRITTEN: (Stage.SESSION, Stage.INVESTIGATED, Stage.INFORMED, Stage.ORAL),
    Stage.ORAL: (Stage.SESSION, Stage.INVESTIGATED, Stage.INFORMED),
    Stage.FAILED: (Stage.SESSION, Stage.INVESTIGATED, Stage.INFORMED),
    Stage.STOPPED: _OPEN,
    Stage.TRANSFERRED: (Stage.WAITING, *_OPEN, Stage.FAILED),
    Stage.PERFORMED: _AFTER,
    Stage.CONFIRMED: _AFTER,
    Stage.REVISITED: (*_AFTER, Stage.FAILED, Stage.STOPPED, Stage.TRANSFERRED),
    Stage.ARCHIVED: (*_AFTER, Stage.FAILED, Stage.STOPPED, Stage.TRANSFERRED),
}

_ALIASES = {
    "书面协议": Stage.WRITTEN,
    "达成协议": Stage.WRITTEN,
    "口头协议": Stage.ORAL,
    "不受理": Stage.REFUSED,
    "调解不成": Stage.FAILED,
    "确认": Stage.CONFIRMED,
    "移交": Stage.TRANSFERRED,
    "立卷归档": Stage.ARCHIVED,
}


def stage_named(word: str) -> Stage:
    """The stage of that name or usual other name; `Mistake` that lists the names."""
    if word in _ALIASES:
        return _ALIASES[word]
    try:
        return Stage(word)
    except ValueError:
        raise Mistake(f"没有“{word}”这一步，可选：{'、'.join(s.value for s in FROM)}。", "stage") from None


def next_stages(case: Case) -> tuple[Stage, ...]:
    """The steps that may follow by order; each may still be forbidden by its own rule."""
    return tuple(stage for stage, before in FROM.items() if case.stage in before)


def take(case: Case, step: Step, today: date, works: Works = weekday_works) -> Case:
    """The case after this step, its data checked; `Forbidden` with the article, or `Mistake` at a field.

    `works` says whether offices are open on a day: a term that ends on a day of rest ends on the next open day.
    """
    if step.stage not in STEP_FIELDS:
        raise Mistake(f"“{step.stage.value}”不是可以办理的一步。", "stage")
    step = replace(step, data=checked(STEP_FIELDS[step.stage], step.data))
    _check_order(case, step)
    _check_day(case, step, today)
    for rule in _RULES.get(step.stage, ()):
        rule(case, step)
    if step.stage is Stage.CONFIRMED:
        _confirmable(case, step, works)
    return replace(case, steps=(*case.steps, step))


def _check_order(case: Case, step: Step) -> None:
    if case.stage in FROM[step.stage]:
        return
    why = f"现在是“{case.stage.value}”，不能直接到“{step.stage.value}”"
    article = _ORDER_ARTICLES.get(step.stage)
    if case.stage is Stage.ARCHIVED:
        raise Mistake("这个案件已经归档，不能再办理；要改请先说明理由并撤销归档。", "stage")
    if article:
        raise Forbidden(why, article, "stage")
    raise Mistake(f"{why}；下一步可以是：{'、'.join(s.value for s in next_stages(case)) or '没有了'}。", "stage")


_ORDER_ARTICLES: Mapping[Stage, Article] = {
    Stage.SESSION: law.TOLD_FIRST,
    Stage.WRITTEN: law.RECORDS,
    Stage.ORAL: law.RECORDS,
    Stage.FAILED: law.NO_AGREEMENT,
    Stage.PERFORMED: law.PERFORMANCE,
    Stage.CONFIRMED: law.CONFIRMATION,
    Stage.REVISITED: law.REVISIT,
    Stage.ARCHIVED: law.RECORDS,
}


def _check_day(case: Case, step: Step, today: date) -> None:
    if step.on > today:
        raise Mistake(f"日期 {step.on} 还没有到，不能先登记。", "on")
    if step.on < case.received_on:
        raise Mistake(f"日期 {step.on} 早于来件日期 {case.received_on}，请检查。", "on")
    late = step.stage is Stage.ACCEPTED and bool(step.data.get("after"))
    if case.steps and step.on < case.steps[-1].on and not late:
        last = case.steps[-1]
        raise Mistake(f"日期 {step.on} 早于上一步“{last.stage.value}”的 {last.on}，请检查。", "on")


def _two_sides(case: Case, step: Step) -> None:
    for party in case.parties:
        check_party(party)
    if not case.side("申请人") or not case.side("被申请人"):
        raise Mistake(f"要有申请人和被申请人，才能“{step.stage.value}”。", "parties")


def _referrer_named(case: Case, _step: Step) -> None:
    if case.source in (Source.POLICE, Source.COURT, Source.DEPARTMENT) and not case.referred_by:
        raise Mistake(f"案件来源是“{case.source.value}”，请先在案件里写明移交（委托）单位。", "referred_by")


def _not_barred(case: Case, _step: Step) -> None:
    referred = (case.source is Source.COURT and "人民法院" in case.barred) or (
        case.source is Source.POLICE and "公安" in case.barred
    )
    if case.barred and not referred:
        raise Forbidden(f"{case.barred}，不能受理，请办理“不予受理”", law.BARRED, "barred")


def _nobody_refuses(case: Case, step: Step) -> None:
    for party in case.parties:
        if party.refuses:
            raise Forbidden(f"{party.name}明确拒绝调解，不能“{step.stage.value}”", law.CLEAR_REFUSAL, "refuses")


def _no_fee(case: Case, _step: Step) -> None:
    if case.fee:
        raise Forbidden(f"本案写了收费 {case.fee:g} 元", law.FREE, "fee")


def _minors_are_represented(case: Case, _step: Step) -> None:
    for party in case.parties:
        if party.minor and not (party.representative and party.authority == "法定代理"):
            raise Forbidden(f"{party.name}未满十八周岁，要由法定代理人参加", law.GUARDIAN, "representative")


def _has_mediators(case: Case, _step: Step) -> None:
    check_mediators(case.mediators, case.parties)
    if not case.active_mediators:
        raise Forbidden("还没有指定调解员", law.APPOINTED, "mediators")


def _withdrawal_answered(case: Case, _step: Step) -> None:
    told = case.last(Stage.INFORMED)
    asked = told.text("objection") if told else ""
    if asked and any(m.name in asked for m in case.active_mediators):
        raise Forbidden(f"当事人要求{asked}回避，还没有调换调解员", law.WITHDRAWAL, "mediators")


def _told(case: Case, _step: Step) -> None:
    told = case.last(Stage.INFORMED)
    if told is None:
        raise Forbidden("还没有告知权利义务", law.TOLD_FIRST, "stage")
    if told.data.get("agreed") is False:
        raise Forbidden("告知时有一方不同意调解", law.CLEAR_REFUSAL, "agreed")


def _helpers_agreed(case: Case, _step: Step) -> None:
    for helper in case.helpers:
        if not helper.consented:
            raise Forbidden(f"邀请{helper.name}参加还没有征得当事人同意", law.INVITED, "helpers")


def _again_by_consent(case: Case, step: Step) -> None:
    if case.agreement and not step.data.get("again"):
        raise Forbidden("已经达成协议，再次调解要双方同意", law.AGAIN, "again")


def _session_held(case: Case, step: Step) -> None:
    if not case.sessions:
        raise Forbidden(f"还没有调解记录，不能“{step.stage.value}”", _ORDER_ARTICLES[step.stage], "stage")


def _may_agree(case: Case, _step: Step) -> None:
    session = case.sessions[-1]
    present = session.text("present")
    for party in case.parties:
        spoken_for = party.representative and (not present or party.name not in present)
        if spoken_for and party.authority == "一般授权":
            raise Forbidden(
                f"{party.representative}是一般授权，不能代{party.name}达成协议，要有特别授权",
                law.AUTHORITY,
                "authority",
            )
        if spoken_for and party.authority == "特别授权" and not party.authority_paper:
            raise Forbidden(f"{party.name}的授权委托书还没有收到", law.AUTHORITY, "authority_paper")


def _signed(case: Case, step: Step) -> None:
    if not step.data.get("all_signed"):
        raise Forbidden("各方当事人还没有全部签名、盖章或按指印，协议没有生效", law.WRITTEN_EFFECT, "all_signed")
    if not step.data.get("sealed"):
        raise Forbidden("调解员还没有签名或没有加盖调委会印章，协议没有生效", law.WRITTEN_EFFECT, "sealed")
    signed = step.day("signed_on") or step.on
    if signed < case.received_on:
        raise Mistake(f"签名日期 {signed} 早于来件日期 {case.received_on}，请检查。", "signed_on")
    if signed > step.on:
        raise Mistake(f"签名日期 {signed} 晚于登记日期 {step.on}，请检查。", "signed_on")


def _dates_follow(_case: Case, step: Step) -> None:
    due = step.day("due_on")
    if due and due < step.on:
        raise Mistake(f"履行期限 {due} 早于协议日期 {step.on}，请检查。", "due_on")
    instalments(step.text("instalments"))


def _no_paper_wanted(_case: Case, step: Step) -> None:
    if not step.data.get("no_paper"):
        raise Forbidden("口头协议要当事人都认为无需制作协议书", law.ORAL_RECORD, "no_paper")


def _other_ways_told(_case: Case, step: Step) -> None:
    if not step.data.get("told_ways"):
        raise Forbidden("还没有告知当事人其他解决途径", law.NO_AGREEMENT, "told_ways")


def _risk_prevented(_case: Case, step: Step) -> None:
    if step.data.get("risk") and not step.text("prevention").strip():
        raise Forbidden("纠纷有可能激化，要写明采取的预防措施", law.ESCALATION, "prevention")


def _performance_urged(_case: Case, step: Step) -> None:
    if step.text("performance") == "不履行" and not step.data.get("told_ways"):
        raise Forbidden("不履行的，要先督促并告知可以起诉", law.PERFORMANCE, "told_ways")


def _agreed(case: Case, step: Step) -> None:
    if case.agreement is None:
        raise Forbidden(f"没有生效的调解协议，不能“{step.stage.value}”", _ORDER_ARTICLES[step.stage], "stage")


def _confirmable(case: Case, step: Step, works: Works) -> None:
    if case.agreement and case.agreement.stage is Stage.ORAL:
        raise Forbidden("口头协议没有协议书可以提交，请先补制书面协议", law.CONFIRM_PAPERS, "stage")
    first = case.took(Stage.CONFIRMED)
    if first:
        return
    if not step.data.get("joint"):
        raise Forbidden("司法确认要双方共同申请", law.CONFIRMATION, "joint")
    effective = case.effective_on
    last = confirmation_until(case, works)
    if last and step.on > last:
        raise Forbidden(f"协议 {effective} 生效，申请期到 {last} 为止，已经过期", law.CONFIRMATION, "on")


def _may_close(case: Case, _step: Step) -> None:
    if case.stage is Stage.WAITING or case.ending is None:
        raise Forbidden("案件还没有办结", law.RECORDS, "stage")
    if case.agreement is None or case.performance == "全部履行":
        return
    sued = any("起诉" in visit.text("sued") or "执行" in visit.text("sued") for visit in case.took(Stage.REVISITED))
    if not (sued or (case.performance == "不履行" and case.took(Stage.PERFORMED)[-1].data.get("told_ways"))):
        raise Forbidden("协议还没有履行完毕，也没有转入诉讼，不能结案归档", law.PERFORMANCE, "performance")


Rule = Callable[[Case, Step], None]

_RULES: Mapping[Stage, tuple[Rule, ...]] = {
    Stage.ACCEPTED: (_two_sides, _no_fee, _referrer_named, _not_barred, _nobody_refuses),
    Stage.INFORMED: (_two_sides, _nobody_refuses),
    Stage.SESSION: (
        _again_by_consent,
        _nobody_refuses,
        _told,
        _has_mediators,
        _withdrawal_answered,
        _helpers_agreed,
        _minors_are_represented,
        _risk_prevented,
    ),
    Stage.WRITTEN: (_session_held, _nobody_refuses, _minors_are_represented, _may_agree, _signed, _dates_follow),
    Stage.ORAL: (_session_held, _nobody_refuses, _minors_are_represented, _may_agree, _no_paper_wanted, _dates_follow),
    Stage.FAILED: (_session_held, _other_ways_told, _risk_prevented),
    Stage.STOPPED: (_other_ways_told, _risk_prevented),
    Stage.TRANSFERRED: (_risk_prevented,),
    Stage.PERFORMED: (_agreed, _performance_urged),
    Stage.CONFIRMED: (_agreed,),
    Stage.ARCHIVED: (_may_close,),
}
