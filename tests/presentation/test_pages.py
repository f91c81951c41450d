"""Each page's sentences and figures for an invented portfolio, worked out by hand in its module."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from advisor.domain.classification import Sleeve
from advisor.domain.days import trading_days_since
from advisor.exposure.model import MeasuredPortfolio, Overlap
from advisor.presentation import labels
from advisor.presentation.data_sources import build_data
from advisor.presentation.exposure import VIEWS, build_exposure
from advisor.presentation.frame import build_footer, build_rail_total
from advisor.presentation.freshness import price_dates
from advisor.presentation.holdings import build_holdings
from advisor.presentation.json_answers import exposure_json
from advisor.presentation.overview import build_overview
from advisor.presentation.summary import build_summary
from advisor.presentation.views import RailTotal, Rich
from tests.presentation import invented
from tests.presentation.invented import BROKERAGE, FRIDAY, MONDAY


def text(rich: Rich) -> str:
    return "".join(run for run, _ in rich)


def with_exposure(measured: MeasuredPortfolio, **changes: object) -> MeasuredPortfolio:
    assert measured.exposure is not None
    return replace(measured, exposure=replace(measured.exposure, **changes))


def test_overview_sentences() -> None:
    view = build_overview(invented.measured(), today=MONDAY)
    assert view.headline == "31% of your stocks are seven companies."
    assert text(view.explanation) == (
        "$20,000 held directly, $27,000 inside 1 fund. Together 24% of all your money. "
        "In an S&P 500 fund the same seven are 33.6% of the stocks."
    )
    assert [run for run, strong in view.explanation if strong] == ["$20,000", "$27,000", "24%"]
    assert view.sleeve_total == ("100.0%", "100.0%", "$200,000")
    assert view.seen_through_text == "seen through 3 funds"


def test_sleeve_rows_print_what_adds_up_and_say_so_where_shares_do_not() -> None:
    view = build_overview(invented.measured(), today=MONDAY)
    printed = {row.label: (row.share_text, row.value_text) for row in view.sleeves}
    assert printed == {
        "Magnificent Seven": ("23.5%", "$47,000"),
        "The other 493": ("24.8%", "$49,500"),
        "US mid cap": ("4.1%", "$8,100"),
        "US small cap": ("1.8%", "$3,600"),
        "Other US stocks": ("0.9%", "$1,800"),
        "International": ("19.8%", "$39,600"),
        "Bonds": ("15.0%", "$30,000"),
        "Cash": ("9.7%", "$19,400"),
        "Not classified": ("0.5%", "$1,000"),
    }
    assert sum(int(value.replace("$", "").replace(",", "")) for _, value in printed.values()) == 200_000
    assert view.sums_note == "Shares are rounded."  # 24.75% and 4.05% round up: the column adds to 100.1%


def test_headline_states_an_interval_once_more_than_half_a_percent_is_unseen() -> None:
    measured = invented.measured()
    assert measured.exposure is not None
    concentration = replace(measured.exposure.concentration, mega_cap_tech_share_low=0.304, mega_cap_tech_share_high=0.341)
    wide = with_exposure(measured, unseen=0.03, concentration=concentration)
    assert build_overview(wide, today=MONDAY).headline == "30% to 34% of your stocks are seven companies."
    narrow = with_exposure(measured, unseen=0.004, concentration=concentration)
    assert build_overview(narrow, today=MONDAY).headline == "31% of your stocks are seven companies."


def test_headline_without_stocks_without_the_seven_and_with_some_of_them() -> None:
    measured = invented.measured()
    exposure = measured.exposure
    assert exposure is not None
    concentration = replace(
        exposure.concentration, equity_value=Decimal(0), mega_cap_tech_share_of_equity=0.0, mega_cap_tech_share_high=0.0
    )
    none_in_stocks = with_exposure(measured, concentration=concentration)
    assert build_overview(none_in_stocks, today=MONDAY).headline == "None of your money is in stocks."

    others = tuple(company for company in exposure.companies if company.sleeve is not Sleeve.MEGA_CAP_TECH)
    sleeves = {sleeve: part for sleeve, part in exposure.sleeves.items() if sleeve is not Sleeve.MEGA_CAP_TECH}
    concentration = replace(concentration, equity_value=Decimal(102_600))
    none_of_the_seven = with_exposure(measured, concentration=concentration, companies=others, sleeves=sleeves)
    assert build_overview(none_of_the_seven, today=MONDAY).headline == "None of your stocks are among the seven."

    two = tuple(company for company in exposure.companies if company.symbol in {"NVDA", "AAPL"})
    some = with_exposure(measured, companies=(*two, *others))
    assert build_overview(some, today=MONDAY).headline == "31% of your stocks are in two of the seven."


def test_the_seven_one_by_one_are_shares_of_stocks() -> None:
    bars = build_overview(invented.measured(), today=MONDAY).seven
    assert [bar.symbol for bar in bars] == ["NVDA", "AAPL", "MSFT", "GOOGL", "AMZN", "META", "TSLA"]
    assert bars[0].direct == pytest.approx(20_000 / 149_600)
    assert bars[0].inside == pytest.approx(6_300 / 149_600)
    assert (bars[0].share_text, bars[0].value_text) == ("17.6%", "$26,300")


def test_attention_says_only_what_is_true_now() -> None:
    measured = invented.measured()
    titles = [item.title for item in build_overview(measured, today=MONDAY).attention]
    assert titles == ["XYZQ is not classified", "NVIDIA is 17.6% of your stocks", "One row was left out on Feb 6"]

    later = FRIDAY + timedelta(days=140)
    repeated = with_exposure(measured, overlap=(Overlap("VTI", "VXUS", 0.86), Overlap("VTI", "GONE", 0.99)))
    items = build_overview(repeated, today=later).attention
    assert [item.title for item in items] == [
        "XYZQ is not classified",
        "NVIDIA is 17.6% of your stocks",
        "VTI and VXUS are 86% the same",
        "Prices are 140 days old",
    ]
    assert items[3].detail == "Brokerage and Rollover IRA: from Feb 6, 2026."
    newer = [
        replace(position, priced_on=later) if position.symbol == "NVDA" else position for position in measured.portfolio.positions
    ]
    some = replace(measured, portfolio=replace(measured.portfolio, positions=tuple(newer)))
    assert build_overview(some, today=later).attention[2].detail == "VTI, XYZQ and 2 more: from Feb 6, 2026."
    old_funds = replace(measured, portfolio=replace(measured.portfolio, positions=()))
    last = build_overview(old_funds, today=later).attention[-2]
    assert (last.title, last.detail) == (
        "Fund weights are 147 days old",
        "What is inside BND, VTI and VXUS is from Jan 30, 2026.",
    )
    assert items[2].detail == "You own both, in two accounts."


def test_plan_funds_known_by_a_long_name_do_not_fill_the_card() -> None:
    name = "Institutional International Stock Index Trust"
    measured = with_exposure(invented.measured(), unclassified=(name, "XYZQ"))
    assert build_overview(measured, today=MONDAY).attention[0].title == "Two positions are not classified"


def test_totals_that_differ_come_first() -> None:
    measured = invented.measured()
    wrong = replace(measured.portfolio.imports[0], reported_total=Decimal("100012.00"))
    portfolio = replace(measured.portfolio, imports=(wrong,))
    item = build_overview(replace(measured, portfolio=portfolio), today=MONDAY).attention[0]
    assert item.title == "Fidelity’s total differs by $12.00"
    assert "$12.00" in text(build_holdings(replace(measured, portfolio=portfolio), MONDAY).explanation)


def test_changes_since_the_last_import() -> None:
    measured = invented.measured()
    before = invented.exposure()
    concentration = replace(before.concentration, mega_cap_tech_share_of_equity=47_000 / 149_600 + 0.011)
    before = replace(before, total_value=Decimal("198787.60"), concentration=concentration)
    view = build_overview(replace(measured, previous=before, previous_as_of=date(2026, 1, 16)), today=MONDAY)
    assert view.changes_title == "Jan 16 → Feb 6"
    assert [(row.label, row.value_text, row.change_text, row.tone) for row in view.changes] == [
        ("Value", "$200,000", "+$1,212", "positive"),
        ("The seven, of stocks", "31.4%", "\u22121.1 pts", "plain"),
        ("Mid and small caps, of money", "5.9%", "0.0 pts", "plain"),
    ]
    rail = build_rail_total(replace(measured, previous=before, previous_as_of=date(2026, 1, 16)))
    assert (rail.accounts_text, rail.total_text, rail.change_text) == ("2 accounts", "$200,000.00", "+$1,212.40 since Jan 16")


def test_footer_adds_up_and_marks_old_dates() -> None:
    measured = invented.measured()
    footer = build_footer(measured, today=MONDAY)
    assert text(footer.coverage_text) == (
        "Seen through: 19.5% direct or full holdings · 45.0% index members · 35.0% fund profile · 0.5% unseen"
    )
    assert sum(share for _, share, _ in footer.parts) == pytest.approx(1.0)
    assert footer.dates_text == "Oldest figure Jan 30, 2026 · Prices Feb 6, 2026"
    assert not footer.stale
    assert build_footer(measured, today=date(2026, 2, 13)).stale  # five trading days after Friday the 6th
    assert trading_days_since(FRIDAY, date(2026, 2, 12)) == 4


def test_the_foot_says_to_which_days_weights_were_moved() -> None:
    as_published = build_footer(invented.measured(), today=MONDAY)
    assert as_published.moved_text == ""
    moved = {"VTI": date(2026, 2, 6), "VXUS": date(2026, 2, 4)}
    at_once = with_exposure(invented.measured(), moved=dict.fromkeys(moved, date(2026, 2, 6)))
    assert build_footer(at_once, today=MONDAY).moved_text == "Weights moved with prices of Feb 6, 2026"
    apart = with_exposure(invented.measured(), moved=moved)
    assert build_footer(apart, today=MONDAY).moved_text == "Weights moved with prices of Feb 4 to Feb 6, 2026"
    printed = build_summary(apart, today=MONDAY).foot[1]
    assert printed.startswith(
        "Oldest figure Jan 30, 2026; weights inside funds moved with prices of Feb 4 to Feb 6, 2026; reference"
    )
    assert "moved" not in "".join(build_summary(invented.measured(), today=MONDAY).foot)
    told = exposure_json(apart, today=MONDAY)
    assert told["moved_with_prices"] == {"VTI": "2026-02-06", "VXUS": "2026-02-04"}
    days = price_dates(apart.portfolio)
    assert told["prices"] == {"oldest": days[0].isoformat(), "newest": days[1].isoformat()}
    assert not told["stale"]
    assert exposure_json(apart, today=MONDAY + timedelta(days=50))["stale"]
    assert told["benchmark"]["moved_with_prices_to"] is None


def test_exposure_by_company() -> None:
    view = build_exposure(invented.measured(), "company", today=MONDAY)
    assert view.headline == "You own NVIDIA in two places: 18% of your stocks."
    assert text(view.explanation) == "Your stocks are as spread out as 20 equal holdings. The S&P 500 is as spread out as 47."
    assert [group.label for group in view.groups][:2] == ["The other 493 · 24.8%", "The seven · 23.5%"]
    other = view.groups[0]
    assert other.blocks[0].label == "90 others"  # 102 companies, twelve shown
    assert sum(block.value for block in other.blocks) == pytest.approx(49_500)
    nvidia = view.groups[1].blocks[0]
    assert nvidia.detail_share_text == "17.6% of your stocks"
    assert [(route.label, route.value_text, route.share_text, route.where) for route in nvidia.routes] == [
        ("100 shares held directly", "$20,000", "76%", "Brokerage"),
        ("Inside VTI", "$6,300", "24%", "Brokerage and Rollover IRA"),
    ]
    hatched = {block.label for group in view.groups for block in group.blocks if block.hatched}
    assert hatched == {
        "US mid caps, not named",
        "US small caps, not named",
        "Other US companies, not named",
        "International companies",
        "XYZQ HOLDINGS",
    }


def test_companies_stand_beside_the_benchmark_and_what_has_no_name_does_not() -> None:
    measured = invented.measured()
    assert measured.exposure is not None
    benchmark = replace(measured.exposure.benchmark, companies={"NVDA": 0.08, "AAPL": 0.07})
    view = build_exposure(with_exposure(measured, benchmark=benchmark), "company", today=MONDAY)
    blocks = {block.key: block for group in view.groups for block in group.blocks}
    nvidia = blocks["NVDA"]
    # $26,300 of $200,000 is 13.15%, 5.15 points more than the fund holds.
    assert (nvidia.benchmark, nvidia.benchmark_text, nvidia.difference_text) == (0.08, "8.0%", "+5.2 pts")
    others = blocks["others:sp493"]
    assert (others.benchmark_text, others.difference_text[0]) == ("–", "+")
    unnamed = [block for block in blocks.values() if "not named" in f"{block.label} {block.detail_caption}"]
    assert unnamed
    assert {(block.benchmark_text, block.difference_text) for block in unnamed} == {("", "")}


def test_what_has_no_name_is_called_by_the_one_fund_it_lies_in() -> None:
    view = build_exposure(invented.measured(), "company", today=MONDAY)
    blocks = {block.label: block for group in view.groups for block in group.blocks}
    assert blocks["BND"].detail_caption == "Bonds"
    assert blocks["International companies"].short_label == "Inside VXUS"


def test_company_headline_with_an_interval() -> None:
    measured = invented.measured()
    assert measured.exposure is not None
    exposure = measured.exposure
    nvidia = replace(exposure.companies[2], low=0.12, high=0.16)
    assert nvidia.symbol == "NVDA"
    companies = (*exposure.companies[:2], nvidia, *exposure.companies[3:])
    view = build_exposure(with_exposure(measured, companies=companies, unseen=0.03), "company", today=MONDAY)
    # Stocks: at least 74.8% of the money, at most 1 − 25.2% = 74.8%: 0.12 / 0.748 to 0.16 / (0.748 + 0.04).
    assert view.headline == "You own NVIDIA in two places: 16% to 20% of your stocks."


def test_every_view_of_the_exposure_holds_all_the_money() -> None:
    headlines = {
        "sleeve": "25% of your money is in the other 493.",
        "sector": "60% of your stocks are in financials.",
        "company": "You own NVIDIA in two places: 18% of your stocks.",
        "fund": "VTI holds 45% of your money.",
        "account": "Brokerage holds 50% of your money.",
    }
    for by in VIEWS:
        view = build_exposure(invented.measured(), by, today=MONDAY)
        blocks = [block for group in view.groups for block in group.blocks]
        assert sum(block.value for block in blocks) == pytest.approx(200_000), by
        assert sum(group.share for group in view.groups) == pytest.approx(1.0), by
        assert len({block.key for block in blocks}) == len(blocks), by
        assert all(sum(route.share for route in block.routes) == pytest.approx(1.0) for block in blocks), by
        assert view.headline == headlines[by]


def test_matrix_is_symmetric_and_names_the_largest_pair() -> None:
    matrix = build_exposure(invented.measured(), "fund", today=MONDAY).matrix
    assert matrix.labels == ("VTI", "VXUS", "BND")
    shares = {(row, column): share for row, column, share, _ in matrix.cells}
    assert all(shares[row, column] == shares[column, row] for row, column in shares)
    assert matrix.accessible_name == "VTI and VXUS repeat each other most: 1%."


def test_holdings_rows_and_sums() -> None:
    view = build_holdings(invented.measured(), MONDAY)
    assert view.headline == "Six positions in two accounts: $200,000.00."
    assert text(view.explanation) == (
        "Imported totals match what Fidelity reported, to the cent. The cost of one position is not known."
    )
    brokerage, vti, nvidia = view.rows[0], view.rows[1], view.rows[2]
    assert (brokerage.symbol, brokerage.name) == ("Brokerage", "Fidelity ····4821 · Taxable")
    # Cost is known for NVDA and VTI alone: 80,000 against 52,000.
    assert (brokerage.value_text, brokerage.cost_text, brokerage.gain_text) == ("$100,000.00", "$52,000.00", "+$28,000.00")
    assert (vti.symbol, vti.quantity_text, vti.price_text, vti.share_text) == ("VTI", "200", "300.00", "30.0%")
    assert (nvidia.gain_text, nvidia.gain_percent_text, nvidia.gain_tone) == ("+$8,000.00", "+66.7%", "positive")
    bonds = next(row for row in view.rows if row.symbol == "BND")
    assert (bonds.gain_text, bonds.gain_percent_text, bonds.gain_tone) == ("\u2212$1,000.00", "\u22123.2%", "negative")
    assert (view.rows[-1].symbol, view.rows[-1].value_text, view.rows[-1].level) == ("Total", "$200,000.00", 2)
    assert [lot.cost_text for lot in view.lots] == ["$12,000.00"]
    assert view.imports[0].rows_text == "4 rows, 1 left out"


def test_data_names_the_oldest() -> None:
    view = build_data(invented.measured(), today=MONDAY)
    assert view.headline == "The oldest figures are from Jan 30, 2026: BND, VTI and VXUS."
    unknown = next(row for row in view.rows if row.figure == "XYZQ")
    assert (unknown.state_text, unknown.carries_text) == ("Not classified", "0.5%")
    assert ("Last backup", "never") in view.file_facts


def test_nothing_imported_yet() -> None:
    empty = invented.empty()
    assert build_overview(empty, today=MONDAY).headline == "No positions yet."
    assert build_holdings(empty, MONDAY).headline == "No positions yet."
    data = build_data(empty, today=MONDAY)
    assert data.headline == "The reference is from Jan 30, 2026."
    assert "".join(text for text, _ in data.explanation).startswith("It came with the program and is 10 days old. Import")
    assert build_summary(empty, today=MONDAY).sleeves == ()
    assert build_rail_total(empty) == RailTotal("No accounts yet", "", "Nothing is stored.")
    assert build_footer(empty, today=MONDAY).dates_text == "This informs; it is no financial advice."
    for by in VIEWS:
        assert build_exposure(empty, by, today=MONDAY).groups == ()


def test_an_account_that_is_named_by_its_number_says_it_once() -> None:
    assert labels.account_caption(replace(BROKERAGE, name="Fidelity ····4821")) == "Taxable"
    assert labels.account_label("Fidelity ····4821", "····4821") == "Fidelity ····4821"
    assert labels.account_label("Brokerage", "") == "Brokerage"


def test_one_account_and_one_position() -> None:
    measured = invented.measured()
    assert measured.exposure is not None
    nvidia = tuple(position for position in measured.portfolio.positions if position.symbol == "NVDA")
    portfolio = replace(measured.portfolio, accounts=(invented.BROKERAGE,), positions=nvidia)
    alone = replace(measured, portfolio=portfolio)
    assert build_holdings(alone, MONDAY).headline == "One position in one account: $20,000.00."
    assert build_exposure(alone, "account", today=MONDAY).headline == "All of your money is in one account: Brokerage."


def test_a_portfolio_of_one_account_says_that_the_others_do_not_count() -> None:
    everything = invented.measured()
    alone = replace(everything, only_account="Rollover IRA")
    for build in (build_overview, build_summary, partial(build_exposure, by="company")):
        assert text(build(alone, today=MONDAY).explanation) == (
            f"Only Rollover IRA is counted. {text(build(everything, today=MONDAY).explanation)}"
        )


def test_old_figures_are_called_old_in_words() -> None:
    rows = build_data(invented.measured(), today=MONDAY + timedelta(days=900)).rows
    dated = [row for row in rows if row.tone == "warning"]
    assert dated
    assert all(row.state_text.startswith("Old") for row in dated)
