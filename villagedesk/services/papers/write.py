"""A paper becomes a file: PDF, Excel or Word by the ending of its name; whatever shows people in full is noted.

Only the action that writes imports this module: the writers behind it are heavy.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from villagedesk.base.changes import Area, Changes, Result
from villagedesk.base.document import Document
from villagedesk.base.errors import Mistake
from villagedesk.services.office import Office
from villagedesk.services.papers import shelf
from villagedesk.writers.docx import write_docx_all
from villagedesk.writers.pdf import pdf_bytes, write_pdf
from villagedesk.writers.xlsx import Properties, write_workbook


def write_paper(office: Office, name: str, key: str, path: Path) -> Result[Path]:
    """Write one paper to `path` by its ending (.pdf, .xlsx, .docx)."""
    paper = shelf.find(name)
    write_documents(shelf.build(office, name, key), path)
    if paper.unmasked and not office.store.readonly:
        with office.change("导出含个人信息的表") as change:
            change.note("paper", f"{paper.name} {key} → {path.name}")
    return Result(path, Changes(Area.NOTHING, f"已写出“{path.name}”。"))


def write_documents(documents: Sequence[Document], path: Path) -> Path:
    """Write documents to one file by its ending; `Mistake` for an ending that is none of ours."""
    if not documents:
        raise Mistake("这张表没有内容，没有写出文件；请先登记，或者换一个月份。")
    match path.suffix.lower():
        case ".pdf":
            return write_pdf(documents, path)
        case ".xlsx":
            contents = "目录" if len(documents) > 3 else ""
            write_workbook(documents, path, Properties(title=documents[0].title, contents=contents))
            return path
        case ".docx":
            return write_docx_all(documents, path)
        case _:
            raise Mistake(f"“{path.name}”的类型不支持，请用 .pdf、.xlsx 或 .docx 结尾的文件名。", "path")


def preview(office: Office, name: str, key: str) -> bytes:
    """The paper as PDF bytes, to look at before printing."""
    return pdf_bytes(shelf.build(office, name, key))
