"""The Holdings page: the books, position by position, with their imports and lots."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.domain.portfolio import InstrumentKind, Portfolio
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import labels, sentences, words
from advisor.presentation.attention import newest_imports, total_difference
from advisor.presentation.past_imports import import_rows, newest_first
from advisor.presentation.position_rows import position_rows, sums_by_currency
from advisor.presentation.quality import build_quality
from advisor.presentation.tax_lots import lot_rows
from advisor.presentation.views import HoldingsView, Rich


def build_holdings(measured: MeasuredPortfolio, today: date) -> HoldingsView:
    """Accounts with their positions (largest first), the pinned total, past imports, tax lots and what the checks found."""
    portfolio = measured.portfolio
    return HoldingsView(
        headline=holdings_headline(portfolio),
        explanation=_explanation(portfolio),
        rows=position_rows(portfolio, measured.exposure, measured.overrides, measured.market),
        imports=import_rows(portfolio.imports),
        footer_text=_footer_text(portfolio),
        dates_text=sentences.positions_and_prices(portfolio),
        lots=lot_rows(portfolio, today),
        checks=build_quality(measured.issues).rows,
        has_transactions=measured.has_transactions,
    )


def holdings_headline(portfolio: Portfolio) -> str:
    """What is owned, in a few words: "Eleven positions in two accounts: $26,500.00."."""
    if not portfolio.positions:
        return "Nothing counts yet: an exchange rate is missing." if portfolio.unconverted else "No positions yet."
    total = words.dollars_and_cents(portfolio.total_value)
    accounts = _accounts_text(portfolio)
    count = sum(position.kind is not InstrumentKind.CASH for position in portfolio.positions)
    what = words.counted(count, "position") if count else "cash"
    return words.capitalized(f"{what} in {accounts}: {total}.")


def _accounts_text(portfolio: Portfolio) -> str:
    """ "three accounts", or "two of three accounts" where the others' currency has no rate."""
    counted, held = len({position.account.id for position in portfolio.positions}), len(portfolio.accounts)
    some = f"{words.count_word(counted)} of " if portfolio.unconverted and counted < held else ""
    return f"{some}{words.counted(held, 'account')}"


def _explanation(portfolio: Portfolio) -> Rich:
    if not portfolio.positions and not portfolio.unconverted:
        return (("Import a positions file to fill the books.", False),)
    missing = sum(position.cost_basis is None and position.kind is not InstrumentKind.CASH for position in portfolio.positions)
    cost = f" The cost of {words.counted(missing, 'position')} is not known." if missing else ""
    return ((f"{_totals_sentence(portfolio)}{_closes_sentence(portfolio)}{cost}{_unconverted_sentence(portfolio)}", False),)


def _closes_sentence(portfolio: Portfolio) -> str:
    """How much of what the files told counts at newer prices: beside it the files' totals are those of their own day."""
    valued = [position for position in portfolio.positions if position.as_imported is not None and position.priced_on is not None]
    days = [position.valued_on for position in valued]
    if not days:
        return ""
    positions, count = words.capitalized(words.counted(len(days), "position")), "counts" if len(days) == 1 else "count"
    return f" {positions} {count} at closes of {words.date_span(min(days), max(days))}."


def _unconverted_sentence(portfolio: Portfolio) -> str:
    amounts = [words.money_in(amount, currency) for currency, amount in sums_by_currency(portfolio.unconverted).items()]
    if not amounts:
        return ""
    counts = "counts" if len(amounts) == 1 else "count"
    return f" {words.listed(amounts)} {counts} nowhere until you state an exchange rate."


def _totals_sentence(portfolio: Portfolio) -> str:
    newest = [record for record in newest_imports(portfolio) if record.kind == "positions"]
    differing = [record for record in newest if total_difference(record)]
    if differing:
        difference = abs(total_difference(differing[0]) or Decimal(0))
        broker = labels.broker_label(differing[0].broker)
        return f"What was imported differs from {broker}’s own total by {words.money_in(difference, differing[0].currency)}."
    checked = [labels.broker_label(record.broker) for record in newest if record.reported_total is not None]
    if not checked:
        return "The imported files name no total to check against."
    return f"Imported totals match what {words.listed(checked, at_most=4)} reported, to the cent."


def _footer_text(portfolio: Portfolio) -> str:
    if not portfolio.positions:
        return ""
    rows = words.numbered(len(portfolio.positions), "row")
    newest = newest_first(portfolio.imports)
    if not newest:
        return rows
    return f"{rows} · Last import {words.long_date(newest[0].imported_at.date())} · Ctrl Z undoes it"
