"""Posts completed while they are typed, one after another with 、 between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from villagedesk.ui.forms.completing import FollowsText

MARK = "、"


class PostsCompleter(QCompleter):
    """Offers posts for the part behind the last 、 and leaves the parts before it alone."""

    def __init__(self, posts: Sequence[str], edit: QLineEdit) -> None:
        super().__init__(list(posts), edit)
        self._edit = edit
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        edit.setCompleter(self)
        FollowsText(edit, self)

    def splitPath(self, path: str) -> list[str]:
        """Only the last part is looked for."""
        return [path.rpartition(MARK)[2]]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What stands in the field after choosing: the parts before, and the chosen post."""
        before = self._edit.text().rpartition(MARK)[0]
        chosen = super().pathFromIndex(index)
        return f"{before}{MARK}{chosen}" if before else chosen
