"""P/Es worked out from what is on file of each member of an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from advisor.domain.classification import EQUITY_SLEEVES
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.market_state import AskedFor
from advisor.market.yahoo.profile import FundDetails, read_profile
from advisor.presentation.rotation.valuations import build_valuations
from advisor.rotation.model_fundamentals import Valuation
from advisor.services.load_sample import load_sample
from advisor.services.measure_exposure import measure_exposure
from advisor.services.refresh_choice import RefreshChoice
from advisor.services.rotation_members import index_weights
from advisor.services.rotation_valuations import rotation_valuations
from advisor.services.task import Task
from advisor.services.what_to_ask import Question, what_to_ask
from advisor.storage.database import open_database
from advisor.storage.engine import Database
from advisor.storage.instruments import save_profile
from advisor.storage.refusals import changing

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


def profile(symbol: str, forward: float) -> InstrumentProfile:
    return read_profile(symbol, {"quoteType": "EQUITY", "currency": "USD", "forwardPE": forward}, FundDetails(), NOON)


def save_all(db: Database, profiles: Iterable[InstrumentProfile]) -> None:
    with changing(db):
        for each in profiles:
            save_profile(db, each)


def told(db: Database) -> dict[str, Valuation]:
    return {each.group.id: each for each in rotation_valuations(db, None, {})}


def test_every_member_counts_with_its_weight_and_both_rules_differ(books: Database) -> None:
    weights = index_weights()["sp600"].weights
    losing = set(sorted(weights)[::5])
    save_all(books, (profile(symbol, -12.0 if symbol in losing else 15.0) for symbol in weights))
    small = told(books)["sp600"]
    assert small.forward is not None
    lost = sum(weights[symbol] for symbol in losing)
    assert small.forward.covered == pytest.approx(1.0)
    assert small.forward.without_losses == pytest.approx(15.0)
    assert small.forward.with_losses == pytest.approx(1.0 / ((1 - lost) / 15 - lost / 12), rel=1e-3)
    assert (small.trailing, small.told_from) == (None, DAY)


def test_both_share_classes_of_a_company_go_with_what_is_told_of_one(books: Database) -> None:
    save_all(books, [profile("GOOGL", 24.0)])
    seven = told(books)["seven"]
    assert seven.forward is not None
    assert seven.forward.unknown == len(seven.group.weights) - 2
    assert set(seven.group.weights) == {"AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "GOOG", "META", "TSLA"}
    assert set(told(books)["rest"].group.weights).isdisjoint(seven.group.weights)


def test_a_figure_of_a_tenth_of_a_group_is_not_shown_as_that_of_the_group(books: Database) -> None:
    save_all(books, [profile("AAPL", 30.0)])
    rows = {row.id: row for row in build_valuations(tuple(told(books).values())).rows}
    assert (rows["sp500"].without_text, rows["sp500"].counted_text) == ("–", "–")
    assert rows["sp500"].covered_text != "–"


def test_profiles_of_members_are_asked_for_together_with_their_closes(books: Database) -> None:
    now = datetime(2026, 11, 20, 22, tzinfo=UTC)
    alone = what_to_ask(books, RefreshChoice(), now).due
    whole = what_to_ask(books, RefreshChoice(members=True), now).due
    assert Question("NFLX", AskedFor.PROFILE) not in alone
    assert Question("NFLX", AskedFor.PROFILE) in whole


def test_stocks_that_nobody_names_are_part_of_one_s_own_and_not_covered(books: Database) -> None:
    load_sample(books, Task())
    exposure = measure_exposure(books, Task()).exposure
    assert exposure is not None
    stocks = {each.symbol: float(each.value) for each in exposure.companies if each.sleeve in EQUITY_SLEEVES}
    unnamed = {each.symbol for each in exposure.companies if each.symbol in stocks and not each.named}
    assert unnamed
    save_all(books, (profile(symbol, 20.0) for symbol in stocks.keys() - unnamed))
    own = next(each for each in rotation_valuations(books, exposure, {}) if each.group.id == "own").forward
    assert own is not None
    assert own.covered == pytest.approx(1 - sum(stocks[symbol] for symbol in unnamed) / sum(stocks.values()))
