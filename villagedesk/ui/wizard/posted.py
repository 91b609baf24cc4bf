"""The last step: the first month planned and its posted table on screen."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QPushButton, QStackedWidget

from villagedesk.base.changes import Result
from villagedesk.base.errors import said
from villagedesk.planner.client import planner
from villagedesk.services.office import Office
from villagedesk.services.roster import planning
from villagedesk.services.roster.planning import MonthPlan
from villagedesk.ui.desk import Desk
from villagedesk.ui.look.look import Look
from villagedesk.ui.memory import Memory
from villagedesk.ui.ops import Progress, Stopped
from villagedesk.ui.page import row_of
from villagedesk.ui.pages import load
from villagedesk.ui.preview.open import preview_paper
from villagedesk.ui.widgets.controls import MonthStepper, month_words
from villagedesk.ui.widgets.states import BusyState
from villagedesk.ui.widgets.text import Text
from villagedesk.ui.wizard.step import Step

PAPER = "值班公示表"
# The writers are heavy and loaded when the table is set.
_WRITER = "villagedesk.services.papers.write:preview"


class PostedStep(Step):
    """Plans the coming month and shows the table as it will hang on the wall."""

    title = "第一张值班表"
    hint = "按刚才的人员和方案排出一个月，公平分摊；排好就能打印张贴，也可以先进去再改。"
    next_word = "完成，进入坐班台"

    def __init__(self, look: Look, memory: Memory) -> None:
        super().__init__(look, memory)
        self.month = ""
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setAccessibleName("值班公示表预览")
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, look.color("pressed"))
        self.view.setPalette(ground)
        self._refusal = Text("", "body", wrap=True)
        self.stack = QStackedWidget()
        for widget in (BusyState("正在排班…"), self.view, self._refusal):
            self.stack.addWidget(widget)
        self.says = Text("", "body", wrap=True)
        self.stepper: MonthStepper | None = None
        self._title = Text("", "strong")
        self._print = QPushButton("打印或另存…")
        self._print.clicked.connect(lambda _checked=False: self._preview())
        self._print.setEnabled(False)

    def enter(self, desk: Desk) -> None:
        """Plan the coming month the first time."""
        super().enter(desk)
        if self.stepper is None:
            today = desk.today()
            count = today.year * 12 + today.month
            self.month = f"{count // 12:04d}-{count % 12 + 1:02d}"
            self.stepper = MonthStepper(self.look, self.month)
            self.stepper.stepped.connect(self._step)
            self.box.addLayout(row_of(self.stepper, self._title, 1, self._print))
            self.box.addWidget(self.says)
            self.box.addWidget(self.stack, 1)
        self.plan()

    def _step(self, month: str) -> None:
        self.month = month
        self.plan()

    def plan(self) -> None:
        """Plan the month in the planning process, with progress and cancel."""
        assert self.desk is not None
        month = self.month
        self._title.setText(month_words(month))
        self.says.setText("")
        self.set_ready(False)
        self._print.setEnabled(False)
        self.stack.setCurrentIndex(0)

        def work(office: Office, progress: Progress) -> Result[tuple[MonthPlan, ...]]:
            with planner() as process:
                progress.when_cancelled(process.cancel)
                try:
                    return planning.plan_months(
                        office,
                        month,
                        on_progress=lambda stage, _month, seconds: progress(0, 0, f"{stage}　{seconds:.1f} 秒"),
                        asked=process,
                    )
                except Exception:
                    if progress.cancelled:
                        raise Stopped from None
                    raise

        self.desk.ops.long("正在排班", work, self._planned, self._refused)

    def _planned(self, plans: tuple[MonthPlan, ...]) -> None:
        assert self.desk is not None
        holes = sum(len(one.plan.unmet) for one in plans)
        duties = sum(len(one.plan.assignments) for one in plans)
        reason = next((why for one in plans for hole in one.plan.unmet for why in hole.reasons), "")
        missing = f"，还有 {holes} 处缺人（例如：{reason}），进去后可以看每个人的原因" if holes else "，没有空缺"
        self.says.setText(f"排好了 {duties} 人次{missing}。")
        self.set_ready(True)
        month = self.month
        self.desk.ops.query(lambda office: load(_WRITER)(office, PAPER, month), self._show, self._refused)

    def _show(self, pdf: bytes) -> None:
        self.document.close()
        self._buffer.close()
        self._data = QByteArray(pdf)
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._print.setEnabled(True)
        self.stack.setCurrentIndex(1)

    def _refused(self, error: Exception) -> None:
        self._refusal.setText(said(error) + "\n可以先进入坐班台，补齐人员或班次后再排。")
        self.stack.setCurrentIndex(2)
        self.set_ready(True)

    def _preview(self) -> None:
        assert self.desk is not None
        preview_paper(self.desk, self, PAPER, self.month)
