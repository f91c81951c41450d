"""From the bytes of an unknown file to one table: cells, and the row of headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.domain.column_mapping import TableLayout
from advisor.domain.errors import UnreadableFileError
from advisor.importers.identify import form_of, refuse_what_is_no_statement, unknown_document
from advisor.importers.importer import Form
from advisor.importers.mapping.cells import is_date, is_number
from advisor.importers.mapping.vocabulary import is_heading_word, plain_words
from advisor.importers.reading.records import Record, decode, first_records, read_records
from advisor.importers.reading.workbook import is_workbook, read_sheets

DELIMITERS = (",", ";", "\t", "|")
NO_HEADINGS = 0
_FIRST_RECORDS = 60
_FEWEST_HEADINGS = 2
_FREE = TableLayout()
_SAVE_AS_UTF8 = "Choose another encoding, or save the file as “CSV UTF-8”."


@dataclass(frozen=True, slots=True)
class Table:
    """One table, cut into records.

    Attributes:
        delimiter: "," for a workbook, which has none.
        encoding: What the text was decoded with; "utf-8" for a workbook.
        sheet: Title of the sheet; empty for text.
        sheets: Titles of all of them.
        ends_with_newline: False may mean that the last record is cut off.
    """

    records: Sequence[Record]
    delimiter: str
    encoding: str
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    ends_with_newline: bool = True


def cut_table(content: bytes, name: str, layout: TableLayout = _FREE) -> Table:
    """The table of a file: as the layout says, and where it says nothing the one that looks most like a table of figures.

    Raises:
        UnreadableFileError: The file is a document, picture or program, or no text in the encoding.
        UnknownFileError: It is no table but a web page, JSON, XML, OFX or QIF.
        MalformedFileError: A quotation mark is opened and never closed.
    """
    refuse_what_is_no_statement(content, name)
    if is_workbook(content):
        return _chosen_sheet(content, name, layout.sheet)
    form = form_of(content)
    if form is not Form.TABLE:
        raise unknown_document(name, form)
    text, encoding = decode(content, name) if layout.encoding is None else _decode_as(content, name, layout.encoding)
    delimiter = layout.delimiter or max(DELIMITERS, key=lambda each: _likeness(first_records(text, each)))
    records = read_records(text, name, delimiter)
    return Table(records, delimiter, encoding, ends_with_newline=text.endswith(("\n", "\r")))


def find_headings(records: Sequence[Record]) -> int | None:
    """Index of the record that holds the headings; None when the table has none."""
    first = records[:_FIRST_RECORDS]
    known = [_known_headings(record.cells) for record in first]
    best = max(range(len(first)), key=lambda index: known[index], default=0)
    if first and known[best] >= _FEWEST_HEADINGS:
        return best
    return _headings_by_shape(first)


def _likeness(records: Sequence[Record]) -> tuple[int, float]:
    """How much the records look like a table: headings that are known, then the share of rows that are equally wide."""
    if not records:
        return 0, 0.0
    headings = max(_known_headings(record.cells) for record in records)
    widths = Counter(len(record.cells) for record in records if len(record.cells) > 1)
    usual = widths.most_common(1)[0][1] if widths else 0
    return (headings if headings >= _FEWEST_HEADINGS else 0), usual / len(records)


def _known_headings(cells: Sequence[str]) -> int:
    """Headings that are known; none for a row that holds figures."""
    if any(is_number(cell) or is_date(cell) for cell in cells if cell.strip()):
        return 0
    return len({plain_words(cell) for cell in cells if is_heading_word(cell)})


def _headings_by_shape(records: Sequence[Record]) -> int | None:
    """Headings in a language that is not known: the first row of words as wide as the rows of figures below it."""
    figures = [len(record.cells) for record in records if _holds_figures(record.cells)]
    if not figures:
        return None
    usual = Counter(figures).most_common(1)[0][0]
    for index, record in enumerate(records):
        if _holds_figures(record.cells):
            return None
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if len(record.cells) == usual and filled > usual / 2:
            return index
    return None


def _holds_figures(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and any(is_number(cell) for cell in cells)


def _chosen_sheet(content: bytes, name: str, title: str | None) -> Table:
    sheets = read_sheets(content, name)
    if not sheets:
        raise UnreadableFileError(f"{name} is a workbook without a filled cell.", "Download the file again.", file=name)
    titles = tuple(sheet.title for sheet in sheets)
    chosen = next((sheet for sheet in sheets if sheet.title == title), None)
    if chosen is None:
        chosen = max(sheets, key=lambda sheet: _likeness(sheet.records[:_FIRST_RECORDS]))
    return Table(chosen.records, ",", "utf-8", chosen.title, titles)


def _decode_as(content: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(f"{name} is no text in the encoding {encoding}.", _SAVE_AS_UTF8, file=name) from error
    # Once more as a file that says what it is: whatever is no text is refused in the same words.
    return decode(text.encode("utf-8", "surrogatepass"), name)[0], encoding
