"""What a picture would show, asked of the widgets: cut words, overlaps, nameless controls, contrast."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QToolTip,
    QWidget,
)

from villagedesk.ui.guide.manual import manual_pages, sections
from villagedesk.ui.guide.places import place_of, place_of_page
from villagedesk.ui.page import Page
from villagedesk.ui.widgets.text import Elided

_OWN = Qt.FindChildOption.FindDirectChildrenOnly
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
        shrinks = isinstance(label, Elided) or label.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
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
    return [*faults, *_cut_choices(window), *_cut_headings(window)]


def _cut_choices(window: QWidget) -> list[str]:
    """Boxes to tick and lists to choose from whose words do not fit."""
    faults: list[str] = []
    for button in visible(window, (QCheckBox, QRadioButton, QToolButton)):
        if getattr(button, "text", str)() and button.width() + 2 < button.sizeHint().width():
            faults.append(f"{words_of(button)} needs {button.sizeHint().width()} px, has {button.width()}")
    for box in visible(window, QComboBox):
        assert isinstance(box, QComboBox)
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        inner = box.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
        )
        wide = box.fontMetrics().horizontalAdvance(box.currentText())
        if wide > inner.width() + 2 and not box.isEditable() and not box.toolTip():
            faults.append(f"QComboBox {box.currentText()} needs {wide} px, has {inner.width()}")
    return faults


def _cut_headings(window: QWidget) -> list[str]:
    """Titles of columns that do not fit."""
    faults: list[str] = []
    for table in visible(window, QTableView):
        assert isinstance(table, QTableView)
        header, model = table.horizontalHeader(), table.model()
        if model is None or not header.isVisible():
            continue
        for column in range(model.columnCount()):
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            needed = header.fontMetrics().horizontalAdvance(title)
            if title and not header.isSectionHidden(column) and needed > header.sectionSize(column) - 8:
                faults.append(f"heading {title} needs {needed} px, has {header.sectionSize(column)}")
    return faults


def hidden_parts(window: QWidget) -> list[str]:
    """Controls that stand partly outside their parent where nothing scrolls, and those squeezed to nothing."""
    faults: list[str] = []
    for control in visible(window, (*CONTROLS, QLabel)):
        if isinstance(control, QHeaderView) or isinstance(control.parentWidget(), QLineEdit) or not control.width():
            continue
        if isinstance(control, QLabel) and not control.text():
            continue
        least = control.minimumSizeHint()
        shrinks = control.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
        if isinstance(control, QAbstractButton | QLineEdit | QComboBox) and control.height() < least.height() - 3:
            faults.append(f"{words_of(control)} is squeezed to {control.height()} px, needs {least.height()}")
        if (
            isinstance(control, QAbstractItemView | QPlainTextEdit)
            and control.height() < 45
            and control.maximumHeight() > 60
        ):
            faults.append(f"{words_of(control)} is squeezed to {control.height()} px")
        if _floating(control) or shrinks:
            continue
        rect, parent = control.rect(), control.parentWidget()
        while parent is not None and control is not window:
            rect = QRect(control.mapTo(parent, QPoint(0, 0)), control.size())
            if not parent.rect().adjusted(-3, -3, 3, 3).contains(rect):
                if not isinstance(parent.parentWidget(), QAbstractScrollArea):
                    faults.append(
                        f"{words_of(control)} leaves {type(parent).__name__}: "
                        f"{rect.getRect()} in {parent.size().toTuple()}"
                    )
                break
            if parent is window or isinstance(parent.parentWidget(), QAbstractScrollArea):
                break
            parent = parent.parentWidget()
    return faults


def sideways(window: QWidget) -> list[str]:
    """Pages and dialogs that must be scrolled to the right; grids of days, marked `wide`, may."""
    faults: list[str] = []
    for area in visible(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        inner, over = area.widget(), area.horizontalScrollBar().maximum()
        if inner is None or over <= 0 or area.property("wide"):
            continue
        chain: list[str] = []
        widest = inner
        while (parts := [w for w in widest.findChildren(QWidget, options=_OWN) if w.isVisible()]) and len(chain) < 9:
            widest = max(parts, key=lambda part: max(part.minimumSizeHint().width(), part.minimumWidth()))
            chain.append(f"{type(widest).__name__} {max(widest.minimumSizeHint().width(), widest.minimumWidth())}")
        faults.append(f"{type(area.parentWidget()).__name__} scrolls {over} px sideways: {' > '.join(chain)}")
    return faults


def long_tips(window: QWidget, wide: int) -> list[str]:
    """Tips that are wider than the screen; plain words are never broken by Qt."""
    faults: list[str] = []
    metrics = QFontMetrics(QToolTip.font())
    for widget in visible(window, QWidget):
        tip = widget.toolTip()
        if tip and not tip.startswith("<"):
            needed = max(metrics.horizontalAdvance(line) for line in tip.splitlines())
            if needed > wide - 20:
                faults.append(f"the tip {tip[:20]}… of {words_of(widget)} needs {needed} px on a screen of {wide}")
    return faults


def out_of_sight(window: QWidget) -> list[str]:
    """The main button of a dialog, when one must scroll before it is seen."""
    if not isinstance(window, QDialog):
        return []
    buttons = [b for b in visible(window, QPushButton) if b.property("role") == "primary"]
    return [f"{words_of(b)} is out of sight" for b in buttons if b.visibleRegion().boundingRect().height() < 20]


KNOWN = re.compile(
    r"Ctrl|Alt|Shift|Enter|Esc|Tab|PageDown|PageUp|Delete|F\d+|PDF|Excel|Word|WPS|USB|vdesk|villagedesk|TOML|toml|zjg|CSV|csv|xlsx?|docx|Python|"
    r"PySide6-Essentials|Traceback|rtsp://\S*|https?://\S*|GPL|ISC|Lucide|ARGB|ZKTeco|DLL|IP|TCP|[\w./-]*/[\w./-]*|[0-9a-f]{12,}|[A-Z]?\d+"
)


def english(window: QWidget) -> list[str]:
    """Words on the window, its title and its tips that are not Chinese."""
    texts = {window.windowTitle()}
    for widget in visible(window, QWidget):
        for part in ("text", "placeholderText", "toolTip", "title", "prefix", "suffix", "accessibleName"):
            texts.add(str(widget.property(part) or ""))
        if isinstance(widget, QComboBox):
            texts.update(widget.itemText(number) for number in range(widget.count()))
    return sorted(text for text in texts if re.search(r"[A-Za-z]{3,}", KNOWN.sub("", text)))


def faint_texts(window: QWidget, least: float = 4.5) -> list[str]:
    """Words whose painted ink stands out too little from their painted ground; measured on a picture."""
    ratio = 2.0
    image = QImage(window.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    window.render(image)
    image.setDevicePixelRatio(1.0)
    faults: list[str] = []
    for widget in visible(window, (QLabel, QAbstractButton, QLineEdit, QComboBox)):
        words = str(
            widget.property("text") or widget.property("currentText") or widget.property("placeholderText") or ""
        )
        if not words.strip() or not widget.isEnabled() or not widget.visibleRegion().boundingRect().height():
            continue
        seen = widget.visibleRegion().boundingRect()
        if seen != widget.rect() or (widget.height() < 8):
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        rect = QRect(corner, widget.size()).adjusted(4, 2, -4, -2).intersected(window.rect())
        found = _painted(image, rect, ratio)
        if found and found < least:
            faults.append(f"{words_of(widget)} has a contrast of {found:.2f}")
    return faults


def _painted(image: QImage, rect: QRect, ratio: float) -> float:
    """The contrast between the ground of a rectangle (its commonest pixel) and its strongest ink; 0 where none."""
    part = image.copy(QRect(rect.topLeft() * ratio, rect.size() * ratio))
    if part.isNull():
        return 0.0
    counted = Counter(memoryview(part.constBits()).cast("I")[: part.width() * part.height()])
    if len(counted) < 2:
        return 0.0
    ground = counted.most_common(1)[0][0]
    strongest = sorted((_between(ground, ink), count) for ink, count in counted.items())
    enough, seen = max(4, part.width() * part.height() // 2000), 0
    for value, count in reversed(strongest):
        seen += count
        if seen >= enough:
            return value
    return 0.0


@lru_cache(maxsize=20000)
def _between(one: int, other: int) -> float:
    return contrast(QColor(one), QColor(other))


def faults(window: QWidget, screen: tuple[int, int] = (1366, 768)) -> list[str]:
    """Everything that a person would complain about in one window."""
    window.grab()
    too_large = window.width() > screen[0] or window.height() > screen[1]
    return [
        *([f"the window is {window.size().toTuple()} on a screen of {screen}"] if too_large else []),
        *cut_texts(window),
        *overlaps(window),
        *hidden_parts(window),
        *sideways(window),
        *out_of_sight(window),
        *long_tips(window, screen[0]),
        *(f"{name} has no name" for name in nameless(window)),
        *(f"English: {text}" for text in english(window)),
        *faint_texts(window),
        *helpless(window),
    ]


def helpless(window: QWidget) -> list[str]:
    """A window in which F1 leads to no section of the manual; one that knows of none opens that of the page behind."""
    page = getattr(window, "page", None)
    place = place_of_page(page, page.title) if isinstance(page, Page) else place_of(window)
    if place in _manual() or (not place and window.parentWidget() is not None):
        return []
    return [f"F1 in “{window.windowTitle()}” leads to “{place}”, which is not in the manual"]


@lru_cache
def _manual() -> frozenset[str]:
    return frozenset(section.place for page in manual_pages() for section in sections(page))


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
    for control in visible(
        window, (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QPlainTextEdit)
    ):
        inner = isinstance(control, QHeaderView) or isinstance(
            control.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit
        )
        text = getattr(control, "text", lambda: "")() if isinstance(control, QAbstractButton) else ""
        if not inner and not re.search(r"[\u4e00-\u9fff]", f"{control.accessibleName()}{text}"):
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
