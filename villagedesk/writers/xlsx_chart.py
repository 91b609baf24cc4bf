"""Native charts of a workbook, drawn from figures in the cells they cover, and pictures in their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.image import Image
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from PIL import Image as Pixels

from villagedesk.base.document import Chart, ChartKind

_COLOURS = ("B3261E", "2A5DA8", "2E7D4F", "A05F00", "6B4C9A", "6B7076")


def native_chart(sheet: Any, chart: Chart, row: int, width_mm: float) -> Any:
    """A chart of figures that stand from (0-based) `row` on, as wide as the paper."""
    drawn: Any = BarChart() if chart.kind is ChartKind.BAR else LineChart()
    drawn.title = chart.title
    drawn.width, drawn.height = min(width_mm / 10, 26.0), 9.0
    drawn.style = 2
    drawn.y_axis.title = chart.unit or None
    if chart.unit == "%":
        drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0, 100
    drawn.y_axis.delete = drawn.x_axis.delete = False
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_thin())
    drawn.legend.position = "b"
    if len(chart.series) < 2:
        drawn.legend = None
    count = len(chart.labels)
    labels = Reference(sheet, min_col=1, min_row=row + 2, max_row=row + 1 + count)
    for index, (_, figures) in enumerate(chart.series):
        column = index + 2
        reference = Reference(sheet, min_col=column, min_row=row + 2, max_row=row + 1 + len(figures))
        series: Any = SeriesFactory(reference, title=chart.series[index][0])
        series.graphicalProperties.solidFill = _COLOURS[index % len(_COLOURS)]
        series.graphicalProperties.line.solidFill = _COLOURS[index % len(_COLOURS)]
        drawn.series.append(series)
    drawn.set_categories(labels)
    return drawn


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture and how large it stands on the sheet."""

    path: Path
    width_mm: float
    height_mm: float


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a picture in its own dots; None when it cannot be opened."""
    try:
        with Pixels.open(path) as picture:
            return picture.size
    except (OSError, ValueError, Pixels.DecompressionBombError):
        return None


def native_picture(picture: PlacedPicture, row: int, widths_mm: Sequence[float]) -> Any:
    """A picture over the rows from (0-based) `row` on, in the middle of the paper, moving with its rows."""
    made: Any = Image(str(picture.path))
    left, column = max(sum(widths_mm) - picture.width_mm, 0.0) / 2, 0
    while column < len(widths_mm) - 1 and left >= widths_mm[column]:  # programs do not count past a column's end
        left, column = left - widths_mm[column], column + 1
    size = XDRPositiveSize2D(_emu(picture.width_mm), _emu(picture.height_mm))
    made.anchor = OneCellAnchor(_from=AnchorMarker(col=column, colOff=_emu(left), row=row, rowOff=0), ext=size)
    return made


def _emu(mm: float) -> int:
    return int(mm * 36_000)


def _thin() -> Any:
    return LineProperties(solidFill="E3DFDA", w=6350)
