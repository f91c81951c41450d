"""Themes: edits come and go, exposure adds up, the line is what the companies returned from its first day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.classification import Sleeve
from advisor.domain.figures import Figure, Measure
from advisor.domain.themes import MemberEdit, OwnTheme, Role, Theme, ThemeMember
from advisor.rotation.model_themes import HeldCompany, Style
from advisor.rotation.panel import Panel
from advisor.rotation.tags import company_tags
from advisor.rotation.themes import theme_exposures, theme_line, with_edits

DAY = date(2026, 1, 2)
GRID = Theme("grid", "Power grid", "", (ThemeMember("ETN", 1.0, 0, Role.WINNER), ThemeMember("GEV", 1.0, 2, Role.WINNER)))


def panel(**closes: list[float]) -> Panel:
    rows = np.array(list(closes.values()), dtype=np.float64)
    days = np.arange(DAY.toordinal(), DAY.toordinal() + rows.shape[1], dtype=np.int64)
    return Panel(days, tuple(closes), rows, {})


def test_edits_win_until_they_are_taken_back():
    edits = [
        MemberEdit("grid", "GEV", 3.0, Role.PRESSURED, DAY),
        MemberEdit("grid", "ETN", None, Role.WINNER, DAY),
        MemberEdit("grid", "HUBB", 2.0, Role.WINNER, DAY),
    ]
    (edited,) = with_edits([GRID], [], edits)
    assert [(each.symbol, each.weight, each.role, each.is_users) for each in edited.members] == [
        ("GEV", 3.0, Role.PRESSURED, True),
        ("HUBB", 2.0, Role.WINNER, True),
    ]
    assert edited.members[0].article == 2  # still named by the article
    assert with_edits([GRID], [], []) == (GRID,)


def test_own_theme_stands_beside_the_bundled_ones():
    own = OwnTheme("water", "Water", "Pumps and pipes.", DAY)
    themes = with_edits([GRID], [own], [MemberEdit("water", "XYL", 1.0, Role.WINNER, DAY)])
    assert [theme.id for theme in themes] == ["grid", "water"]
    assert themes[1].is_users
    assert themes[1].members[0].symbol == "XYL"


def test_exposure_by_pencil():
    companies = {
        "ETN": HeldCompany(Decimal("100.10"), Decimal("60.00")),
        "GEV": HeldCompany(Decimal("49.90"), Decimal("0.00")),
        "AAPL": HeldCompany(Decimal("350.00"), Decimal("350.00")),
    }
    (seen,) = theme_exposures([GRID], companies, Decimal(1000), unseen=0.02)
    assert (seen.value, seen.direct, seen.via_funds) == (Decimal("150.00"), Decimal("60.00"), Decimal("90.00"))
    assert (seen.weight, seen.high) == pytest.approx((0.15, 0.17))
    assert [member.symbol for member in seen.members] == ["ETN", "GEV"]
    assert seen.by_role == {Role.WINNER: Decimal("150.00"), Role.PRESSURED: Decimal(0)}


@given(
    st.dictionaries(st.sampled_from("ABCDEFG"), st.tuples(st.integers(-10_000, 10_000), st.integers(0, 5_000)), max_size=7),
    st.lists(st.sampled_from("ABCDEFGH"), max_size=8),
)
def test_parts_add_up_and_a_company_counts_once(cents, symbols):
    companies = {symbol: HeldCompany(Decimal(value) / 100, Decimal(direct) / 100) for symbol, (value, direct) in cents.items()}
    theme = Theme("t", "T", "", tuple(ThemeMember(symbol, 1.0, None, Role.WINNER) for symbol in symbols))
    (seen,) = theme_exposures([theme], companies, Decimal(1000))
    assert seen.value == sum((companies[symbol].value for symbol in set(symbols) & set(companies)), Decimal(0))
    assert seen.value == seen.direct + seen.via_funds == sum((each.value for each in seen.members), Decimal(0))
    assert sum(seen.by_role.values()) == seen.value


def test_line_holds_what_it_bought():
    told = theme_line(panel(ETN=[10.0, 11.0, 12.0], GEV=[100.0, 90.0, 100.0], SPY=[1.0, 1.0, 1.0]), GRID, DAY)
    assert told.line.values == pytest.approx([100.0, 100.0, 110.0])  # 50 (1.1 + 0.9), 50 (1.2 + 1.0)
    assert told.weights == {"ETN": 0.5, "GEV": 0.5}


def test_a_member_without_a_first_close_is_left_out_and_said():
    told = theme_line(panel(ETN=[10.0, 11.0], GEV=[np.nan, 90.0]), GRID, DAY)
    assert told.missing == ("GEV",)
    assert told.line.values == pytest.approx([100.0, 110.0])
    assert told.line.notes == ("GEV is left out: it has no close on the first day.",)


def test_without_any_close_there_is_no_line():
    told = theme_line(panel(SPY=[1.0, 2.0]), GRID, DAY)
    assert not len(told.line.values)
    assert told.missing == ("ETN", "GEV")
    assert not len(theme_line(panel(ETN=[1.0]), GRID, DAY + timedelta(days=9)).line.values)


@given(st.lists(st.tuples(st.floats(1, 100), st.floats(1, 100)), min_size=2, max_size=12), st.integers(1, 11))
def test_later_closes_change_nothing_earlier(closes, shown):
    whole = panel(ETN=[one for one, _ in closes], GEV=[other for _, other in closes])
    shown = min(shown, len(closes))
    part = whole.until(DAY + timedelta(days=shown - 1))
    np.testing.assert_array_equal(theme_line(part, GRID, DAY).line.values, theme_line(whole, GRID, DAY).line.values[:shown])


def test_tags_say_what_is_known_and_no_more():
    debt = Figure("own", "floating_debt:ETN", "", "", Decimal("0.2"), Measure.FRACTION, DAY, "annual report", "", is_users=True)
    known, other = company_tags(["ETN", "ABC"], {"ETN": Sleeve.SP493}, {"ETN", "NVDA"}, {"ETN", "CAT"}, {"own": debt})
    assert (known.size, known.style, known.floating_debt, known.domestic_revenue) == (Sleeve.SP493, Style.BOTH, debt, None)
    assert (other.size, other.style, other.floating_debt) == (None, Style.UNKNOWN, None)
    styles = company_tags(["CAT", "NVDA"], {}, {"NVDA"}, {"CAT"}, {})
    assert [each.style for each in styles] == [Style.VALUE, Style.GROWTH]
