"""Files put into a form that is thrown away do not stay in the folder; whatever anything names does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from villagedesk.base.clock import clock_at
from villagedesk.services import upkeep
from villagedesk.services.office import Office, create_office, open_office
from villagedesk.services.registers import drafts, entries
from villagedesk.services.registers.exchange import attachments, leftovers
from villagedesk.store.file.beside import folder_of

NOW = datetime(2026, 11, 20, 9, 30)
TYPED = {"visitor": "郑水根", "request": "门前排水沟被填平", "topic": "邻里关系", "phone": "15812342031"}
LATER = time.time() + 3600


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "桃源村.vdesk", "桃源村", "锦湖街道", clock=clock_at(NOW))
    yield made
    made.close()


def staged(office: Office, text: str) -> attachments.Staged:
    """A text file put into a form."""
    return attachments.stage_bytes(office, f"{text}.txt", text.encode())


def there(office: Office) -> set[str]:
    """What the files in the folder say."""
    return {path.read_text("utf-8") for path in folder_of(office.store.path).rglob("*.*") if path.is_file()}


def draft(office: Office, file: attachments.Staged) -> None:
    drafts.keep_draft(office, "visit", 0, TYPED | {"loose_files": [file.plain]})


def test_a_file_of_a_thrown_away_form_goes_with_the_closing(office: Office):
    staged(office, "丢弃的")
    draft(office, staged(office, "半张表的"))
    entry = entries.add_entry(office, "visit", TYPED).value
    attachments.attach_staged(office, "visit", entry.id, staged(office, "登记的"))
    hung = attachments.attach_staged(office, "visit", entry.id, staged(office, "移除的")).value
    attachments.remove_attachment(office, hung.id)
    draft(office, staged(office, "半张表的"))
    assert there(office) == {"丢弃的", "半张表的", "登记的", "移除的"}
    upkeep.close_office(office)
    assert there(office) == {"半张表的", "登记的", "移除的"}


def test_the_same_file_in_a_thrown_away_form_and_an_entry_stays(office: Office):
    entry = entries.add_entry(office, "visit", TYPED).value
    attachments.attach_staged(office, "visit", entry.id, staged(office, "同一份"))
    staged(office, "同一份")
    assert leftovers.sweep(office, LATER) == 0
    assert there(office) == {"同一份"}


def test_a_form_that_waits_again_has_its_file(office: Office):
    draft(office, staged(office, "照片"))
    undo = drafts.throw_away(office, drafts.drafts(office)[0]).undo
    assert leftovers.sweep(office, time.time() - 60) == 0, "while the program runs, only what is older than it goes"
    assert undo is not None
    undo(office)
    assert leftovers.sweep(office, LATER) == 0
    assert there(office) == {"照片"}


def test_an_old_file_that_is_put_into_a_form_again_is_young(office: Office, tmp_path: Path):
    source = tmp_path / "证明.txt"
    source.write_text("又用到的", "utf-8")
    file = attachments.stage_file(office, source)
    place = attachments.place_of(office.store.path, file.digest, file.name)
    os.utime(place, (1_000_000_000, 1_000_000_000))
    begun = time.time() - 60
    attachments.stage_file(office, source)
    assert leftovers.sweep(office, begun) == 0


def test_what_is_not_an_attachment_is_left_alone(office: Office):
    folder = folder_of(office.store.path)
    for name in ("packs/2026-10/桃源村.xlsx", "ab/说明.txt", "analysis.duckdb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    assert leftovers.sweep(office, LATER) == 0
    assert there(office) == {"packs/2026-10/桃源村.xlsx", "ab/说明.txt", "analysis.duckdb"}


KILLED = """
import os, signal, sys
from pathlib import Path
from villagedesk.services.office import open_office
from villagedesk.services.registers import drafts
from villagedesk.services.registers.exchange import attachments
office = open_office(Path(sys.argv[1]))
attachments.stage_bytes(office, "丢.txt", "丢了的".encode())
kept = attachments.stage_bytes(office, "留.txt", "暂存的".encode())
drafts.keep_draft(office, "visit", 0, {"request": "排水沟", "loose_files": [kept.plain]})
half = attachments.place_of(office.store.path, "ab" * 32, "半.txt")
half.parent.mkdir(parents=True, exist_ok=True)
half.with_name(half.name + ".part").write_text("只写了一半", "utf-8")
print("ready", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
def test_after_kill_9_the_next_start_sweeps(office: Office):
    path = office.store.path
    office.close()
    died = subprocess.run([sys.executable, "-X", "utf8", "-c", KILLED, str(path)], capture_output=True, text=True)
    assert died.stdout.strip() == "ready" and died.returncode == -signal.SIGKILL
    again = open_office(path, clock=clock_at(NOW))
    assert there(again) == {"丢了的", "暂存的", "只写了一半"}
    assert leftovers.sweep(again, time.time() + 1) == 2
    assert there(again) == {"暂存的"}
    kept = drafts.drafts(again)[0].facts["loose_files"][0]
    assert attachments.path_of(again, kept["digest"], kept["name"], kept["size"]).is_file()
    again.close()
