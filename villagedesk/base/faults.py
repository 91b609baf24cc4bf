"""What SQLite and the file system say, as one plain Chinese sentence each."""

from __future__ import annotations

import errno
import re
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
            errno.EDQUOT: "给这个用户的磁盘空间用完了，没有写成，原来的文件保持原样；请腾出空间后再试一次。",
            errno.EACCES: f"没有权限读写“{path.name}”，没有写成；请换一个可以写入的文件夹。",
            errno.EPERM: f"没有权限读写“{path.name}”，没有写成；请换一个可以写入的文件夹。",
            errno.EROFS: f"“{path.parent}”是只读的，没有写成；请换一个可以写入的文件夹。",
            errno.ENOENT: f"找不到“{path}”；请检查文件或文件夹是否还在。",
            errno.EISDIR: f"“{path}”是文件夹，不是文件；请选一个文件。",
        }
        if _held_by_another(error):
            return f"“{path.name}”正被别的程序打开，没有写成；请在 WPS、Excel 里关掉它再试。"
        plain = f"读写“{path.name}”时出错（{reason(error)}），没有做成；请检查磁盘或优盘后再试。"
        return words.get(error.errno or 0, plain)
    text = str(error)
    if "disk I/O error" in text and _is_full(path.parent):
        text = "disk is full"
    return next((says for mark, says in _SENTENCES if mark in text), None)


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘空间用完了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘或优盘是只读的",
    errno.ENOENT: "找不到文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "位置里有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EIO: "读写出错，磁盘或优盘可能坏了",
    errno.ENXIO: "设备不在了，优盘可能已经拔掉",
    errno.ENODEV: "设备不在了，优盘可能已经拔掉",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EFBIG: "文件太大",
    errno.EMFILE: "打开的文件太多",
    errno.ENOTCONN: "网络断开了",
    errno.ETIMEDOUT: "等得太久，没有回答",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接断开了",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
    errno.ELOOP: "快捷方式绕成了一圈",
    errno.EINVAL: "文件名里有不能用的字",
}
_SHARING_VIOLATIONS = (32, 33)


def reason(error: OSError) -> str:
    """Why the system could not do it, in a few Chinese words that fit into brackets; never the system's English."""
    if _held_by_another(error):
        return "正被别的程序打开"
    return _REASONS.get(error.errno or 0, f"系统代号 {error.errno or 0}")


def unreadable(error: ValueError) -> str:
    """Where a text file that is written by hand cannot be read, in words that fit into brackets."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码的文字"
    found = re.search(r"line (\d+),? column (\d+)", str(error))
    return f"第 {found[1]} 行第 {found[2]} 列写得不对" if found else "写得不完整"


def of_the_world(error: BaseException) -> str:
    """The sentence for an error of the world that nobody expected where it came; empty for a bug of ours."""
    if not isinstance(error, sqlite3.Error | OSError):
        return ""
    named = getattr(error, "filename", None)
    return sentence(error, Path(str(named)) if named else Path("文件")) or ""


def _held_by_another(error: OSError) -> bool:
    """Whether Windows keeps the file from us because a spreadsheet program holds it open."""
    return getattr(error, "winerror", None) in _SHARING_VIOLATIONS


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
