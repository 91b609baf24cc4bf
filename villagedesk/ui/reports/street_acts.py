"""What can be done on the street's side: take packs and keys, write the workbook and the circular, ask questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QPushButton

from villagedesk.services.office import Office
from villagedesk.services.street import villages as registry
from villagedesk.services.street.questions import QUESTIONS
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import ask_text, choose_files, choose_folder, choose_target, confirm
from villagedesk.ui.page import Page
from villagedesk.ui.pages import load
from villagedesk.ui.reports.dialogs import answer_dialog, told_dialog, village_dialog
from villagedesk.ui.reports.scheme import SchemeDialog
from villagedesk.ui.reports.street import Line
from villagedesk.ui.reports.viewer import PackDialog
from villagedesk.ui.widgets.controls import MonthStepper

_WORKS = "villagedesk.ui.reports.works"


class StreetActs:
    """The street's actions, each through the one door."""

    def __init__(self, desk: Desk, page: Page, month: MonthStepper) -> None:
        self._desk, self._page, self._month = desk, page, month

    def actions(self) -> tuple[Action, ...]:
        """The header's actions on this side."""
        questions = tuple(Action(f"ask-{q.name}", q.words, lambda n=q.name: self.ask(n)) for q in QUESTIONS)
        export = Action("csv", "导出 CSV…", self.export, icon="download")
        return (
            Action("scheme", "计分办法…", self.scheme, icon="scale", more=True, writes=True),
            Action("villages", "应报送的村…", self.add_villages, icon="list-checks", more=True, writes=True),
            Action("keys", "登记村里公钥…", self.take_keys, icon="key-round", more=True, writes=True),
            Action("paste-key", "粘贴公钥文字…", self.paste_key, icon="clipboard-paste", more=True, writes=True),
            Action("form", "发出简易表…", self.form, icon="file-spreadsheet", more=True),
            Action("questions", "提问", icon="chart-column", menu=(*questions, export)),
            Action("circular", "写通报", self.circular, icon="megaphone"),
            Action("merge", "导出汇总", self.merge, "Ctrl+S", "file-down", "primary"),
        )

    def take(self, files: list[Path]) -> None:
        """Take dropped packs (and public keys), prove and keep them."""
        keys = [file for file in files if file.suffix.lower() == ".json"]
        for file in keys:
            self._desk.ops.change(lambda office, f=file: registry.take_key(office, f))
        packs = [pack for file in files if file not in keys for pack in _inside(file)]
        if not packs:
            return

        def done(faults: tuple[str, ...]) -> None:
            if faults:
                told_dialog(self._page, f"{len(faults)} 个文件不能采用", faults).open()

        self._desk.ops.long(
            "正在核验", lambda office, progress: load(f"{_WORKS}:take_packs")(office, packs, progress), done
        )

    def open_village(self, line: Line) -> None:
        """Drill down to one village's own figures and people, with the evidence sheet for a talk."""
        if line.state == "不在名单":
            text = f"{line.says}要把“{line.village}”加入应报送的名单吗？加入后它的数字计入汇总。"
            confirm(self._page, "加入应报送名单", text, "加入", lambda: self.register_villages(line.village))
            return
        dialog = village_dialog(self._desk, self._page, line)
        if line.row is not None and line.row.facts.people:
            talk = QPushButton("约谈材料")
            talk.setAutoDefault(False)
            people = QMenu(talk)
            for person in dict.fromkeys(person.person for person in line.row.facts.people):
                people.addAction(person, lambda who=person: self._talk(line, who))
            talk.setMenu(people)
            dialog.foot.addWidget(talk)
        if line.row is not None:
            sheets = QPushButton("看原表…")
            sheets.setProperty("role", "primary")
            sheets.setAutoDefault(False)
            sheets.clicked.connect(lambda: self.look_at(line))
            dialog.foot.addWidget(sheets)
        dialog.open()

    def look_at(self, line: Line) -> None:
        """Show the village's own sheets as they were sent."""
        row = line.row
        if row is None:
            return
        path = row.path

        def show(pictures: Any) -> None:
            title = f"{line.village} {row.facts.month} 原表（第 {row.facts.revision} 次）"
            dialog = PackDialog(self._desk, self._page, title, row, pictures)
            dialog.offer_file(self._desk, path)
            dialog.open()

        self._desk.ops.long("正在打开原表", lambda _office, _progress: load(f"{_WORKS}:look_at_pack")(path), show)

    def scheme(self) -> None:
        """Open the point scheme."""
        ask = self._desk.ops.query
        ask(lambda office: load(f"{_WORKS}:scheme_choices")(office), lambda found: self._show_scheme(*found))

    def _show_scheme(self, known: Any, profiles: Any) -> None:
        dialog = SchemeDialog(self._desk, self._page, known, profiles, self._month.month)

        def keep(points: Any, month: str, profile: str, failed: Callable[[Exception], None]) -> None:
            def act(office: Office) -> Any:
                return load(f"{_WORKS}:keep_scheme")(office, points, month, profile)

            def kept(_key: Any) -> None:
                dialog.close()

            self._desk.ops.change(act, kept, failed)

        dialog.keep = keep
        dialog.open()

    def _talk(self, line: Line, person: str) -> None:
        path = self._target("约谈材料存成", f"约谈材料{person}.docx", "文档 (*.docx *.pdf)")
        if path is not None:
            village = line.village
            self._write(lambda office: load(f"{_WORKS}:evidence")(office, village, person, path), "约谈材料已写好。")

    def add_villages(self) -> None:
        """Enter the villages that are to report."""
        text = "一行一个（或用顿号隔开）；已登记的不会重复。"
        ask_text(self._page, "应报送的村（社区）", text, self.register_villages)

    def register_villages(self, text: str) -> None:
        """Register villages typed or pasted."""
        names = [name.strip() for line in text.splitlines() for name in line.replace("，", "、").split("、")]
        self._desk.ops.change(lambda office: registry.open_as_street(office, names))

    def take_keys(self) -> None:
        """Choose key files that villages handed over."""
        for file in choose_files(self._page, self._desk.memory, "登记公钥", "公钥 (*.json)", many=True):
            self._desk.ops.change(lambda office, f=file: registry.take_key(office, f))

    def paste_key(self) -> None:
        """Register a key from the text of a QR code."""
        ask_text(self._page, "粘贴公钥文字", "把扫二维码得到的文字粘贴在这里：", self.take_key_text)

    def take_key_text(self, text: str) -> None:
        """Register a key from its text."""
        self._desk.ops.change(lambda office: registry.take_key_text(office, text))

    def form(self) -> None:
        """Write the plain form to hand out."""
        path = self._target("简易表存成", "村级月报简易表.xlsx", "工作簿 (*.xlsx)")
        if path is not None:
            month = self._month.month
            self._write(
                lambda _office: load(f"{_WORKS}:plain_form")(path, "", "", month), "简易表已写好，可以发给各村。"
            )

    def merge(self) -> None:
        """Write the consolidated workbook."""
        month = self._month.month
        path = self._target("汇总工作簿存成", f"街道汇总{month}.xlsx", "工作簿 (*.xlsx)")
        if path is not None:

            def act(office: Office, progress: Any) -> Any:
                return load(f"{_WORKS}:write_merged")(office, month, path, progress)

            def done(_made: Path) -> None:
                self._desk.say(
                    "汇总工作簿已写好，各村原表在旁边的文件夹里。",
                    "ok",
                    link="打开文件夹",
                    run=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
                )

            self._desk.ops.long("正在写汇总", act, done)

    def circular(self) -> None:
        """Write the circular."""
        month = self._month.month
        path = self._target("通报存成", f"坐班值班通报{month}.docx", "文档 (*.docx)")
        if path is not None:
            self._write(
                lambda office: load(f"{_WORKS}:write_month_circular")(office, month, path), "通报已写好，请核对后印发。"
            )

    def ask(self, question: str) -> None:
        """Ask a ready question of everything collected."""
        words = next(q.words for q in QUESTIONS if q.name == question)

        def show(answer: Any) -> None:
            answer_dialog(self._desk, self._page, words, answer).open()

        self._desk.ops.long("正在查", lambda office, progress: load(f"{_WORKS}:ask")(office, question, progress), show)

    def export(self) -> None:
        """Write everything collected as CSV."""
        folder = choose_folder(self._page, "CSV 放在哪个文件夹")
        if folder is not None:
            self._write(lambda office: load(f"{_WORKS}:export_csv")(office, folder), "两个 CSV 已导出。")

    def _target(self, title: str, suggested: str, kinds: str) -> Path | None:
        return choose_target(self._page, self._desk.memory, title, suggested, kinds)

    def _write(self, act: Callable[[Office], Any], says: str) -> None:
        self._desk.ops.long(
            "正在写文件", lambda office, _progress: act(office), lambda _done: self._desk.say(says, "ok")
        )


def _inside(file: Path) -> list[Path]:
    """A workbook itself, or the workbooks in a folder that was dropped."""
    if not file.is_dir():
        return [file]
    return sorted(path for path in file.rglob("*.xlsx") if not path.name.startswith(("~$", ".")))
