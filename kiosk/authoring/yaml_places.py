"""Where the texts of a YAML file stand, and with what characters one of them is exchanged or added."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kiosk.authoring.yaml_scalars import STYLES, WIDTH, Setting, Style, write_scalar
from kiosk.languages import LANGUAGES, Language
from kiosk.plain_yaml import Step, parse_yaml

GroupPath = tuple[Step, ...]
"""Where a group of languages stands: ``("images", 0, "alt")``."""
Place = tuple[GroupPath, Language]

_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_HEADER = re.compile(r"[|>][-+0-9]*")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class CannotEdit(Exception):
    """The file cannot be changed safely; it is not one that the kiosk reads, or it is written too oddly."""


@dataclass(frozen=True, slots=True)
class Splice:
    start: int
    end: int
    words: str


class TextFile:
    """One file's characters and the tree of what stands where."""

    def __init__(self, text: str) -> None:
        self.text = text
        document, problems = parse_yaml(text, Path("file"))
        if document is None or problems:
            raise CannotEdit
        self.root: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
        self.width = _width(text, self.root)
        self._values: dict[int, dict[str, Node]] = {}

    def group(self, path: GroupPath) -> MappingNode:
        node = self.root
        for step in path:
            if isinstance(step, int) and isinstance(node, SequenceNode) and step < len(node.value):
                node = node.value[step]
            elif isinstance(node, MappingNode) and step in (values := self._values_of(node)):
                node = values[step]
            else:
                raise CannotEdit
        if not isinstance(node, MappingNode):
            raise CannotEdit
        return node

    def _values_of(self, node: MappingNode) -> dict[str, Node]:
        if id(node) not in self._values:
            named = {unicodedata.normalize("NFC", key.value): value for key, value in node.value}
            self._values[id(node)] = named
        return self._values[id(node)]

    def change(self, group: MappingNode, language: Language, words: str) -> list[Splice]:
        present = {key.value: (key, value) for key, value in group.value}
        if language in present:
            key, value = present[language]
            if not isinstance(value, ScalarNode):
                raise CannotEdit
            return [self._replaced(key, value, words, bool(group.flow_style))]
        if group.flow_style:
            return self._added_in_brackets(group, present, language, words)
        return [self._added(present, language, words)]

    def _replaced(self, key: ScalarNode, value: ScalarNode, words: str, flow: bool) -> Splice:
        start, end = value.start_mark.index, value.end_mark.index
        if start == end or not self.text[start:end].strip():
            # An empty value has no place of its own.
            start = end = self._after_colon(key)
            setting = Setting(key.start_mark.column + 2, self._newline(start), self.width, 0, flow)
            setting = replace(setting, alone=self._alone(end))
            return Splice(start, end, " " + write_scalar(words, "", setting))
        style = self._style(value)
        end = self._content_end(value)
        setting = self._setting(key, value, style, flow)
        written = write_scalar(words, style, setting)
        if style in (">", "|") and not written.startswith((">", "|")):
            # It stands in quotes now; a remark on the block's first line stays behind it.
            written += setting.header[len(_header(value, self.text)) :].rstrip()
        return Splice(start, end, written)

    def _style(self, value: ScalarNode) -> Style:
        return STYLES[value.style or ""]

    def _setting(self, key: ScalarNode, value: ScalarNode, style: Style, flow: bool) -> Setting:
        """As the text at ``value`` is written now."""
        start, end = value.start_mark.index, self._content_end(value)
        lines = _BREAK.split(self.text[start:end])
        indent = key.start_mark.column + 2
        header = ""
        if style in (">", "|"):
            header = lines[0]
            # An empty block shows no indentation of its own.
            indent = next((_margin(line) for line in lines[1:] if line.strip()), indent)
        elif len(lines) > 1:
            indent = next((_margin(line) for line in lines[1:] if line.strip()), indent)
        return Setting(
            indent,
            self._newline(start),
            self.width,
            value.start_mark.column,
            flow,
            style not in (">", "|") and len(lines) > 1,
            style in (">", "|") or self._alone(end),
            header,
        )

    def _added(
        self, present: Mapping[str, tuple[ScalarNode, Node]], language: Language, words: str
    ) -> Splice:
        """A line, or a block of lines, beside the other languages."""
        sibling, after = _neighbour(present, language)
        key, value = present[sibling]
        written = self._like(present, sibling, words)
        margin = " " * key.start_mark.column
        newline = self._newline(key.start_mark.index)
        entry = f"{language}: {written}"
        if not after:
            at = self._above_remarks(key)
            return Splice(at, at, f"{entry}{newline}{margin}")
        if not isinstance(value, ScalarNode):
            raise CannotEdit
        if "+" in _header(value, self.text):
            # Empty lines below it belong to the text.
            at = value.end_mark.index
            if at == len(self.text) and not _BREAK.search(self.text[-1:]):
                entry = newline + margin + entry
            else:
                entry = margin + entry + newline
            return Splice(at, at, entry)
        empty = value.start_mark.index == value.end_mark.index
        at = self._line_end(self._after_colon(key) if empty else self._content_end(value))
        return Splice(at, at, f"{newline}{margin}{entry}")

    def _added_in_brackets(
        self,
        group: MappingNode,
        present: Mapping[str, tuple[ScalarNode, Node]],
        language: Language,
        words: str,
    ) -> list[Splice]:
        opening, closing = group.start_mark.index + 1, group.end_mark.index - 1
        if not present:
            written = write_scalar(words, "", Setting(0, width=self.width, flow=True))
            return [Splice(opening, closing, f"{language}: {written}")]
        sibling, after = _neighbour(present, language)
        key, value = present[sibling]
        entry = f"{language}: {self._like(present, sibling, words, True)}"
        newline, margin = self._newline(key.start_mark.index), " " * key.start_mark.column
        lines = {name.start_mark.line for name, _ in present.values()}
        stacked = len(lines) == len(present) and (len(lines) > 1 or group.start_mark.line not in lines)
        if not after:
            at = key.start_mark.index
            return [Splice(at, at, entry + (f",{newline}{margin}" if stacked else ", "))]
        empty = value.start_mark.index == value.end_mark.index
        at = self._after_colon(key) if empty else value.end_mark.index
        if not stacked:
            return [Splice(at, at, f", {entry}")]
        # A comma may follow already, and a remark after it stays with its line.
        comma = re.compile(r"\s*,").match(self.text, at, closing)
        end = self._line_end(comma.end() if comma else at)
        if closing <= end:
            return [Splice(at, at, f",{newline}{margin}{entry}")]
        last = all(name.start_mark.index <= key.start_mark.index for name, _ in present.values())
        line = f"{newline}{margin}{entry}" + ("," if comma or not last else "")
        return [Splice(end, end, line)] if comma else [Splice(at, at, ","), Splice(end, end, line)]

    def _like(
        self,
        present: Mapping[str, tuple[ScalarNode, Node]],
        sibling: str,
        words: str,
        flow: bool = False,
    ) -> str:
        """The text of an added language, in the style of a sibling that has a text."""
        for name in (sibling, *present):
            key, value = present[name]
            if isinstance(value, ScalarNode) and value.start_mark.index != value.end_mark.index:
                style = self._style(value)
                setting = self._setting(key, value, style, flow)
                header = _header(value, self.text)
                below = value.start_mark.line > key.end_mark.line
                column = 4 + key.start_mark.column
                setting = replace(
                    setting, header=header, column=column, alone=True, wrapped=setting.wrapped and not below
                )
                return write_scalar(words, style, setting)
        key, _ = present[sibling]
        start = key.start_mark.index
        setting = Setting(key.start_mark.column + 2, self._newline(start), self.width, flow=flow)
        return write_scalar(words, "", setting)

    def _after_colon(self, key: ScalarNode) -> int:
        match = re.compile(r"\s*:").match(self.text, key.end_mark.index)
        if match is None:
            raise CannotEdit
        return match.end()

    def _content_end(self, value: ScalarNode) -> int:
        """Where the text ends: of a block, the end of its last line that is not empty."""
        start, end = value.start_mark.index, value.end_mark.index
        if value.style not in ("|", ">"):
            return int(end)
        last = start + len(self.text[start:end].rstrip(" \t\r\n\x85\u2028\u2029"))
        return min(self._line_end(last), end)

    def _line_end(self, at: int) -> int:
        """The place before the next line break."""
        match = _BREAK.search(self.text, at)
        return match.start() if match else len(self.text)

    def _alone(self, at: int) -> bool:
        return not self.text[at : self._line_end(at)].strip()

    def _newline(self, at: int) -> str:
        """The line end that is used around a place."""
        match = _BREAK.search(self.text, at) or _BREAK.search(self.text)
        return match.group() if match and match.group() in ("\r\n", "\r", "\n") else "\n"

    def _above_remarks(self, key: ScalarNode) -> int:
        """Before a key, and before the remarks right above it: they are about that key."""
        at = int(key.start_mark.index)
        column = key.start_mark.column
        line_start = at - column
        if self.text[line_start:at].strip():
            return at
        while line_start > 0:
            breaks = [match.end() for match in _BREAK.finditer(self.text, 0, line_start)]
            above = breaks[-2] if len(breaks) > 1 else 0
            line = self.text[above:line_start]
            if not line.lstrip(" ").startswith("#") or _margin(line) != column:
                break
            at, line_start = above + column, above
        return at


def _neighbour(present: Mapping[str, object], language: Language) -> tuple[str, bool]:
    """The language beside which a new one goes, and whether it goes after it."""
    place = LANGUAGES.index(language)
    for earlier in reversed(LANGUAGES[:place]):
        if earlier in present:
            return earlier, True
    for later in LANGUAGES[place:]:
        if later in present:
            return later, False
    raise CannotEdit


def _header(value: ScalarNode, text: str) -> str:
    """``>-`` of a folded or literal text, without a remark behind it."""
    match = _HEADER.match(text, value.start_mark.index) if value.style in ("|", ">") else None
    return match.group() if match else ""


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _width(text: str, root: Node | None) -> int:
    """How wide the folded texts of a file are, by the lines that were broken in it."""
    least, most = 0, 1 << 30
    for node in _scalars(root):
        if node.style != ">":
            continue
        lines = _BREAK.split(text[node.start_mark.index : node.end_mark.index])[1:]
        for line, after in pairwise(lines):
            if line.strip() and after.strip() and not _HAN.search(line + after):
                least = max(least, len(line))
                most = min(most, len(line) + len(after.split()[0]))
    if not least:
        return WIDTH
    return next((usual for usual in (100, 80, 120, 110, 90, 72) if least <= usual <= most), least)


def _scalars(node: Node | None) -> list[ScalarNode]:
    if isinstance(node, ScalarNode):
        return [node]
    if isinstance(node, SequenceNode):
        return [scalar for each in node.value for scalar in _scalars(each)]
    if isinstance(node, MappingNode):
        return [scalar for _, each in node.value for scalar in _scalars(each)]
    return []
