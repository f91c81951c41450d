"""The summary for a terminal: the same figures, in columns of text."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.presentation.views import SummaryView


def summary_text(view: SummaryView) -> str:
    """The summary as plain text, one figure a line, wide enough for its widest value."""
    benchmark = view.benchmark_label
    sleeves = [(row.label, row.share_text, row.benchmark_text, row.value_text) for row in view.sleeves]
    total = ("Total", view.sleeve_total[0], view.sleeve_total[1], view.sleeve_total[4])
    companies = [(f"{name} ({symbol})", direct, inside, share) for _, name, symbol, direct, inside, share in view.companies]
    sections = [
        [f"{view.title} · {view.subtitle}", view.dates_text],
        [view.headline, "".join(text for text, _ in view.explanation)],
        _table(("Where your money is", "You", benchmark, "Value"), [*sleeves, total]),
        _table(("Sectors, of your stocks", "You", benchmark), view.sectors),
        _table(("Largest companies", "Direct", "In funds", "Of stocks"), companies),
        list(view.foot),
    ]
    return "\n\n".join("\n".join(section) for section in sections)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
