"""Mediation in the settings: committee, days, own categories, rates and years of keeping."""

from __future__ import annotations

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field
from villagedesk.services.mediation import preferences as use
from villagedesk.ui.desk import Desk
from villagedesk.ui.settings.section import FormsSection

_CARDS: tuple[tuple[str, tuple[Field, ...], str], ...] = (
    ("调解委员会", (use.COMMITTEE,), use.COMMITTEE.help),
    (
        "期限",
        (*use.TERM_FIELDS, use.CUTOFF),
        "天数是条例的常用值，街道另有规定的照规定改；改了以后在办案件的期限重新计算。",
    ),
    ("以案定补和保管", (*use.RATE_FIELDS, use.PREVENTED, *use.KEEPING_FIELDS), "补贴标准照本地文件填写。"),
    ("纠纷类型", (use.CATEGORIES,), use.CATEGORIES.help),
)


class MediationSection(FormsSection):
    """One form over everything an office sets for its mediation."""

    title, icon = "调解", "handshake"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        for heading, fields, says in _CARDS:
            self.add_card(heading, fields, says)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Ask for everything that is set."""
        self.desk.ops.query(use.preferences, self.show_values, key="settings-mediation")

    def paste_rows(self, text: str) -> bool:
        """Members copied in a spreadsheet stand in the list of the committee, unsaved."""
        members = use.members_text(text)
        if not members:
            self.desk.say("没有认得的调委会成员；每行要有姓名，女同志写“女”，主任写“主任”。", "warn")
            return True
        form = next(form for form in self.forms if use.COMMITTEE.name in form.editors)
        form.editors[use.COMMITTEE.name].show(members)
        form.editors[use.COMMITTEE.name].widget.setFocus()
        self.desk.say(f"已填进“{use.COMMITTEE.label}”，核对后请保存。")
        return True

    def save(self) -> None:
        """Check every form and store all of it together."""
        values = self.read()
        if values is not None:
            whole = {name: 0 if value is None and name not in _TEXTS else value for name, value in values.items()}
            self.desk.ops.change(lambda office: use.save_preferences(office, whole), self._saved, self._refused)

    def _saved(self, _changes: object) -> None:
        self.forget_typing()

    def _refused(self, error: Exception) -> None:
        name = error.field if isinstance(error, Mistake) else ""
        wanted = {"members": "committee", "category": "categories"}.get(name, name)
        form = next((form for form in self.forms if wanted in form.editors), self.forms[0])
        form.show_mistake(Mistake(error.says, wanted) if isinstance(error, Mistake) else error)


_TEXTS = ("committee", "categories")
