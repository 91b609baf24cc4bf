"""How stages, clocks and sheets look on this page: their words, tones and the columns of the list."""

from __future__ import annotations

from villagedesk.mediation.clocks import Clock, Mark
from villagedesk.mediation.volume import Place, State
from villagedesk.store.cases.dispute import Entry
from villagedesk.ui.tables.columns import Column

STAGE_TONES = {
    "待受理": "warn",
    "不予受理": "plain",
    "受理": "info",
    "告知": "info",
    "调查": "info",
    "调解": "accent",
    "达成书面协议": "ok",
    "达成口头协议": "ok",
    "未达成": "warn",
    "终止": "plain",
    "转办": "leave",
    "履行": "ok",
    "司法确认": "ok",
    "回访": "ok",
    "归档": "plain",
}

LANES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("待受理", ("待受理",)),
    ("受理、告知", ("受理", "告知")),
    ("调查、调解", ("调查", "调解")),
    ("达成协议", ("达成书面协议", "达成口头协议")),
    ("履行、确认、回访", ("履行", "司法确认", "回访")),
    ("未达成、终止、转办", ("未达成", "终止", "转办")),
)

_MARK_TONES = {
    Mark.RUNNING: "info",
    Mark.SOON: "warn",
    Mark.OVERDUE: "bad",
    Mark.STOPPED: "leave",
    Mark.DONE: "ok",
    Mark.LAPSED: "plain",
}

_STATE_SIGNS = {
    State.SIGNED: ("√", "ok"),
    State.WRITTEN: ("○", "info"),
    State.LACKING: ("×", "bad"),
    State.BOUND: ("·", "plain"),
    State.ABSENT: ("－", "plain"),
}


def clock_words(clock: Clock) -> str:
    """What a clock says in a few words: days left, overdue, stopped."""
    match clock.mark:
        case Mark.OVERDUE:
            return f"逾期 {-clock.days_left} 天"
        case Mark.DONE:
            return "已完成"
        case Mark.LAPSED:
            return "已过申请期"
        case Mark.STOPPED:
            return f"暂停，余 {clock.days_left} 天"
        case _:
            return "今天到期" if clock.days_left == 0 else f"还有 {clock.days_left} 天"


def clock_tone(clock: Clock) -> str:
    """The tone of a clock's chip."""
    return _MARK_TONES[clock.mark]


def place_sign(place: Place) -> tuple[str, str]:
    """The sign and tone of a place in the volume."""
    return _STATE_SIGNS[place.state]


COLUMNS: tuple[Column[Entry], ...] = (
    Column("number", "案号", lambda e: e.number, width=11.5),
    Column("title", "纠纷", lambda e: e.title, width=0, bold=True, tip=lambda e: e.title),
    Column("stage", "阶段", lambda e: e.stage, width=6, chip=True, tone=lambda e: STAGE_TONES.get(e.stage, "info")),
    Column("category", "类型", lambda e: e.category, width=6.6),
    Column("received", "来件", lambda e: e.received_on, width=6),
    Column("mediators", "调解员", lambda e: e.mediators, width=7, muted=True),
    Column("difficulty", "难易", lambda e: e.difficulty, width=3.4, muted=True),
    Column(
        "amount",
        "金额（元）",
        lambda e: e.amount,
        lambda e: f"{e.amount:,.0f}" if e.amount else "",
        width=5,
        right=True,
    ),
    Column("due", "最近期限", lambda e: e.next_due_on or "", width=6),
)
