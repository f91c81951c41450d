"""Positions as rows: accounts with what they hold, and the total of what counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.classification import Override, Sleeve
from advisor.domain.market_state import MarketState
from advisor.domain.portfolio import Account, InstrumentKind, Portfolio, Position
from advisor.exposure.model import Exposure
from advisor.presentation import labels, words
from advisor.presentation.as_imported import as_imported_text
from advisor.presentation.own_classes import class_marks
from advisor.presentation.sorting import sortable
from advisor.presentation.views import HoldingRow

_FIGURES = 8


class _Whole(NamedTuple):
    """What a position is a part of.

    `newest` is the newest day of a price, whose year need not be said; `by_hand` says which symbols the investor classified, and
    `market` why a service's word puts others where they are.
    """

    total: Decimal
    exposure: Exposure | None
    newest: date
    by_hand: Mapping[str, str]
    market: MarketState | None


class _MoneyColumns(NamedTuple):
    value_text: str
    share_text: str
    cost_text: str
    gain_text: str
    gain_percent_text: str
    gain_tone: str
    sort_values: tuple[float, ...]


def position_rows(
    portfolio: Portfolio, exposure: Exposure | None, overrides: Sequence[Override] = (), market: MarketState | None = None
) -> tuple[HoldingRow, ...]:
    """Accounts, each with its positions (largest first) and with what no exchange rate lets count, then the total."""
    rows: list[HoldingRow] = []
    total = portfolio.total_value
    whole = _Whole(
        total,
        exposure,
        max((position.valued_on for position in portfolio.positions), default=date.min),
        class_marks(overrides, exposure),
        market,
    )
    for account in portfolio.accounts:
        positions = [position for position in portfolio.positions if position.account.id == account.id]
        waiting = [position for position in portfolio.unconverted if position.account.id == account.id]
        if positions:
            rows.append(_sum_row(0, str(account.id), account, positions, total))
            rows += _position_rows(account, positions, whole)
        elif waiting:
            rows.append(_waiting_account_row(account, waiting))
        rows += [_waiting_row(position, number) for number, position in enumerate(waiting)]
    if portfolio.positions:
        rows.append(_sum_row(2, "total", None, portfolio.positions, total))
    return tuple(rows)


def _position_rows(account: Account, positions: Sequence[Position], whole: _Whole) -> list[HoldingRow]:
    rows = []
    seen: dict[str, int] = {}
    for position in sorted(positions, key=lambda position: position.value, reverse=True):
        seen[position.symbol] = seen.get(position.symbol, 0) + 1
        again = f"#{seen[position.symbol]}" if seen[position.symbol] > 1 else ""
        rows.append(_position_row(f"{account.id}:{position.symbol}{again}", position, whole))
    return rows


def _position_row(key: str, position: Position, whole: _Whole) -> HoldingRow:
    inside = _inside(position.symbol, whole.exposure)
    cash = position.kind is InstrumentKind.CASH
    return HoldingRow(
        level=1,
        key=key,
        symbol=labels.symbol_label(position.symbol),
        name=position.name,
        inside=tuple((sleeve.value, part) for sleeve, part in inside),
        inside_text=", ".join(f"{words.share(part)} {labels.SLEEVE_LABELS[sleeve]}" for sleeve, part in inside),
        quantity_text="" if cash or position.quantity is None else words.quantity(position.quantity),
        price_text=_price_text(position),
        priced_text=words.short_date(position.valued_on, whole.newest) if _has_price(position) else "",
        as_imported_text=as_imported_text(position),
        classified_text=whole.by_hand.get(position.symbol, ""),
        placed_text=_placed_text(position.symbol, whole.market),
        **_money_columns(position.value, position.cost_basis, position.value, whole.total, position)._asdict(),
    )


def _placed_text(symbol: str, market: MarketState | None) -> str:
    return market.reasons.get(market.canonical(symbol), "") if market else ""


def _price_text(position: Position) -> str:
    return words.price_in(position.price, position.currency) if position.price is not None and _has_price(position) else ""


def _has_price(position: Position) -> bool:
    return position.price is not None and position.kind is not InstrumentKind.CASH


def _waiting_account_row(account: Account, positions: Sequence[Position]) -> HoldingRow:
    """An account of which nothing counts: its sums, each in its own currency."""
    sums = sums_by_currency(positions)
    return HoldingRow(
        level=0,
        key=str(account.id),
        symbol=account.name,
        name=f"{_caption(account, positions)} · {words.listed(tuple(sums))} without exchange rate",
        inside=(),
        inside_text="",
        quantity_text="",
        price_text="",
        **_uncounted_columns(sums)._asdict(),
    )


def _waiting_row(position: Position, number: int) -> HoldingRow:
    return HoldingRow(
        level=1,
        key=f"{position.account.id}:{position.symbol}#waiting{number}",
        symbol=labels.symbol_label(position.symbol),
        name=position.name,
        inside=(),
        inside_text="",
        quantity_text="" if position.quantity is None else words.quantity(position.quantity),
        price_text=_price_text(position),
        **_uncounted_columns({position.value_currency: position.value})._asdict(),
    )


def _uncounted_columns(sums: Mapping[str, Decimal]) -> _MoneyColumns:
    return _MoneyColumns(
        value_text=" + ".join(words.money_in(amount, currency) for currency, amount in sums.items()),
        share_text="not counted",
        cost_text="",
        gain_text="",
        gain_percent_text="",
        gain_tone="plain",
        sort_values=sortable(*[None] * _FIGURES),
    )


def _caption(account: Account, positions: Sequence[Position]) -> str:
    """Beside an account's name; that its positions are no broker's is said there."""
    told = labels.account_caption(account)
    return f"{told} · worked out from its transactions" if any(position.rebuilt for position in positions) else told


def _sum_row(level: int, key: str, account: Account | None, positions: Sequence[Position], total: Decimal) -> HoldingRow:
    value = sum((position.value for position in positions), Decimal(0))
    costed = [position for position in positions if position.cost_basis is not None]
    cost = sum((position.cost_basis or Decimal(0) for position in costed), Decimal(0)) if costed else None
    costed_value = sum((position.value for position in costed), Decimal(0))
    return HoldingRow(
        level=level,
        key=key,
        symbol=account.name if account else "Total",
        name=_caption(account, positions) if account else "",
        inside=(),
        inside_text="",
        quantity_text="",
        price_text="",
        **_money_columns(value, cost, costed_value, total, None)._asdict(),
    )


def _money_columns(
    value: Decimal, cost: Decimal | None, costed_value: Decimal, total: Decimal, position: Position | None
) -> _MoneyColumns:
    """The columns from value to gain: a gain counts only what has a known cost."""
    share = float(value / total) if total else 0.0
    gain = None if cost is None else costed_value - cost
    gain_share = None if gain is None or not cost else float(gain / abs(cost))
    counted = position is not None and position.kind is not InstrumentKind.CASH
    numbers = (
        position.quantity if position and counted else None,
        position.price if position and counted else None,
        value,
        share,
        cost,
        gain,
        gain_share,
        position.valued_on.toordinal() if position and _has_price(position) else None,
    )
    return _MoneyColumns(
        value_text=words.dollars_and_cents(value),
        share_text=words.share(share),
        cost_text="" if cost is None else words.dollars_and_cents(cost),
        gain_text="" if gain is None else words.dollar_and_cent_change(gain),
        gain_percent_text="" if gain_share is None else words.share_change(gain_share),
        gain_tone="plain" if not gain else "positive" if gain > 0 else "negative",
        sort_values=sortable(*numbers),
    )


def _inside(symbol: str, exposure: Exposure | None) -> tuple[tuple[Sleeve, float], ...]:
    mix = exposure.holdings.get(symbol) if exposure else None
    return tuple((sleeve, mix.sleeves[sleeve]) for sleeve in Sleeve if mix.sleeves.get(sleeve)) if mix else ()


def sums_by_currency(positions: Sequence[Position]) -> Mapping[str, Decimal]:
    """What positions without exchange rate add up to, each currency by itself."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for position in positions:
        sums[position.value_currency] += position.value
    return sums
