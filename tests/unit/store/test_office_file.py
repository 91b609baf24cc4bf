"""The office file survives what happens to files: two programs, kill −9, a full disk, strangers and forgers."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from villagedesk.base import faults
from villagedesk.base.clock import clock_at
from villagedesk.base.errors import Mistake, Trouble
from villagedesk.services import office as offices
from villagedesk.services import upkeep
from villagedesk.services.office import Office
from villagedesk.store.file import backup, beside, lock
from villagedesk.store.file.store import APPLICATION_ID
from villagedesk.store.migrations import MIGRATIONS

NOW = datetime(2026, 11, 21, 8, 30)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.create_office(tmp_path / "桃 源.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW), user="文书甲")
    yield made
    made.close()


def test_facts_are_kept(office: Office) -> None:
    office.close()
    again = offices.open_office(office.store.path)
    assert offices.fact(again, "village") == "桃源村"
    assert again.store.readonly == ""
    again.close()


def test_every_write_says_who_when_what_before_and_after(office: Office) -> None:
    offices.set_facts(office, {"village": "桃园村"})
    last = office.store.one("select * from audit order by id desc limit 1")
    assert last is not None
    assert (last["who"], last["at"], last["what"]) == ("文书甲", "2026-11-21 08:30:00", "修改办公室信息")
    assert "桃源村" in last["before"] and "桃园村" in last["after"]


def test_writing_the_same_again_leaves_no_trace(office: Office) -> None:
    count = office.store.value("select count(*) from audit")
    offices.set_facts(office, {"village": "桃源村"})
    assert office.store.value("select count(*) from audit") == count


def test_undo_puts_the_old_value_back(office: Office) -> None:
    changes = offices.set_facts(office, {"village": "桃园村"})
    assert changes.undo is not None
    changes.undo(office)
    assert offices.fact(office, "village") == "桃源村"


def test_a_failed_write_leaves_nothing(office: Office) -> None:
    with pytest.raises(RuntimeError), office.change("半途而废") as change:
        change.insert("office", {"name": "a", "value": "1"})
        raise RuntimeError
    assert offices.fact(office, "a", None) is None
    assert upkeep.check_office(office).sound


def test_a_village_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as told:
        offices.create_office(tmp_path / "x.vdesk", "  ", "某街道")
    assert told.value.field == "village"
    assert list(tmp_path.iterdir()) == []


def test_a_second_program_may_look_but_not_write(office: Office) -> None:
    second = offices.open_office(office.store.path)
    assert "另一个程序已经打开" in second.store.readonly
    assert offices.fact(second, "village") == "桃源村"
    with pytest.raises(Trouble, match="另一个程序"):
        offices.set_facts(second, {"village": "别处"})
    second.close()


def test_a_folder_that_cannot_be_written_opens_for_reading(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.close()
    monkeypatch.setattr(lock, "take", lambda path: None)
    monkeypatch.setattr("os.access", lambda path, mode: False)
    second = offices.open_office(office.store.path)
    assert "只读" in second.store.readonly
    second.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "不是坐班台的办公文件", id="an empty file"),
        pytest.param(b"PK\x03\x04 a workbook", "不是坐班台的办公文件", id="a workbook"),
        pytest.param(b"\x00" * 5000, "不是坐班台的办公文件", id="zeros"),
    ],
)
def test_a_foreign_file_is_refused_in_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "x.vdesk"
    file.write_bytes(content)
    with pytest.raises(Trouble, match=words):
        offices.open_office(file)
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "x.vdesk"
    other = sqlite3.connect(file)
    other.execute("create table t (x)")
    other.close()
    with pytest.raises(Trouble, match="不是坐班台的办公文件"):
        offices.open_office(file)


def test_a_file_of_a_newer_version_is_refused_in_words(office: Office) -> None:
    office.store.db.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('villagedesk', 'm999_future', '')"
    )
    office.close()
    with pytest.raises(Trouble, match=r"更新版本.*升级程序"):
        offices.open_office(office.store.path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="找不到办公文件"):
        offices.open_office(tmp_path / "none.vdesk")


def test_creating_over_a_file_is_refused(office: Office) -> None:
    with pytest.raises(Trouble, match="已经存在"):
        offices.create_office(office.store.path, "乙村", "某街道")


def test_an_old_file_is_copied_aside_before_it_is_migrated(office: Office) -> None:
    office.store.db.execute("create table if not exists marker (x)")
    office.store.db.execute("delete from _sqlite_migrations where id = (select max(id) from _sqlite_migrations)")
    newest = office.store.value("select count(*) from _sqlite_migrations")
    tables = {"audit", "office", "_sqlite_migrations", "marker"}
    assert newest >= 0 and tables <= set(office.store.db.table_names())
    office.close()
    with pytest.raises((Trouble, sqlite3.Error)):
        # the last migration is applied twice on purpose and must fail whole …
        offices.open_office(office.store.path)
    copies = list(backup.folder(office.store.path).glob("*升级前*"))
    # … but the copy was taken first and can be opened
    assert len(copies) == 1
    kept = sqlite3.connect(copies[0])
    assert kept.execute("select count(*) from marker").fetchone() == (0,)
    kept.close()


def test_a_full_disk_is_one_sentence_and_changes_nothing(office: Office) -> None:
    pages = office.store.value("pragma page_count")
    office.store.db.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(Trouble, match="磁盘已满"):
        offices.set_facts(office, {"long": "长" * 500_000})
    assert offices.fact(office, "long", None) is None
    assert upkeep.check_office(office).sound


@pytest.mark.parametrize(
    ("free", "words"),
    [
        pytest.param(4096, "磁盘已满", id="no room left"),
        pytest.param(10**9, "读写磁盘出错", id="room enough"),
    ],
)
def test_an_io_error_is_told_from_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, words: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=10**9, used=0, free=free))
    says = faults.sentence(sqlite3.OperationalError("disk I/O error"), tmp_path / "x.vdesk")
    assert says is not None and words in says


KILLED = """
import sys, os, signal
from pathlib import Path
from villagedesk.services import office as offices
office = offices.open_office(Path(sys.argv[1]))
for i in range(10_000):
    offices.set_facts(office, {"n": i})
    if i == 20:
        print("ready", flush=True)
"""


def test_kill_nine_in_the_middle_of_writing_loses_nothing_confirmed(office: Office) -> None:
    office.close()
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(office.store.path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    again = offices.open_office(office.store.path)
    assert again.store.readonly == ""
    assert offices.fact(again, "n") >= 20
    assert upkeep.check_office(again).sound
    again.close()


def forge(office: Office, *statements: str) -> None:
    for statement in statements:
        office.store.db.execute(statement)


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        pytest.param(["update office set value = '1' where id = 1"], "绕过程序改动", id="a value changed behind us"),
        pytest.param(["delete from office where id = 1"], "绕过程序改动", id="a row deleted behind us"),
        pytest.param(
            ["drop trigger audit_no_update", "update audit set who = '别人' where id = 1"],
            "第 1 条起",
            id="a forged name",
        ),
        pytest.param(
            ["drop trigger audit_no_delete", "delete from audit where id = 1"], "第 2 条起", id="a deleted audit row"
        ),
    ],
)
def test_check_finds_what_was_altered_unseen(office: Office, statements: list[str], words: str) -> None:
    forge(office, *statements)
    health = upkeep.check_office(office)
    assert not health.sound
    assert any(words in fault for fault in health.faults)


def test_the_audit_itself_refuses_to_be_rewritten(office: Office) -> None:
    for statement in ("update audit set who = 'x'", "delete from audit"):
        with pytest.raises(sqlite3.IntegrityError, match="insert-only"):
            office.store.db.execute(statement)


def test_bulk_rows_are_sealed_by_digest(office: Office) -> None:
    with office.change("大批写入") as change:
        new = change.insert_bulk("office", ("name", "value"), [(f"b{i}", str(i)) for i in range(50)])
        assert new == 50
    assert upkeep.check_office(office).sound
    office.store.db.execute("update office set value = '999' where name = 'b30'")
    assert not upkeep.check_office(office).sound


def test_backups_are_verified_rotated_and_restored(office: Office) -> None:
    first = upkeep.backup_office(office)
    offices.set_facts(office, {"village": "后来的名字"})
    upkeep.restore_office(office, first)
    assert offices.fact(office, "village") == "桃源村"
    assert upkeep.check_office(office).sound
    assert any(
        "后来的名字" in str(sqlite3.connect(c).execute("select value from office").fetchall())
        for c in backup.copies(office.store.path)
    )


def test_only_the_newest_copies_are_kept(office: Office) -> None:
    for minute in range(5):
        backup.rotate(office.store.db, office.store.path, NOW.replace(minute=minute), kept=3)
    assert [copy.stem[-4:] for copy in backup.copies(office.store.path)] == ["0400", "0300", "0200"]


def test_closing_backs_up_only_what_changed(office: Office) -> None:
    first = upkeep.close_office(office)
    assert first is not None and first.exists()
    again = offices.open_office(office.store.path)
    assert upkeep.close_office(again) is None


def test_a_backup_never_overwrites(office: Office, tmp_path: Path) -> None:
    (tmp_path / "x.vdesk").write_text("kept")
    with pytest.raises(Trouble, match="已经存在"):
        upkeep.backup_office(office, tmp_path / "x.vdesk")


def test_an_impossible_date_is_found(office: Office) -> None:
    office.store.db.execute("create table visit_day (id integer primary key, day text) strict")
    office.store.db.execute("insert into visit_day (day) values ('2019-02-29'), ('2026-11-21')")
    health = upkeep.check_office(office)
    assert any("2019-02-29" in fault for fault in health.faults)
    assert not any("2026-11-21" in fault for fault in health.faults)


def damage(file: Path) -> None:
    """Overwrite the middle of a file, as a failing stick does."""
    content = bytearray(file.read_bytes())
    content[8192 : len(content) - 4096] = b"\xaa" * (len(content) - 12288)
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("lost", ["damaged", "removed", "another file"])
def test_a_backup_takes_the_place_of_a_file_that_cannot_be_opened(office: Office, lost: str) -> None:
    file = office.store.path
    copy = upkeep.backup_office(office)
    office.close()
    assert not upkeep.is_lost(file)
    match lost:
        case "damaged":
            damage(file)
        case "removed":
            file.unlink()
        case _:
            file.write_text("今天天气很好")
    before = file.read_bytes() if file.exists() else None
    assert upkeep.is_lost(file)
    says = upkeep.rescue_office(file, copy, clock=office.clock)
    again = offices.open_office(file)
    assert offices.fact(again, "village") == "桃源村" and upkeep.check_office(again).sound
    again.close()
    kept = [path for path in backup.folder(file).iterdir() if "损坏" in path.name and path.suffix == ".vdesk"]
    assert [path.read_bytes() for path in kept] == ([before] if before else [])
    assert (kept[0].name in says) if kept else ("损坏" not in says)


def test_a_damaged_backup_is_refused_and_nothing_is_touched(office: Office) -> None:
    copy = upkeep.backup_office(office)
    damage(copy)
    offices.set_facts(office, {"village": "柳溪村"})
    with pytest.raises(Trouble, match="损坏"):
        upkeep.restore_office(office, copy)
    assert offices.fact(office, "village") == "柳溪村"
    file = office.store.path
    office.close()
    file.write_text("坏了")
    with pytest.raises(Trouble, match="损坏"):
        upkeep.rescue_office(file, copy)
    assert file.read_text() == "坏了"


def test_a_copy_from_before_an_upgrade_is_restored_and_brought_up_to_date(office: Office, tmp_path: Path) -> None:
    whole = [row[0] for row in office.store.db.execute("select name from _sqlite_migrations order by id")]
    copy = tmp_path / "桃 源-升级前.vdesk"
    old = Database(sqlite3.connect(copy), execute_plugins=False)
    old.execute(f"pragma application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(old, stop_before=whole[-1])
    old["office"].insert({"name": "village", "value": '"三年前的桃源村"'})
    old.close()
    with pytest.raises(Trouble, match="旧版本"):
        offices.open_office(copy, readonly=True)
    upkeep.restore_office(office, copy)
    assert offices.fact(office, "village") == "三年前的桃源村"
    assert [row[0] for row in office.store.db.execute("select name from _sqlite_migrations order by id")] == whole


def test_what_lies_beside_the_office_goes_with_its_copies_and_comes_back(office: Office, tmp_path: Path) -> None:
    mine = beside.folder_of(office.store.path)
    for name, content in (("ab/abc.png", b"picture"), ("packs/2026-10/柳溪村.xlsx", b"pack"), ("x.part", b"half")):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_bytes(content)
    (mine / "analysis.duckdb").write_bytes(b"can be computed again")
    copy = upkeep.backup_office(office, tmp_path / "优盘" / "抄件.vdesk")
    there = beside.folder_of(copy)
    kept = {path.relative_to(there).as_posix(): path.read_bytes() for path in there.rglob("*") if path.is_file()}
    assert kept == {"ab/abc.png": b"picture", "packs/2026-10/柳溪村.xlsx": b"pack"}
    assert beside.carry(office.store.path, copy) == 0
    shutil.rmtree(mine)
    upkeep.restore_office(office, copy)
    assert (mine / "ab/abc.png").read_bytes() == b"picture"
    (mine / "ab/abc.png").write_bytes(b"cut")
    assert beside.carry(copy, office.store.path) == 1 and (mine / "ab/abc.png").read_bytes() == b"picture"
