"""The few words of Qt's own dialogs and menus that its Chinese lacks, or says otherwise than this program."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTranslator

WORDS = {
    "&Undo": "撤销(&U)",
    "Page &Set:": "打印哪些页(&S)：",
    "Page Set:": "打印哪些页：",
    "Files of &type:": "文件类型(&T)：",
    "&Look in:": "查找范围(&L)：",
    "Folder": "文件夹",
    "File Folder": "文件夹",
    "File": "文件",
    "%1 File": "%1 文件",
    "Drive": "磁盘",
    "Shortcut": "快捷方式",
    "Unknown": "未知",
}


class OwnWords(QTranslator):
    """Asked before Qt's translation."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> Any:
        """Our word for a text of Qt; None (an empty text would be shown) lets Qt's translation answer."""
        return WORDS.get(source)

    def isEmpty(self) -> bool:
        """Qt passes over a translator that says it is empty."""
        return False
