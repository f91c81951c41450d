"""Write a plan's trades to files: a table for any spreadsheet, and the order files that brokers take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.advice.model.plan import Plan
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import Account
from advisor.presentation.orders_csv import IBKR, LAYOUTS, ibkr_files, trades_csv
from advisor.services.task import Task
from advisor.services.write_file import write_file


@dataclass(frozen=True, slots=True)
class OrdersWritten:
    """`orders` go to the broker; `notes` say what they have no place for."""

    orders: tuple[Path, ...]
    notes: tuple[Path, ...]


def write_trades(task: Task, plan: Plan, name: str, day: date, file: Path) -> Path:
    """Write every trade with its lots as one CSV file, whatever the broker.

    Args:
        name: The plan's.
        day: Its trade date.

    Raises:
        InvalidRequestError: The plan cannot be carried out as it stands, or the file cannot be written; one that was there is
            untouched.
    """
    task.step(0, 1, f"Writing {file.name}")
    _refuse_problems(plan)
    write_file(file, trades_csv(plan, name, day).encode())
    return file


def write_orders(task: Task, plan: Plan, layout: str, day: date, file: Path) -> OrdersWritten:
    """Write the orders of each account in a broker's layout, with a note beside each.

    Args:
        layout: A key of `orders_csv.LAYOUTS`.
        file: Names the folder and how the files' names begin: orders.csv gives “orders-ibkr-Brokerage-1234.csv” and “….txt”.

    Raises:
        InvalidRequestError: There is no such layout, the plan cannot be carried out as it stands, nothing is to be ordered, or
            a file cannot be written.
    """
    if layout != IBKR:
        raise InvalidRequestError(f"There is no order layout called “{layout}”.", f"These are documented: {', '.join(LAYOUTS)}.")
    _refuse_problems(plan)
    if not plan.trades:
        raise InvalidRequestError("The plan has no trades to order.", "Nothing was written.")
    orders: list[Path] = []
    notes: list[Path] = []
    for each in ibkr_files(plan, day):
        task.step(len(notes), len(plan.cash_after), f"Writing the orders for {each.account.name}")
        stem = f"{file.stem}-{layout}-{_in_a_file_name(each.account)}"
        if each.content:
            orders.append(file.with_name(f"{stem}.csv"))
            write_file(orders[-1], each.content.encode())
        notes.append(file.with_name(f"{stem}.txt"))
        write_file(notes[-1], each.beside.encode())
    return OrdersWritten(tuple(orders), tuple(notes))


def _refuse_problems(plan: Plan) -> None:
    """Let pass only what can be carried out as it stands.

    Raises:
        InvalidRequestError: It cannot; the message says why.
    """
    if plan.problems:
        raise InvalidRequestError(f"These trades cannot be carried out as they stand. {plan.problems[0]}", "Nothing was written.")


def _in_a_file_name(account: Account) -> str:
    return re.sub(r"\W+", "-", f"{account.name} {account.number_masked}").strip("-")
