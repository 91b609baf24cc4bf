"""Sending is a copy that is read back and compared; an interrupted copy never looks complete."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.errors import Mistake, Trouble

OnStep = Callable[[int, int, str], object]
_PART = ".未完成"
_WARNING = "还没有复制完.txt"


def _silent(done: int, total: int, what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A folder that was copied and proved: where it is now and its files."""

    folder: Path
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stick:
    """A removable drive by its name."""

    name: str
    path: Path


def send_folder(folder: Path, target: Path, step: OnStep = _silent) -> Sent:
    """Copy a pack's folder below `target`; every file is read back and compared before it gets its name.

    Until all of it is proved the copy is called `<name>.未完成`. Raises `Trouble` in words.
    """
    if not folder.is_dir():
        raise Mistake(f"找不到报送文件夹“{folder}”；请先生成月报。", "folder")
    if not target.is_dir():
        raise Mistake(f"找不到“{target}”；请检查优盘是否插好、共享文件夹是否连接。", "target")
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    if not files:
        raise Mistake(f"“{folder.name}”是空的，没有可报送的文件。", "folder")
    draft, place = target / (folder.name + _PART), target / folder.name
    with faults.world(target):
        if place.resolve() == folder.resolve():
            raise Mistake("目标就是报送包所在的文件夹，不用复制；请选优盘或共享文件夹。", "target")
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir()
            for number, file in enumerate(files):
                step(number, len(files), file.name)
                _copy(file, draft / file.name)
            step(len(files), len(files), "核对完成")
            _put_in_place(draft, place)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)  # a full stick gets its room back
            raise
    return Sent(place, tuple(file.name for file in files))


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
        _forget(writing.fileno())
    if _digest(source) != _digest(target):
        raise Trouble(f"“{source.name}”复制后核对不一致，没有送出；请换一个优盘再试。")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _forget(file: int) -> None:
    """Let the system forget what it remembers of a file, so that it is read back from the stick itself."""
    advise = getattr(os, "posix_fadvise", None)  # Linux has it; elsewhere what was written is read back
    if advise is not None:
        with suppress(OSError):
            advise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def _put_in_place(draft: Path, place: Path) -> None:
    """Give the proved copy its name; files of an older revision stay beside the new ones.

    Where a folder of that name is there already it says that it is not complete until the last file arrived.
    """
    if place.exists():
        warning = place / _WARNING
        warning.touch()
        for file in draft.iterdir():
            file.replace(place / file.name)
        draft.rmdir()
        warning.unlink()
    else:
        draft.rename(place)
    for folder in (place, place.parent):
        _settle(folder)


def _settle(folder: Path) -> None:
    """Let the names in a folder reach the stick before anybody is told to pull it out."""
    with suppress(OSError):  # a share, or a system that does not sync folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def sticks() -> tuple[Stick, ...]:
    """The removable drives that are plugged in, by name."""
    found = _windows() if sys.platform == "win32" else _mounted()
    return tuple(found)


def _mounted() -> Iterator[Stick]:
    for root in (Path("/media"), Path("/run/media"), Path("/Volumes")):
        folders = sorted(root.glob("*/*" if root.name != "Volumes" else "*")) if root.is_dir() else []
        for path in folders:
            if path.is_dir() and os.path.ismount(path):
                yield Stick(path.name, path)


def _windows() -> Iterator[Stick]:
    kernel = vars(ctypes)["windll"].kernel32  # the name exists on Windows only
    for letter in "DEFGHIJKLMNOPQRSTUVWXYZ":
        root = f"{letter}:\\"
        if kernel.GetDriveTypeW(root) == 2:
            name = ctypes.create_unicode_buffer(256)
            kernel.GetVolumeInformationW(root, name, 256, None, None, None, None, 0)
            yield Stick(name.value or f"优盘 {letter}:", Path(root))
