"""The preview of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.domain.typed_list import TypedPosition


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the import preview. `state` is "stored" or "left out"; `key` tells rows of one line apart."""

    line_text: str
    symbol: str
    name: str
    quantity_text: str
    price_text: str
    value_text: str
    cost_text: str
    change_text: str
    tone: str
    state: str
    key: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PreviewCheck:
    icon: str
    tone: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPreviewView:
    """What would be imported from one file; nothing is stored yet. `totals_differ` turns the button into "Import anyway"."""

    file: str
    title: str
    caption: str
    recognized_text: str
    accounts: tuple[tuple[str, str, str], ...]  # key, "Brokerage ····4821", tax type id
    change_heading: str
    value_heading: str
    rows: tuple[PreviewRow, ...]
    checks: tuple[PreviewCheck, ...]
    button_text: str
    totals_differ: bool
    already_imported: bool
    stored_count: int


@dataclass(frozen=True, slots=True)
class MappingStatus:
    """How far an unknown file can be read: a sentence, whether to go on, and the first row as understood (label, text)."""

    text: str
    tone: str
    ready: bool
    understood: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TypedListView:
    """What is made of a list while it is typed: a sentence, the positions once nothing is missing, faults by row and column."""

    text: str
    tone: str
    positions: tuple[TypedPosition, ...]
    faults: Mapping[tuple[int, int], str]
