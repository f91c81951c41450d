"""The Data page: where each figure comes from, and how old it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.domain.market import ReferenceTable, Source
from advisor.domain.portfolio import Account
from advisor.exposure.model import Exposure, HoldingMix, MeasuredPortfolio
from advisor.presentation import freshness, labels, sentences, words
from advisor.presentation.frame import build_footer
from advisor.presentation.views import DataRow, DataView, Rich


def build_data(measured: MeasuredPortfolio, *, today: date) -> DataView:
    """One row for each source of figures: accounts, what is inside each holding, the reference tables."""
    exposure = measured.exposure
    rows = [*_account_rows(measured, today)]
    if exposure is not None:
        rows += [_mix_row(mix, exposure, today) for mix in _looked_up(exposure)]
    rows += [_reference_row(table, today) for table in measured.reference]
    return DataView(
        headline=_headline(measured),
        explanation=_explanation(measured, today),
        rows=tuple(rows),
        file_facts=_file_facts(measured),
        footer=build_footer(measured, today=today),
    )


def _looked_up(exposure: Exposure) -> list[HoldingMix]:
    """Funds, and whatever nothing is known about, largest first."""
    mixes = [mix for mix in exposure.holdings.values() if mix.is_fund or mix.source is Source.UNKNOWN]
    return sorted(mixes, key=lambda mix: mix.value, reverse=True)


def _dated(measured: MeasuredPortfolio) -> list[tuple[date, str]]:
    """Every figure the pages use with its date, by what the investor would call it."""
    positions = [(position.as_of, position.account.name) for position in measured.portfolio.positions]
    exposure = measured.exposure
    funds = [(mix.as_of, mix.symbol) for mix in exposure.holdings.values() if mix.is_fund] if exposure else []
    return sorted(set(positions + funds))


def _headline(measured: MeasuredPortfolio) -> str:
    dated = _dated(measured)
    if not dated:
        return f"The reference is from {words.long_date(measured.snapshot_as_of)}."
    oldest, newest = dated[0][0], dated[-1][0]
    if oldest == newest:
        return f"Everything is from {words.long_date(newest)}."
    older = [name for day, name in dated if day != newest]
    if len(older) == 1:
        return f"Everything is from {words.long_date(newest)}, except {older[0]}."
    return f"The oldest figure is from {words.long_date(oldest)}: {dated[0][1]}."


def _explanation(measured: MeasuredPortfolio, today: date) -> Rich:
    reference = (
        ("The reference of index members and fund weights is from ", False),
        (words.long_date(measured.snapshot_as_of), True),
        (f", {words.age(measured.snapshot_as_of, today)}.", False),
    )
    exposure = measured.exposure
    if exposure is None or not exposure.unclassified:
        return reference
    are = "is" if len(exposure.unclassified) == 1 else "are"
    return (*reference, (f" {words.listed(exposure.unclassified)} {are} not classified.", False))


def _account_rows(measured: MeasuredPortfolio, today: date) -> list[DataRow]:
    rows = []
    for account in measured.portfolio.accounts:
        days = [position.as_of for position in measured.portfolio.positions if position.account.id == account.id]
        if days:
            rows.append(_account_row(account, min(days), measured, today))
    return rows


def _account_row(account: Account, day: date, measured: MeasuredPortfolio, today: date) -> DataRow:
    stale = freshness.prices_are_stale(day, today)
    return DataRow(
        figure=f"Prices, {account.name}",
        source=f"{labels.broker_label(account.broker)} file, {account.number_masked}".rstrip(", "),
        as_of_text=words.long_date(day),
        age_text=words.age(day, today),
        carries_text=_carries(_account_value(account, measured), measured.portfolio.total_value),
        state_text="Old prices" if stale else "Current",
        tone="warning" if stale else "positive",
        subject=account.name,
        sort_values=(day.toordinal(), _part(_account_value(account, measured), measured.portfolio.total_value)),
    )


def _account_value(account: Account, measured: MeasuredPortfolio) -> Decimal:
    values = (position.value for position in measured.portfolio.positions if position.account.id == account.id)
    return sum(values, Decimal(0))


def _mix_row(mix: HoldingMix, exposure: Exposure, today: date) -> DataRow:
    unknown = mix.source is Source.UNKNOWN
    stale = (today - mix.as_of).days > freshness.STALE_FUND_DAYS
    state = f"Old: {labels.SOURCE_LABELS[mix.source].lower()}" if stale else labels.SOURCE_LABELS[mix.source]
    return DataRow(
        figure=f"What is inside {mix.symbol}" if mix.is_fund else mix.symbol,
        source="Nothing is known about it" if unknown else mix.origin,
        as_of_text=words.NONE if unknown else words.long_date(mix.as_of),
        age_text="" if unknown else words.age(mix.as_of, today),
        carries_text=_carries(mix.value, exposure.total_value),
        state_text="Not classified" if unknown else f"{state}, {mix.confidence} confidence",
        tone="negative" if unknown else "warning" if stale else "positive",
        subject=mix.symbol,
        sort_values=(float("-inf") if unknown else mix.as_of.toordinal(), _part(mix.value, exposure.total_value)),
    )


def _reference_row(table: ReferenceTable, today: date) -> DataRow:
    return DataRow(
        figure=table.description,
        source=table.source,
        as_of_text=words.long_date(table.as_of),
        age_text=words.age(table.as_of, today),
        carries_text="",
        state_text=f"Bundled, {words.numbered(table.rows, 'row')}",
        tone="muted",
        subject=table.name,
        sort_values=(table.as_of.toordinal(), float("-inf")),
    )


def _carries(value: Decimal, total: Decimal) -> str:
    """Share of everything; the column's heading says of what."""
    return words.share(_part(value, total)) if total else words.NONE


def _part(value: Decimal, total: Decimal) -> float:
    return float(value / total) if total else 0.0


def _file_facts(measured: MeasuredPortfolio) -> tuple[tuple[str, str], ...]:
    backup = measured.last_backup
    return (
        ("Path", measured.database),
        ("Imports", f"{len(measured.portfolio.imports):,}"),
        ("Last backup", words.long_date(backup.date()) if backup else "never"),
        ("Looked through", sentences.seen_text(measured.exposure)),
    )
