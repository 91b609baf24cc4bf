"""The whole program put on a stage: every page and view, side window, dialog, step and message, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget

from tests.ui.singles import SINGLES
from tests.ui.strained import strained, wrongly
from villagedesk.services.office import Office
from villagedesk.ui.actions import Action
from villagedesk.ui.crash import CrashWindow
from villagedesk.ui.frame.opening import Opening, Welcome
from villagedesk.ui.frame.window import Window
from villagedesk.ui.look.look import Look
from villagedesk.ui.mediation.page import MediationPage
from villagedesk.ui.memory import Memory
from villagedesk.ui.messages import choose_files
from villagedesk.ui.pages import PAGES
from villagedesk.ui.punches.dialog import ImportDialog
from villagedesk.ui.roster.page import RosterPage
from villagedesk.ui.settings.page import SECTIONS, SettingsPage
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.today.page import AFTER_PAINT
from villagedesk.ui.wizard.window import WizardWindow

# Actions and buttons that open nothing to look at: they write, print, leave or start long work at once.
SILENT = {"open", "-", "plan-now", "plan-new", "plan-three", "plan", "copy", "another", "fresh", "prove", "backup"}
PASSIVE = (
    "取消", "保存", "关闭", "知道了", "确定", "返回", "完成", "导入", "存", "撤销", "删除", "打印", "清空", "同意",
    "不了", "公示", "签定", "生成", "复制", "恢复", "读取", "选择文件", "另存", "换个位置", "今天", "上移", "下移",
    "备份",
)  # fmt: skip
SIDES = ("help", "shortcuts", "about", "kiosk", "board", "checks")
PUNCHES = (
    "工号,姓名,时间\n1,王松林,2026-11-20 08:25:00\n99,没有的人,2026-11-20 08:26:00\n1,王松林,2026-13-45 08:27:00\n"
)


STAFF = [
    f"{name}\t{post}\t1380577{number:04d}"
    for number, (name, post) in enumerate(
        (
            ("张某国", "党支部书记、村委会主任"),
            ("李某英", "党支部副书记"),
            ("吴某平", "村委会副主任"),
            ("王某梅", "村委会委员"),
            ("陈某福", "支部委员"),
            ("赵某根", "村委会委员"),
            ("周某兰", "文书"),
            ("何某强", "网格长"),
            ("郭某民", "网格长"),
            ("林某花", "网格长"),
            ("徐某土", "后备干部"),
            ("朱某兰", "驻村干部"),
        ),
        1201,
    )
]


class Stage:
    """A window on an office; `scenes` brings everything up, one after another, and takes it down again."""

    def __init__(self, office: Office, look: Look, folder: Path, wide: int = 1366, high: int = 768) -> None:
        self.folder, self.look = folder, look
        self.window = Window.on(office, look, Memory(folder / "window.json"))
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.size = wide, high
        self.window.resize(wide, high)
        self.window.show()
        self.window.start()
        self.settle()
        self._opened: set[tuple[str, str]] = set()
        self.missed: list[str] = []
        """What could not be brought up, and why."""

    def settle(self) -> None:
        """Let the window finish what it is asking and painting."""
        for _ in range(3):
            self.window.desk.ops.settle()
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
            QCoreApplication.processEvents()

    def close(self) -> None:
        """Close everything."""
        self._close_others()
        self.settle()
        self.window.close()
        self.window.deleteLater()
        self.settle()

    def pages(self) -> Iterator[tuple[str, QWidget]]:
        """Every page, and every view and section of a page."""
        for page in PAGES:
            self.go(page.name)
            yield f"page-{page.name}", self.window
            for name, show in self._views(page.name):
                show()
                self.settle()
                yield f"page-{page.name}-{name}", self.window
        self.go("today")

    def go(self, page: str, target: str = "") -> None:
        """Bring a page to the front."""
        self.window.resize(*self.size)
        self.window.go(page, target)
        if page == "today":
            self.settle()
            wait(3 * AFTER_PAINT)  # the figures and what is due are asked for after the first painting
            self.settle()
        self.window.line.hide()
        self.settle()
        self.window.resize(*self.size)  # the rail has become as small as the screen asks by now
        self.settle()

    def sides(self) -> Iterator[tuple[str, QWidget]]:
        """Side windows, the search box, the message line, the crash window, the first screen and the wizard."""
        for name in SIDES:
            side = self.window.sides.show(name)
            if name in ("kiosk", "board"):
                side.resize(*self.size)
            self.settle()
            yield f"side-{name}", side
            yield from self._inside(f"side-{name}", side)
            side.close()
            self.settle()
        self.window.search()
        yield from self._fresh("palette", set())
        yield from self._spoken()
        crash = CrashWindow("villagedesk\n\nTraceback", self.folder / "villagedesk.log")
        crash.show()
        self.settle()
        yield "crash", crash
        crash.close()
        yield from self._beginning()

    def dialogs(self) -> Iterator[tuple[str, QWidget]]:
        """Every dialog that an action of a page, a row of a table or a button in a dialog opens."""
        for page in PAGES:
            for where, show in (("", lambda: None), *self._views(page.name)):
                self.go(page.name)
                show()
                self.settle()
                name = f"{page.name}-{where}" if where else page.name
                yield from self._of_actions(name, self.window.page.actions_now, lambda s=show: s())
                yield from self._inside(name, self.window.page)

    def imports(self) -> Iterator[tuple[str, QWidget]]:
        """The import of machine data: asked, read, done."""
        file = self.folder / "打卡.csv"
        file.write_text(PUNCHES, "utf-8")
        self.go("attendance")
        dialog = ImportDialog(self.window.desk, self.window, [file])
        dialog.open()
        self.settle()
        yield "import-preview", dialog
        yield from self._inside("import-preview", dialog)
        dialog.store()
        self.settle()
        yield "import-done", dialog
        yield from self._inside("import-done", dialog)
        dialog.close()
        self.settle()

    def singles(self) -> Iterator[tuple[str, QWidget]]:
        """Dialogs that hang on a certain row, day or file."""
        for name, page, make in SINGLES:
            self.go(page)
            before = set(self.fronts())
            made = make(self.window)
            if isinstance(made, QDialog):
                made.open()
            yield from self._fresh(f"single-{name}", before)

    def strains(self) -> Iterator[tuple[str, QWidget]]:
        """Mistakes, refusals, open menus and answers."""
        yield from strained(self)

    def portraits(self) -> Iterator[tuple[str, QWidget]]:
        """The pictures of the manual: each page as it is first seen, and the wizard's last step."""
        for page in PAGES:
            self.go(page.name)
            yield page.name, self.window
        for name in ("kiosk", "board"):
            side = self.window.sides.show(name)
            side.resize(*self.size)
            self.settle()
            yield name, side
            side.close()
        for name, widget in self._beginning():
            if name == "wizard-posted":
                wait(400)
                yield "wizard", widget

    def _spoken(self) -> Iterator[tuple[str, QWidget]]:
        long = (
            "没有导入：这个文件第 12 行的日期“2026-13-45”不存在，请在表格里改正后再导一次；已经导入的内容没有受影响。"
        )
        for tone, text, link in (("ok", "已登记 来〔2026〕745。", "撤销"), ("bad", long, "查看"), ("warn", long, "")):
            self.window.desk.say(text, tone, link, lambda: None)
            self.settle()
            yield f"message-{tone}", self.window
        self.window.line.hide()

    def _beginning(self) -> Iterator[tuple[str, QWidget]]:
        memory = Memory(self.folder / "first.json")
        welcome = Welcome(self.look, Opening(self.look, memory), "")
        welcome.show()
        self.settle()
        yield "welcome", welcome
        welcome.close()
        welcome.deleteLater()
        wizard = WizardWindow(self.look, memory, lambda _file: None)
        wizard.clock = self.window.desk.office.clock
        wizard.village.file = self.folder / f"新村{len(list(self.folder.glob('新村*')))}.vdesk"
        wizard.resize(min(1080, self.size[0]), min(700, self.size[1]))
        wizard.show()
        self.settle()
        yield "wizard-village", wizard
        wizard.village.form.editors["village"].show("新村")
        wizard.go_on()
        self._settle_wizard(wizard)
        yield "wizard-people", wizard
        people: Any = wizard.step
        people.intake.paste.setPlainText("\n".join(("姓名\t职务\t电话", *STAFF)))
        people.leave()
        self._settle_wizard(wizard)
        yield "wizard-people-read", wizard
        wizard.go_on()
        self._settle_wizard(wizard)
        yield "wizard-pattern", wizard
        wizard.go_on()
        self._settle_wizard(wizard)
        yield "wizard-posted", wizard
        wizard._finish()
        self.settle()
        wizard.deleteLater()

    def _settle_wizard(self, wizard: WizardWindow) -> None:
        for _ in range(3):
            if wizard.desk is not None:
                wizard.desk.ops.settle()
            self.settle()

    def _views(self, page: str) -> tuple[tuple[str, Callable[[], None]], ...]:
        """The views that the page offers beside its first."""
        shown = self.window.page if self.window.page.name == page else None
        match page:
            case "roster":
                return (("people", lambda: _typed(self.window.page, RosterPage).show_view("people")),)
            case "attendance":
                return tuple((v, lambda v=v: self._press(v)) for v in ("请假补签", "全年"))
            case "registers":
                return (
                    ("form", lambda: self.window.go("registers", "来访+")),
                    ("figures", lambda: self._press("统计")),
                )
            case "mediation":
                views = ("list", "rounds", "figures")
                offered = tuple((v, lambda v=v: _typed(self.window.page, MediationPage).show_view(v)) for v in views)
                return (*offered, ("case", lambda: self.window.go("mediation", "4")))
            case "reports":
                return (("street", lambda: self._press("街道汇总")),)
            case "settings" if shown is not None or page:
                return tuple(
                    (s.title, lambda n=n: _typed(self.window.page, SettingsPage).show_section(n))
                    for n, s in enumerate(SECTIONS)
                    if n
                )
        return ()

    def _press(self, words: str) -> None:
        for button in self.window.page.findChildren(QPushButton):
            if button.text().strip() == words and button.isVisible():
                button.click()
                return
        self.missed.append(f"no button {words} on {self.window.page.name}")

    def _of_actions(
        self, name: str, actions: tuple[Action, ...], back: Callable[[], object], seen: set[str] | None = None
    ) -> Iterator[tuple[str, QWidget]]:
        page = self.window.page.name
        for action in flat(actions):
            if action.run is None or not action.enabled or action.id in SILENT or (page, action.id) in self._opened:
                continue
            self._opened.add((page, action.id))
            before = set(self.fronts())
            action.run()
            yield from self._fresh(f"{name}-{action.id}", before)
            if self.window.page.name != page:
                self.go(page)
                back()
                self.settle()

    def _inside(self, name: str, holder: QWidget, depth: int = 0) -> Iterator[tuple[str, QWidget]]:
        """What the tables' rows and the buttons in a page or dialog open."""
        if depth > 1:
            return
        for table in holder.findChildren(RowsView):
            rows = table.rows_model.rows
            if not table.isVisible() or not rows:
                continue
            table.setCurrentIndex(table.rows_model.index(0, 0))
            self.settle()
            offered = table.actions_for(rows[0]) if table.actions_for else ()
            yield from self._of_actions(f"{name}-row", tuple(offered), lambda: None)
        for button in holder.findChildren(QPushButton):
            with suppress(RuntimeError):
                words = button.text().strip()
                opens = words.endswith("…") or (
                    isinstance(holder, QDialog) and words.startswith(("添加", "新", "改", "编辑"))
                )
                if not button.isVisible() or not button.isEnabled() or not opens or words.startswith(PASSIVE):
                    continue
                before = set(self.fronts())
                button.click()
                yield from self._fresh(f"{name}-{words.rstrip('…')}", before, depth + 1)

    def fronts(self) -> list[QWidget]:
        """Every window that is shown beside the main one."""
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self.window]
        return [w for w in shown if not isinstance(w, QMenu) and w.windowType() != Qt.WindowType.ToolTip]

    def _fresh(self, name: str, before: set[QWidget], depth: int = 0) -> Iterator[tuple[str, QWidget]]:
        self.settle()
        for number, made in enumerate(w for w in self.fronts() if w not in before):
            yield f"{name}-{number}" if number else name, made
            if isinstance(made, QDialog) and not isinstance(made, QFileDialog | QPrintDialog):
                yield from self._inside(name, made, depth)
                yield from wrongly(name, made)
        self._close_others(before)

    def _close_others(self, keep: set[QWidget] | None = None) -> None:
        for made in self.fronts():
            if keep is None or made not in keep:
                with suppress(RuntimeError):
                    made.close()
        self.settle()


def wait(milliseconds: int) -> None:
    """Let what paints by itself (a preview) come to its end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def flat(actions: tuple[Action, ...]) -> Iterator[Action]:
    """Actions with those of their menus."""
    for action in actions:
        if action.menu:
            yield from flat(action.menu)
        else:
            yield action


def _typed(page: object, kind: type[Any]) -> Any:
    assert isinstance(page, kind)
    return page


@contextmanager
def unanswered_files() -> Iterator[None]:
    """File dialogs close at once, unanswered."""
    asked, QFileDialog.exec = QFileDialog.exec, lambda _self: 0  # type: ignore[method-assign]
    try:
        yield
    finally:
        QFileDialog.exec = asked  # type: ignore[method-assign]


def file_dialog(parent: QWidget, memory: Memory) -> list[QFileDialog]:
    """The file dialog that the program shows, caught when it would wait for a person."""
    caught: list[QFileDialog] = []
    asked = QFileDialog.exec

    def catch(dialog: QFileDialog) -> int:
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.show()
        QCoreApplication.processEvents()
        caught.append(dialog)
        return 0

    QFileDialog.exec = catch  # type: ignore[method-assign]
    try:
        choose_files(parent, memory, "打开", "表格 (*.xlsx)")
    finally:
        QFileDialog.exec = asked  # type: ignore[method-assign]
    return caught
