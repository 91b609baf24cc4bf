"""An xlsx file as its parts: only a part that is touched is written anew, every other byte stays as it came."""

from __future__ import annotations

import copy
import io
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  (compiled, no stubs)

from villagedesk.base.errors import Mistake

_MOST_UNPACKED = 200_000_000
_TYPES = "[Content_Types].xml"
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def word(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def parse(content: bytes) -> Any:
    """An XML part as a tree; nothing outside of it is ever fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(content, parser)


def like(root: Any, name: str, **attributes: str) -> Any:
    """A fresh element of that name in the language of `root`."""
    return etree.Element(etree.QName(etree.QName(root).namespace, name), attributes)


def child(parent: Any, name: str, **attributes: str) -> Any:
    """A fresh last child of that name."""
    made = like(parent, name, **attributes)
    parent.append(made)
    return made


def named(element: Any, name: str) -> Iterator[Any]:
    """The children of that name, whatever their namespace."""
    return (child for child in element if word(child) == name)


def only(element: Any, name: str) -> Any:
    """The first child of that name; None without one."""
    return next(named(element, name), None)


class Package:
    """The parts of one workbook; `tree` hands out a part as XML and `touch` says that it was changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._infos = package.infolist()
            if sum(info.file_size for info in self._infos) > _MOST_UNPACKED:
                raise Mistake("模板解开后大得不正常，没有读取；请向街道核实。", "file")
            self._raw = {info.filename: package.read(info) for info in self._infos}
        self._trees: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._dropped: set[str] = set()
        self.book = next(self.related("", "officeDocument"))

    def __contains__(self, part: str) -> bool:
        return part in self._raw and part not in self._dropped

    def tree(self, part: str) -> Any:
        """A part as XML."""
        if part not in self._trees:
            self._trees[part] = parse(self._raw[part])
        return self._trees[part]

    def raw(self, part: str) -> bytes:
        """A part as it came."""
        return self._raw[part]

    def touch(self, part: str) -> None:
        """The tree of this part was changed."""
        self._touched.add(part)

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts that `part` refers to by a relation of that kind, as long as they are there."""
        for relation in self._relations(part):
            if str(relation.get("Type", "")).endswith("/" + kind) and (found := self._target(part, relation)):
                yield found

    def by_id(self, part: str) -> dict[str, str]:
        """What each relation id of a part leads to."""
        return {str(r.get("Id")): found for r in self._relations(part) if (found := self._target(part, r))}

    def _relations(self, part: str) -> Iterator[Any]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path in self._raw:
            yield from self.tree(path)

    def _target(self, part: str, relation: Any) -> str:
        if relation.get("TargetMode") == "External":
            return ""
        target = str(relation.get("Target", ""))
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        path = posixpath.normpath(path)
        return path if path in self else ""

    def sheets(self) -> dict[str, str]:
        """The part of every worksheet by its name, in order."""
        targets = self.by_id(self.book)
        found: dict[str, str] = {}
        for sheet in only(self.tree(self.book), "sheets"):
            key = next((value for name, value in sheet.attrib.items() if name.endswith("relationships}id")), "")
            part = targets.get(key, "")
            if "worksheets/" in part or (part and word(self.tree(part)) == "worksheet"):
                found[str(sheet.get("name"))] = part
        return found

    def strings(self) -> list[Any]:
        """The shared texts as elements."""
        part = next(self.related(self.book, "sharedStrings"), "")
        return list(named(self.tree(part), "si")) if part else []

    def parts(self, folder: str) -> list[str]:
        """The XML parts below a folder."""
        return [
            name for name in self._raw if name.startswith(folder) and name.endswith(".xml") and "/_rels/" not in name
        ]

    def recalculate(self) -> None:
        """Let every program calculate all formulas when it opens the workbook: no stored value, no order kept."""
        for part in self.sheets().values():
            if b"<f" in self._raw[part] or part in self._touched:
                self._forget_values(part)
        book = self.tree(self.book)
        calc = only(book, "calcPr")
        if calc is None:
            after = max(i for i, child in enumerate(book) if word(child) in _BEFORE_CALC)
            calc = like(book, "calcPr")
            book.insert(after + 1, calc)
        calc.set("fullCalcOnLoad", "1")
        self.touch(self.book)
        for chain in list(self.related(self.book, "calcChain")):
            self._drop(chain)

    def _forget_values(self, part: str) -> None:
        for cell in self.tree(part).iter("{*}c"):
            value = only(cell, "v")
            if value is not None and only(cell, "f") is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)
                self.touch(part)

    def _drop(self, part: str) -> None:
        self._dropped.add(part)
        types = self.tree(_TYPES)
        for override in list(types):
            if str(override.get("PartName", "")).lstrip("/") == part:
                types.remove(override)
        self.touch(_TYPES)
        folder, name = posixpath.split(self.book)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        relations = self.tree(path)
        for relation in list(relations):
            if posixpath.basename(str(relation.get("Target", ""))) == posixpath.basename(part):
                relations.remove(relation)
        self.touch(path)

    def save(self, path: Path) -> None:
        """Write the workbook: touched parts anew, all others byte for byte, in their order."""
        with zipfile.ZipFile(path, "w") as package:
            for info in self._infos:
                if info.filename in self._dropped:
                    continue
                made = copy.copy(info)
                package.writestr(made, self._content(info.filename), compress_type=info.compress_type)

    def _content(self, part: str) -> bytes:
        if part not in self._touched:
            return self._raw[part]
        return etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
