"""Words for Typst: every user text is a string literal in code, so nothing in it can be markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from villagedesk.base.document import Cell, Fill, Role, Run
from villagedesk.writers.measure import size_of

_DROP = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

SERIF = (
    "FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋",
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "宋体", "STSong", "Noto Sans CJK SC",
)  # fmt: skip
SONG = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "宋体", "STSong", "Songti SC",
    "AR PL UMing CN", "Noto Sans CJK SC", "Microsoft YaHei",
)  # fmt: skip
TITLE = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong", "华文中宋", *SONG)
BOLD = (
    "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "STZhongsong", "华文中宋",
    "SimHei", "黑体", "Microsoft YaHei", "Noto Sans CJK SC",
)  # fmt: skip
"""Faces that have a bold cut, or stand in for one: 仿宋 and 宋体 have none."""
SANS = ("SimHei", "黑体", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", *SONG)

GROUNDS = {
    Fill.HEAD: "#b3261e",
    Fill.SOFT: "#f3f1ed",
    Fill.WEEKEND: "#fdf3e7",
    Fill.MARK: "#fbe3e0",
    Fill.GOOD: "#e6f3eb",
    Fill.WARN: "#fdf1de",
}
_ROLE_FUNCTION = {
    Role.TITLE: "T",
    Role.HEADING: "H",
    Role.HEAD: "D",
    Role.BODY: "B",
    Role.STRONG: "S",
    Role.SMALL: "B",
    Role.MUTED: "M",
    Role.WARN: "W",
    Role.MARK: "K",
}


def preamble() -> str:
    """What every paper's source begins with."""
    faces = {"@SERIF": SERIF, "@BOLD": BOLD, "@TITLE": TITLE, "@SANS": SANS}
    text = _PREAMBLE
    for mark, names in faces.items():
        text = text.replace(mark, fonts(names))
    return text


def fonts(names: Sequence[str]) -> str:
    """A font list as Typst code."""
    return "(" + ", ".join(literal(name) for name in names) + ")"


_PREAMBLE = """
#let ink = rgb("#1f2328")
#let frame = 1.1pt + rgb("#2b2926")
#let rule = 0.5pt + rgb("#5c574f")
#let hair = 0.4pt + rgb("#b5aea4")
#set text(lang: "zh", region: "cn", size: 10.5pt, fill: ink, font: @SERIF, top-edge: 0.88em, bottom-edge: -0.12em)
#set par(leading: 0.38em, spacing: 0.6em)
#show heading: it => it.body
#let B(z, s) = text(size: z * 1pt, s)
#let S(z, s) = text(size: z * 1pt, weight: "bold", font: @BOLD, s)
#let M(z, s) = text(size: z * 1pt, fill: rgb("#6b7076"), s)
#let W(z, s) = text(size: z * 1pt, fill: rgb("#b3261e"), weight: "bold", font: @BOLD, s)
#let K(z, s) = text(size: z * 1pt, fill: rgb("#b3261e"), weight: "bold", font: @BOLD, underline(s, offset: 0.16em))
#let T(z, s) = text(size: z * 1pt, weight: "bold", font: @TITLE, tracking: 0.04em, s)
#let H(z, s) = text(size: z * 1pt, weight: "bold", font: @SANS, s)
#let D(z, s) = text(size: z * 1pt, weight: "bold", font: @SANS, s)
#let inks = (rgb("#3f629b"), rgb("#a05f00"), rgb("#b3261e"), rgb("#27704a"))
#let lines(ink, ..ways) = tiling(size: (3.6pt, 3.6pt), {
  for way in ways.pos() { place(line(start: way.at(0), end: way.at(1), stroke: 0.7pt + ink)) }
})
#let up = ((0%, 100%), (100%, 0%))
#let down = ((0%, 0%), (100%, 100%))
#let bars = (
  rgb("#7f9cc6"), lines(inks.at(1), up), lines(inks.at(2), up, down), lines(inks.at(3), ((0%, 50%), (100%, 50%))),
)
#let wh(s) = text(fill: white, s)
#let k(h) = table.cell(stroke: none, inset: 0pt, box(height: h * 1mm))
#let cornered(h, first, corner, rest) = layout(size => {
  set block(spacing: 0pt)
  grid(columns: (1fr, auto), align: (left + top, right + top), pad(x: 0.8mm, top: 0.5mm, first),
    pad(x: 0.8mm, top: 0.7mm, corner))
  let needed = measure(block(width: size.width, rest)).height
  block(width: 100%, height: calc.max(needed, h * 1mm), align(horizon, rest))
})
#let fit(body) = layout(size => {
  let wanted = measure(block(width: size.width, body)).height
  if wanted <= size.height { body } else {
    let part = size.height / wanted
    align(center, scale(part * 99%, reflow: true, block(width: size.width, body)))
  }
})
"""


def clean(text: str) -> str:
    """The text without signs that cannot be printed."""
    return _DROP.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))


def literal(text: str) -> str:
    """One line of text as a Typst string literal."""
    return '"' + _DROP.sub("", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def string(text: str) -> str:
    """A text as Typst code: a string, or lines joined by line breaks."""
    cleaned = clean(text)
    if "\n" not in cleaned:
        return literal(cleaned)
    return "{" + "; linebreak(); ".join(literal(line) for line in cleaned.split("\n")) + "}"


def run_code(run: Run, size: float) -> str:
    """One run as a call of its role's function."""
    return f"{_ROLE_FUNCTION[run.role]}({size:g}, {string(run.text)})"


def runs_code(runs: Sequence[Run], cell: Cell, table_size: float) -> str:
    """Runs joined; a run that ends a line is followed by a break unless it is the last."""
    parts: list[str] = []
    for i, run in enumerate(runs):
        if run.text:
            parts.append(run_code(run, size_of(run, cell, table_size)))
        if run.line and i + 1 < len(runs):
            parts.append("linebreak()")
    return "{" + "; ".join(parts) + "}" if parts else '""'
