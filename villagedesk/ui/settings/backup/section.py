"""Backups and the check of the office file in the settings."""

from __future__ import annotations

from pathlib import Path

from villagedesk.base.changes import Area, Changes
from villagedesk.services import upkeep
from villagedesk.services.office import Office
from villagedesk.services.safety.copies import prospect, verdicts
from villagedesk.services.upkeep import Copy, Health
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import choose_files, choose_target
from villagedesk.ui.ops import Progress
from villagedesk.ui.settings.backup.restoring import RestoreDialog
from villagedesk.ui.settings.section import Section
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.text import Text


class SafetySection(Section):
    """The list of backups, one more now, restoring one, and checking the file."""

    title, icon = "备份与检查", "database-backup"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._sound: dict[Path, bool] = {}
        self._copies: tuple[Copy, ...] = ()
        columns: tuple[Column[Copy], ...] = (
            Column("taken", "备份时间", lambda r: r.taken_at, lambda r: _taken(r), width=10, bold=True),
            Column("size", "大小", lambda r: r.size, lambda r: f"{r.size / 1024:,.0f} KB", width=6, right=True),
            Column("sound", "核对", self._verdict, width=6, tone=self._tone, chip=True),
            Column("file", "文件", lambda r: r.path.name, width=0, muted=True),
        )
        self.table = RowsView(desk, "settings.backups", columns)
        self.table.setAccessibleName("备份列表")
        self.table.hint = "还没有备份；点“立即备份”写第一份"
        self.table.opened.connect(self.restore)
        self.table.actions_for = self._row_actions
        self.state = Text("", "body", wrap=True)
        card = Card(padding=1)
        card.body.addWidget(self.table)
        where = Card("办公文件")
        where.body.addWidget(Text(str(desk.office.store.path), "muted", wrap=True))
        says = "每次关闭程序自动备份并核对。恢复之前先给您看会丢掉什么，并把现在的内容再备份一份，恢复错了还能换回来。"
        where.body.addWidget(Text(says, "muted", wrap=True))
        where.body.addWidget(self.state)
        self.box.addWidget(where)
        self.box.addWidget(card, 1)

    def offers(self) -> tuple[Action, ...]:
        """Check, backup, restore."""
        return (
            Action("check", "检查文件", self.check, icon="shield-check"),
            Action("restore-file", "从别处的备份恢复…", self.restore_file, icon="folder-open", writes=True, more=True),
            Action("restore", "恢复到…", self.restore_chosen, icon="history", writes=True),
            Action("save-copy", "另存一份…", self.save_copy, icon="usb"),
            Action("backup", "立即备份", self.backup, icon="database-backup", role="primary"),
        )

    def refresh(self) -> None:
        """Ask for the backups."""
        self.desk.ops.query(upkeep.copies, self._show, key="settings-backups")

    def _show(self, copies: tuple[Copy, ...]) -> None:
        self._copies = copies
        self.table.set_rows(copies, keep=lambda row: row.path)
        self.desk.ops.query(verdicts, self._judged, key="settings-verdicts")

    def _judged(self, sound: dict[Path, bool]) -> None:
        self._sound = sound
        self.table.set_rows(self._copies, keep=lambda row: row.path)

    def _verdict(self, copy: Copy) -> str:
        if copy.path not in self._sound:
            return "…"
        return "√ 完好" if self._sound[copy.path] else "× 损坏"

    def _tone(self, copy: Copy) -> str:
        return "ok" if self._sound.get(copy.path, True) else "bad"

    def restore_chosen(self) -> None:
        """Restore the backup that is marked in the list."""
        if (copy := self.table.current_row()) is None:
            self.desk.say("请先在列表里点一份备份。", "warn")
        else:
            self.restore(copy)

    def backup(self) -> None:
        """Write one more verified backup."""

        def act(office: Office) -> Changes:
            written = upkeep.backup_office(office)
            return Changes(Area.OFFICE, f"已备份并核对：{written.name}")

        self.desk.ops.change(act)

    def save_copy(self) -> None:
        """Write a verified copy where the person says."""
        name = self.desk.office.store.path.stem
        day = self.desk.today().isoformat()
        target = choose_target(self, self.desk.memory, "另存一份备份", f"{name}-{day}.vdesk", "办公文件 (*.vdesk)")
        if target:
            self.desk.ops.query(lambda office: upkeep.backup_office(office, target), self._copied)

    def _copied(self, file: Path) -> None:
        self.desk.say(f"已另存并核对：{file}")

    def check(self) -> None:
        """Look at the whole file: structure, audit, dates."""

        def act(office: Office, progress: Progress) -> Health:
            progress(0, 0, "正在检查")
            return upkeep.check_office(office)

        self.desk.ops.long("检查办公文件", act, self._checked)

    def _checked(self, health: Health) -> None:
        if health.sound:
            self.state.setText(f"没有发现问题：{health.audit_rows} 条操作记录和 {health.dates} 个日期都对得上。")
            self.desk.say("检查完毕，没有发现问题。")
        else:
            self.state.setText("\n".join(health.faults[:20]))
            self.desk.say(f"发现 {len(health.faults)} 处问题，请看下面的说明；可以用较早的备份恢复。", "bad")

    def restore(self, copy: Copy) -> None:
        """Ask, then put a backup in the place of the present file."""
        if self.desk.readonly:
            return
        self._foresee(copy.path, f"恢复到 {_taken(copy)} 的备份")

    def restore_file(self) -> None:
        """Restore from a copy that lies elsewhere."""
        if found := choose_files(self, self.desk.memory, "选择备份", "办公文件 (*.vdesk)"):
            self._foresee(found[0], f"用“{found[0].name}”恢复")

    def _foresee(self, file: Path, title: str) -> None:
        """Show what would be lost, then restore on a yes."""
        self.desk.ops.query(
            lambda office: prospect(office, file),
            lambda seen: RestoreDialog(self.desk, self, title, seen, lambda: self._restore(file)).open(),
            key="settings-prospect",
        )

    def _restore(self, file: Path) -> None:
        self.desk.ops.change(lambda office: upkeep.restore_office(office, file))

    def _row_actions(self, row: Copy) -> tuple[Action, ...]:
        return (Action("restore", "恢复到这一份…", lambda: self.restore(row), icon="history", writes=True),)


def _taken(copy: Copy) -> str:
    return copy.taken_at.strftime("%Y-%m-%d %H:%M") if copy.taken_at else "升级前"
