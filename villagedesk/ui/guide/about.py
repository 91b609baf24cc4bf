"""About the program: version, licence, and the licences of what it is built on."""

from __future__ import annotations

from html import escape
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout

from villagedesk import __version__
from villagedesk.base.paths import resource
from villagedesk.ui.desk import Desk
from villagedesk.ui.widgets.text import Text

BUILT_ON = (
    ("PySide6-Essentials", "窗口", "LGPL-3.0"),
    ("sqlite-utils", "办公文件", "Apache-2.0"),
    ("openpyxl", "写表格", "MIT"),
    ("python-calamine", "读表格", "MIT"),
    ("typst", "排版成 PDF", "Apache-2.0"),
    ("python-docx", "写文档", "MIT"),
    ("ortools", "排班求解", "Apache-2.0"),
    ("chinesecalendar", "节假日", "MIT"),
    ("holidays", "节假日", "MIT"),
    ("lunar-python", "农历和节气", "MIT"),
    ("pypinyin", "拼音首字母", "MIT"),
    ("charset-normalizer", "文字编码", "MIT"),
    ("click", "命令", "BSD-3-Clause"),
    ("platformdirs", "文件位置", "MIT"),
    ("filelock", "文件锁", "Unlicense"),
    ("argon2-cffi", "密码", "MIT"),
    ("cryptography", "签章", "Apache-2.0 / BSD-3-Clause"),
)


class AboutDialog(QDialog):
    """Name, version and licences."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWindowTitle("关于村务坐班台")
        self.resize(desk.look.room(680, 560))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.addWidget(Text(f"村务坐班台 {__version__}", "title"))
        box.addWidget(
            Text(
                "排班、考勤、台账、调解和月报，一个村一个文件，不联网也能用。自由软件，许可证 GPL-3.0 或更新版本。",
                wrap=True,
            )
        )
        text = QTextBrowser()
        text.setAccessibleName("许可证")
        text.setHtml(_licences())
        box.addWidget(text, 1)
        close = QPushButton("关闭")
        close.setProperty("role", "primary")
        close.clicked.connect(self.close)
        box.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()


def _licences() -> str:
    head = ("用到的软件", "版本", "用途", "许可证")
    rows = [(name, _version(name), use, licence) for name, use, licence in BUILT_ON]
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    titles = "".join(f'<th align="left">{cell}</th>' for cell in head)
    icons = resource("icons", "LICENSE").read_text("utf-8").strip().splitlines()[2]
    table = f'<table width="100%" cellspacing="0" cellpadding="5"><tr>{titles}</tr>{lines}</table>'
    return f"{table}<p>图标：Lucide，ISC。{escape(icons)}</p>"


def _version(name: str) -> str:
    try:
        return metadata(name)["Version"]
    except PackageNotFoundError:
        return "—"
