"""What SQLite and the file system say, as one plain Chinese sentence each."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from villagedesk.base.errors import Trouble

_SENTENCES = (
    ("disk is full", "磁盘已满，这一步没有保存，文件保持原样；请腾出空间后再试一次。"),
    ("readonly database", "办公文件或它所在的文件夹是只读的，没有保存；请换一个可以写入的位置。"),
    ("database is locked", "另一个程序正在写这个办公文件，没有保存；请稍等片刻再试。"),
    ("malformed", "办公文件已损坏，不能继续使用；请用最近的备份恢复。"),
    ("not a database", "这不是坐班台的办公文件（*.vdesk），没有打开；请检查选的文件。"),
    ("unable to open", "办公文件打不开：文件夹不存在或没有权限；请检查位置和权限。"),
    ("disk I/O error", "读写磁盘出错，这一步没有保存；请检查磁盘或优盘是否还插着。"),
)


def sentence(error: sqlite3.Error | OSError, path: Path) -> str | None:
    """The Chinese sentence for an error of the world; None when the error is a bug of ours."""
    if isinstance(error, OSError):
        words = {
            errno.ENOSPC: "磁盘已满，没有写成，原来的文件保持原样；请腾出空间后再试一次。",
            errno.EACCES: f"没有权限读写“{path.name}”，没有写成；请换一个可以写入的文件夹。",
            errno.EPERM: f"没有权限读写“{path.name}”，没有写成；请换一个可以写入的文件夹。",
            errno.EROFS: f"“{path.parent}”是只读的，没有写成；请换一个可以写入的文件夹。",
            errno.ENOENT: f"找不到“{path}”；请检查文件或文件夹是否还在。",
            errno.EISDIR: f"“{path}”是文件夹，不是文件；请选一个文件。",
        }
        return words.get(error.errno or 0, f"读写“{path.name}”时出错（{error.strerror}）；请检查磁盘和权限后再试。")
    text = str(error)
    if "disk I/O error" in text and _is_full(path.parent):
        text = "disk is full"
    return next((says for mark, says in _SENTENCES if mark in text), None)


def _is_full(folder: Path) -> bool:
    """Whether a failed write was one of space: SQLite reports a full disk under its shared memory as an I/O error."""
    try:
        return shutil.disk_usage(folder).free < 1_000_000
    except OSError:
        return False


@contextmanager
def world(path: Path) -> Generator[None]:
    """Turn what the world does to `path` inside this block into a `Trouble`; bugs pass unchanged."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        says = sentence(error, path)
        if says is None:
            raise
        raise Trouble(says) from error
