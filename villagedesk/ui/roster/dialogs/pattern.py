"""The editor of shifts and rules: a list of shifts, a form for each, presets to start from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from villagedesk.base import plain
from villagedesk.base.changes import Area, Changes
from villagedesk.base.errors import Mistake
from villagedesk.base.fields import Field, Kind
from villagedesk.calendar.day import DayKind
from villagedesk.calendar.wording import day_words
from villagedesk.roster.case import Rules
from villagedesk.roster.reading import Pattern, check_night
from villagedesk.roster.season import Season
from villagedesk.roster.shift import Need, Shift, When, spoken_hours
from villagedesk.services.office import Office
from villagedesk.services.roster import pattern as patterns
from villagedesk.services.roster.pattern import Preset
from villagedesk.ui.actions import Action, action_button
from villagedesk.ui.desk import Desk
from villagedesk.ui.forms.form import FieldForm, FormDialog
from villagedesk.ui.forms.work import WorkKeeper
from villagedesk.ui.messages import choose_files, confirm
from villagedesk.ui.pages import load
from villagedesk.ui.tables.columns import Column
from villagedesk.ui.tables.view import RowsView
from villagedesk.ui.widgets.card import Card
from villagedesk.ui.widgets.header import ToolRow
from villagedesk.ui.widgets.text import Text

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_KINDS = {kind.label: kind.value for kind in DayKind}
_MOVES = ("照常", "推后到下一个工作日", "提前到上一个工作日")
_MOVED = ("", "next_workday", "previous_workday")

_ENDS = ("当天", "次日")

_NEEDS = ("要几个人", "需要几人", "人数")

SHIFT_FIELDS = (
    Field("name", "班次名称", required=True, aliases=("班次", "名称")),
    Field("weight", "公平里算几次", Kind.COUNT, default=1, min=1, max=10),
    Field("start", "开始", Kind.TIME, required=True, default="08:30"),
    Field("end", "结束", Kind.TIME, required=True, default="17:30"),
    Field("ends", "结束在哪天", Kind.CHOICE, required=True, default="当天", choices=_ENDS),
    Field("periods", "分段 08:30-11:30、14:00-17:30", aliases=("分段",)),
    Field("place", "地点"),
    Field("needs", "要几个人，如 带班1、坐班2；全体写 坐班全体", required=True, default="带班1、坐班2", aliases=_NEEDS),
    Field("season", "一年里的哪一段，如 05-01 到 08-31", aliases=("季节", "一年里的哪一段")),
    Field("weekdays", "星期几（不选就是每天）", Kind.CHOICES, choices=WEEKDAYS, aliases=("星期", "星期几")),
    Field("kinds", "哪种日子（不选就是不限）", Kind.CHOICES, choices=tuple(_KINDS)),
    Field("month_days", "每月几日，如 10、20、30"),
    Field("moved", "每月几日逢休息日", Kind.CHOICE, required=True, default=_MOVES[0], choices=_MOVES),
    Field("duties", "职责（印在公示表上）", Kind.LONG_TEXT, aliases=("职责",)),
)
RULE_FIELDS = (
    Field("max_consecutive_days", "最多连值几天", Kind.COUNT, min=1, max=31),
    Field("min_rest_hours", "两班之间至少歇几小时", Kind.HOURS, min=0, max=72),
    Field("max_per_week", "每周最多几班", Kind.COUNT, min=1, max=21),
    Field("apart", "不同班的人，如 张三-李四；王五-赵六"),
    Field("cover", "A/B 角，如 张三-李四"),
    Field("seasons", "季节，如 夏季 05-01到09-30 坐班 9:00-17:00"),
)


def days_words(on: When) -> str:
    """On which days a shift stands, in words."""
    parts: list[str] = []
    if on.weekdays:
        parts.append("、".join(WEEKDAYS[number - 1] for number in on.weekdays))
    if on.kinds:
        labels = {value: label for label, value in _KINDS.items()}
        parts.append("、".join(labels.get(kind, kind) for kind in on.kinds))
    if on.month_days:
        parts.append("每月" + "、".join(str(number) for number in on.month_days) + "日")
    if on.dates:
        parts.append("、".join(day_words(day) for day in on.dates[:4]))
    if on.from_md or on.to_md:
        parts.append(f"{on.from_md or '01-01'} 到 {on.to_md or '12-31'}")
    return "，".join(parts) or "每天"


def season_hours(season: Season) -> str:
    """The hours of a season, `08:00-11:30、15:00-18:00`."""
    return "、".join(f"{start}-{end}" for start, end in season.periods or ((season.start, season.end),))


def needs_words(needs: tuple[Need, ...]) -> str:
    """`带班1、坐班2`."""
    return "、".join(
        (need.post if need.post == "全体" else f"{need.post}全体")
        if need.count == "all"
        else f"{need.post}{need.count}"
        for need in needs
    )


def read_needs(text: str) -> tuple[Need, ...]:
    """Needs from `带班1、坐班2`; `Mistake` at the field when a part cannot be read."""
    found: list[Need] = []
    for part in re.split(r"[、,，;；\s]+", text.strip()):
        match = re.fullmatch(r"(\D+?)(全体|\d+)", "全体全体" if part == "全体" else part)
        if not match:
            raise Mistake(f"“{part}”看不懂，请写成 带班1、坐班2 这样。", "needs")
        found.append(Need(match[1], "all" if match[2] == "全体" else int(match[2])))
    return tuple(found)


def shift_values(shift: Shift) -> dict[str, Any]:
    """A shift as the form shows it."""
    on = shift.on
    return {
        "name": shift.name,
        "weight": shift.weight,
        "start": shift.start,
        "end": shift.end,
        "ends": _ENDS["次日" in spoken_hours(shift)],
        "needs": needs_words(shift.needs),
        "place": shift.place,
        "weekdays": tuple(WEEKDAYS[number - 1] for number in on.weekdays),
        "kinds": tuple(label for label, value in _KINDS.items() if value in on.kinds),
        "month_days": "、".join(str(number) for number in on.month_days),
        "season": f"{on.from_md} 到 {on.to_md}" if on.from_md or on.to_md else "",
        "duties": shift.duties,
        "periods": "、".join(f"{start}-{end}" for start, end in shift.periods),
        "moved": _MOVES[_MOVED.index(on.to) if on.moved_when else 0],
    }


def read_shift(values: dict[str, Any], before: Shift | None) -> Shift:
    """A shift from the form; what the form does not show is kept from `before`."""
    old = before or Shift("", "", "")
    season = re.findall(r"\d{2}-\d{2}", values["season"] or "")
    if values["season"] and len(season) != 2:
        raise Mistake("一年里的哪一段请写成 05-01 到 08-31 这样。", "season")
    numbers = [int(number) for number in re.findall(r"\d+", values["month_days"] or "")]
    on = replace(
        old.on,
        weekdays=tuple(WEEKDAYS.index(word) + 1 for word in values["weekdays"] or ()),
        kinds=tuple(_KINDS[word] for word in values["kinds"] or ()),
        month_days=tuple(numbers),
        from_md=season[0] if season else "",
        to_md=season[1] if season else "",
        moved_when="not_workday" if values["moved"] != _MOVES[0] else "",
        to=_MOVED[_MOVES.index(values["moved"])],
    )
    periods = read_hours(values["periods"] or "", "periods")
    moved = (values["start"], values["end"]) != (old.start, old.end)
    if moved and periods == old.periods:
        periods = ()
    if periods and (periods[0][0], periods[-1][1]) != (values["start"], values["end"]):
        raise Mistake("上午、下午的时间应从“开始”起，到“结束”止；请改成一致。", "periods")
    made = replace(
        old,
        name=values["name"],
        start=values["start"],
        end=values["end"],
        on=on,
        needs=read_needs(values["needs"]),
        periods=periods,
        place=values["place"] or "",
        duties=values["duties"] or "",
        weight=values["weight"] or 1,
        overnight=values["ends"] == "次日",
    )
    if made.start == made.end and not made.overnight:
        raise Mistake("开始和结束是同一钟点；值满 24 小时的请选“次日”，否则请改正钟点。", "end")
    check_night(made)
    if not made.overnight and "次日" in spoken_hours(made):
        raise Mistake(f"结束早于开始，是 {spoken_hours(made)}；值到第二天的请把“结束在哪天”选成“次日”。", "end")
    return made


def rules_values(rules: Rules) -> dict[str, Any]:
    """Rules as the form shows them."""
    return {
        "max_consecutive_days": rules.max_consecutive_days,
        "min_rest_hours": rules.min_rest_hours,
        "max_per_week": rules.max_per_week,
        "apart": "；".join("-".join(pair) for pair in rules.apart),
        "cover": "；".join("-".join(pair) for pair in rules.cover),
    }


def read_hours(text: str, field: str) -> tuple[tuple[str, str], ...]:
    """The parts of a broken day from `08:30-11:30、14:00-17:30`."""
    times = [found.zfill(5) for found in re.findall(r"\d{1,2}:\d{2}", text.replace("：", ":"))]
    if text.strip() and (not times or len(times) % 2):
        raise Mistake("时间请写成 08:30-11:30、14:00-17:30 这样。", field)
    return tuple(zip(times[::2], times[1::2], strict=True))


def seasons_words(seasons: tuple[Season, ...]) -> str:
    """`夏季 05-01到09-30 坐班 08:30-11:30、14:30-18:00；…`; 各班 where a season holds for every shift."""
    return "；".join(f"{s.name} {s.from_md}到{s.to_md} {s.shift or '各班'} {season_hours(s)}" for s in seasons)


def read_seasons(text: str | None) -> tuple[Season, ...]:
    """Seasons as `seasons_words` writes them."""
    found: list[Season] = []
    for part in re.split(r"[；;]", text or ""):
        if not part.strip():
            continue
        match = re.fullmatch(r"(\S+)\s+(\d\d-\d\d)\s*到\s*(\d\d-\d\d)\s+(\S+)\s+(.+)", part.strip())
        hours = read_hours(match[5], "seasons") if match else ()
        if match is None or not hours:
            raise Mistake(
                "季节作息请写成 夏季 05-01到09-30 坐班 08:30-11:30、14:30-18:00 这样，几条用分号隔开。", "seasons"
            )
        shift = "" if match[4] == "各班" else match[4]
        found.append(Season(match[1], match[2], match[3], shift, hours))
    return tuple(found)


def read_pairs(text: str | None, field: str) -> tuple[tuple[str, ...], ...]:
    """Pairs of names from `张三-李四；王五-赵六`."""
    pairs = [tuple(re.split(r"[-—－和]", part.strip())) for part in re.split(r"[；;]", text or "") if part.strip()]
    for pair in pairs:
        if len(pair) < 2 or not all(pair):
            raise Mistake("请把两个人的名字用短横连起来，如 张三-李四。", field)
    return tuple(pairs)


class PatternDialog(QDialog):
    """Shifts and rules; what is published keeps its old pattern."""

    def __init__(self, desk: Desk, parent: QWidget, day: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("班次和规则")
        self.resize(desk.look.room(980, 640))
        self._desk = desk
        self._day = date.fromisoformat(day) if day else desk.today()
        self._pattern = Pattern()
        self.table = RowsView(
            desk,
            "roster.shifts",
            (
                Column[Shift]("name", "班次", lambda s: s.name, bold=True, width=8),
                Column[Shift]("hours", "时间", spoken_hours, width=15),
                Column[Shift]("on", "哪些天", lambda s: days_words(s.on), width=13, muted=True),
                Column[Shift]("needs", "要几个人", lambda s: needs_words(s.needs), width=9),
                Column[Shift]("duties", "职责", lambda s: s.duties, width=0, muted=True),
            ),
        )
        self.table.opened.connect(self._edit)
        self.table.takes = self.paste
        self.rules = FieldForm(desk, RULE_FIELDS, columns=3)
        self.save_button = action_button(
            desk.look, Action("save", "保存 Ctrl+S", self.save, role="primary", writes=True), readonly=desk.readonly
        )
        self.rules.submitted.connect(self.save)
        self._lay_out()
        self._keeper = WorkKeeper(desk, self, f"班次和规则 {self._day:%Y-%m}", self._work)
        desk.ops.query(lambda office: (patterns.pattern(office, self._day), patterns.presets()), self._first)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(12)
        self._tools = ToolRow(Text("班次", "heading"))
        card = Card(padding=1)
        card.body.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(Text("从还没公示的月份起执行；已公示的月份不变。", "muted", wrap=True), 1)
        foot.addWidget(self.save_button)
        box.addWidget(self._tools)
        box.addWidget(card, 1)
        box.addWidget(Text("规则", "heading"))
        box.addWidget(self.rules)
        box.addLayout(foot)

    def _first(self, answer: tuple[Pattern, tuple[Preset, ...]]) -> None:
        found, presets = answer
        menu = tuple(Action(one.name, f"{one.title}：{one.says}", self._preset_run(one)) for one in presets)
        for action in (
            Action("preset", "现成方案", icon="sparkles", menu=menu, writes=True),
            Action("import", "从文件导入…", self._import, icon="file-up", writes=True),
            Action("remove", "删除", self._remove, icon="trash-2", writes=True),
            Action("edit", "修改", self._edit, icon="pencil", writes=True),
            Action("add", "添加班次", self._add, icon="plus", writes=True),
        ):
            self._tools.add(action_button(self._desk.look, action, readonly=self._desk.readonly))
        self._stored(found)

    def _work(self) -> dict[str, Any]:
        """What stands here, saved or not."""
        return {"pattern": plain.write(self._pattern), "rules": self.rules.typed()}

    def _show_work(self, work: Mapping[str, Any]) -> None:
        """Show what stood here before."""
        self._pattern = plain.read(Pattern, work["pattern"])
        self.table.set_rows(self._pattern.shift)
        self.rules.show_values(work["rules"])

    def _preset_run(self, preset: Preset) -> Callable[[], None]:
        def apply() -> None:
            self._desk.ops.change(lambda office: patterns.apply_preset(office, preset.name), self._again)

        def run() -> None:
            words = f"{preset.says}\n现有的班次和规则会换成这个方案，可以撤销。"
            confirm(self, preset.title, words, "用这个方案", apply)

        return run

    def _again(self, _changes: object) -> None:
        self._keeper.forget()
        self._desk.ops.query(lambda office: patterns.pattern(office, self._day), self._stored)

    def _stored(self, found: Pattern) -> None:
        self.show_pattern(found)
        self._keeper.begin(self._show_work)

    def show_pattern(self, found: Pattern) -> None:
        """Show shifts, seasons and rules."""
        self._pattern = found
        self.table.set_rows(found.shift)
        self.rules.show_values(rules_values(found.rules) | {"seasons": seasons_words(found.season)})

    def _import(self) -> None:
        for file in choose_files(self, self._desk.memory, "导入班次和规则", "班次文件 (*.toml)"):
            self._desk.ops.change(lambda office, file=file: patterns.import_pattern(office, file), self._again)

    def _add(self) -> None:
        self._open_form(None)

    def _edit(self, _row: object = None) -> None:
        if (shift := self.table.current_row()) is not None:
            self._open_form(shift)

    def _open_form(self, shift: Shift | None) -> None:
        title = f"班次：{shift.name}" if shift else "添加班次"
        values = shift_values(shift) if shift else {}
        dialog = FormDialog(self._desk, self, title, SHIFT_FIELDS, lambda v: self._keep(shift, v), values)
        dialog.saved.connect(lambda _value: self.table.set_rows(self._pattern.shift))
        dialog.open()

    def _keep(self, before: Shift | None, values: dict[str, Any]) -> Callable[[Office], Changes]:
        """The form's write: it only changes what this dialog holds; 保存 stores everything."""

        def act(_office: Office) -> Changes:
            made = read_shift(values, before)
            if before is None:
                self._pattern = replace(self._pattern, shift=(*self._pattern.shift, made))
            else:
                shifts = tuple(made if one is before else one for one in self._pattern.shift)
                self._pattern = replace(self._pattern, shift=shifts)
            night = f"“{made.name}”是 {spoken_hours(made)}。" if made.overnight else ""
            return Changes(Area.NOTHING, f"{night}改好后请点“保存”。")

        return act

    def paste(self, text: str) -> None:
        """Preview shifts copied in a spreadsheet; the good ones are added here, 保存 stores everything."""

        def judge(values: dict[str, Any]) -> None:
            read_shift(values, None)

        read = load("villagedesk.ui.tables.pasting:paste_rows")
        wanted = load("villagedesk.services.pasting.rows:Wanted")("粘贴班次", SHIFT_FIELDS, judge)
        read(self._desk, self, wanted, text, self.take_rows)

    def take_rows(self, rows: Sequence[dict[str, Any]]) -> None:
        """Add shifts at the end."""
        shifts = tuple(read_shift(row, None) for row in rows)
        self._pattern = replace(self._pattern, shift=(*self._pattern.shift, *shifts))
        self.table.set_rows(self._pattern.shift)
        self._desk.say(f"已加上 {len(shifts)} 个班次，改好后请点“保存”。")

    def _remove(self) -> None:
        if (shift := self.table.current_row()) is not None:
            self._pattern = replace(self._pattern, shift=tuple(one for one in self._pattern.shift if one is not shift))
            self.table.set_rows(self._pattern.shift)

    def save(self) -> None:
        """Store shifts and rules."""
        values = self.rules.read()
        if values is None:
            return
        try:
            apart, cover = read_pairs(values.pop("apart"), "apart"), read_pairs(values.pop("cover"), "cover")
            seasons = read_seasons(values.pop("seasons"))
        except Mistake as mistake:
            self.rules.show_mistake(mistake)
            return
        rules = replace(self._pattern.rules, apart=apart, cover=cover, **values)
        wanted = replace(self._pattern, rules=rules, season=seasons)
        self._desk.ops.change(
            lambda office: patterns.save_pattern(office, wanted), lambda _done: self.accept(), self.rules.show_mistake
        )
