"""What can be done with the screening: begin a round, write a find, tell, report, make a case, print."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.clock import month_text
from villagedesk.mediation.screening import REPEATED, Rhythm, Round
from villagedesk.services.mediation import rounds
from villagedesk.services.office import Office
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.mediation import screening_forms
from villagedesk.ui.mediation.ledgers import FindRow
from villagedesk.ui.mediation.panel import in_dialog
from villagedesk.ui.preview.open import preview_paper


class ScreeningActs:
    """The acts of the screening; `staff` answers the names offered where a person is asked for."""

    def __init__(self, desk: Desk, page: QWidget, staff: Callable[[], tuple[str, ...]]) -> None:
        self._desk, self._page, self.staff = desk, page, staff

    def for_rounds(self) -> tuple[Action, ...]:
        """The actions over the screening."""
        return (
            Action(
                "start", "开始排查", icon="flag", writes=True, menu=self._rhythms(), tip="半月、每周或特殊时期的排查"
            ),
            Action("print", "打印台账", self.print_rounds, "Ctrl+P", "printer", more=True),
            Action("report", "报送本轮", self.report_round, icon="megaphone", writes=True),
            Action("find", "登记排查事项", self.add_find, "Ctrl+N", "plus", "primary", writes=True),
        )

    def add_find(self) -> None:
        """Register what was found, in the round that runs now or another one that is not over."""
        self._desk.ops.change(_offered_rounds, self._find_form)

    def _find_form(self, offered: tuple[Round, ...]) -> None:
        panel = screening_forms.find_panel(self._desk, offered, self.staff())
        in_dialog(self._desk, self._page, "登记排查事项", panel)

    def edit_find(self, row: FindRow) -> None:
        """Change one find, or the round of a line without one."""
        if row.find is None:
            self.edit_round(row.of)
            return
        panel = screening_forms.find_panel(self._desk, (row.of,), self.staff(), row.find)
        in_dialog(self._desk, self._page, "排查事项", panel)

    def edit_round(self, made: Round) -> None:
        """Change who screens where, and by when a round is reported."""
        in_dialog(self._desk, self._page, "排查轮次", screening_forms.round_panel(self._desk, made))

    def start_special(self) -> None:
        """Begin the screening of a special period."""
        in_dialog(self._desk, self._page, "特殊时期排查", screening_forms.special_panel(self._desk))

    def _rhythms(self) -> tuple[Action, ...]:
        def start(rhythm: Rhythm) -> Callable[[], None]:
            return lambda: self._desk.ops.change(lambda office: rounds.open_round(office, rhythm))

        repeated = (Action(f"round-{r.name.lower()}", f"{r.value}排查", start(r), writes=True) for r in REPEATED)
        return (*repeated, Action("round-special", "特殊时期排查…", self.start_special, writes=True))

    def round_row(self, row: FindRow) -> tuple[Action, ...]:
        """What the menu of a row of the screening offers."""
        find, of = row.find, row.of
        found: list[Action] = []
        if find is not None:
            key = find.id
            found.append(Action("edit-find", "修改", lambda: self.edit_find(row), icon="pencil", writes=True))
            if find.unreported:
                found.append(
                    Action("tell", "已报司法所", lambda: self._tell(of.id, key), icon="megaphone", writes=True)
                )
            if not find.case:
                found.append(
                    Action("find-case", "转为调解案件", lambda: self._to_case(of.id, key), icon="scale", writes=True)
                )
        found.append(Action("edit-round", "排查人员和截止", lambda: self.edit_round(of), icon="users", writes=True))
        if of.reported_on is None:
            found.append(
                Action("report-this", "报送这一轮", lambda: self._report(of.id), icon="megaphone", writes=True)
            )
        if of.reported_on is None and not of.finds:
            found.append(Action("drop-round", "删除这一轮", lambda: self._drop(of), icon="trash-2", writes=True))
        return tuple(found)

    def _tell(self, of: int, find: int) -> None:
        self._desk.ops.change(lambda office: rounds.tell_serious(office, of, find))

    def _drop(self, made: Round) -> None:
        self._desk.ops.change(lambda office: rounds.remove_round(office, made.id, "误开"))

    def _to_case(self, of: int, find: int) -> None:
        self._desk.ops.change(
            lambda office: rounds.case_of_find(office, of, find), lambda case: self._desk.go("mediation", case.number)
        )

    def _report(self, of: int) -> None:
        self._desk.ops.change(lambda office: rounds.report_round(office, of))

    def report_round(self) -> None:
        """Report a round that was begun; which one is asked when there are several. Nothing found is a zero report."""
        self._desk.ops.change(_offered_rounds, self._report_form)

    def _report_form(self, offered: tuple[Round, ...]) -> None:
        waiting = tuple(sorted((made for made in offered if made.reported_on is None), key=lambda made: made.due_on))
        if not waiting:
            self._desk.say("已经开始的排查都报送过了。", "info")
        else:
            in_dialog(self._desk, self._page, "报送排查", screening_forms.report_panel(self._desk, waiting))

    def print_rounds(self) -> None:
        """Preview the screening ledger of this month."""
        preview_paper(self._desk, self._page, "矛盾纠纷排查台账", month_text(self._desk.today()))


def _offered_rounds(office: Office) -> Result[tuple[Round, ...]]:
    return Result(rounds.running_rounds(office), Changes(Area.CASES))
