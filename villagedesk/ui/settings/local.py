"""Local days in the settings: collective days and special periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind, heading_key
from villagedesk.calendar.local import MOVED_LABELS, CollectiveDay, SpecialPeriod, rule_text
from villagedesk.calendar.wording import WEEKDAYS
from villagedesk.services import calendar as use
from villagedesk.services.office import Office
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.pages import load
from villagedesk.ui.settings.section import Section
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_WEEK = tuple(WEEKDAYS)
_NTH = ("每周", "第1个", "第2个", "第3个", "第4个", "最后一个")
_NTH_NUMBER = {"每周": 0, "第1个": 1, "第2个": 2, "第3个": 3, "第4个": 4, "最后一个": -1}
_COLLECTIVE = (
    Field("name", "名称", required=True, help="例如：集体办公日、集中走访日、主题党日。"),
    Field("month_days", "每月几日", help="例如 15；几个日子用顿号隔开。"),
    Field("nth", "每月第几个", Kind.CHOICE, choices=_NTH, default="每周"),
    Field("weekdays", "星期几", help="例如：一；几天用顿号隔开，如 一、三。"),
    Field("moved", "遇休息日", Kind.CHOICE, required=True, choices=tuple(MOVED_LABELS.values()), default="照常"),
    Field("from_on", "从哪天起", Kind.DATE),
    Field("to_on", "到哪天止", Kind.DATE),
)
_SPECIAL = (
    Field("name", "名称", required=True, help="例如：防汛、森林防火、换届。"),
    Field("from_on", "从哪天起", Kind.DATE, required=True),
    Field("to_on", "到哪天止", Kind.DATE, required=True),
    Field("note", "要求", Kind.LONG_TEXT),
)


_NAMES = tuple(field.name for field in _COLLECTIVE)
_KIND = "villagedesk.services.pasting.kinds:RowKind"
_PASTE = "villagedesk.ui.tables.pasting:paste_kind"


@dataclass(frozen=True, slots=True)
class LocalDays:
    """What the section shows."""

    collective: tuple[CollectiveDay, ...]
    special: tuple[SpecialPeriod, ...]


def read_local(office: Office) -> LocalDays:
    """The office's own days."""
    return LocalDays(use.collective_days(office), use.special_periods(office))


class LocalSection(Section):
    """Two short tables: double click changes a line, its menu deletes it."""

    title, icon = "集体日", "flag"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.collective = RowsView(
            desk,
            "settings.collective",
            (
                Column("name", "集体日", lambda r: r.name, width=9, bold=True),
                Column("rule", "哪一天", rule_text, width=0),
            ),
        )
        self.special = RowsView(
            desk,
            "settings.special",
            (
                Column("name", "特殊时期", lambda r: r.name, width=9, bold=True),
                Column("from_on", "从", lambda r: r.from_on, width=6),
                Column("to_on", "到", lambda r: r.to_on, width=6),
                Column("note", "要求", lambda r: r.note, width=0, muted=True),
            ),
        )
        self.collective.opened.connect(self.edit_collective)
        self.special.opened.connect(self.edit_special)
        self.collective.takes = self.paste_collective
        self.special.takes = self.paste_special
        self.collective.actions_for = self._collective_actions
        self.special.actions_for = self._special_actions
        says = (
            "集体日全体到岗，印在值班表上；特殊时期里停止请假。",
            "双击一行可以修改，右键可以删除，删除可以撤销。",
        )
        for table in (self.collective, self.special):
            card = Card(padding=1)
            card.body.addWidget(table)
            self.box.addWidget(card, 1)
        self.box.addWidget(Text("".join(says), "muted", wrap=True))

    def offers(self) -> tuple[Action, ...]:
        """New local days."""
        return (
            Action("new-special", "添加特殊时期…", lambda: self.edit_special(None), icon="flag", writes=True),
            Action(
                "new-collective",
                "添加集体日…",
                lambda: self.edit_collective(None),
                icon="calendar-plus",
                role="primary",
                writes=True,
            ),
        )

    def refresh(self) -> None:
        """Ask for the local days."""
        self.desk.ops.query(read_local, self._show, key="settings-local")

    def _show(self, found: LocalDays) -> None:
        self.collective.set_rows(found.collective, keep=lambda row: row.id)
        self.special.set_rows(found.special, keep=lambda row: row.id)

    def edit_collective(self, rule: CollectiveDay | None) -> None:
        """Enter or change a collective day."""
        before = rule or CollectiveDay("")

        def save(given: dict[str, Any]) -> Any:
            return lambda office: use.save_collective_day(office, collective_from(given, before.id))

        FormDialog(self.desk, self, "集体日", _COLLECTIVE, save, collective_values(before)).open()

    def edit_special(self, period: SpecialPeriod | None) -> None:
        """Enter or change a special period."""

        def save(given: dict[str, Any]) -> Any:
            fresh = SpecialPeriod(
                given["name"], given["from_on"], given["to_on"], given["note"] or "", period.id if period else 0
            )
            return lambda office: use.save_special_period(office, fresh)

        names = ("name", "from_on", "to_on", "note")
        values = {name: getattr(period, name) for name in names} if period else {}
        FormDialog(self.desk, self, "特殊时期", _SPECIAL, save, values).open()

    def paste_rows(self, text: str) -> bool:
        """Rows with a last day and no weekday are special periods, all others collective days."""
        words = heading_key(text.splitlines()[0])
        special = any(word in words for word in ("特殊时期", "要求")) and "星期" not in words
        (self.paste_special if special else self.paste_collective)(text)
        return True

    def paste_collective(self, text: str) -> None:
        """Preview collective days copied in a spreadsheet."""

        def write(office: Office, given: Mapping[str, Any]) -> Any:
            return use.save_collective_day(office, collective_from({**dict.fromkeys(_NAMES), **given}, 0))

        load(_PASTE)(self.desk, self, "粘贴集体日", load(_KIND)("粘贴集体日", "个", _COLLECTIVE, write), text)

    def paste_special(self, text: str) -> None:
        """Preview special periods copied in a spreadsheet."""

        def write(office: Office, given: Mapping[str, Any]) -> Any:
            period = SpecialPeriod(given["name"], given["from_on"], given["to_on"], given.get("note") or "", 0)
            return use.save_special_period(office, period)

        load(_PASTE)(self.desk, self, "粘贴特殊时期", load(_KIND)("粘贴特殊时期", "个", _SPECIAL, write), text)

    def _collective_actions(self, row: CollectiveDay) -> tuple[Action, ...]:
        return (
            Action("edit", "修改…", lambda: self.edit_collective(row), icon="pencil", writes=True),
            Action(
                "delete", "删除", lambda: self._remove(use.remove_collective_day, row.id), icon="trash-2", writes=True
            ),
        )

    def _special_actions(self, row: SpecialPeriod) -> tuple[Action, ...]:
        return (
            Action("edit", "修改…", lambda: self.edit_special(row), icon="pencil", writes=True),
            Action(
                "delete", "删除", lambda: self._remove(use.remove_special_period, row.id), icon="trash-2", writes=True
            ),
        )

    def _remove(self, act: Any, key: int) -> None:
        self.desk.ops.change(lambda office: act(office, key))


def collective_values(rule: CollectiveDay) -> dict[str, Any]:
    """A collective day as the form shows it."""
    return {
        "name": rule.name,
        "month_days": "、".join(map(str, rule.month_days)),
        "nth": next(word for word, number in _NTH_NUMBER.items() if number == rule.nth),
        "weekdays": "、".join(_WEEK[number - 1] for number in rule.weekdays),
        "moved": MOVED_LABELS[rule.moved],
        "from_on": rule.from_on,
        "to_on": rule.to_on,
    }


def collective_from(given: dict[str, Any], key: int) -> CollectiveDay:
    """What the form holds as a collective day; `Mistake` when the days are no numbers."""
    try:
        parts = str(given["month_days"] or "").replace("日", "").replace("，", "、").replace(",", "、").split("、")
        days = tuple(int(part) for part in parts if part.strip())
    except ValueError:
        raise Mistake("“每月几日”请只写数字，几个日子用顿号隔开，例如 5、25。", "month_days") from None
    moved: Any = next(name for name, label in MOVED_LABELS.items() if label == given["moved"])
    words = [word for word in str(given["weekdays"] or "") if word not in "周星期、，,； "]
    if wrong := [word for word in words if word not in _WEEK]:
        raise Mistake(f"“星期几”里的“{wrong[0]}”看不懂，请写一到日，例如 一、三。", "weekdays")
    weekdays = tuple(dict.fromkeys(_WEEK.index(word) + 1 for word in words))
    nth = _NTH_NUMBER[given["nth"] or "每周"]
    return CollectiveDay(given["name"], days, weekdays, nth, moved, given["from_on"], given["to_on"], key)
