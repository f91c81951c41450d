"""The Data page: where each figure comes from, and how old it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from advisor.domain.market import ReferenceTable
from advisor.exposure.model import MeasuredPortfolio
from advisor.presentation import freshness, sentences, words
from advisor.presentation.account_sources import account_rows
from advisor.presentation.figure_sources import figure_row
from advisor.presentation.frame import build_footer
from advisor.presentation.fund_sources import inside_rows
from advisor.presentation.network import build_network
from advisor.presentation.own_classes import override_rows
from advisor.presentation.price_sources import price_rows
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow, DataView, DetailsView, Rich

_BUNDLED = "It comes with the program, and a newer one with its next version."
_EXCEPTIONS = 2  # more of them, and the oldest are named with their day
_REFERENCE_HEADINGS = ("Source", "As of", "Rows")


def build_data(measured: MeasuredPortfolio, *, today: date) -> DataView:
    """A row for each source of figures: accounts, closes, the inside of holdings, macro figures, what was said, the reference."""
    exposure = measured.exposure
    rows = account_rows(measured, today)
    if measured.market is not None:
        rows += price_rows(exposure, measured.market, today)
    if exposure is not None:
        rows += inside_rows(exposure, measured.market, today)
    if measured.market is not None:
        rows.append(figure_row(measured.market, today))
    rows += override_rows(measured.overrides, exposure, today)
    rows += [_reference_row(table, today) for table in measured.reference]
    return DataView(
        headline=_headline(measured),
        explanation=_explanation(measured, today),
        rows=tuple(rows),
        file_facts=_file_facts(measured),
        footer=build_footer(measured, today=today),
        network=build_network(measured.market) if measured.market else None,
    )


def _dated(measured: MeasuredPortfolio) -> list[tuple[date, str]]:
    """Every figure the pages use with its date, by what the investor would call it."""
    positions = [(position.valued_on, position.account.name) for position in freshness.priced_positions(measured.portfolio)]
    exposure = measured.exposure
    held = exposure.holdings.values() if exposure else ()
    funds = [(mix.as_of, mix.symbol) for mix in held if mix.is_fund and not mix.is_of_one_thing]
    return sorted(set(positions + funds))


def _headline(measured: MeasuredPortfolio) -> str:
    dated = _dated(measured)
    if not dated:
        return f"The reference is from {words.long_date(measured.snapshot_as_of)}."
    oldest, newest = dated[0][0], dated[-1][0]
    if oldest == newest:
        return f"Everything is from {words.long_date(newest)}."
    older = list(dict.fromkeys(name for day, name in dated if day != newest))
    if len(older) <= _EXCEPTIONS:
        return f"Everything is from {words.long_date(newest)}, except {words.listed(older)}."
    named = [name for day, name in dated if day == oldest]
    are = "figure is" if len(named) == 1 else "figures are"
    return f"The oldest {are} from {words.long_date(oldest)}: {words.listed(named)}."


def _explanation(measured: MeasuredPortfolio, today: date) -> Rich:
    age = words.age(measured.snapshot_as_of, today)
    if not measured.portfolio.positions:
        newer = ". Import positions, and a refresh brings what is newer about them."
        return (("It came with the program and is ", False), (age, True), (newer, False))
    reference = (
        ("The reference that came with the program is from ", False),
        (words.long_date(measured.snapshot_as_of), True),
        (f", {age}.", False),
    )
    exposure = measured.exposure
    if exposure is None or not exposure.unclassified:
        return reference
    are = "is" if len(exposure.unclassified) == 1 else "are"
    return (*reference, (f" {words.listed(exposure.unclassified)} {are} not classified.", False))


def _reference_row(table: ReferenceTable, today: date) -> DataRow:
    as_of, rows = words.long_date(table.as_of), words.numbered(table.rows, "row")
    in_full = ((table.source, as_of, f"{table.rows:,}"),)
    return replace(
        source_row(table.description, table.source, table.as_of, today, subject=table.name),
        state_text=f"Bundled, {rows}",
        tone="muted",
        note=_BUNDLED,
        details=DetailsView(f"{table.description}.", _BUNDLED, _REFERENCE_HEADINGS, in_full, numeric=(2,), wordy=(0,)),
    )


def _file_facts(measured: MeasuredPortfolio) -> tuple[tuple[str, str], ...]:
    backup = measured.last_backup
    return (
        ("Path", measured.database),
        ("Imports", f"{len(measured.portfolio.imports):,}"),
        ("Last backup", words.long_date(backup.date()) if backup else "never"),
        ("Looked through", sentences.seen_text(measured.exposure)),
    )
