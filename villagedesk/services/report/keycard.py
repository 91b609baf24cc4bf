"""The office's public key as a QR code, to be photographed by the street once."""

from __future__ import annotations

import segno

from villagedesk.services.office import Office
from villagedesk.services.report.sealing import KeyCard, key_card


def key_with_code(office: Office) -> tuple[KeyCard, tuple[tuple[bool, ...], ...]]:
    """The key card and its QR code as rows of dark and light squares."""
    card = key_card(office)
    code = segno.make(card.text, error="m", micro=False)
    return card, tuple(tuple(bool(square) for square in row) for row in code.matrix)
