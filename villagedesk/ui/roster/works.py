"""The works of the roster page: plan, publish, print, requests, shifts and the half-year view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from villagedesk.base.changes import Result
from villagedesk.base.errors import Mistake
from villagedesk.planner.client import planner
from villagedesk.services.office import Office
from villagedesk.services.roster import pattern, planning, publishing
from villagedesk.services.roster.edit import cells
from villagedesk.services.roster.planning import MonthPlan, Wish
from villagedesk.ui.actions import Action
from villagedesk.ui.desk import Desk
from villagedesk.ui.messages import Question, ask_text, choose_files, confirm
from villagedesk.ui.ops import Progress, Stopped
from villagedesk.ui.page import Page
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.roster.dialogs.busy import BusyDialog
from villagedesk.ui.roster.dialogs.habits import HabitsDialog
from villagedesk.ui.roster.dialogs.pattern import PatternDialog
from villagedesk.ui.roster.dialogs.requests import RequestDialog, RequestsDialog
from villagedesk.ui.roster.sheet import Sheet, Spot
from villagedesk.ui.widgets.controls import month_words


class Works:
    """Each method is one thing that the header's buttons do."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page
        self._sheet: Sheet | None = None

    def actions(self, sheet: Sheet) -> tuple[Action, ...]:
        """The header of the page for a month."""
        self._sheet = sheet
        empty = sheet.view.state == "空"
        plan = (
            Action("plan-now", "排本月（尽量少动）", self.plan, icon="wand-sparkles", writes=True),
            Action("plan-new", "全部重排（钉住的不动）", lambda: self.plan(fresh=True), icon="refresh-cw", writes=True),
            Action("plan-three", "连排三个月", lambda: self.plan(months=3), icon="calendar-plus", writes=True),
        )
        waiting = f"换班替班（{sheet.waiting} 份待批）…" if sheet.waiting else "换班替班…"
        return (
            Action("requests", waiting, self.show_requests, icon="arrow-left-right", more=True),
            Action("busy", "不在岗登记…", self.show_busy, icon="user-x", more=True),
            Action("habits", "半年回看…", self.show_habits, icon="history", more=True),
            Action("shifts", "班次和规则…", self.edit_shifts, icon="clock", more=True),
            Action("-", "", more=True),
            Action("paste-roster", "粘贴表格里的班表…", self.paste, icon="clipboard-paste", more=True, writes=True),
            Action("clear", "清空草稿", self.clear_month, icon="trash-2", more=True, writes=True, enabled=not empty),
            self._prints(),
            Action("plan", "一键排班", self.plan, "Ctrl+N", "wand-sparkles", writes=True, menu=plan),
            Action("publish", "公示", self.publish, "", "megaphone", "primary", writes=True, enabled=not empty),
        )

    def _prints(self) -> Action:
        papers = (
            ("值班公示表", "月表 A4"),
            ("值班公示表A3", "月表 A3"),
            ("值班周表全月", "各周 A4"),
            ("值班人员表", "人员表 A4"),
            ("值班人员表A3", "人员表 A3"),
            ("签到簿", "签到簿"),
        )
        menu = tuple(Action(f"print-{name}", words, lambda name=name: self.print_paper(name)) for name, words in papers)
        return Action("print", "打印", lambda: self.print_paper("值班公示表"), "Ctrl+P", "printer", menu=menu)

    @property
    def month(self) -> str:
        """The month that is shown."""
        assert self._sheet is not None
        return self._sheet.view.month

    def paste(self) -> None:
        """Take names that were copied in a spreadsheet, as Ctrl+V does."""
        if isinstance(self._page, Page):
            self._page.paste()

    def print_paper(self, name: str) -> None:
        """Preview a paper of the month."""
        preview_paper(self._desk, self._page, name, self.month)

    def plan(self, *, fresh: bool = False, months: int = 1) -> None:
        """Plan the month (or several) with progress and cancel."""
        first = self.month
        last = _months_on(first, months - 1)

        def work(office: Office, progress: Progress) -> Result[tuple[MonthPlan, ...]]:
            with planner() as process:
                progress.when_cancelled(process.cancel)
                try:
                    return planning.plan_months(
                        office,
                        first,
                        to=last if months > 1 else None,
                        wish=Wish(fresh=fresh),
                        on_progress=lambda stage, month, seconds: progress(
                            0, 0, f"{month_words(month)}　{stage}　{seconds:.1f} 秒"
                        ),
                        asked=process,
                    )
                except Exception:
                    if progress.cancelled:
                        raise Stopped from None
                    raise

        self._desk.ops.long("正在排班", work, self._planned)

    def _planned(self, plans: tuple[MonthPlan, ...]) -> None:
        holes = sum(len(one.plan.unmet) for one in plans)
        if holes:
            says = f"排好了，还有 {holes} 处缺人；点红色的“为什么”看每个人的原因。"
            says += "" if all(one.plan.optimal for one in plans) else "在时限内没有证明这是最好的一份。"
            self._desk.say(says, "warn", "撤销", self._desk.ops.undo)

    def publish(self) -> None:
        """Publish the month as the next revision; open holes are said, broken rules need a reason."""
        sheet = self._sheet
        assert sheet is not None
        view, month = sheet.view, self.month
        holes = f"还有 {view.holes} 处缺人，公示表上会留空。" if view.holes else ""
        asked = f"还有 {sheet.waiting} 份换班待批，批准后要再公示一版。" if sheet.waiting else ""
        words = f"{month_words(month)}值班表公示为第 {view.number + 1} 版。公示后再改，会记为下一版并标出改动。"
        words += holes + asked
        if view.breaches:
            broken = "；".join(dict.fromkeys(one.says for one in view.breaches[:6]))
            ask_text(
                self._page,
                "公示前请说明",
                f"{words}\n\n违反规定：{broken}。\n照此公示请写明理由：",
                self._publish,
                yes="公示",
            )
        else:
            confirm(self._page, "公示值班表", words, "公示", lambda: self._publish(""))

    def _publish(self, accept: str) -> None:
        month = self.month

        def published(_number: int) -> None:
            self._desk.say(
                "已公示，可以打印张贴了。",
                "ok",
                "打印公示表",
                lambda: preview_paper(self._desk, self._page, "值班公示表", month),
            )

        self._desk.ops.change(lambda office: publishing.publish(office, month, accept=accept), published)

    def clear_month(self) -> None:
        """Empty the draft; pinned names stay."""
        month = self.month
        confirm(
            self._page,
            "清空草稿",
            f"{month_words(month)}没有钉住的人名都会去掉，可以按 Ctrl+Z 恢复。",
            "清空",
            lambda: self._desk.ops.change(lambda office: cells.clear_month(office, month)),
            danger=True,
        )

    def ask_swap(self, spot: Spot, kind: str) -> None:
        """Ask for a swap or a stand-in for one duty."""
        assert self._sheet is not None
        RequestDialog(self._desk, self._page, self._sheet, spot, kind).open()

    def show_requests(self) -> None:
        """All requests, with approval."""
        RequestsDialog(self._desk, self._page).open()

    def show_busy(self) -> None:
        """Days on which somebody cannot stand duty."""
        assert self._sheet is not None
        BusyDialog(self._desk, self._page, self._sheet).open()

    def show_habits(self) -> None:
        """Who never swaps, who always has the same weekday."""
        HabitsDialog(self._desk, self._page, self.month).open()

    def edit_shifts(self) -> None:
        """Shifts, needs and rules."""
        PatternDialog(self._desk, self._page, f"{self.month}-01" if self._sheet else "").open()

    def import_pattern(self) -> None:
        """Take shifts and rules from a file."""
        for file in choose_files(self._page, self._desk.memory, "导入班次和规则", "班次文件 (*.toml)"):
            self._desk.ops.change(lambda office, file=file: pattern.import_pattern(office, file), None, self._refused)

    def _refused(self, error: Exception) -> None:
        says = error.says if isinstance(error, Mistake) else str(error)
        Question(self._page, "没有导入", says, (("知道了", "primary", None),)).open()


def _months_on(month: str, more: int) -> str:
    year, number = int(month[:4]), int(month[5:]) - 1 + more
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"
