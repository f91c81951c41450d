"""Macro dials: the newest value of each, from closes on file or a source that was asked, else the dated figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from advisor.domain.figures import Figure, Measure
from advisor.rotation.fundamentals import series
from advisor.rotation.model_fundamentals import Dial
from advisor.rotation.panel import Panel


@dataclass(frozen=True, slots=True)
class _Watched:
    """A dial and where it can be read.

    Attributes:
        symbol: Whose closes tell it; empty where none do.
        per_unit: What a close is divided by to have the dial's value.
        least, most: Values outside are no reading of this dial, but of something else under its symbol.
        fresh_for: Days after which a value is old: a little over the time to the next.
    """

    id: str
    name: str
    symbol: str = ""
    per_unit: int = 1
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    fresh_for: int = 60


_DIALS = (
    _Watched("fed_funds_lower", "Federal funds target, lower end"),
    _Watched("fed_funds_upper", "Federal funds target, upper end"),
    _Watched("inflation", "Inflation", fresh_for=50),
    _Watched("ten_year", "Ten-year Treasury yield", "^TNX", 100, Decimal("0.001"), Decimal("0.2"), fresh_for=7),
    _Watched("dollar", "Dollar index", "DX-Y.NYB", 1, Decimal(50), Decimal(200), fresh_for=7),
    _Watched("credit_spread", "Credit spread of high-yield bonds", fresh_for=14),
    _Watched("unemployment", "Unemployment", fresh_for=50),
)


def dials(figures: Mapping[str, Figure], panel: Panel | None, today: date) -> tuple[Dial, ...]:
    """Every dial's newest value.

    The investor's own value counts before closes of the same day or earlier; otherwise the newer of closes and figures does.

    Args:
        panel: Closes on file; None where there are none.
    """
    return tuple(_dial(watched, figures, panel, today) for watched in _DIALS)


def _dial(watched: _Watched, figures: Mapping[str, Figure], panel: Panel | None, today: date) -> Dial:
    dated = series(figures, watched.id)
    live = _read(watched, panel) if panel is not None and watched.symbol in panel.symbols else None
    own_is_newer = bool(dated) and live is not None and dated[-1].is_users and dated[-1].as_of >= live.as_of
    values = [*dated, live] if live and not own_is_newer else list(dated)
    values.sort(key=lambda figure: figure.as_of)
    now = values[-1] if values else None
    before = values[-2] if len(values) > 1 else None
    is_stale = now is not None and (today - now.as_of).days > watched.fresh_for
    return Dial(watched.id, watched.name, now, before, now is not None and (now is live or now.is_fetched), is_stale)


def _read(watched: _Watched, panel: Panel) -> Figure | None:
    """The last close as a value of the dial; None where there is none, or where it cannot be one."""
    closes = panel.of(watched.symbol)
    known = np.flatnonzero(~np.isnan(closes))
    if not len(known):
        return None
    value = Decimal(str(round(float(closes[known[-1]]), 4))) / watched.per_unit
    if not watched.least <= value <= watched.most:
        return None
    day = date.fromordinal(int(panel.days[known[-1]]))
    unit = Measure.FRACTION if watched.per_unit == 100 else Measure.LEVEL
    source = panel.sources.get(watched.symbol) or "Closes on file"
    definition = f"Last close of {watched.symbol} on file."
    return Figure(f"{watched.id}_live", watched.id, "", watched.name, value, unit, day, source, definition)
