"""What became of the records of an imported file: stored, left out, or no row at all."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.domain.portfolio import ImportRecord
from advisor.domain.statement import RowWarning, SkippedRow
from advisor.presentation import labels, words
from advisor.presentation.views import ImportNotesView, LeftOutRow


def build_import_notes(record: ImportRecord, skipped: Sequence[SkippedRow], warnings: Sequence[RowWarning]) -> ImportNotesView:
    """One import as the dialog about it shows it."""
    left_out = words.counted(len(skipped), "row") if skipped else "nothing"
    return ImportNotesView(
        title=words.capitalized(f"{left_out} left out of {record.file}"),
        caption=f"{labels.import_label(record)} · imported on {words.long_date(record.imported_at.date())}",
        counts_text=counts_words(record),
        rows=tuple(LeftOutRow(f"{row.line:,}", words.capitalized(row.reason), " ".join(row.text.split())) for row in skipped),
        remarks=tuple(f"Line {note.line:,}: {note.message}" if note.line else note.message for note in warnings),
    )


def counts_words(record: ImportRecord) -> str:
    """ "17 records: 3 headings and totals, 13 stored, 1 left out."; zero parts are told too, so that the sum can be checked."""
    records = words.numbered(record.structure + record.rows_read, "record")
    structure = words.numbered(record.structure, "heading or total", "headings and totals")
    return f"{records}: {structure}, {record.rows_stored:,} stored, {record.rows_skipped:,} left out."
