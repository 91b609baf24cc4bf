"""Where punches come in: files dropped or chosen, or a terminal on the network."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from villagedesk.services.punches import machines as machine_use
from villagedesk.ui.desk import Desk
from villagedesk.ui.page import row_of
from villagedesk.ui.punches.rejected import RejectedDialog
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.drop import DropZone
from villagedesk.ui.widgets.text import Text

KINDS = "打卡文件 (*.dat *.txt *.xls *.xlsx *.csv *.htm *.html *.xml);;所有文件 (*)"
_READS = (
    "中控 attlog、浩顺 GLG/AGL、自助考勤机的优盘报表、考勤软件导出、钉钉和企业微信的月报，以及普通表格都能认出来；"
    "按内容认，不看文件名。同一个文件再导入一次，不会重复。"
)


def _recent_columns() -> tuple[Column[dict[str, Any]], ...]:
    return (
        Column("at", "导入时间", lambda f: f["imported_at"][:16], width=8, muted=True),
        Column("name", "文件", lambda f: f["name"], width=12, bold=True),
        Column("machine", "机器", lambda f: f["machine_name"], width=5),
        Column("fresh", "新增", lambda f: f["fresh"], width=4, right=True),
        Column("duplicate", "重复", lambda f: f["duplicate"], width=4, right=True),
        Column("rejected", "拒收", lambda f: f["rejected"], width=4, right=True),
        Column(
            "span",
            "时间",
            lambda f: f"{f['first_at'][:10]} 至 {f['last_at'][:10]}" if f["first_at"] else "—",
            width=0,
            muted=True,
        ),
    )


class Intake(QWidget):
    """`files` carries dropped paths; `pull` carries address and password of a terminal.

    `matching` and `machines` ask for those dialogs.
    """

    files = Signal(list)
    matching = Signal()
    machines = Signal()
    pull = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        zone = DropZone(desk, "把考勤机导出的文件拖到这里，可以一次拖几个", KINDS)
        zone.setFixedHeight(desk.look.px(128))
        zone.dropped.connect(self.files.emit)
        self.address = QLineEdit(str(desk.memory.get("terminal.address", "")))
        self.address.setPlaceholderText("192.168.1.201")
        self.address.setAccessibleName("考勤机的网络地址")
        self.password = QLineEdit()
        self.password.setPlaceholderText("没有就空着")
        self.password.setAccessibleName("考勤机的通讯密码")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaximumWidth(desk.look.px(160))
        self.pull_button = QPushButton(desk.look.icon("download"), " 读取")
        self.pull_button.setAutoDefault(False)
        self.pull_button.clicked.connect(self._ask)
        self.address.returnPressed.connect(self._ask)
        self._memory = desk.memory
        self._desk = desk
        network = Card("从网络上的中控考勤机读取")
        network.body.addLayout(
            row_of(Text("地址", "label"), self.address, Text("通讯密码", "label"), self.password, self.pull_button)
        )
        network.body.addWidget(Text("只读取，机器里的记录一条也不会删。", "small"))
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self.recent = RowsView(desk, "punches.recent", _recent_columns())
        self.recent.hint = "还没有导入过文件"
        self.recent.opened.connect(self._show_rejected)
        self.recent.setToolTip("双击看这个文件拒收的行")
        recent = Card("最近导入的文件", padding=16)
        recent.body.addWidget(self.recent)
        for word, signal in (("匹配考勤号", self.matching), ("考勤机和时钟", self.machines)):
            button = QPushButton(word)
            button.setProperty("role", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            recent.add_beside(button)
        box.addWidget(self.error)
        box.addWidget(zone)
        box.addWidget(Text(_READS, "muted", wrap=True))
        box.addWidget(network)
        box.addWidget(recent, 1)

    def refresh(self) -> None:
        """Ask for the files imported last."""
        self._desk.ops.query(lambda office: machine_use.files(office)[:50], self.recent.set_rows, key="punches.recent")

    def show_error(self, text: str) -> None:
        """Say what went wrong, under everything."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _ask(self) -> None:
        self._memory.put("terminal.address", self.address.text().strip())
        self.pull.emit(self.address.text(), self.password.text())

    def _show_rejected(self, file: dict[str, Any] | None) -> None:
        if file is not None:
            key, name = file["id"], file["name"]
            self._desk.ops.query(
                lambda office: machine_use.rejected(office, key),
                lambda problems: RejectedDialog(self._desk, self, name, problems).open(),
                key="punches.rejected",
            )
