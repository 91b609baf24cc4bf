"""Every writing act of the desk goes back with undo, comes again with redo, and goes back again; the rest is a list."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from villagedesk.base.changes import Changes, Result, repeatable
from villagedesk.base.clock import clock_at
from villagedesk.calendar.day import DayKind
from villagedesk.services import calendar, casework, options
from villagedesk.services import office as offices
from villagedesk.services import people as staff
from villagedesk.services.attendance import absences, corrections
from villagedesk.services.demo import office as demo
from villagedesk.services.mediation import cases, course
from villagedesk.services.office import Office
from villagedesk.services.registers import books, entries, links
from villagedesk.services.registers.exchange import importing
from villagedesk.services.roster import duties, publishing
from villagedesk.services.roster.edit import cells
from villagedesk.services.signs import board
from villagedesk.services.staff import intake

SERVICES = Path(__file__).parents[3] / "villagedesk" / "services"
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 15, 0)
Act = Callable[[Office], Any]

FINAL = {
    "import_files": "原始打卡是考勤的凭据，只增不删；再导一次不会重复，导错了从备份恢复",
    "pull": "同上",
    "restore_office": "恢复之前的内容先另存成一份备份，话里写着它的名字",
    "make_pack": "写出的是文件；再生成一次就是新的一次",
    "write_paper": "写出的是文件",
    "export_list": "写出的是文件",
    "save_volume": "写出的是文件",
    "fill_template": "写出的是文件",
    "fill_file": "写出的是文件",
    "sign": "本人签到是凭据，只能另签",
    "set_pin": "密码只留指纹，可以重设",
    "draw_plan": "查岗计划抽过不能重抽，否则有人能挑",
    "keep_still": "查岗截图是凭据",
    "recount_deadlines": "由日历算出，改回日历就算回来",
    "recount_clocks": "同上",
    "keep_draft": "没写完的表单另有“丢弃”和“继续”",
    "set_aside": "同上",
    "take_up": "同上",
    "drop_draft": "同上",
    "look_at": "只读",
    "save": "改正案件的里层，外层可撤销",
}
"""Acts that are not taken back, and why."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("撤销") / "桃源村.vdesk"
    demo.furnish_office(file, "桃源村", 1, TODAY)
    return file


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The lived-in office, its own copy."""
    file = tmp_path / "桃源村.vdesk"
    shutil.copytree(furnished.parent, tmp_path, dirs_exist_ok=True)
    opened = offices.open_office(file, clock=clock_at(NOW))
    yield opened
    opened.close()


def living(office: Office) -> dict[str, list[str]]:
    """Every living row of every table of record, without keys, moments and the order of writing."""
    skipped = ("audit", "drafts", "sqlite_", "_sqlite", "search", "found", "villagers", "links_", "dispute_form",
               "notice_day", "entry_totals", "finds")  # fmt: skip
    tables = [
        row["name"]
        for row in office.store.rows("select name, sql from sqlite_master where type = 'table'")
        if not row["name"].startswith(skipped) and "virtual" not in row["sql"].lower()
    ]
    seen: dict[str, list[str]] = {}
    for table in tables:
        rows = office.store.rows(f"select * from {table}")
        seen[table] = sorted(
            repr({k: v for k, v in row.items() if k not in ("id", "removed", "version") and not k.endswith("_at")})
            for row in rows
            if not row.get("removed")
        )
    return {table: rows for table, rows in seen.items() if table not in ("entry_steps", "steps", "entry_step")}


TOPIC = "邻里关系"
NOT_AS_BEFORE = ("考勤：请假", "设置：选项", "台账：收起一本")
"""What was asked stays on the list as withdrawn; an option that had its default is written down with it."""


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, tuple[set[str], set[str]]]:
    return {
        table: (set(before[table]) - set(after[table]), set(after[table]) - set(before[table]))
        for table in before
        if before[table] != after[table]
    }


def some_person(office: Office) -> int:
    return staff.people(office)[3].id


def some_entry(office: Office, book: str, state: str = "") -> int:
    wanted = " and state = ?" if state else ""
    found = office.store.rows(
        f"select id from entries where book = ? and removed is null{wanted} order by id",
        [book, *([state] * bool(state))],
    )
    return int(found[-1]["id"])


def some_case(office: Office) -> cases.Case:
    found = office.store.rows("select id from dispute where removed is null order by id desc")
    return next(
        case for row in found if (case := cases.open_case(office, row["id"])).steps and len(case.steps) in (2, 3)
    )


def import_lines(office: Office, tmp: Path) -> Any:
    file = tmp / "来访.csv"
    file.write_text("来访时间,来访人,诉求\n2026-11-18 09:00,赵一鸣,问医保\n2026-11-19 10:00,孙二娘,修路\n", "utf-8-sig")
    return importing.import_book(office, importing.preview_import(office, "visit", file))


def leave(office: Office) -> Any:
    name = next(iter(staff.labels(office).values()))
    facts = {"person": name, "kind": "事假", "from_on": date(2026, 12, 2), "to_on": date(2026, 12, 2)}
    return absences.request_leave(office, {**facts, "from_half": "上午", "to_half": "下午", "reason": "家事"})


def duty(office: Office) -> duties.OnDuty:
    return duties.on_days(office, date(2026, 11, 24), date(2026, 11, 28))[0]


ACTS: dict[str, Act] = {
    "人员：添加": lambda o: staff.add_person(o, {"name": "钱三"}),
    "人员：修改": lambda o: staff.edit_person(o, some_person(o), {"phone": "13800009999"}),
    "人员：离任": lambda o: staff.leave(o, some_person(o), date(2026, 11, 30)),
    "人员：排序": lambda o: staff.reorder(o, [p.id for p in reversed(staff.people(o))]),
    "人员：新任期": lambda o: staff.start_term(o, some_person(o), date(2026, 12, 1), None, 200),
    "人员：导入名单": lambda o: intake.store_preview(o, intake.preview_text(o, "姓名\t电话\n周五\t13800001111")),
    "设置：村里的事实": lambda o: offices.set_facts(o, {"duty_phone": "0577-11112222"}),
    "设置：选项": lambda o: options.set_options(o, {"backups_kept": 12}),
    "日历：改一天": lambda o: calendar.set_day(o, date(2026, 11, 26), DayKind.HOLIDAY_REST, "村里停工"),
    "日历：录入通知": lambda o: calendar.type_notice(o, 2027, "元旦：1月1日放假，共1天。"),
    "考勤：请假": leave,
    "台账：新登记": lambda o: entries.add_entry(o, "visit", {"visitor": "吴六", "request": "问低保", "topic": TOPIC}),
    "台账：改正": lambda o: entries.edit_entry(o, some_entry(o, "visit"), {"request": "改过的事"}),
    "台账：作废": lambda o: entries.void_entry(o, some_entry(o, "visit"), "写错了"),
    "台账：收起一本": lambda o: books.close_book(o, "walk"),
    "调解：改正": lambda o: cases.edit_case(o, some_case(o).id, {"title": "改过的案名"}),
    "调解：退回一步": lambda o: course.take_back(o, some_case(o).id, "办错了"),
    "调解：删除": lambda o: cases.remove_case(o, some_case(o).id, "重复"),
    "去向牌：改去向": lambda o: board.set_state(o, some_person(o), "下村", ""),
}


AFTER: dict[str, tuple[Act, Callable[[Office, int], Any]]] = {
    "人员：删除": (
        lambda o: staff.add_person(o, {"name": "钱四"}),
        lambda o, key: staff.remove_person(o, key, "录入有误"),
    ),
    "考勤：请假审批": (leave, lambda o, key: absences.decide(o, key, True)),
    "考勤：撤回请假": (leave, lambda o, key: absences.withdraw(o, key, "不去了")),
}
"""Acts on something that another act has made."""


def act_of(office: Office, name: str) -> Act:
    """The act of that name, what it needs made before."""
    if name in ACTS:
        return ACTS[name]
    make, then = AFTER[name]
    key = make(office).value
    return lambda later: then(later, key)


def undone(office: Office, done: Any) -> Changes:
    account = done.changes if isinstance(done, Result) else done
    assert isinstance(account, Changes) and account.undo is not None, "这一步没有撤销"
    return account.undo(office)


@pytest.mark.parametrize("name", [*ACTS, *AFTER])
def test_an_act_goes_back_comes_again_and_goes_back(office: Office, name: str) -> None:
    act = act_of(office, name)
    start = living(office)
    back = undone(office, repeatable(act)(office))
    before = living(office)
    assert changed(start, before) == {} or name in NOT_AS_BEFORE
    assert back.undo is not None, "撤销以后不能重做"
    again = back.undo(office)
    after = living(office)
    assert changed(before, after), "重做没有做什么"
    assert again.undo is not None, "重做以后不能再撤销"
    again.undo(office)
    assert changed(before, living(office)) == {}


def test_an_imported_book_is_voided_in_one_go_and_comes_back(office: Office, tmp_path: Path) -> None:
    before = living(office)["entries"]
    done = import_lines(office, tmp_path)
    assert done.value == 2
    back = undone(office, done)
    assert living(office)["entries"] == before and "编号保留" in back.says
    assert back.undo is not None
    back.undo(office)
    assert len(living(office)["entries"]) == len(before) + 2


def test_a_visit_that_became_an_errand_or_a_case_can_be_taken_back(office: Office) -> None:
    key = entries.add_entry(office, "visit", {"visitor": "吴六", "request": "邻居占道", "topic": TOPIC}).value.id
    before = living(office)
    undone(office, casework.become_case(office, key))
    now = living(office)
    assert (
        now["entries"] == before["entries"] and now["dispute"] == before["dispute"] and now["links"] == before["links"]
    )
    target = next(to for to, _title in links.targets_of(office, entries.existing(office, key)) if to != links.CASE)
    undone(office, links.become(office, key, target, {}))
    now = living(office)
    assert now["entries"] == before["entries"] and now["links"] == before["links"]


def test_a_moved_duty_and_a_published_month_go_back(office: Office) -> None:
    one = duty(office)
    spot = (one.start.date(), one.shift, one.post)
    before = living(office)
    undone(office, cells.clear(office, spot, one.person))
    assert changed(before, living(office)) == {}
    cells.clear(office, spot, one.person)
    gone = living(office)
    undone(office, cells.assign(office, spot, one.person, reason="原来就是"))
    assert changed(gone, living(office)) == {}
    before = gone
    undone(office, publishing.publish(office, "2026-12", accept="演示"))
    assert set(changed(before, living(office))) <= {"duty"}


def test_a_correction_goes_back(office: Office) -> None:
    name = next(iter(staff.labels(office).values()))
    facts = {"person": name, "sign_at": datetime(2026, 11, 18, 8, 30), "why": "忘了打卡", "exception": "书记同意"}
    before = living(office)
    done = corrections.request_correction(office, facts, True)
    undone(office, done)
    now = living(office)
    assert set(changed(before, now)) == {"correction"}
    assert [row for row in now["correction"] if "忘了打卡" in row and "已撤回" in row]


def test_every_act_that_cannot_be_taken_back_is_on_the_list() -> None:
    """A function of the services that answers `Changes` without a third value is named in FINAL, with the reason."""
    silent: list[str] = []
    for file in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.col_offset == 0:
                silent += [f"{file.parent.name}.{node.name}"] * _final(node)
    unnamed = [name for name in silent if name.split(".")[-1] not in FINAL]
    assert unnamed == []


def _final(node: ast.FunctionDef) -> bool:
    """Whether a function makes an account of a write of something, and none that can be taken back."""
    said = ast.unparse(node.returns) if node.returns else ""
    if not said.startswith(("Changes", "Result")):
        return False
    accounts = [call for call in ast.walk(node) if isinstance(call, ast.Call) and ast.unparse(call.func) == "Changes"]
    accounts = [call for call in accounts if ast.unparse(call.args[0]) != "Area.NOTHING"]
    kept = [call for call in accounts if len(call.args) > 2 or any(word.arg == "undo" for word in call.keywords)]
    return bool(accounts) and not kept
