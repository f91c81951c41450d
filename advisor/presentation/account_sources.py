"""Rows of the Data page about the prices in each account: how old they are, whose they are, and what brings newer ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.domain import ages
from advisor.domain.market_state import AskedFor, MarketState
from advisor.domain.portfolio import Account, InstrumentKind, Position
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import freshness, labels, words
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow, DetailsView

_HEADINGS = ("Symbol", "Price", "Value", "As of", "Whose price")
_NUMERIC = (1, 2)
_IMPORT = ("Import newer…", "import")


def account_rows(measured: MeasuredPortfolio, today: date) -> list[DataRow]:
    """A row for each account that holds something."""
    rows = []
    for account in measured.portfolio.accounts:
        held = [position for position in measured.portfolio.positions if position.account.id == account.id]
        if held:
            row = _row(account, held, measured.portfolio.total_value, today)
            rows.append(_with_verb(row, held, measured.market, today))
    return rows


def _row(account: Account, held: Sequence[Position], total: Decimal, today: date) -> DataRow:
    priced = _priced(held)
    day = min(position.valued_on for position in priced)
    stale = ages.prices_are_stale(day, today)
    value = sum((position.value for position in held), Decimal(0))
    carried = float(value / total) if total else None
    file = f"{labels.broker_label(account.broker)} file, {account.number_masked}".rstrip(", ")
    at_market = any(position.priced_on for position in held)
    figure = f"Prices, {account.name}"
    told = _told(held, priced, today)
    source = f"{file}, at closes of the market" if at_market else file
    return replace(
        source_row(figure, source, day, today, subject=account.name, carried=carried),
        state_text="Old prices" if stale else "Current",
        tone="warning" if stale else "positive",
        note=told if at_market else "",
        details=_details(figure, told, held),
    )


def _priced(held: Sequence[Position]) -> Sequence[Position]:
    """Cash needs no price: where there is more, its day says nothing about the prices."""
    return [position for position in held if position.kind is not InstrumentKind.CASH] or held


def _told(held: Sequence[Position], priced: Sequence[Position], today: date) -> str:
    """Of which day the file is, and whose prices are old where others have newer ones."""
    sentence = f"What you hold is from the file of {words.long_date(min(position.as_of for position in held))}."
    old = [position.symbol for position in priced if _is_old(position, today)]
    return f"{sentence} Old prices: {words.listed(list(dict.fromkeys(old)))}." if 0 < len(old) < len(priced) else sentence


def _is_old(position: Position, today: date) -> bool:
    return ages.prices_are_stale(position.valued_on, today)


def _with_verb(row: DataRow, held: Sequence[Position], market: MarketState | None, today: date) -> DataRow:
    """Refreshing comes first where it can bring newer prices; what is held, only a newer file tells."""
    verb, act = _IMPORT
    imported = replace(row, verb=verb, act=act)
    old = [position for position in _priced(held) if _is_old(position, today)]
    if market is None or not any(freshness.may_have_newer_close(position, market) for position in old):
        return imported
    symbols = tuple(dict.fromkeys(position.symbol for position in old))
    return replace(row, verb="Refresh", act="refresh", symbols=symbols, asked_for=AskedFor.CLOSES, also=(_IMPORT,))


def _details(title: str, sentence: str, held: Sequence[Position]) -> DetailsView:
    """Each position's price with its day, oldest first."""
    ordered = sorted(held, key=lambda position: (position.valued_on, position.symbol))
    return DetailsView(title, sentence, _HEADINGS, tuple(_cells(position) for position in ordered), numeric=_NUMERIC)


def _cells(position: Position) -> tuple[str, ...]:
    return (
        position.symbol,
        words.NONE if position.price is None else words.price_in(position.price, position.currency),
        words.money_in(position.value, position.value_currency),
        words.long_date(position.valued_on),
        "The market’s close" if position.priced_on else "The file’s",
    )
