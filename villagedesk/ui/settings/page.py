"""The settings page: sections at the left, the one in front at the right, each built when it is first shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from villagedesk.base.changes import Area
from villagedesk.ui.attendance.rules import RulesSection
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import Page
from villagedesk.ui.settings.backup.section import SafetySection
from villagedesk.ui.settings.calendar import CalendarSection
from villagedesk.ui.settings.cameras import CamerasSection
from villagedesk.ui.settings.facts import FactsSection
from villagedesk.ui.settings.history import HistorySection
from villagedesk.ui.settings.local import LocalSection
from villagedesk.ui.settings.looks import LooksSection
from villagedesk.ui.settings.mediation import MediationSection
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.states import FrontStack

SECTIONS: tuple[type[Section], ...] = (
    FactsSection,
    LooksSection,
    CalendarSection,
    LocalSection,
    RulesSection,
    MediationSection,
    CamerasSection,
    SafetySection,
    HistorySection,
)


ROOM = 740
"""Pixels at the standard text size that the list and a section need side by side."""


class SettingsPage(Page):
    """Everything about the office and this computer that is set rarely."""

    name, title = "settings", "设置"
    watches = Area.OFFICE | Area.OPTIONS | Area.CALENDAR

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stack = FrontStack()
        self._built: dict[int, Section] = {}
        self._buttons: list[QPushButton] = []
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.setContentsMargins(0, 0, 0, 0)
        for number, kind in enumerate(SECTIONS):
            button = self._button(kind)
            button.clicked.connect(lambda _checked=False, number=number: self.show_section(number))
            group.addButton(button)
            column.addWidget(button)
        column.addStretch(1)
        rail = QWidget()
        rail.setFixedWidth(desk.look.px(160))
        rail.setLayout(column)
        self._rail = rail
        row = QHBoxLayout()
        row.setSpacing(16)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(desk.look.px(172))
        self._rail_scroll = scroll
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(rail)
        row.addWidget(scroll)
        row.addWidget(self.stack, 1)
        self.pick = QComboBox()
        self.pick.setAccessibleName("哪一部分设置")
        self.pick.addItems([kind.title for kind in SECTIONS])
        self.pick.activated.connect(self.show_section)
        self.pick.hide()
        self.header.add(self.pick)
        self.body.addLayout(row, 1)
        titles = [kind.title for kind in SECTIONS]
        kept = desk.memory.get("settings.section", "")
        self._bring(titles.index(kept) if kept in titles else 0)

    def _button(self, kind: type[Section]) -> QPushButton:
        button = QPushButton(kind.title)
        button.setCheckable(True)
        button.setProperty("role", "rail")
        button.setIcon(self.desk.look.icon(kind.icon))
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(kind.title)
        self._buttons.append(button)
        return button

    @property
    def section(self) -> Section:
        """The section in front."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def show_section(self, number: int) -> None:
        """Bring a section to the front and ask for it."""
        self.desk.memory.put("settings.section", SECTIONS[number].title)
        self._bring(number)
        self.section.refresh()

    def _bring(self, number: int) -> None:
        if number not in self._built:
            self._built[number] = SECTIONS[number](self.desk)
            self.stack.addWidget(self._built[number])
        self.stack.setCurrentWidget(self._built[number])
        self._buttons[number].setChecked(True)
        self.pick.setCurrentIndex(number)
        self.set_actions(self.section.offers())

    def open(self, target: str) -> None:
        """Show the section of that title."""
        for number, kind in enumerate(SECTIONS):
            if kind.title == target:
                self.show_section(number)

    def refresh(self) -> None:
        """Ask for the section in front."""
        self.section.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the list would take the room of the section, the sections are chosen in the header."""
        super().resizeEvent(event)
        self._fit_rail()

    def _fit_rail(self) -> None:
        narrow = self.width() < self.desk.look.px(ROOM)
        self._rail_scroll.setVisible(not narrow)
        self.pick.setVisible(narrow)

    def restyle(self) -> None:
        """Sections that paint themselves take on the new look."""
        self._fit_rail()
        self._rail.setFixedWidth(self.desk.look.px(160))
        self._rail_scroll.setFixedWidth(self.desk.look.px(172))
        for button, kind in zip(self._buttons, SECTIONS, strict=True):
            button.setIcon(self.desk.look.icon(kind.icon))
        for section in self._built.values():
            section.restyle()

    def take_rows(self, text: str) -> None:
        """Pasted rows go where the section in front takes them, else they are days of the calendar."""
        if not self.section.paste_rows(text):
            self._calendar().paste_days(text)

    def take_files(self, files: list[Path]) -> None:
        """A dropped notice is read."""
        self._calendar().import_notice(files[0])

    def _calendar(self) -> CalendarSection:
        """The calendar, brought to the front."""
        self.show_section(SECTIONS.index(CalendarSection))
        section = self.section
        assert isinstance(section, CalendarSection)
        return section
