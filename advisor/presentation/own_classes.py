"""What the investor classified by hand, in words and as rows of the Data page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from advisor.domain.classification import GICS_SECTORS, Override, Sector, Sleeve
from advisor.exposure.model import Exposure, MeasuredPortfolio
from advisor.presentation import labels, words
from advisor.presentation.source_rows import source_row
from advisor.presentation.views import DataRow


def override_rows(overrides: Sequence[Override], exposure: Exposure | None, today: date) -> list[DataRow]:
    """One row for each symbol that was classified by hand, held or not."""
    return [_row(override, _share(override.symbol, exposure), today) for override in overrides]


def class_text(override: Override) -> str:
    """ "US small companies, Industrials"; without the sector where the sleeve says all."""
    sleeve = labels.SLEEVE_LABELS[override.sleeve]
    return f"{sleeve}, {override.sector.value}" if override.sector in GICS_SECTORS else sleeve


def class_marks(overrides: Sequence[Override], exposure: Exposure | None) -> Mapping[str, str]:
    """By symbol of a position: when it was classified by hand, and as what."""
    marks = {override.symbol: _said(override) for override in overrides}
    if exposure is not None:
        marks |= {symbol: marks[mix.symbol] for symbol, mix in exposure.holdings.items() if mix.symbol in marks}
    return marks


def places_now(measured: MeasuredPortfolio) -> Mapping[str, tuple[Sleeve, Sector]]:
    """Sleeve and sector of what lies in one place, by symbol: what a classification by hand begins with."""
    companies = measured.exposure.companies if measured.exposure else ()
    return {company.symbol: (company.sleeve, company.sector) for company in companies}


def _said(override: Override) -> str:
    day = f" on {words.long_date(override.stated_on)}" if override.stated_on else ""
    return f"classified by you{day} as {class_text(override)}"


def _row(override: Override, share: float | None, today: date) -> DataRow:
    return replace(
        source_row(f"What {override.symbol} is", "You", override.stated_on, today, subject=override.symbol, carried=share),
        state_text=class_text(override),
        tone="muted",
        verb="Take back",
        act="take_back",
    )


def _share(symbol: str, exposure: Exposure | None) -> float | None:
    mix = exposure.holdings.get(symbol) if exposure else None
    return float(mix.value / exposure.total_value) if exposure and mix and exposure.total_value else None
