"""What this computer remembers between two days: window place, columns, folders, text size."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from villagedesk.base import paths


class Memory:
    """Named values in one small JSON file of this computer; never anything of the office itself."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config_dir() / "window.json"
        try:
            self._values: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            self._values = {}

    def get(self, name: str, default: Any = None) -> Any:
        """The remembered value, or `default`."""
        return self._values.get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._write()

    def _write(self) -> None:
        """Write the file whole; a folder that cannot be written is no reason to disturb anybody."""
        draft = self._file.with_suffix(".new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), "utf-8")
            draft.replace(self._file)
        except OSError:
            return
