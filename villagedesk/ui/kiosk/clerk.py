"""What the clerk may do for others at the desk: sign for somebody, and set a forgotten PIN anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from villagedesk.base.fields import Field, Kind
from villagedesk.services import people as staff
from villagedesk.services.office import Office
from villagedesk.services.signs import desk as use
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.widgets.text import Text

_STATES = ("签到", "签退")
_SIGN = (
    Field("person", "为谁代签", Kind.CHOICE, required=True),
    Field("state", "签到还是签退", Kind.CHOICE, required=True, choices=_STATES, default="签到"),
    Field("at", "签的时间", Kind.MOMENT, required=True),
    Field("why", "原因", Kind.LONG_TEXT, required=True, help="例如：手指受伤，指纹识别不了。"),
)
_PIN = (
    Field("person", "谁的密码", Kind.CHOICE, required=True),
    Field("pin", "新密码", required=True, help="4 到 8 位数字；请本人来设，或者告诉本人尽快改掉。"),
)


def _people(office: Office) -> dict[str, int]:
    labels = staff.labels(office)
    return {labels[person.id]: person.id for person in staff.serving(office, office.clock().date())}


def sign_for(desk: Desk, parent: QWidget) -> None:
    """代签: ask who, in or out, when and why; the limits are kept by the office."""

    def show(known: dict[str, int]) -> None:
        def save(said: dict[str, Any]) -> Any:
            state = "in" if said["state"] == _STATES[0] else "out"
            return lambda office: use.sign_for(office, known[said["person"]], said["at"], state, said["why"])

        start = {"at": desk.office.clock().replace(second=0), "state": _STATES[0]}
        dialog = FormDialog(desk, parent, "代签", _with_names(_SIGN, known), save, start)
        dialog.extra.addWidget(
            Text("本人在场但签不上时才代签；会写明代签人和原因，每月有次数上限。", "muted", wrap=True)
        )
        dialog.open()

    desk.ops.query(_people, show, key="clerk-sign")


def reset_pin(desk: Desk, parent: QWidget) -> None:
    """Set the PIN of somebody who forgot theirs."""

    def show(known: dict[str, int]) -> None:
        def save(said: dict[str, Any]) -> Any:
            return lambda office: use.set_pin(office, known[said["person"]], said["pin"])

        dialog = FormDialog(desk, parent, "重设签到密码", _with_names(_PIN, known), save)
        dialog.extra.addWidget(Text("旧密码马上失效；谁重设的会记在操作记录里。", "muted", wrap=True))
        dialog.open()

    desk.ops.query(_people, show, key="clerk-pin")


def _with_names(fields: tuple[Field, ...], known: dict[str, int]) -> tuple[Field, ...]:
    """The fields with everybody who serves as choices for the person."""
    return tuple(replace(field, choices=tuple(known)) if field.name == "person" else field for field in fields)
