"""A village's own workbook, opened safely and shown sheet by sheet as it was sent."""

from __future__ import annotations

from pathlib import Path

from villagedesk.base import faults
from villagedesk.base.errors import Mistake
from villagedesk.services.street.proving.reading import open_workbook
from villagedesk.writers.xlsx_template.marks import SheetPicture, pictures

_MOST_ROWS = 4_000


def look_at(path: str) -> tuple[SheetPicture, ...]:
    """Every visible sheet with its values; `Mistake` or `Trouble` when the file cannot be opened safely."""
    if not path or not Path(path).is_file():
        raise Mistake("这份报送包的原文件没有留存在本机，只能看汇总里的数字；请让该村重新发送。", "path")
    file = Path(path)
    open_workbook(file)
    with faults.world(file):
        content = file.read_bytes()
    return pictures(content, file.name, values=True, most=_MOST_ROWS)
