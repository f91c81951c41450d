"""The log of what sources answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.storage.engine import Database
from advisor.storage.refusals import changing

_KEPT = 20_000  # a week of refreshes with all members: the answer of a list of holdings counts for so long


def save_answers(db: Database, answers: Iterable[Answer]) -> None:
    """Add to the log; the oldest entries beyond twenty thousand are dropped."""
    with changing(db):
        db.conn.executemany(
            "insert into answers (at, symbol, source, asked_for, kind, message) values (?, ?, ?, ?, ?, ?)",
            [(a.at.isoformat(), a.symbol, a.source, a.asked_for.value, a.kind.value, a.message) for a in answers],
        )
        db.conn.execute("delete from answers where id <= (select max(id) from answers) - ?", (_KEPT,))


def load_answers(db: Database, most: int) -> tuple[Answer, ...]:
    """The newest answers, newest first."""
    rows = db.conn.execute("select at, symbol, source, asked_for, kind, message from answers order by id desc limit ?", (most,))
    return tuple(
        Answer(symbol, source, AskedFor(asked_for), AnswerKind(kind), message, datetime.fromisoformat(at))
        for at, symbol, source, asked_for, kind, message in rows
    )


def last_answered(db: Database, asked_for: AskedFor) -> dict[str, datetime]:
    """When each symbol last had an answer that was no failure."""
    # The last that came, not the latest moment: the clock may have been wrong.
    rows = db.conn.execute(
        "select symbol, at from answers where asked_for = ? and kind <> ? order by id", (asked_for.value, AnswerKind.FAILED.value)
    )
    return {symbol: datetime.fromisoformat(at) for symbol, at in rows}


def unanswered(db: Database, asked_for: AskedFor) -> frozenset[str]:
    """Symbols that had no answer when they were asked last."""
    rows = db.conn.execute(
        "select symbol from answers where id in (select max(id) from answers where asked_for = ? group by symbol) and kind = ?",
        (asked_for.value, AnswerKind.FAILED.value),
    )
    return frozenset(symbol for (symbol,) in rows)
