"""Cameras in the settings: a name and an address a line, for looking in from the checks."""

from __future__ import annotations

from typing import Any

from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.services.signs import checks as use
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm
from villagedesk.ui.settings.section import Section
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text

_FIELD = Field(
    "cameras",
    "摄像头",
    Kind.LONG_TEXT,
    help="一行一个：名称、空格、地址，例如 大厅 rtsp://192.168.1.20/stream1。",
)


class CamerasSection(Section):
    """The list of cameras; none is an ordinary state."""

    title, icon = "摄像头", "camera"
    narrow = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = FieldForm(desk, (_FIELD,))
        self.form.submitted.connect(self.save)
        card = Card("村部的摄像头")
        card.body.addWidget(self.form)
        says = "查岗时可以打开画面看一眼、截一张图作依据。地址问安装的人要；没有摄像头就空着。"
        card.body.addWidget(Text(_FIELD.help, "small", wrap=True))
        card.body.addWidget(Text(says, "small", wrap=True))
        self.box.addWidget(card)
        self.box.addStretch(1)

    def offers(self) -> tuple[Action, ...]:
        """Saving the list."""
        return (Action("save-cameras", "保存 Ctrl+S", self.save, icon="save", role="primary", writes=True),)

    def refresh(self) -> None:
        """Ask for the cameras."""
        self.desk.ops.query(use.cameras, self._show, key="settings-cameras")

    def save(self) -> None:
        """Read the lines and store them."""
        try:
            wanted = read_cameras(str(self.form.typed()["cameras"]))
        except Mistake as mistake:
            self.form.show_mistake(mistake)
            return
        self.desk.ops.change(lambda office: use.set_cameras(office, wanted), self._saved, self.form.show_mistake)

    def _saved(self, _changes: Any) -> None:
        self.form.dirty = False

    def _show(self, cameras: tuple[tuple[str, str], ...]) -> None:
        if not self.form.dirty:
            self.form.show_values({"cameras": "\n".join(f"{name} {url}" for name, url in cameras)})


def read_cameras(text: str) -> tuple[tuple[str, str], ...]:
    """Cameras from lines `名称 地址`; `Mistake` names the line that is neither."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, _, url = line.strip().rpartition(" ")
        if not name.strip():
            raise Mistake(f"“摄像头”第 {number} 行要写成“名称 地址”，中间空一格。", "cameras")
        found.append((name.strip(), url.strip()))
    return tuple(found)
