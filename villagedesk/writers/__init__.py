"""Writers of a document: xlsx, PDF and docx set what a paper decided.

openpyxl loads numpy wherever it is installed (the planner's library brings it) only to name number types we never
write; that costs a quarter second and 50 MB in the window's process, so that one module of it does not find numpy.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType


class _NoNumpyForOpenpyxl:
    """An importer that finds nothing, and says that there is no numpy while openpyxl names its number types."""

    @staticmethod
    def find_spec(name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> None:
        """Nothing; ModuleNotFoundError for numpy while openpyxl's module of number types is being loaded."""
        asking = sys.modules.get("openpyxl.compat.numbers")
        if name == "numpy" and getattr(getattr(asking, "__spec__", None), "_initializing", False):
            raise ModuleNotFoundError(name, name=name)


if not any(type(finder) is _NoNumpyForOpenpyxl for finder in sys.meta_path):
    sys.meta_path.insert(0, _NoNumpyForOpenpyxl())
