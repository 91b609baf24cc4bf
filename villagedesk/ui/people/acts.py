"""What can be done with people beyond the side form: dialogs for adding, badges, terms, leaving, lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from villagedesk.base.errors import said
from villagedesk.base.fields import Field, Kind
from villagedesk.people import staff
from villagedesk.people.person import Badge, Person
from villagedesk.services import people as use
from villagedesk.services.signs.desk import set_pin
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.forms.waiting import Waiting
from villagedesk.ui.messages import ask_text, confirm
from villagedesk.ui.pages import WINDOWS, load
from villagedesk.ui.people.panel import PersonPanel, form_name


class PersonActs(QObject):
    """Acts on the person that the panel shows; `added` carries the id of somebody new."""

    added = Signal(int)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self._page = desk, page
        self._panel: PersonPanel | None = None
        self._duty_posts: tuple[str, ...] = ()

    def serve(self, panel: PersonPanel, duty_posts: tuple[str, ...]) -> None:
        """Act on the person of this panel from now on."""
        self._panel, self._duty_posts = panel, duty_posts
        panel.saved.connect(self.save)
        panel.badge_wanted.connect(self.edit_badge)
        panel.term_wanted.connect(self.start_term)
        panel.leave_wanted.connect(self.leave)
        panel.back_wanted.connect(self.come_back)

    def add(self) -> None:
        """Ask for a new person."""
        fields = (
            staff.NAME,
            replace(staff.POSTS, kind=Kind.TEXT),
            staff.PHONE,
            staff.BADGE,
            replace(staff.DUTY, choices=self._duty_posts),
        )
        values = {"duty_posts": self._duty_posts}

        def save(given: dict[str, Any]) -> Any:
            wanted = {name: value for name, value in given.items() if value is not None and name != "badge"}
            badge = given.get("badge") or ""
            return lambda office: use.add_person(office, wanted, badge)

        dialog = FormDialog(self.desk, self._page, "添加人员", fields, save, values)
        dialog.saved.connect(self.added.emit)
        dialog.open()

    def import_list(self, file: Path | None = None) -> None:
        """Open the import of a staff list."""
        load(WINDOWS["staff-import"])(self.desk, self._page, file).open()

    def paste_list(self) -> None:
        """Open the import with what is on the clipboard."""
        dialog = load(WINDOWS["staff-import"])(self.desk, self._page)
        dialog.open()
        dialog.intake.paste.setPlainText(QGuiApplication.clipboard().text())
        dialog.intake.read_text()

    def reset_pin(self) -> None:
        """Give somebody a new PIN for the sign-in desk."""
        person = self._person()
        if person is None:
            return
        fields = (
            Field("pin", "新密码", required=True, help="4 到 8 位数字，不要 1234 这样的；本人可以在签到台上改。"),
        )

        def save(given: dict[str, Any]) -> Any:
            pin = str(given["pin"])
            return lambda office: set_pin(office, person.id, pin)

        FormDialog(self.desk, self._page, f"{person.name}的签到密码", fields, save).open()

    def edit_badge(self, badge: Badge | None) -> None:
        """Give a number, or change one."""
        person = self._person()
        if person is None:
            return
        fields = (
            Field("number", "考勤号码", required=True, help="考勤机上的编号；前面的零不用写。"),
            Field("device", "哪台考勤机", help="不填：所有考勤机；几台机器编号不同时写机器名。"),
            Field("from_on", "启用日期", Kind.DATE, help="不填：一直有效。"),
            Field("to_on", "截止日期", Kind.DATE, help="不再用这个号的最后一天。"),
        )
        before = badge or Badge("", person.id)

        def save(given: dict[str, Any]) -> Any:
            fresh = replace(before, **{**given, "device": given["device"] or ""})
            return lambda office: use.set_badge(office, fresh)

        values = {name: getattr(before, name) for name in ("number", "device", "from_on", "to_on")}
        FormDialog(self.desk, self._page, f"{person.name}的考勤号", fields, save, values).open()

    def start_term(self) -> None:
        """Enter a new term with its promise."""
        person = self._person()
        if person is None:
            return
        fields = (replace(staff.TERM_FROM, required=True), staff.TERM_TO, staff.PROMISED)

        def save(given: dict[str, Any]) -> Any:
            begin, end, days = given["term_from_on"], given["term_to_on"], given["promised_days"] or 0
            return lambda office: use.start_term(office, person.id, begin, end, days)

        FormDialog(
            self.desk, self._page, f"{person.name}的新任期", fields, save, {"term_from_on": self.desk.today()}
        ).open()

    def leave(self) -> None:
        """Ask for the last day and the reason, then let somebody leave."""
        person = self._person()
        if person is None:
            return
        fields = (replace(staff.LEFT, required=True), Field("reason", "原因", help="例如：换届、调离、退休。"))

        def save(given: dict[str, Any]) -> Any:
            on, reason = given["left_on"], given["reason"] or "离任"
            return lambda office: use.leave(office, person.id, on, reason)

        FormDialog(self.desk, self._page, f"{person.name}离任", fields, save, {"left_on": self.desk.today()}).open()

    def come_back(self) -> None:
        """Somebody who left serves again."""
        if (person := self._person()) is not None:
            self.desk.ops.change(lambda office: use.come_back(office, person.id))

    def remove(self) -> None:
        """Take out somebody entered by mistake."""
        person = self._person()
        if person is None:
            return
        text = f"{person.name}是录入有误才删除；真正离开的人请用“办理离任”，历史才会保留。删除后可以撤销。"
        confirm(self._page, "删除人员", text, "删除", lambda: self._remove(person), danger=True)

    def _remove(self, person: Person) -> None:
        self.desk.ops.change(lambda office: use.remove_person(office, person.id, "录入有误"))

    def edit_posts(self) -> None:
        """Edit the list of posts, one a line."""
        self.desk.ops.query(use.posts, lambda names: self._ask_list("职务清单", names, use.set_posts))

    def edit_duty_posts(self) -> None:
        """Edit the list of posts of duty, one a line."""
        self.desk.ops.query(use.duty_posts, lambda names: self._ask_list("值班岗位清单", names, use.set_duty_posts))

    def _ask_list(self, title: str, names: tuple[str, ...], act: Any) -> None:
        def store(text: str) -> None:
            self.desk.ops.change(lambda office: act(office, text.split("\n")))

        ask_text(self._page, title, "一行写一个，顺序就是选择时的顺序。", store, yes="保存", start="\n".join(names))

    def save(self, key: int, values: dict[str, Any]) -> None:
        """Store what the side form holds."""
        assert self._panel is not None
        form = self._panel.form
        filled = {f.name: staff.empty(f) if values[f.name] is None else values[f.name] for f in form.fields}
        filled["duty_posts"] = values["duty_posts"]
        form.dirty = False
        self.desk.ops.change(
            lambda office: use.edit_person(office, key, filled),
            lambda _value: Waiting(self.desk, form_name(key)).drop(),
            lambda error: self._refused(key, error),
        )

    def _refused(self, key: int, error: Exception) -> None:
        """Show a refusal at its field while its person is still in front, else as a sentence."""
        panel = self._panel
        if panel is not None and panel.shown is not None and panel.shown.person.id == key:
            panel.form.show_mistake(error)
            panel.form.dirty = True
        else:
            self.desk.say(said(error), "warn")

    def _person(self) -> Person | None:
        card = self._panel.shown if self._panel else None
        return card.person if card else None
