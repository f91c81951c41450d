"""Lists of funds' holdings: their original bytes and their lines as they were read."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market_state import FundList
from advisor.domain.statement import SkippedRow
from advisor.storage.engine import Database
from advisor.storage.market_version import advance_market_version
from advisor.storage.refusals import changing

_LINE_COLUMNS = (
    "line, symbol, name, weight, sector, kind, market_value, notional, price, is_foreign, cusip, isin, country"  # as in _values
)

_LEFT_OUT_NAMED = 5  # of the lines that were left out: a damaged list may have thousands
_ALIKE = 0.03  # of the fund: lists that differ by less tell as much


@dataclass(frozen=True, slots=True)
class FundFile:
    """A stored list as it came; `origin` is its file name."""

    id: int
    symbol: str
    origin: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ListOnFile:
    """The day of a stored list, and how many lines were read from it."""

    as_of: date
    lines: int


def save_fund_file(
    db: Database,
    read: FundHoldingsFile,
    *,
    symbol: str,
    origin: str,
    content: bytes,
    fetched: bool,
    reader: int,
    stored_at: datetime,
) -> bool:
    """Store a list with its lines; False when these very bytes are there already.

    Args:
        symbol: The fund's ticker.
        origin: The list's file name.
        fetched: The program downloaded it; else the investor added it.
        reader: Version of the reader that found the lines.
        stored_at: Now, with its time zone.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    with changing(db):
        cursor = db.conn.execute(
            """
            insert or ignore into fund_files (symbol, name, as_of, origin, sha256, content, fetched, stored_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (symbol, read.name, read.as_of.isoformat(), origin, sha256, zlib.compress(content), fetched, stored_at.isoformat()),
        )
        if not cursor.rowcount:
            return False
        _save_lines(db, int(cursor.lastrowid or 0), read, reader)
    return True


def renew_lines(db: Database, file_id: int, read: FundHoldingsFile, reader: int) -> None:
    """Replace the lines of a stored list by those that a newer reader found."""
    with changing(db):
        for table in ("fund_holdings", "fund_lines_left_out"):
            db.conn.execute(f"delete from {table} where fund_file_id = ?", (file_id,))
        _save_lines(db, file_id, read, reader)


def keep_lines(db: Database, file_id: int, reader: int) -> None:
    """Remember that a newer reader refuses a stored list, so that its lines stay those of an older one."""
    with changing(db):
        db.conn.execute("update fund_files set reader = ? where id = ?", (reader, file_id))


def delete_fund_files(db: Database, symbol: str) -> int:
    """Forget every list of a fund; how many there were."""
    with changing(db):
        advance_market_version(db)
        return int(db.conn.execute("delete from fund_files where symbol = ?", (symbol,)).rowcount)


def outdated_fund_files(db: Database, reader: int) -> tuple[FundFile, ...]:
    """Lists whose lines an older reader found, or none yet."""
    rows = db.conn.execute("select id, symbol, origin, content from fund_files where reader < ? order by id", (reader,))
    return tuple(FundFile(id_, symbol, origin, zlib.decompress(content)) for id_, symbol, origin, content in rows)


def newest_holdings(db: Database) -> dict[int, FundHoldingsFile]:
    """By id: the lists of each fund that may count, as they were read; the lines that they skipped are not kept.

    Of each publisher the newest, and an older one only where it tells more of the fund: the newest may be a part of a list.
    """
    rows = db.conn.execute(
        """
        select id, symbol, name, publisher, as_of, weight_sum, not_understood from fund_files as list
        where not exists (
            select 1 from fund_files as newer
            where newer.symbol = list.symbol and newer.publisher = list.publisher
                and (newer.as_of, newer.id) > (list.as_of, list.id)
                and newer.weight_sum >= min(list.weight_sum, 1) - ?
        )
        order by symbol, as_of desc, id desc
        """,
        (_ALIKE,),
    ).fetchall()
    lines = _lines(db, [row[0] for row in rows])
    return {
        id_: FundHoldingsFile(
            symbol, name, publisher, date.fromisoformat(as_of), lines.get(id_, ()), (), weight_sum, tuple(unread.splitlines())
        )
        for id_, symbol, name, publisher, as_of, weight_sum, unread in rows
    }


def fund_lists(db: Database) -> tuple[FundList, ...]:
    """Every list on file, newest first."""
    left_out, counts = _lines_left_out(db)
    rows = db.conn.execute(
        "select id, symbol, origin, as_of, fetched, stored_at, not_understood from fund_files order by as_of desc, id desc"
    )
    return tuple(
        FundList(
            *(symbol, origin, date.fromisoformat(as_of), bool(fetched)),
            stored_at=datetime.fromisoformat(stored_at) if stored_at else None,
            not_understood=tuple(unread.splitlines()),
            left_out=left_out.get(id_, ()),
            lines_left_out=counts.get(id_, 0),
        )
        for id_, symbol, origin, as_of, fetched, stored_at, unread in rows
    )


def newest_list(db: Database, symbol: str) -> ListOnFile | None:
    """The newest list of a fund; None where there is none."""
    row = db.conn.execute(
        """
        select as_of, (select count(*) from fund_holdings where fund_file_id = fund_files.id) from fund_files
        where symbol = ? order by as_of desc, id desc limit 1
        """,
        (symbol,),
    ).fetchone()
    return None if row is None else ListOnFile(date.fromisoformat(row[0]), row[1])


def newest_list_days(db: Database) -> dict[str, date]:
    """The day of the newest list on file, by fund."""
    rows = db.conn.execute("select symbol, max(as_of) from fund_files group by symbol order by symbol")
    return {symbol: date.fromisoformat(as_of) for symbol, as_of in rows}


def _save_lines(db: Database, file_id: int, read: FundHoldingsFile, reader: int) -> None:
    db.conn.execute(
        "update fund_files set publisher = ?, weight_sum = ?, not_understood = ?, reader = ? where id = ?",
        (read.publisher, read.weight_sum, "\n".join(read.not_understood), reader, file_id),
    )
    db.conn.executemany(
        f"insert into fund_holdings (fund_file_id, {_LINE_COLUMNS}) values ({', '.join('?' * 14)})",
        [(file_id, *_values(line)) for line in read.lines],
    )
    db.conn.executemany(
        "insert into fund_lines_left_out (fund_file_id, line, reason) values (?, ?, ?)",
        [(file_id, row.line, row.reason) for row in read.skipped],
    )
    advance_market_version(db)


def _lines_left_out(db: Database) -> tuple[dict[int, tuple[SkippedRow, ...]], dict[int, int]]:
    """By list: the first lines that were left out, and how many were."""
    rows = db.conn.execute(
        """
        select fund_file_id, line, reason, of_all from (
            select fund_file_id, line, reason, row_number() over same as nth, count(*) over (partition by fund_file_id) as of_all
            from fund_lines_left_out window same as (partition by fund_file_id order by line, id)
        ) where nth <= ? order by fund_file_id, nth
        """,
        (_LEFT_OUT_NAMED,),
    ).fetchall()
    by_list = groupby(rows, key=lambda row: row[0])
    left_out = {file_id: tuple(SkippedRow(line, reason, "") for _, line, reason, _ in same) for file_id, same in by_list}
    return left_out, {file_id: of_all for file_id, _, _, of_all in rows}


def _values(line: HoldingLine) -> tuple[object, ...]:
    price = None if line.price is None else str(line.price)
    return (
        *(line.line, line.symbol, line.name, line.weight, line.sector.value, line.kind.value),
        *(line.market_value, line.notional, price, line.is_foreign, line.cusip, line.isin, line.country),
    )


def _lines(db: Database, file_ids: Iterable[int]) -> dict[int, tuple[HoldingLine, ...]]:
    wanted = list(file_ids)
    rows = db.conn.execute(
        f"""
        select fund_file_id, {_LINE_COLUMNS} from fund_holdings
        where fund_file_id in ({", ".join("?" * len(wanted))}) order by id
        """,
        wanted,
    )
    sectors, kinds = {sector.value: sector for sector in Sector}, {kind.value: kind for kind in LineKind}
    return {
        file_id: tuple(
            HoldingLine(
                *(symbol, name, weight, sectors[sector], kinds[kind], value, notional),
                *(Decimal(price) if price else None, bool(foreign), line, cusip, isin, country),
            )
            for _, line, symbol, name, weight, sector, kind, value, notional, price, foreign, cusip, isin, country in same
        )
        for file_id, same in groupby(rows, key=lambda row: row[0])
    }
