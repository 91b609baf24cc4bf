"""What the system says reaches a person in Chinese, never in its own English."""

from __future__ import annotations

import errno
import json
import sqlite3
import tomllib
from pathlib import Path

import pytest

from villagedesk.base.errors import Trouble
from villagedesk.base.faults import of_the_world, reason, sentence, unreadable, world

FILE = Path("/桃源村/表.xlsx")
CODES = sorted(errno.errorcode)


def english(text: str) -> bool:
    return any(letter.isascii() and letter.isalpha() for letter in text.replace(str(FILE), "").replace(FILE.name, ""))


@pytest.mark.parametrize("code", CODES, ids=[errno.errorcode[code] for code in CODES])
def test_no_error_of_the_system_is_said_in_english(code: int) -> None:
    error = OSError(code, "No such thing in Chinese", str(FILE))
    assert not english(reason(error))
    says = sentence(error, FILE)
    assert says is not None and not english(says.replace("WPS、Excel", "")) and says.endswith("。")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(errno.ENOSPC, "磁盘已满", id="a full disk"),
        pytest.param(errno.EROFS, "只读", id="a read-only stick"),
        pytest.param(errno.ENODEV, "拔掉", id="a stick that was pulled out"),
        pytest.param(errno.EACCES, "没有权限", id="a folder of somebody else"),
    ],
)
def test_a_reason_is_the_one_a_clerk_can_see(code: int, said: str) -> None:
    assert said in reason(OSError(code, "x"))


def test_a_file_that_a_spreadsheet_program_holds_is_named_as_that() -> None:
    held = PermissionError(errno.EACCES, "x")
    held.winerror = 32  # type: ignore[attr-defined]
    assert reason(held) == "正被别的程序打开"
    assert "关掉它" in str(sentence(held, FILE))


def test_what_is_written_by_hand_is_said_to_be_wrong_in_its_line() -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as toml:
        tomllib.loads("名 = 1\n= 2")
    assert unreadable(toml.value).startswith("第 1 行") and not english(unreadable(toml.value))
    with pytest.raises(json.JSONDecodeError) as other:
        json.loads('{\n "a": }')
    assert unreadable(other.value) == "第 2 行第 7 列写得不对"
    with pytest.raises(UnicodeDecodeError) as gbk:
        "村".encode("gbk").decode("utf-8")
    assert "编码" in unreadable(gbk.value)


def test_errors_of_the_world_have_a_sentence_and_bugs_have_none() -> None:
    assert "磁盘已满" in of_the_world(OSError(errno.ENOSPC, "No space left on device", str(FILE)))
    assert "损坏" in of_the_world(sqlite3.DatabaseError("database disk image is malformed"))
    assert of_the_world(KeyError("x")) == of_the_world(sqlite3.OperationalError("no such column: x")) == ""


def test_a_block_turns_the_world_into_trouble_and_leaves_bugs_alone() -> None:
    with pytest.raises(Trouble, match="没有权限"), world(FILE):
        raise PermissionError(errno.EACCES, "Permission denied")
    with pytest.raises(KeyError), world(FILE):
        raise KeyError("x")
