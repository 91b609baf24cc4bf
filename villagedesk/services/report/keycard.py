"""The office's public key as a QR code and as a card on paper, handed over to the street once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import segno

from villagedesk.base.document import Align, Document, Paragraph, Picture, Role, Run
from villagedesk.services.office import Office, head
from villagedesk.services.papers.write import write_documents
from villagedesk.services.report.sealing import KeyCard, key_card
from villagedesk.writers.whole import write_whole


def key_with_code(office: Office) -> tuple[KeyCard, tuple[tuple[bool, ...], ...]]:
    """The key card and its QR code as rows of dark and light squares."""
    card = key_card(office)
    code = segno.make(card.text, error="m", micro=False)
    return card, tuple(tuple(bool(square) for square in row) for row in code.matrix)


def write_card(office: Office, path: Path) -> Path:
    """The key as a small file (.json), or as a card with the QR code (.pdf, .xlsx, .docx)."""
    card = key_card(office)
    if path.suffix.lower() == ".json":
        return write_whole(path, card.text.encode())
    with tempfile.TemporaryDirectory(prefix="villagedesk-") as folder:
        picture = Path(folder, "code.png")
        segno.make(card.text, error="m", micro=False).save(str(picture), scale=8, border=4)
        top = head(office)
        words = "请街道登记一次：扫码后把文字粘贴到“报表—街道汇总—粘贴公钥文字…”，并打电话把核对码对一遍。"
        blocks = (
            Paragraph((Run(f"{top.committee}　{top.printed_at:%Y-%m-%d}"),), Align.CENTER),
            Picture(picture, 110, 110, f"核对码　{card.fingerprint}"),
            Paragraph((Run(words),), above_mm=6),
            Paragraph((Run(card.text, Role.SMALL),), above_mm=4),
        )
        return write_documents([Document("公钥卡", f"{card.village}月报封签公钥卡", blocks)], path)
