"""The summary as one self-contained web page that prints on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from advisor.presentation.views import SleeveRow, SummaryView

# Black on white whatever the reader's browser prefers: it is a page for paper, and reads alike in gray.
_STYLE = """
:root { color-scheme: only light; --text: CanvasText; --muted: color-mix(in srgb, CanvasText 68%, Canvas);
  --rule: color-mix(in srgb, CanvasText 15%, Canvas); --other: color-mix(in srgb, CanvasText 40%, Canvas); }
@page { size: letter; margin: 0.6in; }
body { font: 10pt Inter, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums;
  color: var(--text); background: Canvas; max-width: 7.3in; margin: 0.3in auto; }
@media print { body { margin: 0; font-size: 8.5pt; } }
header, footer { display: flex; justify-content: space-between; gap: 2em; }
header { border-bottom: 0.75pt solid; padding-bottom: 0.5em; }
footer { border-top: 0.75pt solid; padding-top: 0.5em; margin-top: 1.5em; color: var(--muted); }
footer p { margin: 0; }
h1 { font-size: 20pt; line-height: 1.2; letter-spacing: -0.012em; margin: 0.6em 0 0.2em; }
h2 { font-size: 1.1em; margin: 1.4em 0 0.3em; }
h2 small, header small, .theirs, .symbol { color: var(--muted); font-weight: 400; }
p.explanation { font-size: 1.2em; color: var(--muted); margin: 0; }
p.explanation b { color: var(--text); font-weight: 600; }
table { border-collapse: collapse; width: 100%; }
th { font-weight: 500; color: var(--muted); }
th, td { text-align: right; padding: 0.18em 0 0.18em 0.8em; }
th:first-child, td:first-child, .left { text-align: left; padding-left: 0; }
tbody td { border-top: 0.5pt solid var(--rule); }
tfoot td { border-top: 0.75pt solid; font-weight: 600; }
.bar { position: relative; height: 0.8em; width: 14em; display: block; }
.bar i { position: absolute; inset: 0 auto 0 0; background: var(--other);
  outline: 0.6pt solid var(--text); outline-offset: -0.6pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.bar i.mega_cap_tech { background: var(--text); }
.bar u { position: absolute; top: -0.2em; bottom: -0.2em; width: 2px; background: var(--text);
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.columns { display: grid; grid-template-columns: 1.28fr 1fr; column-gap: 3em; }
"""


def summary_html(view: SummaryView) -> str:
    """The printed page as HTML; no script, no outside address."""
    explanation = "".join(f"<b>{escape(text)}</b>" if strong else escape(text) for text, strong in view.explanation)
    foot = "".join(f"<p>{escape(line)}</p>" for line in view.foot)
    body = _sections(view) if view.sleeves else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(view.title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n"
        f"<header><div><b>{escape(view.title)}</b> <small>{escape(view.subtitle)}</small></div>"
        f"<small>{escape(view.dates_text)}</small></header>\n"
        f'<h1>{escape(view.headline)}</h1><p class="explanation">{explanation}</p>\n{body}'
        f"<footer><div>{foot}</div><p>{escape(view.version_text)}</p></footer>\n</body></html>\n"
    )


def _sections(view: SummaryView) -> str:
    benchmark = view.benchmark_label
    companies = [(f"{rank}. {name} ({symbol})", *figures) for rank, name, symbol, *figures in view.companies]
    sources = _table(("", "Value", "In the seven", "Dollars"), view.seven_sources, ("The seven", "", "", view.seven_total_text))
    return (
        _sleeves(view)
        + '<div class="columns"><section>'
        + _heading("Largest companies", "share of your stocks")
        + _table(("Company", "Direct", "In funds", "Share"), companies)
        + _heading("Where the seven come from", "")
        + sources
        + "</section><section>"
        + _heading("Sectors", "share of your stocks")
        + _table(("Sector", "You", benchmark), view.sectors)
        + _heading("How concentrated", "")
        + _table(("", "You", benchmark), view.concentration)
        + "</section></div>\n"
    )


def _sleeves(view: SummaryView) -> str:
    longest = max((max(row.share, row.benchmark) for row in view.sleeves), default=0.0) or 1.0
    rows = "".join(_sleeve_row(row, longest) for row in view.sleeves)
    heads = "".join(f"<th>{escape(head)}</th>" for head in ("You", view.benchmark_label, "Direct", "Inside funds", "Value"))
    totals = "".join(f"<td>{escape(text)}</td>" for text in view.sleeve_total)
    return (
        _heading("Where your money is", f"bar: you · black mark: {view.benchmark_label}")
        + f'<table><thead><tr><th>Sleeve</th><th class="left"></th>{heads}</tr></thead><tbody>{rows}</tbody>'
        + f"<tfoot><tr><td>Total</td><td></td>{totals}</tr></tfoot></table>\n"
    )


def _sleeve_row(row: SleeveRow, longest: float) -> str:
    width, mark = (max(share, 0.0) / longest * 100 for share in (row.share, row.benchmark))
    tick = f'<u style="left: {mark:.2f}%"></u>' if row.benchmark > 0 else ""
    bar = f'<span class="bar"><i class="{escape(row.sleeve)}" style="width: {width:.2f}%"></i>{tick}</span>'
    figures = "".join(
        f"<td>{escape(text)}</td>" for text in (row.share_text, row.benchmark_text, row.direct_text, row.via_text, row.value_text)
    )
    return f'<tr><td>{escape(row.label)}</td><td class="left">{bar}</td>{figures}</tr>'


def _heading(title: str, caption: str) -> str:
    return f"<h2>{escape(title)} <small>{escape(caption)}</small></h2>\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str] = ()) -> str:
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in total)
    foot = f"<tfoot><tr>{cells}</tr></tfoot>" if total else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{foot}</table>\n"
