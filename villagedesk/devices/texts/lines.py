"""Lines of a machine's text file in blocks, with line numbers and byte offsets, at constant memory."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 19
_LONGEST = 1 << 20
_HOLE = re.compile(rb"\x00+")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines: `first` is the number of the first line, `offset` its byte offset (-1: not known).

    A run of NUL bytes is shortened to one byte; `holes` remembers (position in `data`, bytes taken out).
    """

    data: bytes
    first: int
    offset: int
    holes: tuple[tuple[int, int], ...] = ()

    def text(self, encoding: str) -> str:
        """The block as text with `\\n` line ends; bytes that fit no encoding are kept as Latin-1."""
        return decode(self.data, encoding).replace("\r\n", "\n")

    def offset_at(self, position: int) -> int:
        """The offset in the file of a position in `data`."""
        if self.offset < 0:
            return -1
        passed = bisect_left(self.holes, (position, -1))
        return self.offset + position + sum(gone for _, gone in self.holes[:passed])


def decode(data: bytes, encoding: str) -> str:
    """Text of some whole lines: the file's encoding, else line by line what fits."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return "\n".join(_decode_line(line) for line in data.split(b"\n"))


def _decode_line(line: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def encoding_of(head: bytes) -> str:
    """The encoding of a text file by its first bytes: a BOM, the shape of UTF-16, UTF-8, else GB18030."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    sample = head[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
        return "utf-16-le"
    if even > len(sample) * 0.3 and odd < len(sample) * 0.05:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030" if _reads(head, "gb18030") else "utf-8"
    return "utf-8"


def _reads(head: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def blocks(path: Path, encoding: str) -> Iterator[Block]:
    """The file in blocks of whole lines, as bytes that UTF-8 or the file's own encoding reads."""
    chunks = _recoded(path, encoding) if encoding.startswith("utf-16") else _raw(path)
    known = not encoding.startswith("utf-16")
    rest, first, offset = _Rest(), 1, 0
    old_mac: bool | None = None
    for chunk, holes in chunks:
        if old_mac is None:
            old_mac = b"\n" not in chunk and b"\r" in chunk
        data, gaps = rest.join(chunk.replace(b"\r", b"\n") if old_mac else chunk, holes)
        cut = data.rfind(b"\n") + 1
        if not cut and len(data) < _LONGEST:
            rest = _Rest(data, gaps)
            continue
        cut = cut or len(data)
        here = tuple(gap for gap in gaps if gap[0] < cut)
        yield Block(data[:cut], first, offset if known else -1, here)
        first += data.count(b"\n", 0, cut)
        offset += cut + sum(gone for _, gone in here)
        rest = _Rest(data[cut:], tuple((at - cut, gone) for at, gone in gaps if at >= cut))
    if rest.data:
        yield Block(rest.data, first, offset if known else -1, rest.holes)


Holes = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Rest:
    data: bytes = b""
    holes: Holes = ()

    def join(self, chunk: bytes, holes: Holes) -> tuple[bytes, Holes]:
        """What was left over followed by a chunk; a hole that crosses the border stays one hole."""
        if self.data.endswith(b"\0") and chunk.startswith(b"\0"):
            start = len(self.data) - 1
            before = dict(self.holes)
            more = dict(holes).pop(0, 0) + 1
            later = tuple((at + start, gone) for at, gone in holes if at > 0)
            before[start] = before.get(start, 0) + more
            return self.data + chunk[1:], (*sorted(before.items()), *later)
        start = len(self.data)
        return self.data + chunk, (*self.holes, *((at + start, gone) for at, gone in holes))


def _raw(path: Path) -> Iterator[tuple[bytes, Holes]]:
    with path.open("rb") as file:
        while chunk := file.read(BLOCK):
            yield _short(chunk)


def _short(chunk: bytes) -> tuple[bytes, Holes]:
    if b"\0\0" not in chunk:
        return chunk, ()
    holes: list[tuple[int, int]] = []
    gone = 0
    for run in _HOLE.finditer(chunk):
        length = run.end() - run.start() - 1
        if length:
            holes.append((run.start() - gone, length))
            gone += length
    return _HOLE.sub(b"\0", chunk), tuple(holes)


def _recoded(path: Path, encoding: str) -> Iterator[tuple[bytes, Holes]]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while text := file.read(BLOCK):
            yield _short(text.encode("utf-8", "replace"))
