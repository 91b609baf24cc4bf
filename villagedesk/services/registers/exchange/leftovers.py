"""Files that were put into a form and then left over: the form was thrown away, or the program died over it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from villagedesk.services.office import Office
from villagedesk.store.books import entries as entry_rows
from villagedesk.store.books import villagers as rows
from villagedesk.store.file.beside import folder_of

_DIGEST = re.compile(r"[0-9a-f]{64}")


def sweep(office: Office, before: float) -> int:
    """Remove the files that came into the folder before a moment (seconds since 1970) and that nothing names.

    Named by an entry or a case, even by one that was removed and may come back, or by any half-typed form, a file
    stays. Files that another program holds open stay until the next time. Returns how many went.
    """
    if office.store.readonly:
        return 0
    old = [path for path in _staged(folder_of(office.store.path)) if _older(path, before)]
    if not old:
        return 0
    named = {digest for digest, _, _ in rows.digests(office.store)}
    for draft in entry_rows.drafts(office.store):
        named.update(_DIGEST.findall(str(draft["facts"])))
    return sum(_gone(path) for path in old if path.name[:64] not in named)


def _staged(folder: Path) -> Iterator[Path]:
    """Every file that lies where `attachments.place_of` puts files, whole or broken off."""
    for shelf in folder.glob("[0-9a-f][0-9a-f]"):
        for path in shelf.iterdir():
            name = _DIGEST.match(path.name)
            if name and name.group().startswith(shelf.name) and path.is_file():
                yield path


def _older(path: Path, before: float) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime < before
    return False


def _gone(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False
