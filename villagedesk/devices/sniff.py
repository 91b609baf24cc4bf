"""Recognise a machine's file by its content, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from villagedesk.base.errors import Mistake
from villagedesk.devices.reading import Batch, Found, Unmapped, Wishes
from villagedesk.devices.reports import daysheet, monthgrid, period, table, threefold
from villagedesk.devices.sheets import biff, container, delimited, guard, markup, workbook
from villagedesk.devices.sheets.grid import Sheet, shown, word
from villagedesk.devices.texts import attlog, glg
from villagedesk.devices.texts.lines import decode, encoding_of

_HEAD = 1 << 16
_BIOMETRIC = ("user.dat", "template.dat", "template.fp10", "fptemplate", "face.dat", "ssrface", "biodata", "fp10")
_RAW_SHEETS = ("原始记录", "打卡明细", "打卡记录", "打卡详情", "原始打卡")
_SUMMARIES = ("排班信息", "排班记录表", "考勤汇总", "考勤汇总表", "异常统计", "异常统计表", "月度汇总", "每日统计")


def refuse_biometric(path: Path) -> None:
    """`Mistake` for files that hold fingerprints or faces; they are never opened."""
    name = path.name.lower()
    if any(name == bad or name.endswith(("_" + bad, "-" + bad)) or bad in name for bad in _BIOMETRIC):
        raise Mistake(f"“{path.name}”里是指纹、人脸等生物特征数据，不是打卡记录，本程序从不导入；请选 attlog.dat。")


def refuse_harmful(path: Path) -> None:
    """`Mistake` for a damaged or enormous workbook that would end the program; to be asked before `recognise`."""
    guard.refuse_harmful(path)


def recognise(path: Path, wishes: Wishes) -> Found | Unmapped | None:
    """What kind of punch file this is; `Unmapped` for a table to be explained; None when it is no punch file."""
    refuse_biometric(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\0 \r\n\t"):
        return _late_text(path) if path.stat().st_size > _HEAD else None
    if head.startswith(b"\xd0\xcf\x11\xe0") and (old := container.old_book(path)):
        return _workbook(biff.read(old), "biff5", wishes)
    if head.startswith((b"\xd0\xcf\x11\xe0", b"PK\x03\x04")):
        found = workbook.sheets(path)
        return _workbook(found, "workbook", wishes) if found is not None else None
    if biff.is_biff(head):
        return _workbook(biff.sheets(path), "biff", wishes)
    return _text(path, head, wishes)


def _late_text(path: Path) -> Found | None:
    """A file that begins with a long hole: look at its end instead."""
    with path.open("rb") as file:
        file.seek(-_HEAD, 2)
        tail = file.read()
    return _attlog(path, encoding_of(tail), tail)


def _text(path: Path, head: bytes, wishes: Wishes) -> Found | Unmapped | None:
    encoding = encoding_of(head)
    start = decode(head, encoding).lstrip("\ufeff \r\n\t")[:3000].lower()
    if start.startswith("<"):
        return _markup(path, head, encoding, start, wishes)
    text = decode(head, encoding).replace("\r\n", "\n").replace("\r", "\n")
    if header := glg.find_header(text):
        return Found("glg", encoding, lambda wanted: glg.read(path, encoding, header, wanted))
    return _delimited(path, encoding, text, wishes, _attlog(path, encoding, _samples(path, head)))


def _samples(path: Path, head: bytes) -> bytes:
    """The head, and where the file is long some of its middle and end, so that a bad head does not decide."""
    size = path.stat().st_size
    if size <= 3 * _HEAD:
        return path.read_bytes()
    parts = [head]
    with path.open("rb") as file:
        for place in (size // 2, size - _HEAD):
            file.seek(place)
            file.readline()
            parts.append(file.read(_HEAD // 2))
    return b"\n".join(parts)


def _attlog(path: Path, encoding: str, sample: bytes) -> Found | None:
    if encoding.startswith("utf-16"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
    else:
        text = decode(sample, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    good, total = attlog.punch_lines(text)
    if not good or good * 10 < total:
        return None
    return Found(
        "adms" if attlog.is_adms(text) else "attlog", encoding, lambda wishes: attlog.read(path, encoding, text, wishes)
    )


def _markup(path: Path, head: bytes, encoding: str, start: str, wishes: Wishes) -> Found | Unmapped | None:
    encoding = markup.charset(head, encoding)
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or "<workbook" in start:
        found = markup.xml_sheets(path)
        return _workbook(found, "spreadsheetml", wishes) if found is not None else None
    return _workbook(markup.html_sheets(path, encoding), encoding, wishes)


def _delimited(path: Path, encoding: str, text: str, wishes: Wishes, log: Found | None) -> Found | Unmapped | None:
    mark = delimited.delimiter(text)
    if not mark or (log is not None and not _has_header(text, mark)) or _is_binary(text):
        return log
    return _workbook(delimited.sheets(path, encoding, mark), encoding, wishes)


def _is_binary(text: str) -> bool:
    """Whether a text is full of signs that no table holds."""
    sample = text[:20_000]
    return sum(ord(c) < 32 and c not in "\t\n\r\0\x1a" for c in sample) * 20 > len(sample)


def _has_header(text: str, mark: str) -> bool:
    """Whether the first line names columns, so that a table of punches is not taken for a bare log."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    cells = [cell.strip() for cell in first.split(mark)]
    return sum(bool(cell) for cell in cells) >= 2 and not any(c.isdigit() or c in "\0\ufffd" for c in first)


_Reader = Callable[[Sequence[Sheet], Wishes], Iterator[Batch]]


def _workbook(sheets: Iterator[Sheet], encoding: str, wishes: Wishes) -> Found | Unmapped | None:
    kept = list(sheets)
    if wishes.columns:
        return _tables(kept, encoding, wishes)
    raw = [sheet for sheet in kept if word(sheet.name) in _RAW_SHEETS]
    found = _tables(raw, encoding, wishes) if raw else None
    if isinstance(found, Found):
        return found
    likely = [sheet for sheet in kept if word(sheet.name) not in _SUMMARIES] or kept
    if blocks := [(sheet, lists) for sheet in likely if (lists := threefold.understand(sheet))]:
        until = _until([sheet for sheet, _ in blocks])
        return Found("side_by_side", encoding, lambda wanted: threefold.read(blocks, wanted), until)
    if days := [sheet for sheet in likely if daysheet.matches(sheet)]:
        return _found("day_sheet", encoding, days, daysheet.read)
    grids = [sheet for sheet in kept if monthgrid.matches(sheet)]
    if grids:
        grids.sort(key=lambda sheet: word(sheet.name) not in ("打卡时间", "每日打卡"))
        return _found(f"{_service(kept)}_grid", encoding, grids[:1], monthgrid.read)
    tables = _tables(kept, encoding, wishes)
    if tables is None and any(monthgrid.is_summary(sheet) for sheet in kept):
        raise Mistake(
            "这张表只有每天的结果（正常、迟到、休息），没有打卡时间，没有导入；"
            "请在原来的系统里改为导出“打卡时间记录”“打卡明细”或日报。"
        )
    return tables


def _found(layout: str, encoding: str, sheets: Sequence[Sheet], read: _Reader) -> Found:
    return Found(layout, encoding, lambda wishes: read(sheets, wishes), _until(sheets))


def _until(sheets: Sequence[Sheet]) -> datetime | None:
    """The latest moment that the sheets of a report say they reach."""
    ends = (period.covered_until(period.title_texts(sheet, 6)) for sheet in sheets)
    return max((end for end in ends if end), default=None)


def _tables(sheets: Sequence[Sheet], encoding: str, wishes: Wishes) -> Found | Unmapped | None:
    tables = [found for sheet in sheets if (found := table.understand(sheet, wishes))]
    if tables:
        return Found(_service(sheets), encoding, lambda wanted: table.read(tables, wanted), _until(sheets))
    return next((unknown for sheet in sheets if (unknown := table.unmapped(sheet, encoding))), None)


def _service(sheets: Sequence[Sheet]) -> str:
    """Which program or service wrote a table, by its words."""
    words = {word(cell) for sheet in sheets for row in sheet.rows[:6] for cell in row if shown(cell)}
    titles = " ".join(text for text in words if len(text) < 60)
    if "UserId" in words or "钉钉" in titles:
        return "dingtalk"
    if {"账号", "帐号"} & words and ({"所属规则", "打卡类型", "打卡状态", "规则名称", "最早", "打卡时间记录"} & words):
        return "wecom"
    if {"考勤号码", "登记号码", "人员编号", "比对方式", "对比方式"} & words:
        return "pc_software"
    return "table"
