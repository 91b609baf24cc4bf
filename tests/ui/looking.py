"""What a picture would show, asked of the widgets: cut words, overlaps, nameless controls, contrast."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractScrollArea)


def visible(window: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...]) -> list[QWidget]:
    """Every visible widget of a kind that is not Qt's own inner part."""
    found = window.findChildren(QWidget)
    return [w for w in found if isinstance(w, kind) and w.isVisible() and not w.objectName().startswith("qt_")]


def words_of(widget: QWidget) -> str:
    """A short name for messages."""
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {text or widget.accessibleName() or widget.objectName()!r}"


def cut_texts(window: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit; a label that may shrink must offer the whole as a tip."""
    faults: list[str] = []
    for label in visible(window, QLabel):
        assert isinstance(label, QLabel)
        if not label.text() or label.width() <= 1:
            continue
        shrinks = label.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        metrics = label.fontMetrics()
        if label.wordWrap():
            room = label.contentsRect()
            needed = label.heightForWidth(label.width())
            if needed > label.height() + metrics.lineSpacing() * 0.3 and room.height() < needed - 4:
                faults.append(f"{words_of(label)} needs {needed} px of height, has {label.height()}")
            continue
        wide = max(metrics.horizontalAdvance(line) for line in label.text().splitlines())
        if wide > label.contentsRect().width() + 2 and not (shrinks and label.toolTip()):
            faults.append(f"{words_of(label)} needs {wide} px, has {label.contentsRect().width()}")
        if metrics.height() > label.height() + 4:
            faults.append(f"{words_of(label)} needs {metrics.height()} px of height, has {label.height()}")
    for area in visible(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        inner = area.widget()
        fixed = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if inner is not None and fixed and inner.width() > area.viewport().width() + 2:
            widest = max(inner.findChildren(QWidget), key=lambda w: w.minimumSizeHint().width())
            room = f"{inner.width()} px in {area.viewport().width()}, widest {words_of(widest)}"
            faults.append(f"what is in {type(area.parentWidget()).__name__} is cut at the right: {room}")
    for button in visible(window, QPushButton):
        assert isinstance(button, QPushButton)
        if button.text() and button.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Ignored:
            needed = button.fontMetrics().horizontalAdvance(button.text().strip())
            if needed > button.width() - 6:
                faults.append(f"{words_of(button)} needs {needed} px, has {button.width()}")
    return faults


def overlaps(window: QWidget) -> list[str]:
    """Controls of one parent that cover each other, and controls that leave the window."""
    faults: list[str] = []
    by_parent: dict[int, list[QWidget]] = {}
    for control in visible(window, (*CONTROLS, QLabel)):
        parent = control.parentWidget()
        if parent is not None and not _floating(control):
            by_parent.setdefault(id(parent), []).append(control)
    for group in by_parent.values():
        for one, other in combinations(group, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > 3 and both.height() > 3 and not _inside(one, other):
                faults.append(f"{words_of(one)} overlaps {words_of(other)}")
    frame = window.rect()
    for control in visible(window, CONTROLS):
        if _scrolled(control, window):
            continue
        rect = QRect(control.mapTo(window, control.rect().topLeft()), control.size())
        if not frame.adjusted(-2, -2, 2, 2).contains(rect):
            faults.append(f"{words_of(control)} leaves the window: {rect.getRect()}")
    return faults


def nameless(window: QWidget) -> list[str]:
    """Controls for which a screen reader has no word."""
    found: list[str] = []
    for control in visible(window, (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)):
        inner = isinstance(control.parentWidget(), QComboBox | QAbstractSpinBox)
        text = getattr(control, "text", lambda: "")() if isinstance(control, QAbstractButton) else ""
        if not inner and not control.accessibleName() and not str(text).strip():
            parent = control.parentWidget()
            found.append(f"{type(control).__name__} in {type(parent).__name__}")
    return found


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours after WCAG."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(value) for value in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _floating(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return bool(widget.property("floating")) or parent is None or parent.layout() is None


def _inside(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _scrolled(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False
