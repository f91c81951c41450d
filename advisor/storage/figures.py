"""Figures that the investor stated, and those that a refresh fetched. What is bundled is not stored.

Taking one's own back shows the bundled or fetched value again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from advisor.domain.figures import Figure, Measure
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import decimal_text

_COLUMNS = "id, series, period, name, value, unit, as_of, source, definition"
_OWN = "own_figures"
_FETCHED = "fetched_figures"


def own_figures(db: Database) -> tuple[Figure, ...]:
    """Every figure that the investor stated, by series and day."""
    return _figures(db, _OWN)


def fetched_figures(db: Database) -> tuple[Figure, ...]:
    """Every figure that a refresh fetched, by series and day."""
    return _figures(db, _FETCHED)


def save_figure(db: Database, figure: Figure) -> None:
    """Remember a figure in place of an earlier one of its id, whether that is the investor's, fetched or bundled."""
    with changing(db):
        _insert(db, _OWN, figure)


def save_fetched_figures(db: Database, figures: Sequence[Figure]) -> None:
    """Remember what a source says in place of all that was fetched of the same series before."""
    with changing(db):
        db.conn.executemany(f"delete from {_FETCHED} where series = ?", [(figure.series,) for figure in figures])
        for figure in figures:
            _insert(db, _FETCHED, figure)


def take_back_figure(db: Database, figure: str) -> bool:
    """Forget a figure of the investor's; False when there was none of that id."""
    with changing(db):
        return bool(db.conn.execute("delete from own_figures where id = ?", (figure,)).rowcount)


def _figures(db: Database, table: str) -> tuple[Figure, ...]:
    rows = db.conn.execute(f"select {_COLUMNS} from {table} order by series, as_of, id")
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
            is_users=table == _OWN,
            is_fetched=table == _FETCHED,
        )
        for id_, series, period, name, value, unit, as_of, source, definition in rows
    )


def _insert(db: Database, table: str, figure: Figure) -> None:
    row = (
        *(figure.id, figure.series, figure.period, figure.name, decimal_text(figure.value), figure.unit.value),
        *(figure.as_of.isoformat(), figure.source, figure.definition),
    )
    db.conn.execute(f"insert or replace into {table} ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
