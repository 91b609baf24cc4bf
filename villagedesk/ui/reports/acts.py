"""What can be done on the village's side: make the pack, send it, fill and keep templates, hand over the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QPushButton

from villagedesk.services.office import Office
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_files, choose_folder, choose_target, confirm
from villagedesk.ui.page import Page
from villagedesk.ui.pages import load
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.reports.dialogs import key_dialog
from villagedesk.ui.reports.marking import MarkingDialog
from villagedesk.ui.widgets.controls import MonthStepper

_WORKS = "villagedesk.ui.reports.works"
_SHEETS = (
    ("月报汇总", "月报汇总", 0),
    ("值班公示表（下月）", "值班公示表", 1),
    ("考勤月报", "考勤月报", 0),
    ("异常说明表", "异常说明表", 0),
    ("误工补贴核算表", "误工补贴核算表", 0),
    ("台账统计", "台账统计", 0),
    ("查岗记录", "查岗记录", 0),
    ("坐班承诺兑现", "坐班承诺兑现", 0),
)


class ReportActs:
    """The village's actions, each through the one door."""

    def __init__(self, desk: Desk, page: Page, month: MonthStepper) -> None:
        self._desk, self._page, self._month = desk, page, month

    def actions(self) -> tuple[Action, ...]:
        """The header's actions on this side."""
        sheets = tuple(
            Action(f"see-{name}", words, lambda n=name, k=ahead: self.see(n, k), icon="eye")
            for words, name, ahead in _SHEETS
        )
        return (
            Action("full-pack", "生成不遮盖的报送包…", self.ask_full, icon="file-down", more=True, writes=True),
            Action("key", "本村公钥…", self.show_key, icon="key-round", more=True, writes=True),
            Action("see", "预览", sheets[0].run, "Ctrl+P", "eye", menu=sheets),
            Action("pack", "生成报送包", self.make, "Ctrl+Return", "sparkles", "primary", writes=True),
        )

    def by_name(self) -> dict[str, Callable[..., object]]:
        """What the cards of the view call."""
        return {
            "add_template": self.add_template,
            "open_folder": self.open_folder,
            "send": self.send,
            "fill": self.fill,
            "drop_template": self.drop_template,
        }

    def see(self, paper: str, ahead: int) -> None:
        """Preview one sheet of the month."""
        month = self._month.month
        if ahead:
            year, number = int(month[:4]), int(month[5:])
            month = f"{year + number // 12}-{number % 12 + 1:02d}"
        preview_paper(self._desk, self._page, paper, month)

    def make(self, *, masked: bool = True) -> None:
        """Ask where, then make the pack."""
        folder = self._folder("报送包放在哪个文件夹下")
        if folder is not None:
            self.make_in(folder, masked=masked)

    def make_in(self, folder: Path, *, masked: bool = True) -> None:
        """Make the pack below a folder, with progress and cancel."""
        month = self._month.month

        def act(office: Office, progress: Any) -> Any:
            return load(f"{_WORKS}:pack_month")(office, month, folder, masked=masked, step=progress)

        def done(pack: Any) -> None:
            self._desk.say(
                f"报送包已生成：{pack.folder.name}", "ok", link="打开文件夹", run=lambda: self.open_folder(pack.folder)
            )

        self._desk.ops.long("正在生成报送包", act, done)

    def ask_full(self) -> None:
        """Ask before a pack that shows people in full."""
        text = "不遮盖的报送包里有群众的姓名、电话和住址，只能交给有权查看的街道部门，不能张贴或转发。生成会留下记录。"
        confirm(self._page, "生成不遮盖的报送包", text, "生成", lambda: self.make(masked=False), danger=True)

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the file manager."""
        if not folder.is_dir():
            self._desk.say(f"文件夹“{folder}”已经不在那里了，可以重新生成。", "warn")
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def send(self, folder: Path) -> None:
        """Offer the sticks that are plugged in, and any other folder."""
        sticks = load(f"{_WORKS}:sticks")()
        if not sticks:
            self._send_to_folder(folder)
            return
        menu = QMenu(self._page)
        for stick in sticks:
            menu.addAction(f"优盘“{stick.name}”", lambda s=stick: self.send_to(folder, s.path))
        menu.addAction("其他文件夹…", lambda: self._send_to_folder(folder))
        sender = self._page.focusWidget()
        below = sender if isinstance(sender, QPushButton) else self._page
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _send_to_folder(self, folder: Path) -> None:
        target = self._folder("送到哪里（优盘、共享文件夹或别的文件夹）")
        if target is not None:
            self.send_to(folder, target)

    def send_to(self, folder: Path, target: Path) -> None:
        """Copy and prove the copy."""

        def act(_office: Office, progress: Any) -> Any:
            return load(f"{_WORKS}:send")(folder, target, progress)

        def done(sent: Any) -> None:
            self._desk.say(f"已送出并核对 {len(sent.files)} 个文件到“{sent.folder}”，可以拔出优盘了。", "ok")

        self._desk.ops.long("正在复制并核对", act, done)

    def add_template(self) -> None:
        """Choose a template of the street."""
        files = choose_files(self._page, self._desk.memory, "选用街道模板", "工作簿 (*.xlsx)")
        if files:
            self.look_at(files[0])

    def look_at(self, file: Path) -> None:
        """Look at a template and open it for marking."""
        month = self._month.month
        ask = self._desk.ops.query
        ask(lambda office: load(f"{_WORKS}:look_at_template")(office, file, month), lambda seen: self._mark(file, seen))

    def _mark(self, file: Path, seen: tuple[bytes, Sequence[Any], Any, Mapping[str, str]]) -> None:
        content, pictures, known, marks = seen
        names = [*known.values, *(f"{head}.{name}" for head, rows in known.lists.items() for name in rows[0])]
        dialog = MarkingDialog(self._desk, self._page, pictures, names, marks)
        dialog.name.setText(file.stem)

        def keep(name: str, chosen: dict[str, str]) -> None:
            def act(office: Office) -> Any:
                return load(f"{_WORKS}:keep_template")(office, name, content, file.name, chosen)

            def kept(_key: int) -> None:
                dialog.close()

            self._desk.ops.change(act, kept)

        dialog.keep = keep
        dialog.open()

    def fill(self, name: str) -> None:
        """Fill a kept template with the month."""
        month = self._month.month
        path = choose_target(self._page, self._desk.memory, "填好的表存成", f"{name}{month}.xlsx", "工作簿 (*.xlsx)")
        if path is not None:
            self.fill_to(name, path)

    def fill_to(self, name: str, path: Path) -> None:
        """Fill a kept template into a file."""
        month = self._month.month
        self._desk.ops.change(lambda office: load(f"{_WORKS}:fill_template")(office, name, month, path))

    def drop_template(self, name: str) -> None:
        """Stop using a template; Ctrl+Z brings it back."""
        self._desk.ops.change(lambda office: load(f"{_WORKS}:remove_template")(office, name))

    def show_key(self) -> None:
        """Show the office's public key, with a button that saves it."""

        def show(found: tuple[Any, Any]) -> None:
            card, squares = found
            dialog = key_dialog(self._page, card, squares)
            save = QPushButton("保存成文件…")
            save.setAutoDefault(False)
            save.clicked.connect(lambda: self._save_key(card))
            dialog.foot.addWidget(save)
            dialog.open()

        self._desk.ops.long("读取公钥", lambda office, _progress: load(f"{_WORKS}:key_with_code")(office), show)

    def _save_key(self, card: Any) -> None:
        kinds = "小文件 (*.json);;带二维码的卡片 (*.pdf *.xlsx *.docx)"
        path = choose_target(self._page, self._desk.memory, "保存公钥", f"{card.village}公钥.json", kinds)
        if path is not None:
            self._desk.ops.long(
                "正在保存公钥",
                lambda office, _progress: load(f"{_WORKS}:write_card")(office, path),
                lambda _made: self._desk.say(f"公钥已保存到“{path.name}”，请交给街道。", "ok"),
            )

    def _folder(self, title: str) -> Path | None:
        start = self._desk.memory.get("folder.reports", "") or str(Path.home())
        folder = choose_folder(self._page, title, start)
        if folder is not None:
            self._desk.memory.put("folder.reports", str(folder))
        return folder
