"""The table of kept plans, as the schema step creates it."""

from __future__ import annotations

# Request and plan are JSON, compressed: a household looked through to its companies takes megabytes.
PLANS = """
    create table plans (
        id integer primary key autoincrement,
        name text not null,
        created_at text not null,
        trade_date text not null,
        target text not null,
        program text not null,
        state text not null check (state in ('draft', 'kept', 'ordered', 'done', 'dropped')),
        ordered_on text,
        carried_out text not null default '',
        request blob not null,
        plan blob not null
    ) strict
"""
