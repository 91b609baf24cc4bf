"""Ctrl+K: one box over pages, actions, dates, people and everything the registers' search finds."""

from __future__ import annotations

from collections.abc import Sequence

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
from villagedesk.ui.guide.sources import Hit, books_in, dates_in, places_in
from villagedesk.ui.look.look import Look
from villagedesk.ui.tables.columns import Index
from villagedesk.ui.widgets.controls import SearchEdit
from villagedesk.ui.widgets.text import Text

# Where a find is opened: page, target, icon and the word for its kind; every other kind is a book.
_PLACES = {
    "person": ("people", "{key}", "user", "人员"),
    "villager": ("registers", "villager/{key}", "users", "群众"),
    "mediation": ("mediation", "{number}", "handshake", "调解"),
}


MOST = 50
KEYS = "↑ ↓ 选择，PageDown 翻页，Enter 打开，Esc 关闭"
MANY = f"找到的太多，只列出前 {MOST} 条；再多写几个字就找得准。"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
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
        self.edit = SearchEdit(desk.look, "查找人、事、日期、操作：张建国 / zjg / 尾号 / 下周三")
        self.list = QListWidget()
        self.list.setAccessibleName("查找结果")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(HitDelegate(desk.look, self))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self._hits: list[Hit] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        self._none = Text("", "muted", wrap=True)
        self._more = Text(KEYS, "small")
        self._asked, self._waits, self._stepped = "", False, False
        self._none.hide()
        box.addWidget(self.edit)
        box.addWidget(self._none)
        box.addWidget(self.list, 1)
        box.addWidget(self._more)
        self.edit.installEventFilter(self)
        self.edit.asked.connect(self.ask)
        self.edit.textEdited.connect(self._typed)
        self.ask("")

    def _typed(self, _text: str) -> None:
        self._stepped = False

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
        self._asked = text
        days, acts = dates_in(text, self._desk), self._matching(text)
        self._show((*days, *acts))
        if text:
            near = tuple(hit for hit in acts if hit.text.startswith(text))
            rest = tuple(hit for hit in acts if hit not in near)
            self._desk.ops.query(
                lambda office: self._in_office(office, text),
                lambda found: self._show(_doing_first((*days, *near, *found, *rest)), text=text),
                key="search",
            )

    def _matching(self, text: str) -> tuple[Hit, ...]:
        wanted = [
            a
            for a in self._actions
            if text.lower() in a.text.lower() or (text.isascii() and text.lower() in initials(a.text))
        ]
        return tuple(Hit(a.shortcut or "操作", a.text, a.run, a.icon or "chevron-right") for a in wanted if a.run)

    def _in_office(self, office: Office, text: str) -> tuple[Hit, ...]:
        found = tuple(self._hit(one) for one in finding.find(office, text, MOST + 1))
        return (*books_in(text, office, self._desk), *found, *places_in(text, self._desk))

    def _hit(self, found: Found) -> Hit:
        page, target, icon, kind = _PLACES.get(
            found.kind, ("registers", f"{found.kind}/{found.key}", "book-open-text", "台账")
        )
        words = "　".join(part for part in (found.number, found.title, found.text, found.day) if part)
        place = target.format(key=found.key, title=found.title, number=found.number)
        return Hit(kind, words, lambda: self._desk.go(page, place), icon)

    def _show(self, hits: Sequence[Hit], *, text: str = "") -> None:
        """Show what was found; `text` is what the whole answer is for, empty while the office still looks."""
        chosen = self.list.currentRow() if self._stepped else 0
        self._hits = list(hits[:MOST])
        self.list.clear()
        self._more.setText(MANY if len(hits) > MOST else KEYS)
        words = self.edit.text().strip()
        self._none.setText(
            f"没有找到“{words}”。可以试试姓名、拼音首字母、电话尾号、编号、案号、台账名或日期（12月5日、下周三）。"
        )
        self._none.setVisible(bool(words) and not hits)
        for hit in hits:
            item = QListWidgetItem(self._desk.look.icon(hit.icon, "muted"), hit.text)
            item.setData(KIND, hit.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.text}，{hit.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(min(chosen, len(self._hits) - 1))
        if self._waits and text and text == self._asked:
            self._waits = False
            self._run()

    def _enter(self) -> None:
        """Open what is in front; typed a moment ago, it waits until the answer to that stands there."""
        text = self.edit.text().strip()
        if text == self._asked and not self._desk.ops.busy:
            self._run()
        else:
            self._waits = True
            self.ask(text)

    def _run(self, _item: QListWidgetItem | None = None) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._hits):
            run = self._hits[row].run
            self.close()
            run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the cursor stays in the box."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if step := _STEPS.get(Qt.Key(event.key())):
                self._stepped = True
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter()
                return True
        return isinstance(self.edit, QLineEdit) and super().eventFilter(watched, event)


def _doing_first(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """What can be done or opened before what can be read about it."""
    return tuple(sorted(hits, key=lambda hit: hit.kind == "说明"))
