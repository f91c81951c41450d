"""P/E of groups of companies, against one reckoned in dollars: what all shares cost over all that they earn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from advisor.domain.figures import Figure, Measure
from advisor.rotation.model_fundamentals import CompanyRatios, ValuedGroup
from advisor.rotation.valuations import valuations

DAY, LATER = date(2026, 11, 19), date(2026, 11, 20)
# Market value and earnings of next year and of the last, in billions of dollars.
COMPANIES = {"AAA": (900.0, 30.0, 25.0), "BBB": (300.0, 20.0, -5.0), "CCC": (60.0, -6.0, -9.0), "DDD": (140.0, None, None)}


def figure(id_: str, series: str, value: str, as_of: date) -> Figure:
    return Figure(id_, series, "", id_, Decimal(value), Measure.MULTIPLE, as_of, "Somebody", "Somehow")


def ratios(company: str, day: date) -> CompanyRatios:
    value, forward, trailing = COMPANIES[company]
    return CompanyRatios(value / forward if forward else None, value / trailing if trailing else None, day)


def test_the_ratio_is_that_of_all_dollars_together() -> None:
    told = {"AAA": ratios("AAA", DAY), "BBB": ratios("BBB", LATER), "CCC": ratios("CCC", DAY), "DDD": ratios("DDD", DAY)}
    whole = sum(value for value, *_ in COMPANIES.values())
    group = ValuedGroup("sp500", "All", {company: value / whole for company, (value, *_) in COMPANIES.items()}, DAY)
    (found,) = valuations([group], told, {})
    assert found.forward is not None
    assert found.trailing is not None
    assert found.forward.without_losses == pytest.approx((900 + 300) / (30 + 20))
    assert found.forward.with_losses == pytest.approx((900 + 300 + 60) / (30 + 20 - 6))
    assert found.trailing.without_losses == pytest.approx(900 / 25)
    assert found.trailing.with_losses == pytest.approx(1260 / (25 - 5 - 9))
    assert found.forward.covered == pytest.approx(1260 / whole)
    assert found.forward.losing == pytest.approx(60 / 1260)
    assert (found.told_from, found.told_to) == (DAY, LATER)


def test_without_ratios_the_newest_published_figures_stand_alone() -> None:
    figures = [
        figure("before", "pe_large", "21.0", DAY),
        figure("newest", "pe_large", "22.2", LATER),
        figure("article", "pe_large_stated", "22", DAY),
    ]
    groups = [ValuedGroup("sp500", "All", {"AAA": 1.0}, DAY), ValuedGroup("russell_2000", "Small", {}, None)]
    large, small = valuations(groups, {}, {each.id: each for each in figures})
    assert [each.id for each in large.published] == ["article", "newest"]
    assert (large.forward, large.trailing, large.told_from) == (None, None, None)
    assert small.published == ()
