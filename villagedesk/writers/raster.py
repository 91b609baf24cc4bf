"""A PDF that came from a scanner, turned into one picture a page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

from villagedesk.base.errors import Mistake
from villagedesk.writers.fonts import found_fonts

MOST_PAGES = 200
_SOURCE = """#set page(width: auto, height: auto, margin: 0pt)
#image("scan.pdf", page: {page}, width: 210mm)
"""


def pictures_of_pdf(content: bytes, name: str, dots: int = 150) -> Iterator[bytes]:
    """Each page as PNG bytes at `dots` an inch; `Mistake` when the file is no PDF that can be opened."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scan.pdf").write_bytes(content)
        compiler: Any = typst.Compiler(root=folder, font_paths=found_fonts())
        for page in range(1, MOST_PAGES + 2):
            try:
                made: Any = compiler.compile(input=_SOURCE.format(page=page).encode(), format="png", ppi=dots)
            except typst.TypstError:
                # The page after the last one is the only way to learn where a PDF ends.
                if page == 1:
                    raise Mistake(
                        f"“{name}”不是能打开的 PDF（可能加了密码），没有放进卷宗；请扫描成 JPG。", "file"
                    ) from None
                return
            if page > MOST_PAGES:
                raise Mistake(f"“{name}”超过 {MOST_PAGES} 页，没有放进卷宗；请分成几个文件。", "file")
            yield bytes(made)
