"""A computer without Chinese fonts is told so, instead of being given papers full of boxes."""

from __future__ import annotations

import pytest
import typst

from villagedesk.base.errors import Trouble
from villagedesk.writers import fonts


def test_without_chinese_fonts_no_paper_full_of_boxes_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(fonts.typst, "Fonts", lambda: bare)
    with pytest.raises(Trouble, match="没有中文字体"):
        fonts.found_fonts.__wrapped__()


def test_an_unknown_chinese_font_is_good_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SERIF", "BOLD", "TITLE", "SANS"):
        monkeypatch.setattr(fonts, name, ("村里自己的字",))
    assert fonts.found_fonts.__wrapped__().families()
