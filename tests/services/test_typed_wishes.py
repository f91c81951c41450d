"""What is typed of a plan: every word to its wish, and plain words for what is none."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.target import Band, BandRule, Destination
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.domain.errors import InvalidRequestError
from advisor.services.list_positions import list_positions
from advisor.services.load_sample import load_sample
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.services.typed_wishes import TypedWishes, read_wishes
from advisor.storage.database import open_database

DAY = date(2026, 7, 13)
NOTHING = TypedWishes("broadening", DAY)


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    with closing(open_database(tmp_path_factory.mktemp("books") / "books.db")) as opened:
        load_sample(opened, Task())
        yield opened


def read(db, **typed):
    return read_wishes(db, Task(), replace(NOTHING, **typed))


def test_nothing_typed_is_the_usual(db):
    wishes = read(db)
    assert wishes == SuggestOptions(wishes.target, DAY)


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ({"cash": "$2,500.50"}, {"new_cash": Decimal("2500.50")}),
        ({"cash": "-300"}, {"new_cash": Decimal(-300)}),
        ({"max_gain": "0"}, {"max_gain": Decimal(0)}),
        ({"no_sell": "nvda, aapl", "no_buy": "IJH", "locked": "VTI"}, {
            "no_sell": frozenset({"NVDA", "AAPL"}), "no_buy": frozenset({"IJH"}), "locked": frozenset({"VTI"}),
        }),
        ({"buy_only": True, "fractional": True, "prefer_location": True}, {
            "buy_only": True, "whole_shares": False, "prefer_location": True,
        }),
        ({"minimum_trade": "0", "maximum_trade": "9000"}, {"minimum_trade": Decimal(0), "maximum_trade": Decimal(9000)}),
        ({"turnover": "10%", "company_max": "0.05"}, {"max_turnover": 0.1, "company_max": 0.05}),
        ({"lot_method": "hifo"}, {"lot_method": LotMethod.HIFO}),
        ({"lot_method": "Average-Cost"}, {"lot_method": LotMethod.AVERAGE_COST}),
        ({"bands": "5/25"}, {"band": Band(0.05, 0.25)}),
        ({"bands": "3"}, {"band": Band(0.03, rule=BandRule.ABSOLUTE)}),
        ({"bands": "1.5 sigma"}, {"band": Band(rule=BandRule.SIGMA, sigmas=1.5)}),
        ({"destination": "half-way"}, {"destination": Destination.HALF_WAY}),
        ({"wash": "forbid", "risk": 0.0}, {"wash_policy": WashPolicy.FORBID, "risk_price": 0.0}),
        ({"candidates": "ijh, RSP=182.50"}, {"candidates": (("IJH", None), ("RSP", Decimal("182.50")))}),
        ({"cost_per_trade": 0.0, "spread": "0.1%"}, {"cost_per_trade": 0.0, "spread": 0.001}),
        ({"time_limit": 3.0}, {"time_limit": 3.0}),
    ],
)  # fmt: skip
def test_each_word_is_its_wish(db, typed, wish):
    wishes = read(db, **typed)
    assert wishes == replace(SuggestOptions(wishes.target, DAY), **wish)


def test_accounts_by_their_names(db):
    accounts = list_positions(db, Task()).accounts
    first, second = accounts[0], accounts[1]
    wishes = read(db, contribute=(f"{first.name}=100", f"{second.name}=$50", f"{first.name.upper()}=25.5"), account=second.name)
    assert wishes.flows == {first.id: Decimal("125.5"), second.id: Decimal(50)}
    assert wishes.account_id == second.id


def test_trades_that_are_made_as_they_stand(db, tmp_path):
    account = list_positions(db, Task()).accounts[0]
    (tmp_path / "lines.csv").write_text(f"account,action,symbol,quantity\n{account.name},sell,NVDA,3\n", encoding="utf-8")
    (line,) = read(db, fixed=tmp_path / "lines.csv").fixed
    assert (line.account_id, line.action.value, line.symbol, line.quantity) == (account.id, "sell", "NVDA", 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"cash": "much"}, "--cash must be an amount of money, not “much”."),
        ({"max_gain": "NaN"}, "--max-gain must be"),
        ({"turnover": "110%"}, "--turnover must be a share"),
        ({"company_max": "five"}, "--company-max must be a share"),
        ({"lot_method": "best"}, "--lot-method cannot be “best”."),
        ({"destination": "beyond"}, "--to cannot be “beyond”."),
        ({"wash": "ignore"}, "--wash cannot be “ignore”."),
        ({"bands": "wide"}, "--bands cannot be “wide”."),
        ({"bands": "0/25"}, "--bands cannot be"),
        ({"bands": "1.2.3"}, "--bands cannot be"),
        ({"candidates": "IJH=0"}, "not above zero"),
        ({"contribute": ("100",)}, "--contribute cannot be “100”."),
        ({"contribute": ("Nobody's=100",)}, "No account is called Nobody's."),
        ({"account": "Nobody's"}, "No account is called"),
        ({"target": "to_the_moon"}, "no target called to_the_moon"),
    ],
)
def test_what_stands_for_nothing_is_told(db, typed, said):
    with pytest.raises(InvalidRequestError) as refused:
        read(db, **typed)
    assert said in refused.value.message
    assert refused.value.hint


def test_all_and_none_are_shares_too(db):
    assert (read(db, turnover="100%").max_turnover, read(db, company_max="0%").company_max) == (1.0, 0.0)
    assert read(db, bands="100/100").band == Band(1.0, 1.0)
