"""The look of the window: one set of tokens, one text size, applied to the whole program at once."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from string import Template

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from villagedesk.base.paths import resource
from villagedesk.ui.look.fitting import Fitting
from villagedesk.ui.look.icons import tinted

THEMES = (("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))
SIZES = (("standard", "标准", 1.0), ("large", "大", 1.15), ("huge", "特大", 1.3))

_SCALES = {name: scale for name, _, scale in SIZES}

_FAMILIES = {
    "win32": ("Microsoft YaHei UI", "Microsoft YaHei", "SimHei", "SimSun"),
    "darwin": ("PingFang SC", "Hiragino Sans GB"),
}
_LINUX_FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "Noto Sans SC",
)
_FONT_PX = {"small": 13, "body": 15, "strong": 15, "card": 15, "heading": 17, "title": 22, "big": 26, "huge": 40}
_BOLD = ("strong", "card", "heading", "title", "big", "huge")


class Look(QObject):
    """The chosen theme and text size; `changed` is emitted after the whole program has taken them on.

    `changing` is emitted before, so that what is hidden can let the change pass by.
    """

    changing = Signal()
    changed = Signal()
    help_asked = Signal(str)
    """F1 in a dialog or side window: its page of the manual, empty for that of the page in front."""

    def __init__(self, theme: str = "light", size: str = "standard") -> None:
        super().__init__()
        self.theme = theme if theme in dict(THEMES) else "light"
        self.size = size if size in {name for name, _, _ in SIZES} else "standard"
        self._template = Template(resource("theme", "style.qss").read_text("utf-8"))
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._tokens = _read_tokens(self.theme)
        self._turn = 0
        self._still: list[QWidget] = []
        """Windows that are not painted while a change is under way."""
        self._fitting: Fitting | None = None

    @property
    def scale(self) -> float:
        """How much larger than the standard everything is."""
        return _SCALES[self.size]

    @property
    def dark(self) -> bool:
        """Whether the theme is light text on a dark ground."""
        return self._tokens["dark"] == "true"

    def px(self, standard: float) -> int:
        """A length in pixels at the chosen text size."""
        return round(standard * self.scale)

    def room(self, wide: float, high: float) -> QSize:
        """The size of a dialog at the chosen text size, never larger than the screen leaves."""
        free = QGuiApplication.primaryScreen().availableGeometry()
        return QSize(min(self.px(wide), free.width() - 24), min(self.px(high), free.height() - 56))

    def token(self, role: str) -> str:
        """The colour of a role as `#rrggbb`; KeyError names a role that no theme has."""
        return self._tokens[role]

    def color(self, role: str) -> QColor:
        """The colour of a role, for painters."""
        return QColor(self._tokens[role])

    def font(self, role: str = "body", *, bold: bool | None = None, standard_px: float = 0) -> QFont:
        """The font of a text role for painters: small, body, strong, card, heading, title, big, huge."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(standard_px or _FONT_PX[role]))
        font.setBold(role in _BOLD if bold is None else bold)
        return font

    def icon(self, name: str, role: str = "ink2", size: int = 18) -> QIcon:
        """A shipped icon in the colour of a role."""
        key = (name, role, self.px(size))
        if key not in self._icons:
            self._icons[key] = tinted(name, self._tokens[role], self.px(size))
        return self._icons[key]

    def choose(self, *, theme: str = "", size: str = "") -> None:
        """Switch theme or text size at once, everywhere."""
        self._turn += 1
        self._take(theme, size)
        self.apply()
        self._show_again()

    def choose_softly(self, *, theme: str = "", size: str = "") -> None:
        """Switch theme or text size in a few turns of the event loop, so that no key waits for all of it."""
        self._take(theme, size)
        self._turn += 1
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.updatesEnabled():
                window.setUpdatesEnabled(False)
                self._still.append(window)
        self._in_turns((self._undress, self._give_font, self._dress, self._show_again), self._turn)

    def _in_turns(self, steps: Sequence[Callable[[], None]], turn: int) -> None:
        """One step now and the others later, unless another change has begun meanwhile: that one does it all."""
        if turn != self._turn:
            return
        steps[0]()
        if steps[1:]:
            QTimer.singleShot(1, self, lambda: self._in_turns(steps[1:], turn))

    def _show_again(self) -> None:
        while self._still:
            if isValid(window := self._still.pop()):
                window.setUpdatesEnabled(True)
        self.changed.emit()

    def _take(self, theme: str, size: str) -> None:
        self.theme = theme or self.theme
        self.size = size or self.size
        self._tokens = _read_tokens(self.theme)
        self._icons.clear()

    def apply(self) -> None:
        """Give fonts, palette and style sheet to the program."""
        self._fitting = self._fitting or Fitting(_app(), self.help_asked.emit)
        self._undress()
        self._give_font()
        self._dress()

    def _undress(self) -> None:
        """Take the style sheet off; replacing it would make Qt dress every widget once for each widget around it."""
        self.changing.emit()
        _app().setStyleSheet("")

    def _give_font(self) -> None:
        font = QFont()
        font.setFamilies(list(_FAMILIES.get(sys.platform, _LINUX_FAMILIES)))
        font.setPixelSize(self.px(_FONT_PX["body"]))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if font != QApplication.font():
            _app().setFont(font)
        _app().setPalette(self._palette())

    def _dress(self) -> None:
        _app().setStyleSheet(self.style_sheet())

    def style_sheet(self) -> str:
        """The style sheet with every token and length filled in."""
        lengths = {f"px{n}": str(self.px(n)) for n in range(1, 61)}
        theme_dir = resource("theme").as_posix()
        return self._template.substitute(self._tokens, **lengths, theme=theme_dir)

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "ground",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "weekend",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.Button: "raised",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Link: "info",
            QPalette.ColorRole.ToolTipBase: "ink",
            QPalette.ColorRole.ToolTipText: "ground",
        }
        for role, token in roles.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        return palette


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _read_tokens(theme: str) -> dict[str, str]:
    values = tomllib.loads(resource("theme", f"{theme}.toml").read_text("utf-8"))
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in values.items()}
