"""The Holdings page: the books, position by position, with their imports and lots."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import Account, ImportRecord, InstrumentKind, Portfolio, Position
from advisor.exposure.model import Exposure, MeasuredPortfolio
from advisor.presentation import freshness, labels, words
from advisor.presentation.attention import newest_imports, total_difference
from advisor.presentation.views import HoldingRow, HoldingsView, ImportRow, LotRow, Rich

_MISSING = float("-inf")
_SECONDS_A_DAY = 86_400


class _MoneyColumns(NamedTuple):
    value_text: str
    share_text: str
    cost_text: str
    gain_text: str
    gain_percent_text: str
    gain_tone: str
    sort_values: tuple[float, ...]


def build_holdings(measured: MeasuredPortfolio) -> HoldingsView:
    """Accounts with their positions (largest first), the pinned total, past imports and tax lots."""
    portfolio = measured.portfolio
    return HoldingsView(
        headline=_headline(portfolio),
        explanation=_explanation(portfolio),
        rows=_rows(portfolio, measured.exposure),
        imports=tuple(_import_row(record) for record in _newest_first(portfolio.imports)),
        footer_text=_footer_text(portfolio),
        dates_text=dates_text(portfolio),
        lots=tuple(_lot_rows(portfolio.positions)),
    )


def dates_text(portfolio: Portfolio) -> str:
    """ "Positions and prices Feb 6, 2026"; empty without positions."""
    dates = freshness.price_dates(portfolio)
    return f"Positions and prices {words.date_span(*dates)}" if dates else ""


def _headline(portfolio: Portfolio) -> str:
    if not portfolio.positions:
        return "No positions yet."
    total = words.dollars_and_cents(portfolio.total_value)
    accounts = words.counted(len(portfolio.accounts), "account")
    count = sum(position.kind is not InstrumentKind.CASH for position in portfolio.positions)
    what = words.counted(count, "position") if count else "cash"
    return words.capitalized(f"{what} in {accounts}: {total}.")


def _explanation(portfolio: Portfolio) -> Rich:
    if not portfolio.positions:
        return (("Import a positions file to fill the books.", False),)
    missing = sum(position.cost_basis is None and position.kind is not InstrumentKind.CASH for position in portfolio.positions)
    cost = f" The cost of {words.counted(missing, 'position')} is not known." if missing else ""
    return ((f"{_totals_sentence(portfolio)}{cost}", False),)


def _totals_sentence(portfolio: Portfolio) -> str:
    newest = [record for record in newest_imports(portfolio) if record.kind == "positions"]
    differing = [record for record in newest if total_difference(record)]
    if differing:
        difference = abs(total_difference(differing[0]) or Decimal(0))
        broker = labels.broker_label(differing[0].broker)
        return f"What was imported differs from {broker}’s own total by {words.dollars_and_cents(difference)}."
    checked = [labels.broker_label(record.broker) for record in newest if record.reported_total is not None]
    if not checked:
        return "The imported files name no total to check against."
    return f"Imported totals match what {words.listed(checked, at_most=4)} reported, to the cent."


def _rows(portfolio: Portfolio, exposure: Exposure | None) -> tuple[HoldingRow, ...]:
    rows: list[HoldingRow] = []
    total = portfolio.total_value
    for account in portfolio.accounts:
        positions = [position for position in portfolio.positions if position.account.id == account.id]
        if positions:
            rows.append(_sum_row(0, str(account.id), account, positions, total))
            rows += _position_rows(account, positions, total, exposure)
    if rows:
        rows.append(_sum_row(2, "total", None, portfolio.positions, total))
    return tuple(rows)


def _position_rows(
    account: Account, positions: Sequence[Position], total: Decimal, exposure: Exposure | None
) -> list[HoldingRow]:
    rows = []
    seen: dict[str, int] = {}
    for position in sorted(positions, key=lambda position: position.value, reverse=True):
        seen[position.symbol] = seen.get(position.symbol, 0) + 1
        again = f"#{seen[position.symbol]}" if seen[position.symbol] > 1 else ""
        rows.append(_position_row(f"{account.id}:{position.symbol}{again}", position, total, exposure))
    return rows


def _position_row(key: str, position: Position, total: Decimal, exposure: Exposure | None) -> HoldingRow:
    inside = _inside(position.symbol, exposure)
    cash = position.kind is InstrumentKind.CASH
    return HoldingRow(
        level=1,
        key=key,
        symbol=labels.symbol_label(position.symbol),
        name=position.name,
        inside=tuple((sleeve.value, part) for sleeve, part in inside),
        inside_text=", ".join(f"{words.share(part)} {labels.SLEEVE_LABELS[sleeve]}" for sleeve, part in inside),
        quantity_text="" if cash or position.quantity is None else words.quantity(position.quantity),
        price_text="" if cash or position.price is None else words.price(position.price),
        **_money_columns(position.value, position.cost_basis, position.value, total, position)._asdict(),
    )


def _sum_row(level: int, key: str, account: Account | None, positions: Sequence[Position], total: Decimal) -> HoldingRow:
    value = sum((position.value for position in positions), Decimal(0))
    costed = [position for position in positions if position.cost_basis is not None]
    cost = sum((position.cost_basis or Decimal(0) for position in costed), Decimal(0)) if costed else None
    costed_value = sum((position.value for position in costed), Decimal(0))
    return HoldingRow(
        level=level,
        key=key,
        symbol=account.name if account else "Total",
        name=labels.account_caption(account) if account else "",
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
    )
    return _MoneyColumns(
        value_text=words.dollars_and_cents(value),
        share_text=words.share(share),
        cost_text="" if cost is None else words.dollars_and_cents(cost),
        gain_text="" if gain is None else words.dollar_and_cent_change(gain),
        gain_percent_text="" if gain_share is None else words.share_change(gain_share),
        gain_tone="plain" if not gain else "positive" if gain > 0 else "negative",
        sort_values=_sortable(*numbers),
    )


def _inside(symbol: str, exposure: Exposure | None) -> tuple[tuple[Sleeve, float], ...]:
    mix = exposure.holdings.get(symbol) if exposure else None
    return tuple((sleeve, mix.sleeves[sleeve]) for sleeve in Sleeve if mix.sleeves.get(sleeve)) if mix else ()


def _newest_first(imports: Sequence[ImportRecord]) -> list[ImportRecord]:
    return sorted(imports, key=lambda record: (record.imported_at, record.id), reverse=True)


def _import_row(record: ImportRecord) -> ImportRow:
    difference = total_difference(record)
    left_out = f", {record.rows_skipped:,} left out" if record.rows_skipped else ""
    if difference is None:
        matches, tone = "no total in the file", "muted"
    elif difference:
        matches, tone = f"differs by {words.dollars_and_cents(abs(difference))}", "warning"
    else:
        matches, tone = "agrees to the cent", "positive"
    return ImportRow(
        id=record.id,
        file=record.file,
        broker=f"{labels.broker_label(record.broker)}, {record.kind}",
        as_of_text=words.long_date(record.as_of) if record.as_of else "not stated",
        imported_text=words.long_date(record.imported_at.date()),
        rows_text=f"{words.numbered(record.rows_stored, 'row')}{left_out}",
        total_text=words.dollars_and_cents(record.imported_total),
        matches_text=matches,
        tone=tone,
        sort_values=_sortable(
            record.as_of.toordinal() if record.as_of else None,
            record.imported_at.timestamp() / _SECONDS_A_DAY,
            record.rows_stored,
            record.imported_total,
        ),
    )


def _lot_rows(positions: Sequence[Position]) -> list[LotRow]:
    return [
        LotRow(
            symbol=position.symbol,
            account=position.account.name,
            acquired_text=words.long_date(lot.acquired) if lot.acquired else "not known",
            quantity_text=words.quantity(lot.quantity),
            cost_text="not known" if lot.cost_basis is None else words.dollars_and_cents(lot.cost_basis),
            sort_values=_sortable(lot.acquired.toordinal() if lot.acquired else None, lot.quantity, lot.cost_basis),
        )
        for position in positions
        for lot in position.lots
    ]


def _sortable(*numbers: Decimal | float | None) -> tuple[float, ...]:
    return tuple(_MISSING if number is None else float(number) for number in numbers)


def _footer_text(portfolio: Portfolio) -> str:
    if not portfolio.positions:
        return ""
    rows = words.numbered(len(portfolio.positions), "row")
    newest = _newest_first(portfolio.imports)
    if not newest:
        return rows
    return f"{rows} · Last import {words.long_date(newest[0].imported_at.date())} · Ctrl Z undoes it"
