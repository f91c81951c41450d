"""A plan as one self-contained web page that prints on paper, the disclaimer on every sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from advisor.presentation.plan_print import LOT_HEADS
from advisor.presentation.views.plan_print import PlanPrint, PrintedTrade
from advisor.presentation.views.rich import Rich

# Black on white whatever the reader's browser prefers: it is a page for paper. What is fixed when printing repeats on each sheet.
_STYLE = """
:root { color-scheme: only light; }
@page { size: letter; margin: 0.6in 0.6in 0.9in; }
body { font: 10pt Inter, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums;
  color: CanvasText; background: Canvas; max-width: 7.3in; margin: 0.3in auto; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0.4em 0 0.2em; }
h2 { font-size: 12pt; margin: 1.4em 0 0.3em; }
table { border-collapse: collapse; width: 100%; margin-bottom: 0.5em; }
th { font-weight: 500; }
th, td { text-align: right; padding: 0.18em 0 0.18em 0.8em; border-top: 0.5pt solid; vertical-align: top; }
thead th { border-top: none; }
th.left, td.left { text-align: left; }
th:first-child, td:first-child { padding-left: 0; }
.trade { break-inside: avoid; }
.trade p { margin: 0.15em 0; }
.trade p.head { margin-top: 0.8em; }
footer { border-top: 0.75pt solid; padding-top: 0.4em; margin-top: 1.5em; }
@media print { body { margin: 0; font-size: 8.5pt; } footer { position: fixed; bottom: -0.6in; left: 0; right: 0; } }
"""


def plan_html(view: PlanPrint) -> str:
    """The whole page; no script, no outside address."""
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(view.title)}</title>'
        f"<style>{_STYLE}</style></head><body>\n{plan_body_html(view)}"
        f"<footer>{escape(view.foot)} {escape(view.version_text)}</footer>\n</body></html>\n"
    )


def plan_body_html(view: PlanPrint) -> str:
    """What stands above the foot, in the few tags that every drawer of HTML knows."""
    parts = [
        f"<p><b>{escape(view.title)}</b> · {escape(view.subtitle)} · {escape(view.date_text)}</p>\n",
        f"<h1>{escape(view.headline)}</h1><p>{_rich(view.explanation)}</p>\n",
        "<h2>Before and after</h2>\n",
        _table(("", "Before", "After", "Target"), _sleeves(view)),
        "<h2>Both sides</h2>\n",
        *(f"<p><b>{escape(side.title)}.</b> {escape(side.text)}</p>\n" for side in view.sides),
    ]
    for account, trades in view.trades:
        parts += [f"<h2>{escape(account)}</h2>\n", *(_trade(trade) for trade in trades)]
    parts += ["<h2>Tax and cost</h2>\n", _table((), view.tax)]
    if view.calendar:
        parts += ["<h2>Wash sales: until when</h2>\n", _table(("", "From", "Until", "Why"), view.calendar, figures=False)]
    if view.beside:
        parts += ["<h2>What to know beside it</h2>\n<ul>", *(f"<li>{escape(text)}</li>" for text in view.beside), "</ul>\n"]
    return "".join(parts)


def _sleeves(view: PlanPrint) -> Iterable[tuple[str, ...]]:
    return ((row.label, row.before_text, row.after_text, row.target_text) for row in view.sleeves)


def _trade(trade: PrintedTrade) -> str:
    gain = f"; gain {escape(trade.gain_text)}" if trade.gain_text else ""
    figures = f"at {escape(trade.price_text)} = {escape(trade.value_text)}{gain}"
    lots = _table(LOT_HEADS, trade.lots) if trade.lots else ""
    lots_why = f"<p>{escape(trade.lots_why)}</p>" if trade.lots_why else ""
    head = f'<p class="head"><b>{escape(trade.title)}</b> {figures}<br>{escape(trade.why)}</p>'
    return f'<div class="trade">{head}{lots}{lots_why}</div>\n'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, figures: bool = True) -> str:
    """The first column from the left, the others from the right where they are figures."""
    head = f"<thead><tr>{_cells('th', heads, figures)}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{_cells('td', row, figures)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="2">{head}<tbody>{body}</tbody></table>\n'


def _cells(tag: str, texts: Sequence[str], figures: bool) -> str:
    sides = ["left", *(["right" if figures else "left"] * (len(texts) - 1))]
    return "".join(
        f'<{tag} class="{side}" align="{side}">{escape(text)}</{tag}>' for side, text in zip(sides, texts, strict=True)
    )


def _rich(runs: Rich) -> str:
    return "".join(f"<b>{escape(text)}</b>" if strong else escape(text) for text, strong in runs)
