"""The shortcut sheet: every key of the window, read from the same table that binds it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout

from villagedesk.ui.desk import Desk
from villagedesk.ui.pages import PAGES
from villagedesk.ui.widgets.flow import Beside
from villagedesk.ui.widgets.text import Chip, Text

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "换页和本页",
        (
            *((f"Ctrl+{n}", page.title) for n, page in enumerate(PAGES, 1)),
            ("Ctrl+N", "本页添加一条"),
            ("Ctrl+I", "导入考勤机、名单"),
            ("Ctrl+F", "到本页的查找框"),
            ("Alt+↑ / Alt+↓", "人员上移、下移"),
        ),
    ),
    (
        "登记",
        (
            ("F2", "登记来访"),
            ("F3", "登记办件"),
            ("F4", "受理调解"),
            ("F5", "写值班日志"),
            ("Ctrl+S", "保存表单"),
            ("Ctrl+J", "继续填写没写完的表单"),
            ("Alt+数字", "办到下一步"),
            ("Alt+0", "转为别的台账"),
            ("Delete", "作废表里点中的记录"),
            ("Enter", "到下一格"),
        ),
    ),
    (
        "到处可用",
        (
            ("Ctrl+K", "查找人、事、日期和操作"),
            ("F1", "本页说明"),
            ("Ctrl+Z", "撤销"),
            ("Ctrl+Shift+Z", "重做"),
            ("Ctrl+R", "重新读取本页"),
            ("Ctrl+P", "打印"),
            ("Ctrl+C", "复制表格到 Excel、WPS"),
            ("Ctrl+V", "粘贴 Excel、WPS 里复制的行"),
            ("Alt+← / Alt+→", "上一月、下一月"),
            ("Ctrl+=", "换一个字号"),
            ("F11", "全屏或还原"),
            ("Ctrl+O", "打开别的办公文件"),
            ("Ctrl+Shift+O", "最近的办公文件"),
            ("Shift+F10", "选中内容的菜单（同右键）"),
            ("Ctrl+/", "快捷键一览"),
        ),
    ),
)


class ShortcutSheet(QDialog):
    """All keys on one sheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWindowTitle("快捷键一览")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.addWidget(Text("快捷键一览", "heading"))
        columns = Beside(spacing=32)
        for group, keys in GROUPS:
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.addWidget(Text(group, "cardtitle"), 0, 0, 1, 2)
            for row, (key, words) in enumerate(keys, 1):
                grid.addWidget(Chip(key, "plain"), row, 0)
                grid.addWidget(Text(words), row, 1)
            grid.setColumnStretch(1, 1)
            grid.setRowStretch(len(keys) + 1, 1)
            columns.addLayout(grid)
        box.addLayout(columns)
        self.resize(desk.look.room(1040, 640))
