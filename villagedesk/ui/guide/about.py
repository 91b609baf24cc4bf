"""About the program: version, what to copy when something is wrong, and the full licence of all it is built on."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, metadata

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from villagedesk import __version__
from villagedesk.base.paths import resource
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import MessageLine
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.text import Text

# What is delivered with the program: its name, what it is for, its licence, and the file with the whole text.
BUILT_ON = (
    ("村务坐班台", "本程序", "GPL-3.0 或更新版本", "GPL-3.0"),
    ("PySide6-Essentials", "窗口（Qt）", "LGPL-3.0", "LGPL-3.0"),
    ("PySide6-Pdf", "打印预览（Qt）", "LGPL-3.0", "LGPL-3.0"),
    ("shiboken6", "窗口（Qt）", "LGPL-3.0", "LGPL-3.0"),
    ("Python", "程序语言", "PSF-2.0", "Python"),
    ("Lucide", "图标", "ISC", "Lucide"),
    ("sqlite-utils", "办公文件", "Apache-2.0", "sqlite-utils"),
    ("sqlite-fts4", "查找", "Apache-2.0", "sqlite-fts4"),
    ("openpyxl", "写表格", "MIT", "openpyxl"),
    ("et-xmlfile", "写表格", "MIT", "et-xmlfile"),
    ("python-calamine", "读表格", "MIT", "python-calamine"),
    ("typst", "排版成 PDF", "Apache-2.0", "typst"),
    ("python-docx", "写文档", "MIT", "python-docx"),
    ("lxml", "读写文档", "BSD-3-Clause", "lxml"),
    ("pillow", "图片", "MIT-CMU", "pillow"),
    ("segno", "二维码", "BSD-3-Clause", "segno"),
    ("ortools", "排班求解", "Apache-2.0", "ortools"),
    ("absl-py", "排班求解", "Apache-2.0", "absl-py"),
    ("immutabledict", "排班求解", "MIT", "immutabledict"),
    ("numpy", "排班求解", "BSD-3-Clause 等", "numpy"),
    ("pandas", "排班求解", "BSD-3-Clause", "pandas"),
    ("protobuf", "排班求解", "BSD-3-Clause", "protobuf"),
    ("python-dateutil", "日期", "Apache-2.0 / BSD-3-Clause", "python-dateutil"),
    ("six", "日期", "MIT", "six"),
    ("chinesecalendar", "节假日", "MIT", "chinesecalendar"),
    ("holidays", "节假日", "MIT", "holidays"),
    ("lunar-python", "农历和节气", "MIT", "lunar-python"),
    ("pypinyin", "拼音首字母表", "MIT", "pypinyin"),
    ("charset-normalizer", "文字编码", "MIT", "charset-normalizer"),
    ("click", "命令", "BSD-3-Clause", "click"),
    ("click-default-group", "命令", "BSD-3-Clause", "click-default-group"),
    ("tabulate", "命令", "MIT", "tabulate"),
    ("pluggy", "办公文件", "MIT", "pluggy"),
    ("platformdirs", "文件位置", "MIT", "platformdirs"),
    ("filelock", "文件锁", "MIT", "filelock"),
    ("tomli-w", "写规则文件", "MIT", "tomli-w"),
    ("argon2-cffi", "密码", "MIT", "argon2-cffi"),
    ("argon2-cffi-bindings", "密码", "MIT", "argon2-cffi-bindings"),
    ("cffi", "密码", "MIT-0", "cffi"),
    ("pycparser", "密码", "BSD-3-Clause", "pycparser"),
    ("cryptography", "签章", "Apache-2.0 / BSD-3-Clause", "cryptography"),
    ("typing-extensions", "程序语言", "PSF-2.0", "typing-extensions"),
)
_QT = (
    "Qt 和 PySide6 按 LGPL-3.0 使用，没有改动；可以换成自己编译的同版本 Qt，源代码在 code.qt.io。\n"
    "LGPL-3.0 是在 GPL-3.0 之上写的，GPL-3.0 全文见列表第一行。\n\n"
)


class AboutDialog(QDialog):
    """Name, version, licences in full, and what to copy for somebody who helps."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWindowTitle("关于村务坐班台")
        self.resize(desk.look.room(1000, 640))
        self._desk = desk
        self.list = QListWidget()
        self.list.setAccessibleName("用到的软件")
        self.list.setFixedWidth(desk.look.px(290))
        self.list.setSpacing(4)
        for name, use, licence, _file in BUILT_ON:
            version = __version__ if name == "村务坐班台" else version_of(name)
            item = QListWidgetItem(f"{name} {version}\n{use}　{licence}")
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("许可证全文")
        close = QPushButton("关闭")
        close.setProperty("role", "primary")
        close.clicked.connect(self.close)
        self.copy_button = QPushButton("复制诊断信息")
        self.copy_button.setToolTip("版本、系统和屏幕；不含人名、村名和任何登记的内容")
        self.copy_button.clicked.connect(self.copy)
        words = "排班、考勤、台账、调解和月报，一个村一个文件，不联网也能用。自由软件，许可证 GPL-3.0 或更新版本。"
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        box.addWidget(Text(f"村务坐班台 {__version__}", "title"))
        box.addWidget(Text(words, wrap=True))
        both = row_of(self.list, self.text, spacing=12)
        both.setStretch(1, 1)
        box.addLayout(both, 1)
        box.addLayout(row_of(self.copy_button, 1, close))
        self._line = MessageLine(self)
        self.list.setCurrentRow(0)
        close.setFocus()

    def copy(self) -> None:
        """Put what helps to find a fault on the clipboard."""
        QGuiApplication.clipboard().setText(diagnosis(self._desk))
        self._line.show_words("已复制；可以粘贴到微信或邮件里发给帮忙的人，里面没有人名、村名和登记的内容。")

    def _show(self, row: int) -> None:
        _name, _use, licence, file = BUILT_ON[row]
        text = resource("licences", f"{file}.txt").read_text("utf-8")
        self.text.setPlainText((_QT if licence == "LGPL-3.0" else "") + text)


def version_of(name: str) -> str:
    """The version of something delivered; empty where it has none of its own."""
    if name == "Python":
        return platform.python_version()
    try:
        return metadata(name)["Version"]
    except PackageNotFoundError:
        return ""


def diagnosis(desk: Desk) -> str:
    """Versions, system, screens and the kind of office in plain lines; no names, no paths, nothing that was entered."""
    store = desk.office.store
    screens = "；".join(
        f"{screen.size().width()}×{screen.size().height()} @ {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    return "\n".join(
        (
            f"村务坐班台 {__version__}{'（打包版）' if getattr(sys, 'frozen', False) else ''}",
            f"系统：{platform.system()} {platform.release()} {platform.machine()}",
            f"Python {platform.python_version()}，Qt {qVersion()}，PySide6 {pyside_version}",
            f"窗口：{QGuiApplication.platformName()}，屏幕 {screens}",
            f"字体：{QFontInfo(QApplication.font()).family()}，字号 {desk.look.size}，外观 {desk.look.theme}",
            f"打印机：{len(QPrinterInfo.availablePrinterNames())} 台",
            f"办公文件：{store.path.stat().st_size / 1024 / 1024:.1f} MB{'，只读' if store.readonly else ''}",
            f"时间：{desk.office.clock():%Y-%m-%d %H:%M}",
        )
    )
