"""The pictures that were kept with a check on duty."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Text


class StillDialog(QDialog):
    """Every still of one check, one below the other, each with its name, which says when it was taken."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, stills: Sequence[tuple[str, Path]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"查岗截图：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        most = desk.look.room(900, 560)
        for name, path in stills[-2:]:
            picture = QLabel()
            picture.setAccessibleName(name)
            image = QPixmap(str(path))
            height = most.height() // len(stills[-2:])
            if image.width() > most.width() or image.height() > height:
                keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                image = image.scaled(most.width(), height, keep, smooth)
            picture.setPixmap(image)
            box.addWidget(picture)
            box.addWidget(Text(name, "small"))
