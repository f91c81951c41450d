"""An unknown table, read as its mapping says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from advisor.domain.column_mapping import ColumnMapping, Meaning, TableLayout
from advisor.domain.errors import InvalidRequestError, MalformedFileError, UnmappedFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.mapping.lots import MappedLots
from advisor.importers.mapping.positions import MappedPositions
from advisor.importers.mapping.rows import MappedRows, Places
from advisor.importers.mapping.tables import Table, cut_table
from advisor.importers.mapping.transactions import MappedTransactions
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

_ROWS: Mapping[StatementKind, type[MappedRows]] = {
    StatementKind.POSITIONS: MappedPositions,
    StatementKind.TRANSACTIONS: MappedTransactions,
    StatementKind.LOTS: MappedLots,
}
_BY_NUMBER = re.compile(r"#(\d{1,4})")
_DAY_IN_NAME = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d")


def read_with_mapping(content: bytes, name: str, mapping: ColumnMapping) -> Statement:
    """What a file says whose columns its owner has explained.

    Raises:
        InvalidRequestError: The mapping lacks a column that is needed.
        UnmappedFileError: The file has no row of headings with the columns that the mapping names.
        UnreadableFileError, UnknownFileError: It is no table.
        MalformedFileError: It is cut off, or not one row can be read.
    """
    if mapping.missing:
        raise InvalidRequestError(f"No column holds the {' or the '.join(mapping.missing[0])}.", "Say which one does.")
    table = cut_table(content, name, TableLayout(mapping.delimiter, mapping.encoding, mapping.sheet))
    start, heading, places = _find_columns(table, name, mapping)
    detected = table.encoding if mapping.encoding is None else "utf-8"
    tally = Tally(mapping.broker_id, Source(name, table.records, table.ends_with_newline, detected))
    rows = _ROWS[mapping.kind](heading, places, mapping, tally)
    tally.structure = start
    for record in table.records[start:]:
        _take(record, rows, tally)
    day = rows.finish()
    if tally.structure == len(table.records):
        raise MalformedFileError(
            f"{name} has headings, but not a single row of {mapping.kind} below them.", "Check the row of headings.", file=name
        )
    _warn_of_cut_row(table, places, tally)
    as_of = None if mapping.kind is StatementKind.TRANSACTIONS else day or _day_said(table.records[:start], name, mapping)
    return tally.close(mapping.kind, as_of, rebuilds=mapping.kind is StatementKind.TRANSACTIONS)


def _take(record: Record, rows: MappedRows, tally: Tally) -> None:
    if rows.is_structure(record):
        tally.structure += 1
        return
    if rows.is_total(record.cells):
        tally.structure += 1
        rows.note_total(record.cells)
        return
    try:
        rows.store(record)
    except RowRefusedError as refusal:
        tally.skip(record, str(refusal), rows.number_place())


def _find_columns(table: Table, name: str, mapping: ColumnMapping) -> tuple[int, Record, Places]:
    """How many records stand above the rows, a name for every column, and the columns by meaning."""
    if mapping.header_line is None:
        places = _places([], mapping.columns)
        if places is not None:
            return 0, _named(Record(0, []), _usual_width(table.records), places), places
    else:
        at_line = [index for index, record in enumerate(table.records) if record.line == mapping.header_line]
        for index in (*at_line, *range(len(table.records))):
            places = _places(table.records[index].cells, mapping.columns)
            if places is not None:
                return index + 1, _named(table.records[index], 0, places), places
    named = next((heading for heading in mapping.columns.values() if not _BY_NUMBER.fullmatch(heading)), "#1")
    raise UnmappedFileError(
        f"{name} has no row of headings with the columns that its mapping names, such as “{named}”.",
        "Say what the columns of this file mean.",
        file=name,
    )


def _places(cells: Sequence[str], columns: Mapping[Meaning, str]) -> dict[Meaning, int] | None:
    """Index by meaning; None when a heading is missing."""
    headings = [heading_words(cell) for cell in cells]
    places: dict[Meaning, int] = {}
    for meaning, heading in columns.items():
        number = _BY_NUMBER.fullmatch(heading)
        if heading_words(heading) in headings:
            places[meaning] = headings.index(heading_words(heading))
        elif number and int(number[1]) > 0:
            places[meaning] = int(number[1]) - 1
        else:
            return None
    return places


def _named(heading: Record, width: int, places: Places) -> Record:
    """The headings, with a name for each column that has none and is used."""
    least = max(width, *(index + 1 for index in places.values()))
    cells = [*heading.cells, *[""] * (least - len(heading.cells))]
    used = set(places.values()) | set(range(width))
    return Record(
        heading.line,
        [cell if cell.strip() or index not in used else f"column {index + 1}" for index, cell in enumerate(cells)],
    )


def _usual_width(records: Sequence[Record]) -> int:
    return Counter(len(record.cells) for record in records).most_common(1)[0][0] if records else 0


def _day_said(above: Sequence[Record], name: str, mapping: ColumnMapping) -> date | None:
    """The day of the figures where no column holds it: as the investor says, else above the headings, else in the file's name."""
    if mapping.as_of is not None:
        return mapping.as_of
    for record in above:
        day = find_date(" ".join(record.cells), mapping.date_order)
        if day is not None:
            return day
    found = _DAY_IN_NAME.search(name)
    return find_date(found[0]) if found else None


def _warn_of_cut_row(table: Table, places: Places, tally: Tally) -> None:
    last = table.records[-1]
    if not table.ends_with_newline and len(last.cells) <= max(places.values()):
        tally.warn(last.line, "The file ends in the middle of this line: if it was cut off, rows are missing.")
