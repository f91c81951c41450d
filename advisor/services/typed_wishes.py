"""What an investor types of a plan, word by word, as the wishes it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from advisor.advice.model.target import Destination
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.errors import InvalidRequestError
from advisor.services.choose_target import choose_target
from advisor.services.empty_accounts import with_empty_accounts
from advisor.services.list_positions import list_positions
from advisor.services.measure_exposure import account_named
from advisor.services.read_worksheet import read_worksheet
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.services.typed_values import read_amount, read_band, read_share, read_symbols
from advisor.storage.engine import Database

_Word = TypeVar("_Word", bound=StrEnum)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class TypedWishes:
    """The words behind each option; empty or None where nothing was typed, and the usual holds.

    Attributes:
        contribute: “ACCOUNT=AMOUNT” each.
        candidates: “SYMBOL” or “SYMBOL=PRICE”, separated by commas.
        bands: “5/25” (points / percent of the target), “3” (points whatever the target) or “2 sigma”.
        destination: target, half-way or edge.
        turnover, company_max: “5%” or 0.05.
        fixed: A table of trades that are made as they stand.
    """

    target: str
    trade_date: date
    cash: str = ""
    contribute: tuple[str, ...] = ()
    account: str = ""
    max_gain: str = ""
    no_sell: str = ""
    no_buy: str = ""
    locked: str = ""
    buy_only: bool = False
    minimum_trade: str = ""
    maximum_trade: str = ""
    turnover: str = ""
    fractional: bool = False
    lot_method: str = ""
    bands: str = ""
    destination: str = ""
    company_max: str = ""
    risk: float | None = None
    wash: str = ""
    prefer_location: bool = False
    candidates: str = ""
    cost_per_trade: float | None = None
    spread: str = ""
    time_limit: float | None = None
    fixed: Path | None = None


def read_wishes(db: Database, task: Task, typed: TypedWishes) -> SuggestOptions:
    """The wishes that `suggest` takes.

    Raises:
        InvalidRequestError: A word stands for nothing; the message names its option and what it may be.
        UnreadableFileError, MalformedFileError: A target file or a table of trades cannot be read, or breaks the format.
    """
    usual = SuggestOptions(choose_target(db, task, typed.target), typed.trade_date)
    contributions = _contributions(db, task, typed.contribute)
    return replace(
        usual,
        new_cash=_amount(typed.cash, "--cash") or usual.new_cash,
        flows=contributions,
        account_id=account_named(list_positions(db, task), typed.account) if typed.account else None,
        max_gain=_amount(typed.max_gain, "--max-gain"),
        max_turnover=_share(typed.turnover, "--turnover"),
        no_sell=read_symbols(typed.no_sell),
        no_buy=read_symbols(typed.no_buy),
        locked=read_symbols(typed.locked),
        buy_only=typed.buy_only,
        minimum_trade=_or_usual(_amount(typed.minimum_trade, "--min-trade"), usual.minimum_trade),
        maximum_trade=_amount(typed.maximum_trade, "--max-trade"),
        whole_shares=not typed.fractional,
        lot_method=_word(typed.lot_method, LotMethod, "--lot-method") or usual.lot_method,
        band=read_band(typed.bands, "--bands"),
        destination=_word(typed.destination, Destination, "--to"),
        company_max=_share(typed.company_max, "--company-max"),
        risk_price=_or_usual(typed.risk, usual.risk_price),
        wash_policy=_word(typed.wash, WashPolicy, "--wash") or usual.wash_policy,
        prefer_location=typed.prefer_location,
        candidates=_candidates(typed.candidates),
        cost_per_trade=_or_usual(typed.cost_per_trade, usual.cost_per_trade),
        spread=_or_usual(_share(typed.spread, "--spread"), usual.spread),
        time_limit=_or_usual(typed.time_limit, usual.time_limit),
        fixed=read_worksheet(typed.fixed, with_empty_accounts(db, list_positions(db, task))) if typed.fixed else (),
    )


def _or_usual(value: _Value | None, usual: _Value) -> _Value:
    return usual if value is None else value


def _amount(text: str, option: str) -> Decimal | None:
    return read_amount(text, option) if text.strip() else None


def _share(text: str, option: str) -> float | None:
    return float(read_share(text, option)) if text.strip() else None


def _word(text: str, kind: type[_Word], option: str) -> _Word | None:
    if not text.strip():
        return None
    try:
        return kind(text.strip().lower().replace("-", "_"))
    except ValueError:
        known = ", ".join(each.value.replace("_", "-") for each in kind)
        raise InvalidRequestError(f"{option} cannot be “{text}”.", f"It is one of: {known}.") from None


def _candidates(text: str) -> tuple[tuple[str, Decimal | None], ...] | None:
    parts = [part.partition("=") for part in text.split(",") if part.strip()]
    wanted = tuple((symbol.strip().upper(), _amount(price, "--candidates")) for symbol, _, price in parts)
    if any(price is not None and price <= 0 for _, price in wanted):
        raise InvalidRequestError("A price in --candidates is not above zero.", "For example IJH,RSP=182.50.")
    return wanted or None


def _contributions(db: Database, task: Task, said: Iterable[str]) -> Mapping[int, Decimal]:
    flows: dict[int, Decimal] = {}
    for each in said:
        account, equals, amount = each.rpartition("=")
        if not equals:
            raise InvalidRequestError(f"--contribute cannot be “{each}”.", "For example “Roth IRA=500”.")
        key = account_named(with_empty_accounts(db, list_positions(db, task)), account)
        flows[key] = flows.get(key, Decimal(0)) + read_amount(amount, "--contribute")
    return flows
