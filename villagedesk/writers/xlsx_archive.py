"""Saving a workbook with the value of each formula beside it, so that previews and readers see figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.writer.excel import ExcelWriter

from villagedesk.base.document import Scalar

_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)><f>(.*?)</f><v\s*(?:/>|></v>)</c>', re.DOTALL)


class _Archive(ZipFile):
    """A zip file that fills in the values of formulas while a sheet is packed."""

    def __init__(self, path: Path, values: Mapping[str, Mapping[str, Scalar]]) -> None:
        super().__init__(path, "w", ZIP_DEFLATED, allowZip64=True, compresslevel=3)
        self._values = {name: cells for name, cells in values.items() if cells}

    def write(self, filename: Any, arcname: Any = None, *args: Any, **options: Any) -> None:
        """Pack one file; a sheet with known values is patched on the way."""
        cells = self._values.get(str(arcname))
        if cells is None:
            super().write(filename, arcname, *args, **options)
            return
        text = Path(filename).read_text("utf-8")
        self.writestr(str(arcname), _FORMULA.sub(lambda found: _with_value(found, cells), text))


def _with_value(found: re.Match[str], cells: Mapping[str, Scalar]) -> str:
    place, attributes, formula = found.groups()
    value = cells.get(place)
    if value is None:
        return found[0]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<c r="{place}"{attributes}><f>{formula}</f><v>{value!r}</v></c>'
    return f'<c r="{place}"{attributes} t="str"><f>{formula}</f><v>{escape(str(value))}</v></c>'


def save_with_values(workbook: Any, path: Path, values: Mapping[str, Mapping[str, Scalar]]) -> None:
    """Save a workbook; `values` holds by sheet file and coordinate what each formula comes to."""
    workbook.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    archive = _Archive(path, values)
    try:
        ExcelWriter(workbook, archive).save()
    finally:
        with suppress(OSError, ValueError):
            archive.close()
