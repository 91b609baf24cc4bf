"""Files dragged over a window and let go, as the desktop sends them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


def drop(window: QWidget, files: list[Path], on: QWidget | None = None) -> bool:
    """Drag files over a window and let them go, the way the desktop sends it; whether they were welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    over = on or window
    at = over.mapTo(window, over.rect().center()) if over is not window else QPoint(400, 300)
    ways = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    handle = window.windowHandle()
    enter = QDropEvent(QPointF(at), ways, mime, left, plain, QEvent.Type.DragEnter)
    QCoreApplication.sendEvent(handle, enter)
    fall = QDropEvent(QPointF(at), ways, mime, left, plain)
    QCoreApplication.sendEvent(handle, fall)
    assert fall.dropAction() is Qt.DropAction.CopyAction, "移动会让文件管理器删掉原来的文件"
    return enter.isAccepted() and fall.isAccepted()
