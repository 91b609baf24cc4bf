"""A list as it is shown, to Excel, PDF or Word, with or without masks; every unmasked export is noted.

Only the action that writes imports this module: the writers behind it are heavy.
"""

from __future__ import annotations

from pathlib import Path

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.errors import Mistake
from villagedesk.papers.registers import book_list
from villagedesk.services.office import Office, head
from villagedesk.services.papers.write import write_documents
from villagedesk.services.registers.books import register_of
from villagedesk.services.registers.exchange.sheets import listed
from villagedesk.services.registers.lists import Sift, open_list

MOST_ROWS = 20_000


def export_list(office: Office, sift: Sift, words: str, path: Path, *, masked: bool = True) -> Result[Path]:
    """Write the entries that a sift lets pass to `path` (.xlsx, .pdf, .docx); at most 20,000."""
    register = register_of(office, sift.book)
    found = open_list(office, register.id, sift, words)
    if not found.count:
        raise Mistake("这个筛选下没有记录，没有导出。", "filter")
    if found.count > MOST_ROWS:
        raise Mistake(f"有 {found.count} 条，一次最多导出 {MOST_ROWS} 条；请先按月份或类别筛选。", "filter")
    entries = found.page(0, found.count)[::-1]
    document = book_list.document(listed(register, entries, masked=masked), head(office))
    write_documents([document], path)
    if not masked:
        with office.change("导出未遮盖的台账") as change:
            change.note("export", f"{register.title} {found.count} 条 → {path.name}（未遮盖）")
    what = "已遮盖个人信息" if masked else "未遮盖，内部资料，不得张贴，已记入操作记录"
    return Result(path, Changes(Area.NOTHING, f"已导出 {found.count} 条到“{path.name}”（{what}）。"))
