"""Writing down a check: the form, and beside it the camera when there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from villagedesk.services.signs import checks
from villagedesk.services.signs.checks import CHECK_FIELDS, Due
from villagedesk.ui.checks.camera import CameraView, can_play
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FormDialog
from villagedesk.ui.page import row_of
from villagedesk.ui.widgets.text import Text


class CheckDialog(FormDialog):
    """A check on one duty; a still of the camera is kept with it when one was taken."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        duty: tuple[int, str, str, datetime],
        planned: Due | None,
        cameras: tuple[tuple[str, str], ...],
    ) -> None:
        self._duty, self._planned = duty, planned
        self._picture = b""
        person, label, shift, start = duty

        def save(values: dict[str, Any]) -> Any:
            return lambda office: checks.record_check(office, person, shift, start, values, planned)

        start_values = {"checker": desk.memory.get("checks.checker", "") or desk.office.user}
        start_values["channel"] = planned.channel if planned else "电话"
        super().__init__(desk, parent, f"查岗：{label}（{shift}）", CHECK_FIELDS, save, start_values)
        self.view = CameraView(desk.look)
        self.choice = QComboBox()
        self.choice.setAccessibleName("摄像头")
        self.says = Text("", "small", wrap=True)
        self.take_button = self._plain("截图留证", self.take)
        self.take_button.setEnabled(False)
        for name, url in cameras:
            self.choice.addItem(name, url)
        self.saved.connect(self._keep)
        self._desk_here = desk
        if planned and planned.phone:
            self.extra.addWidget(Text(f"电话 {planned.phone}", "heading"))
        if cameras and can_play():
            self._add_camera()
        elif not cameras:
            self.extra.addWidget(Text("没有登记摄像头；视频查岗时可在“摄像头”里登记地址。", "small", wrap=True))
        else:
            self.extra.addWidget(Text("没有安装摄像头部件，看不了画面；电话和到场查岗照常。", "small", wrap=True))

    def take(self) -> None:
        """Keep the picture in front."""
        self._picture = self.view.still()
        self.says.setText(
            f"已截图（{max(1, len(self._picture) // 1024)} KB），保存时一并留存。" if self._picture else "还没有画面。"
        )
        if self._picture:
            self.form.editors["channel"].show("视频")

    def done(self, code: int) -> None:
        """Let the camera go with the dialog."""
        self.view.stop()
        super().done(code)

    def _add_camera(self) -> None:
        self.extra.addWidget(self.view, 1)
        look = self._plain("看画面", lambda: self.view.open(self.choice.currentData()))
        self.view.came.connect(lambda: self.take_button.setEnabled(True))
        self.view.failed.connect(self._lost)
        self.extra.addLayout(row_of(self.choice, look, self.take_button, 1))
        self.extra.addWidget(self.says)

    def _lost(self, _says: str) -> None:
        # the view itself says why
        self.take_button.setEnabled(False)
        self.says.setText("截图还在，保存时一并留存。" if self._picture else "")

    def _keep(self, key: int) -> None:
        values = self.form.typed()
        self._desk_here.memory.put("checks.checker", str(values.get("checker") or ""))
        picture = self._picture
        if picture:
            self._desk_here.ops.change(lambda office: checks.keep_still(office, key, picture))

    def _plain(self, text: str, run: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button
