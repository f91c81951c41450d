"""Services about the network and about files in its place, each loaded when it first runs, as in `late`."""

# ruff: noqa: PLC0415

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from advisor.services.task import Task

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.services.forget_files import ForgetOutcome
    from advisor.services.import_fund_file import FundFileOutcome
    from advisor.services.import_prices import PricesOutcome
    from advisor.services.network_switch import NetworkSwitch
    from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome


def forget_fund_lists(db: Database, task: Task, symbol: str) -> ForgetOutcome:
    from advisor.services.forget_files import forget_fund_lists as forget

    return forget(db, task, symbol)


def forget_closes(db: Database, task: Task, symbol: str) -> ForgetOutcome:
    from advisor.services.forget_files import forget_closes as forget

    return forget(db, task, symbol)


def refresh(task: Task, database: Path, choice: RefreshChoice) -> RefreshOutcome:
    from advisor.services.refresh_elsewhere import refresh_elsewhere

    return refresh_elsewhere(task, database, choice)


def set_offline(db: Database, task: Task, offline: bool) -> NetworkSwitch:
    from advisor.services.network_switch import set_offline

    return set_offline(db, task, offline)


def set_refresh_at_start(db: Database, task: Task, on: bool) -> NetworkSwitch:
    from advisor.services.network_switch import set_refresh_at_start

    return set_refresh_at_start(db, task, on)


def set_sec_contact(db: Database, task: Task, address: str) -> NetworkSwitch:
    from advisor.services.network_switch import set_sec_contact

    return set_sec_contact(db, task, address)


def take_fund_file(db: Database, task: Task, path: Path, meant: str) -> FundFileOutcome:
    from advisor.services.import_fund_file import import_fund_file

    return import_fund_file(db, task, path, meant=meant)


def take_prices(db: Database, task: Task, path: Path) -> PricesOutcome:
    from advisor.services.import_prices import import_prices

    return import_prices(db, task, path)
