"""What the page of mediation can do, as action tables: to the open case, over the cases, with the figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from villagedesk.services.mediation import binder, cases, figures
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation.opened.view import Opened
from villagedesk.ui.messages import ask_text, choose_target
from villagedesk.ui.preview.open import preview_paper


class MediationActs:
    """The acts of the page; `staff` are the names offered where a person is asked for."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self.staff: tuple[str, ...] = ()

    def for_case(self, back: Callable[[], None], opened: Callable[[], Opened | None]) -> tuple[Action, ...]:
        """The actions over the open case."""

        def over(act: Callable[[Opened], None]) -> Callable[[], None]:
            def run() -> None:
                now = opened()
                if now is not None:
                    act(now)

            return run

        return (
            Action(
                "delete", "删除案件", over(lambda now: self.remove(now, back)), icon="trash-2", more=True, writes=True
            ),
            Action("back", "返回", back, "Esc", "chevron-left"),
            Action("forms", "全套文书", over(self.print_forms), icon="file-text"),
            Action("volume", "整卷 PDF", over(self.save_volume), "Ctrl+P", "archive", "primary"),
        )

    def for_cases(self, new: Callable[[], None]) -> tuple[Action, ...]:
        """The actions over board and list."""
        return (
            Action("settings", "调解设置", lambda: self._desk.go("settings", "调解"), icon="settings", more=True),
            Action("new", "登记案件", new, "Ctrl+N", "plus", "primary", writes=True),
        )

    def for_figures(self, month: Callable[[], str], period: Callable[[], str]) -> tuple[Action, ...]:
        """The actions over the figures of a month and of the period shown."""

        def paper(name: str, key: Callable[[], str]) -> Callable[[], None]:
            return lambda: self.paper(name, key())

        return (
            Action("expired", "到期卷宗清单", paper("到期卷宗清单", str), icon="archive", more=True),
            Action("register", "登记簿", paper("纠纷登记簿", month), icon="list", more=True),
            Action("subsidy", "以案定补表", paper("以案定补核算表", month), icon="sheet", more=True),
            Action("print", "打印统计表", paper("人民调解统计表", period), "Ctrl+P", "printer", "primary"),
        )

    def remove(self, opened: Opened, back: Callable[[], None]) -> None:
        """Take a case out of every list after asking why."""
        key = opened.case.id

        def run(reason: str) -> None:
            self._desk.ops.change(lambda office: cases.remove_case(office, key, reason), lambda _value: back())

        ask_text(self._page, "删除案件", "删除后案号保留不再使用，可以撤销。请写明理由。", run)

    def print_forms(self, opened: Opened) -> None:
        """Preview all written forms of a case."""
        self.paper("调解文书全套", opened.case.number)

    def save_volume(self, opened: Opened) -> None:
        """Bind the whole volume into a PDF file."""
        case = opened.case
        name = f"{case.number}卷宗.pdf"
        path = choose_target(self._page, self._desk.memory, "整卷 PDF", name, "PDF (*.pdf)")
        if path is not None:
            self._desk.ops.change(lambda office: binder.save_volume(office, case, path), self._say_bound)

    def _say_bound(self, made: binder.Bound) -> None:
        lacks = f"还缺：{'、'.join(made.lacks)}。" if made.lacks else "必须的文书齐全。"
        name = made.path.name if made.path else ""
        self._desk.say(f"整卷 {made.pages} 页，已存为“{name}”。{lacks}", "warn" if made.lacks else "ok")

    def pay(self, number: str) -> None:
        """Note that the subsidy of a case was paid today."""
        self._desk.ops.change(lambda office: figures.pay(office, number))

    def paper(self, name: str, key: str) -> None:
        """Preview a paper of the shelf."""
        preview_paper(self._desk, self._page, name, key)
