"""Issuers' holdings files the investor added: original bytes, newest per fund."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from advisor.storage.refusals import changing


@dataclass(frozen=True, slots=True)
class FundFile:
    """A stored holdings file; `origin` is its file name."""

    symbol: str
    as_of: date
    origin: str
    content: bytes


def save_fund_file(db: Database, *, symbol: str, name: str, as_of: date, origin: str, sha256: str, content: bytes) -> bool:
    """Store a file; False when these very bytes are there already."""
    with changing(db):
        cursor = db.conn.execute(
            "insert or ignore into fund_files (symbol, name, as_of, origin, sha256, content) values (?, ?, ?, ?, ?, ?)",
            (symbol, name, as_of.isoformat(), origin, sha256, zlib.compress(content)),
        )
        return cursor.rowcount > 0


def newest_fund_files(db: Database) -> tuple[FundFile, ...]:
    rows = db.conn.execute(
        """
        select symbol, as_of, origin, content from fund_files
        where id = (
            select id from fund_files as other where other.symbol = fund_files.symbol order by as_of desc, id desc limit 1
        )
        order by symbol
        """
    )
    return tuple(
        FundFile(symbol, date.fromisoformat(as_of), origin, zlib.decompress(content)) for symbol, as_of, origin, content in rows
    )
