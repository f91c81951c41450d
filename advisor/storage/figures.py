"""Figures that the investor stated. What is bundled is not stored: taking one back shows the bundled value again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from advisor.domain.figures import Figure, Measure
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import decimal_text


def own_figures(db: Database) -> tuple[Figure, ...]:
    """Every figure that the investor stated, by series and day."""
    rows = db.conn.execute(
        "select id, series, period, name, value, unit, as_of, source, definition from own_figures order by series, as_of, id"
    )
    return tuple(
        Figure(
            id=id_,
            series=series,
            period=period,
            name=name,
            value=Decimal(value),
            unit=Measure(unit),
            as_of=date.fromisoformat(as_of),
            source=source,
            definition=definition,
            is_users=True,
        )
        for id_, series, period, name, value, unit, as_of, source, definition in rows
    )


def save_figure(db: Database, figure: Figure) -> None:
    """Remember a figure in place of an earlier one of its id, whether that is the investor's or bundled."""
    row = (
        *(figure.id, figure.series, figure.period, figure.name, decimal_text(figure.value), figure.unit.value),
        *(figure.as_of.isoformat(), figure.source, figure.definition),
    )
    with changing(db):
        db.conn.execute(
            "insert or replace into own_figures (id, series, period, name, value, unit, as_of, source, definition)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def take_back_figure(db: Database, figure: str) -> bool:
    """Forget a figure of the investor's; False when there was none of that id."""
    with changing(db):
        return bool(db.conn.execute("delete from own_figures where id = ?", (figure,)).rowcount)
