"""Ctrl+K: one box over pages, actions, dates, people and everything the registers' search finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from villagedesk.registers.searching import Hit as Found
from villagedesk.services import finding
from villagedesk.services.office import Office
from villagedesk.services.villagers.initials import initials
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.tables.columns import Index
from villagedesk.ui.widgets.controls import SearchEdit
from villagedesk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the search box: what kind, which words, and what Enter does."""

    kind: str
    text: str
    run: Callable[[], object]
    icon: str = "chevron-right"


# Where a find is opened: page, target, icon and the word for its kind; every other kind is a book.
_PLACES = {
    "person": ("people", "{key}", "user", "人员"),
    "villager": ("registers", "villager/{key}", "users", "群众"),
    "mediation": ("mediation", "{number}", "handshake", "调解"),
}


KIND = Qt.ItemDataRole.UserRole + 1


class HitDelegate(QStyledItemDelegate):
    """A line of the search box: what was found at the left, its kind or key at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The kind first, then the words in what is left."""
        look, kind = self._look, str(index.data(KIND) or "")
        painter.save()
        painter.setFont(look.font("small"))
        wide = painter.fontMetrics().horizontalAdvance(kind) + look.px(20)
        whole = QStyleOptionViewItem(option)
        text = QStyleOptionViewItem(option)
        text.rect = option.rect.adjusted(0, 0, -wide, 0)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            ground = "accent_soft" if option.state & QStyle.StateFlag.State_Selected else "hover"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(ground))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(whole.rect, 6, 6)
        super().paint(painter, text, index)
        painter.setPen(look.color("muted"))
        at = option.rect.adjusted(0, 0, -look.px(10), 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        painter.restore()


class SearchBox(QDialog):
    """The box itself, standing over the window."""

    def __init__(self, desk: Desk, parent: QWidget, actions: Sequence[Action]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("search")
        self._desk = desk
        self._actions = [one for action in actions for one in (action.menu or (action,)) if one.run and one.enabled]
        self.edit = SearchEdit(desk.look, "查找人、事、日期、操作：张建国 / zjg / 尾号 / 11月20日")
        self.list = QListWidget()
        self.list.setAccessibleName("查找结果")
        self.list.setItemDelegate(HitDelegate(desk.look, self))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._hits: list[Hit] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        self._none = Text("", "muted", wrap=True)
        self._none.hide()
        box.addWidget(self.edit)
        box.addWidget(self._none)
        box.addWidget(self.list, 1)
        box.addWidget(Text("↑ ↓ 选择，Enter 打开，Esc 关闭", "small"))
        self.edit.installEventFilter(self)
        self.edit.asked.connect(self.ask)
        self.ask("")

    def show_over(self, window: QWidget) -> None:
        """Stand in the upper middle of the window."""
        self.resize(
            min(self._desk.look.px(640), window.width() - 80), min(self._desk.look.px(460), window.height() - 72)
        )
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 56)
        self.show()
        self.edit.setFocus()

    def ask(self, text: str) -> None:
        """Look for `text`: what is known here at once, what the office knows when it answers."""
        here = (*dates_in(text, self._desk), *self._matching(text))
        self._show(here)
        if text:
            self._desk.ops.query(
                lambda office: self._in_office(office, text), lambda found: self._show((*found, *here)), key="search"
            )

    def _matching(self, text: str) -> tuple[Hit, ...]:
        wanted = [
            a
            for a in self._actions
            if text.lower() in a.text.lower() or (text.isascii() and text.lower() in initials(a.text))
        ]
        return tuple(Hit(a.shortcut or "操作", a.text, a.run, a.icon or "chevron-right") for a in wanted if a.run)

    def _in_office(self, office: Office, text: str) -> tuple[Hit, ...]:
        return tuple(self._hit(found) for found in finding.find(office, text, 30))

    def _hit(self, found: Found) -> Hit:
        page, target, icon, kind = _PLACES.get(
            found.kind, ("registers", f"{found.kind}/{found.key}", "book-open-text", "台账")
        )
        words = "　".join(part for part in (found.number, found.title, found.text, found.day) if part)
        place = target.format(key=found.key, title=found.title, number=found.number)
        return Hit(kind, words, lambda: self._desk.go(page, place), icon)

    def _show(self, hits: Sequence[Hit]) -> None:
        self._hits = list(hits)
        self.list.clear()
        words = self.edit.text().strip()
        self._none.setText(f"没有找到“{words}”。可以试试姓名、拼音首字母、电话尾号、编号或日期。")
        self._none.setVisible(bool(words) and not hits)
        for hit in hits:
            item = QListWidgetItem(self._desk.look.icon(hit.icon, "muted"), hit.text)
            item.setData(KIND, hit.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.text}，{hit.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, _item: QListWidgetItem | None = None) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._hits):
            run = self._hits[row].run
            self.close()
            run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the cursor stays in the box."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return isinstance(self.edit, QLineEdit) and super().eventFilter(watched, event)


def dates_in(text: str, desk: Desk) -> tuple[Hit, ...]:
    """Days and months that the text names, as ways to the roster."""
    today = desk.today()
    named = {
        "今天": today,
        "明天": today + timedelta(1),
        "昨天": today - timedelta(1),
        "后天": today + timedelta(2),
    }.get(text)
    found = re.fullmatch(r"(?:(\d{4})[-年/.])?(\d{1,2})[-月/.](?:(\d{1,2})日?)?", text)
    try:
        if found and found[3]:
            named = date(int(found[1] or today.year), int(found[2]), int(found[3]))
        elif found and 1 <= int(found[2]) <= 12:
            month = f"{int(found[1] or today.year):04d}-{int(found[2]):02d}"
            return (Hit("月份", f"{month} 的值班表", lambda: desk.go("roster", month), "calendar-days"),)
    except ValueError:
        return ()
    if named is None:
        return ()
    day = named
    return (
        Hit("日期", f"{day.month}月{day.day}日 谁值班", lambda: desk.go("roster", day.isoformat()), "calendar-days"),
        Hit("日期", f"{day.month}月{day.day}日 考勤", lambda: desk.go("attendance", day.isoformat()), "user-check"),
    )
