"""The tables of what sources tell: closes, profiles, answers, funds' lists line by line. Once shipped, they are never edited."""

from __future__ import annotations

# One file may list several funds, and is then kept for each; `reader` tells which reader its lines are from, 0 where none are.
FUND_FILES_ANEW = (
    "alter table fund_files rename to first_fund_files",
    """
    create table fund_files (
        id integer primary key,
        symbol text not null,
        name text not null,
        as_of text not null,
        origin text not null,
        sha256 text not null,
        content blob not null,
        publisher text not null default '',
        weight_sum real not null default 0,
        not_understood text not null default '',
        fetched integer not null default 0,
        reader integer not null default 0,
        unique (sha256, symbol)
    ) strict
    """,
    """
    insert into fund_files (id, symbol, name, as_of, origin, sha256, content)
    select id, symbol, name, as_of, origin, sha256, content from first_fund_files
    """,
    "drop table first_fund_files",
)

# Closes of a year lie in one row, so that ten years of a market take seconds to write and milliseconds to read, and one day more
# writes one year anew. The blobs are little-endian arrays: days as 32-bit ordinals, closes as 64-bit hundred-millionths.
LIVE_MARKET = (
    """
    create table prices (
        symbol text not null,
        year integer not null,
        days blob not null,
        closes blob not null,
        primary key (symbol, year)
    ) strict, without rowid
    """,
    """
    create table price_events (
        symbol text not null,
        day text not null,
        kind text not null,
        amount text not null,
        primary key (symbol, day, kind)
    ) strict, without rowid
    """,
    """
    create table price_series (
        symbol text primary key,
        source text not null,
        currency text not null,
        first_day text not null,
        last_day text not null,
        asked_at text
    ) strict
    """,
    """
    create table instruments (
        symbol text primary key,
        as_of text not null,
        profile text not null
    ) strict
    """,
    """
    create table answers (
        id integer primary key,
        at text not null,
        symbol text not null,
        source text not null,
        asked_for text not null,
        kind text not null,
        message text not null
    ) strict
    """,
    """
    create table fund_holdings (
        id integer primary key,
        fund_file_id integer not null references fund_files on delete cascade,
        line integer not null,
        symbol text not null,
        name text not null,
        weight real not null,
        sector text not null,
        kind text not null,
        market_value real,
        notional real,
        price text,
        is_foreign integer not null,
        cusip text not null,
        isin text not null,
        country text not null
    ) strict
    """,
    "create index fund_holdings_file on fund_holdings (fund_file_id)",
)

# Little-endian arrays: days as 32-bit ordinals, the others as 64-bit floats.
DAY_RANGES = """
    create table day_ranges (
        symbol text primary key,
        days blob not null,
        highs blob not null,
        lows blob not null,
        volumes blob not null
    ) strict
"""

# When a list came on file, and its lines that were left out; those of lists from before are found by reading them once more.
LINES_LEFT_OUT = (
    "alter table fund_files add column stored_at text not null default ''",
    """
    create table fund_lines_left_out (
        id integer primary key,
        fund_file_id integer not null references fund_files on delete cascade,
        line integer not null,
        reason text not null
    ) strict
    """,
    "create index fund_lines_left_out_file on fund_lines_left_out (fund_file_id)",
    "update fund_files set reader = 0",
)
