"""Pages behind the one in front sleep through a change of the look, and take it on when they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle
"""Qt tells a change of style only to widgets without a style of their own; said of one that sleeps, it is not woken."""


def put_to_sleep(page: QWidget) -> None:
    """Let the next style sheet pass over a hidden page; `wake` makes up for it."""
    for widget in _within(page):
        widget.setAttribute(_POLISHED, False)
        widget.setAttribute(_OWN_STYLE, True)


def wake(page: QWidget) -> Iterator[Callable[[], None]]:
    """Steps that dress everything in a page that slept when the style sheet was set, outer things first."""
    asleep = [widget for widget in _within(page) if not widget.testAttribute(_POLISHED)]
    for widget in asleep:
        widget.setAttribute(_OWN_STYLE, False)
    return (partial(_dress, widget) for widget in asleep)


def _dress(widget: QWidget) -> None:
    if isValid(widget):
        for kind in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            QCoreApplication.sendEvent(widget, QEvent(kind))


def _within(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all in it, outer ones first; windows that only belong to it are left alone."""
    yield widget
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield from _within(child)
