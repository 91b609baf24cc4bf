"""Papers as one PDF, set by Typst: bookmarks for each paper, headers repeated, page x of y."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from villagedesk.base.document import Document, Picture
from villagedesk.base.errors import Trouble
from villagedesk.writers.fonts import found_fonts
from villagedesk.writers.typeset.source import source
from villagedesk.writers.whole import write_whole

_KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp", b"<svg": "svg", b"<?xm": "svg"}


def write_pdf(documents: Sequence[Document], path: Path, *, title: str = "") -> Path:
    """Set all documents into one PDF file, whole or not at all."""
    return write_whole(path, pdf_bytes(documents, title=title))


def pdf_bytes(documents: Sequence[Document], *, title: str = "") -> bytes:
    """Set all documents into one PDF; a picture that cannot be shown is named in its place."""
    heading = title or (documents[0].title if documents else "")
    files = _pictures(documents)
    names = {path: name for path, (name, _) in files.items()}
    contents = dict(files.values())
    try:
        return compile_source(source(documents, heading, names), contents)
    except typst.TypstError as error:
        if not names:
            raise
        sound = {path: name for path, name in names.items() if _shows(name, contents[name])}
        if len(sound) == len(names):
            raise Trouble("图片太大或格式特殊，PDF 没有做成；请把图片另存为 JPG 后再试。") from error
        return compile_source(source(documents, heading, sound), contents)


def compile_source(text: str, pictures: Mapping[str, bytes]) -> bytes:
    """Compile Typst source with its pictures; without any, by the kept compiler."""
    if not pictures:
        return _compiled(_compiler(), text)
    # Sources given as bytes must be text in this binding, so pictures lie in a folder of their own.
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        return _compiled(typst.Compiler(root=folder, font_paths=found_fonts()), text)


def _compiled(compiler: typst.Compiler, text: str) -> bytes:
    made: Any = compiler
    return bytes(made.compile(input=text.encode(), format="pdf", pdf_tags=False))


def page_count(pdf: bytes) -> int:
    """How many pages a PDF made here has."""
    found = re.search(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", pdf)
    return int(found[1] or found[2]) if found else 0


@cache
def _compiler() -> typst.Compiler:
    # Kept for the life of the process: what was set before is set again in no time.
    return typst.Compiler(font_paths=found_fonts())


def _pictures(documents: Sequence[Document]) -> dict[Path, tuple[str, bytes]]:
    found: dict[Path, tuple[str, bytes]] = {}
    for document in documents:
        for block in document.flat:
            if isinstance(block, Picture) and block.path not in found:
                try:
                    content = block.path.read_bytes()
                except OSError:
                    continue
                kind = next((kind for mark, kind in _KINDS.items() if content.startswith(mark)), "")
                if kind:
                    found[block.path] = (f"p{len(found)}.{kind}", content)
    return found


def _shows(name: str, content: bytes) -> bool:
    try:
        compile_source(f'#image("{re.sub(r"[^a-z0-9.]", "", name)}", width: 1mm)', {name: content})
    except typst.TypstError:
        return False
    return True
