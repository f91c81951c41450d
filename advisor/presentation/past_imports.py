"""Past imports as rows, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.domain.portfolio import ImportRecord
from advisor.presentation import labels, words
from advisor.presentation.attention import total_difference
from advisor.presentation.sorting import sortable
from advisor.presentation.views import ImportRow

_SECONDS_A_DAY = 86_400


def import_rows(imports: Sequence[ImportRecord]) -> tuple[ImportRow, ...]:
    """Every import with its counts, and whether its total is the file's."""
    return tuple(_row(record) for record in newest_first(imports))


def newest_first(imports: Sequence[ImportRecord]) -> list[ImportRecord]:
    return sorted(imports, key=lambda record: (record.imported_at, record.id), reverse=True)


def _row(record: ImportRecord) -> ImportRow:
    difference = total_difference(record)
    left_out = f", {record.rows_skipped:,} left out" if record.rows_skipped else ""
    if difference is None:
        matches, tone = "no total in the file", "muted"
    elif difference:
        matches, tone = f"differs by {words.money_in(abs(difference), record.currency)}", "warning"
    else:
        matches, tone = "agrees to the cent", "positive"
    return ImportRow(
        id=record.id,
        file=record.file,
        broker=labels.import_label(record),
        as_of_text=words.long_date(record.as_of) if record.as_of else "not stated",
        imported_text=words.long_date(record.imported_at.date()),
        rows_text=f"{words.numbered(record.rows_stored, 'row')}{left_out}",
        total_text=words.money_in(record.imported_total, record.currency) if record.imported_total else words.NONE,
        matches_text=matches,
        tone=tone,
        sort_values=sortable(
            record.as_of.toordinal() if record.as_of else None,
            record.imported_at.timestamp() / _SECONDS_A_DAY,
            record.rows_stored,
            record.imported_total,
        ),
    )
