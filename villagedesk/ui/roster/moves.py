"""What a person does to the grid, as writes: move, swap, replace, pin, clear, each checked by the rules first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from villagedesk.base.changes import Changes
from villagedesk.base.errors import said
from villagedesk.services.office import Office
from villagedesk.services.roster.edit import cells
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import ask_text
from villagedesk.ui.roster.grids.dragging import Dragging
from villagedesk.ui.roster.sheet import Drop, Sheet, Spot, where_to

Write = Callable[[Office, str], Changes]


class Moves:
    """Turns drops and choices into writes; a broken rule is named and may be accepted with a reason."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self.sheet: Sheet | None = None

    def hover(self, drag: Dragging, source: Spot, aim: Spot) -> None:
        """Say beside the pointer what the rules think of letting go here."""
        target = self._target(source, aim)
        if isinstance(target, str):
            drag.show_verdict(f"{source.person}：{target}", fine=False)
            return
        verb = f"{source.person} ⇄ {target.instead}" if target.instead else f"{source.person} → {target.date.day}日"

        def show(broken: tuple[str, ...]) -> None:
            if drag.aim == aim:
                drag.show_verdict("；".join((verb, *broken[:2])) if broken else f"√ {verb}", fine=not broken)

        def refuse(error: Exception) -> None:
            if drag.aim == aim:
                drag.show_verdict(said(error), fine=False)

        self._desk.ops.query(lambda office: self._weigh(office, source, target), show, refuse, key="hover")

    def drop(self, source: Spot, aim: Spot) -> None:
        """A name was let go on another place."""
        target = self._target(source, aim)
        if isinstance(target, str):
            self._desk.say(target + "。", "warn")
        elif isinstance(target, Drop):
            self._checked(
                lambda office: self._weigh(office, source, target),
                lambda office, reason: self._move(office, source, target, reason),
            )

    def put(self, spot: Spot, person: str) -> None:
        """Let `person` stand at the spot, instead of whoever stands there."""
        self._checked(
            lambda office: cells.weigh(office, spot.at, person, instead=spot.person),
            lambda office, reason: cells.assign(office, spot.at, person, instead=spot.person, reason=reason),
        )

    def clear(self, spot: Spot) -> None:
        """Take a name off."""
        self._desk.ops.change(lambda office: cells.clear(office, *spot.source))

    def pin(self, spot: Spot, pinned: bool) -> None:
        """Pin a name, or let it loose."""
        self._desk.ops.change(lambda office: cells.pin(office, *spot.source, pinned))

    def accept(self, spot: Spot) -> None:
        """Accept the broken rules of a name with a reason."""
        ask_text(
            self._page,
            "说明理由",
            f"{spot.words}：这样排违反规定，写明理由后照排，理由记入操作记录。",
            lambda reason: self._desk.ops.change(lambda office: cells.accept(office, *spot.source, reason)),
        )

    def _target(self, source: Spot, aim: Spot) -> Drop | str:
        if self.sheet is None:
            return "正在读取"
        if not aim.post and aim.person and aim.date == source.date:
            return Drop(source.date, source.shift, source.post, "→" + aim.person)
        return where_to(self.sheet.view, source, Spot(aim.date, aim.shift, aim.post, aim.person if aim.post else ""))

    def _weigh(self, office: Office, source: Spot, target: Drop) -> tuple[str, ...]:
        if target.instead.startswith("→"):
            return tuple(cells.weigh(office, source.at, target.instead[1:], instead=source.person))
        at = (target.date, target.shift, target.post)
        return tuple(cells.weigh_move(office, source.source, at, instead=target.instead))

    def _move(self, office: Office, source: Spot, target: Drop, reason: str) -> Changes:
        if target.instead.startswith("→"):
            return cells.assign(office, source.at, target.instead[1:], instead=source.person, reason=reason)
        at = (target.date, target.shift, target.post)
        return cells.move(office, source.source, at, instead=target.instead, reason=reason)

    def _checked(self, weigh: Callable[[Office], tuple[str, ...]], write: Write) -> None:
        def weighed(broken: tuple[str, ...]) -> None:
            if not broken:
                self._desk.ops.change(lambda office: write(office, ""))
                return
            words = "；".join(dict.fromkeys(broken)) + "。\n\n仍要这样排，请写明理由（记入操作记录）："
            ask_text(
                self._page,
                "这样排违反规定",
                words,
                lambda reason: self._desk.ops.change(lambda office: write(office, reason)),
                yes="照排",
            )

        self._desk.ops.query(lambda office: tuple(weigh(office)), weighed)
