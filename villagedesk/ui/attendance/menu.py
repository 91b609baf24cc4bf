"""What can be done on the page of attendance, as tables of actions."""

from __future__ import annotations

from collections.abc import Callable

from villagedesk.ui.actions import Action

Run = Callable[[], object]


def explain_actions(ask: Callable[[str], object]) -> tuple[Action, ...]:
    """Leave, errand and correction; `ask` is called with the act's name."""
    return (
        Action("leave", "请假", lambda: ask("leave"), "Ctrl+N", "door-open", writes=True),
        Action("errand", "公出、下村、开会、培训", lambda: ask("errand"), icon="footprints", writes=True),
        Action("correct", "补签", lambda: ask("correct"), icon="user-check", writes=True),
    )


def page_actions(ask: Callable[[str], object], paper: Callable[[str], Run], signed: bool) -> tuple[Action, ...]:
    """The row of the header; the rest is under ⋯."""
    return (
        Action("freeze", "签定本月", lambda: ask("freeze"), icon="stamp", more=True, writes=True, enabled=not signed),
        Action("details", "考勤明细", paper("考勤明细"), icon="list", more=True),
        Action("exceptions", "异常说明表", paper("异常说明表"), icon="file-text", more=True),
        Action("allowance", "误工补贴核算表", paper("误工补贴核算表"), icon="sheet", more=True),
        Action("year", "全年考勤表", paper("全年考勤表"), icon="calendar-days", more=True),
        Action("reach", "数据截至…", lambda: ask("reach"), icon="clock", more=True),
        Action("rules", "考勤规则", lambda: ask("rules"), icon="scale", more=True),
        Action("trial", "试算", lambda: ask("trial"), icon="circle-play", more=True),
        Action("explain", "登记", icon="plus", menu=explain_actions(ask), writes=True),
        Action("import", "导入考勤机", lambda: ask("import"), "Ctrl+I", "usb", writes=True),
        Action("flags", "疑点", lambda: ask("flags"), icon="flag", tip="签字前要核对的疑点"),
        Action("month", "月报表", paper("考勤月报"), "Ctrl+P", "printer", "primary"),
    )


def first_actions(ask: Callable[[str], object]) -> tuple[Action, ...]:
    """Where an empty month begins."""
    return (
        Action("import-first", "导入考勤机", lambda: ask("import"), icon="usb", writes=True),
        Action("plan", "去排班", lambda: ask("plan"), icon="calendar-days", role="primary"),
    )
