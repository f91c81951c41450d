"""What became of the records of an imported file: stored, left out, or no row at all."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.domain.portfolio import ImportRecord
from advisor.domain.statement import RowWarning, SkippedRow
from advisor.presentation import labels, words
from advisor.presentation.views import ImportNotesView, LeftOutRow

_REMARKS = 10  # on closes: there may be one for each symbol


def build_import_notes(record: ImportRecord, skipped: Sequence[SkippedRow], warnings: Sequence[RowWarning]) -> ImportNotesView:
    """One import as the dialog about it shows it."""
    return ImportNotesView(
        title=_title(record.file, len(skipped)),
        caption=f"{labels.import_label(record)} · imported on {words.long_date(record.imported_at.date())}",
        counts_text=counts_words(record),
        rows=_rows(skipped),
        remarks=tuple(f"Line {note.line:,}: {note.message}" if note.line else note.message for note in warnings),
    )


def build_list_notes(
    file: str, kept: str, *, lines: int, structure: int, skipped: Sequence[SkippedRow], remarks: Sequence[str]
) -> ImportNotesView:
    """A list of what a fund holds, just added, as the dialog about it shows it.

    Args:
        kept: What became of it, a sentence.
        lines: How many are stored.
        structure: Records that are no lines: titles, headings, totals.
        remarks: What speaks against the list, and what of it was not understood.
    """
    counted = _counted(structure, lines, len(skipped))
    return ImportNotesView(_title(file, len(skipped)), kept, counted, _rows(skipped), tuple(remarks))


def build_prices_notes(
    file: str, kept: str, *, closes: int, skipped: Sequence[tuple[int, str]], remarks: Sequence[str]
) -> ImportNotesView:
    """A list of closes, just added, as the dialog about it shows it.

    Args:
        kept: What became of it, a sentence.
        closes: How many of its closes count.
        skipped: Line and reason of what was left out.
        remarks: What deserves a look.
    """
    rows = tuple(LeftOutRow(f"{line:,}", words.capitalized(reason), "") for line, reason in skipped)
    counted = f"{words.numbered(closes, 'close')} stored, {words.numbered(len(rows), 'row')} left out."
    more = (f"And {len(remarks) - _REMARKS:,} more like these.",) if len(remarks) > _REMARKS else ()
    return ImportNotesView(_title(file, len(rows)), kept, counted, rows, (*remarks[:_REMARKS], *more))


def counts_words(record: ImportRecord) -> str:
    """ "17 records: 3 headings and totals, 13 stored, 1 left out."; zero parts are told too, so that the sum can be checked."""
    return _counted(record.structure, record.rows_stored, record.rows_skipped)


def _counted(structure: int, stored: int, left_out: int) -> str:
    records = words.numbered(structure + stored + left_out, "record")
    headings = words.numbered(structure, "heading or total", "headings and totals")
    return f"{records}: {headings}, {stored:,} stored, {left_out:,} left out."


def _title(file: str, skipped: int) -> str:
    left_out = words.counted(skipped, "row") if skipped else "nothing"
    return words.capitalized(f"{left_out} left out of {file}")


def _rows(skipped: Sequence[SkippedRow]) -> tuple[LeftOutRow, ...]:
    return tuple(LeftOutRow(f"{row.line:,}", words.capitalized(row.reason), " ".join(row.text.split())) for row in skipped)
