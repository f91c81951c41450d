"""Look-through on books small enough to work out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.market import Source
from advisor.domain.portfolio import Account, InstrumentKind, TaxType
from advisor.exposure.measure import measure
from tests.exposure.books import ACCOUNT, DAY, OLDER, book, fund, position, stock

MEGA = stock("AAPL", Sleeve.MEGA_CAP_TECH, Sector.TECHNOLOGY)
ALPHABET_A = stock("GOOGL", Sleeve.MEGA_CAP_TECH, Sector.COMMUNICATION)
ALPHABET_C = stock("GOOG", Sleeve.MEGA_CAP_TECH, Sector.COMMUNICATION, company="GOOGL")
CAT = stock("CAT")
MID = stock("MID", Sleeve.MID_CAP, Sector.MATERIALS)
BONDS = stock("@bonds", Sleeve.FIXED_INCOME, Sector.FIXED_INCOME, named=False)
INDEX = fund("INDEX", {"AAPL": 0.2, "GOOGL": 0.1, "GOOG": 0.05, "CAT": 0.65}, Source.INDEX)


def values(exposure):
    return {sleeve: part.value for sleeve, part in exposure.sleeves.items() if part.value}


def company(exposure, symbol):
    return next(company for company in exposure.companies if company.symbol == symbol)


def test_a_company_is_summed_through_every_door():
    other = Account(2, "schwab", "····0002", "Roth", TaxType.ROTH)
    held = [position("INDEX", 1000), position("INDEX", 1000, account=other), position("GOOG", 50), position("AAPL", 30)]
    exposure = measure(held, book(MEGA, ALPHABET_A, ALPHABET_C, CAT, INDEX), "INDEX")

    alphabet = company(exposure, "GOOGL")
    assert (alphabet.value, alphabet.direct, alphabet.via) == (350, 50, {"INDEX": 300})
    assert alphabet.weight == pytest.approx(350 / 2080)
    mega_cap = exposure.sleeves[Sleeve.MEGA_CAP_TECH]
    assert (mega_cap.value, mega_cap.direct, mega_cap.via_funds) == (780, 80, 700)
    assert exposure.sectors[Sector.INDUSTRIALS].value == 1300
    assert exposure.coverage[Source.INDEX] == pytest.approx(2000 / 2080)
    assert exposure.coverage[Source.DIRECT] == pytest.approx(80 / 2080)
    assert exposure.unseen == 0
    assert exposure.concentration.mega_cap_tech_share_of_equity == pytest.approx(780 / 2080)


def test_nested_funds_are_resolved_and_take_the_weakest_source_on_the_way():
    target = fund("TARGET", {"INDEX": 0.6, "BOND": 0.3, "CASH": 0.1}, Source.PROFILE, as_of=OLDER)
    bond = fund("BOND", {"@bonds": 1.0}, Source.CATEGORY)
    exposure = measure([position("TARGET", 1000)], book(MEGA, ALPHABET_A, ALPHABET_C, CAT, BONDS, INDEX, bond, target), "NONE")

    assert values(exposure) == {
        Sleeve.MEGA_CAP_TECH: 210,
        Sleeve.SP493: 390,
        Sleeve.FIXED_INCOME: 300,
        Sleeve.CASH: 100,
    }
    assert exposure.coverage[Source.PROFILE] == pytest.approx(0.7)
    assert exposure.coverage[Source.CATEGORY] == pytest.approx(0.3)
    assert sum(exposure.coverage.values()) == pytest.approx(1)
    assert company(exposure, "CAT").via == {"TARGET": 390}
    assert exposure.as_of == OLDER


def test_what_a_fund_does_not_show_is_unknown_and_widens_every_interval():
    partly = fund("PARTLY", {"AAPL": 0.3, "CAT": 0.5})
    exposure = measure([position("PARTLY", 800), position("MID", 200)], book(MEGA, CAT, MID, partly), "PARTLY")

    mega_cap = exposure.sleeves[Sleeve.MEGA_CAP_TECH]
    assert (mega_cap.weight, mega_cap.low, mega_cap.high) == pytest.approx((0.24, 0.24, 0.40))
    assert exposure.sleeves[Sleeve.SMALL_CAP].high == pytest.approx(0.16)
    assert exposure.sleeves[Sleeve.UNCLASSIFIED].value == 160
    assert (company(exposure, "CAT").low, company(exposure, "CAT").high) == pytest.approx((0.40, 0.56))
    assert exposure.coverage[Source.UNKNOWN] == exposure.unseen == pytest.approx(0.16)
    shares = exposure.concentration
    assert shares.mega_cap_tech_share_of_equity == pytest.approx(0.24 / 0.84)
    assert (shares.mega_cap_tech_share_low, shares.mega_cap_tech_share_high) == pytest.approx((0.24, 0.40))
    assert exposure.holdings["PARTLY"].seen == pytest.approx(0.8)


def test_a_pool_counts_in_the_estimate_and_not_among_what_is_sure():
    pool = fund("@us_large", {"AAPL": 0.25, "CAT": 0.75}, Source.CATEGORY, pool=True)
    active = fund("ACTIVE", {"@us_large": 0.8, "MID": 0.1, "CASH": 0.1}, Source.PROFILE)
    exposure = measure([position("ACTIVE", 1000)], book(MEGA, CAT, MID, pool, active), "NONE")

    mega_cap, mid_cap = exposure.sleeves[Sleeve.MEGA_CAP_TECH], exposure.sleeves[Sleeve.MID_CAP]
    assert (mega_cap.value, mega_cap.low, mega_cap.high) == (200, 0.0, pytest.approx(0.8))
    assert (mid_cap.low, mid_cap.high) == pytest.approx((0.1, 0.1))
    assert (company(exposure, "AAPL").low, company(exposure, "AAPL").high) == (0.0, pytest.approx(0.8))
    assert exposure.unseen == pytest.approx(0.8)
    assert exposure.coverage[Source.CATEGORY] == pytest.approx(0.8)
    # All of the pool is equity: the seven are nothing or 0.8 of 0.9.
    assert exposure.concentration.mega_cap_tech_share_low == 0
    assert exposure.concentration.mega_cap_tech_share_high == pytest.approx(8 / 9)


def test_a_pool_of_one_sleeve_is_sure_of_its_sleeve_and_not_of_its_companies():
    pool = fund("@us_mid", {"MID": 0.5, "MID2": 0.5}, Source.CATEGORY, pool=True)
    active = fund("ACTIVE", {"@us_mid": 1.0}, Source.PROFILE)
    others = stock("MID2", Sleeve.MID_CAP, Sector.ENERGY)
    exposure = measure([position("ACTIVE", 100)], book(MID, others, pool, active), "NONE")

    assert exposure.sleeves[Sleeve.MID_CAP].low == exposure.sleeves[Sleeve.MID_CAP].high == 1
    assert (exposure.sectors[Sector.ENERGY].low, exposure.sectors[Sector.ENERGY].high) == (0, 1)
    assert (company(exposure, "MID").low, company(exposure, "MID").high) == (0, 1)
    assert exposure.unseen == 0


def test_a_pool_inside_a_pool_is_estimated_once():
    inner = fund("@us_large", {"AAPL": 0.25, "CAT": 0.75}, Source.CATEGORY, pool=True)
    outer = fund("@mixed", {"@us_large": 0.5, "CAT": 0.5}, Source.CATEGORY, pool=True)
    exposure = measure(
        [position("ACTIVE", 1000)], book(MEGA, CAT, inner, outer, fund("ACTIVE", {"@mixed": 0.9, "CASH": 0.1})), "NONE"
    )
    mega_cap = exposure.sleeves[Sleeve.MEGA_CAP_TECH]
    assert (mega_cap.weight, mega_cap.low, mega_cap.high) == pytest.approx((0.1125, 0, 0.9))


def test_derivatives_count_at_notional_beside_their_cash_leg():
    double = fund("DOUBLE", {"INDEX": 2.0, "CASH": -1.0})
    swaps = fund("SWAPS", {"@bills": 0.571, "AAPL": 1.0, "CASH": -0.571})
    bills = stock("@bills", Sleeve.CASH, Sector.CASH, named=False)
    exposure = measure(
        [position("DOUBLE", 100), position("SWAPS", 1000)],
        book(MEGA, ALPHABET_A, ALPHABET_C, CAT, INDEX, double, bills, swaps),
        "INDEX",
    )
    assert values(exposure) == {Sleeve.MEGA_CAP_TECH: 1070, Sleeve.SP493: 130, Sleeve.CASH: -100}
    assert exposure.holdings["DOUBLE"].sleeves[Sleeve.CASH] == pytest.approx(-1)
    assert exposure.problems == ()


def test_shorts_and_margin_debt_are_taken_off():
    held = [position("INDEX", 1000), position("AAPL", -200), position("CASH", -300, InstrumentKind.CASH)]
    exposure = measure(held, book(MEGA, ALPHABET_A, ALPHABET_C, CAT, INDEX), "INDEX")

    assert exposure.total_value == 500
    assert values(exposure) == {Sleeve.MEGA_CAP_TECH: 150, Sleeve.SP493: 650, Sleeve.CASH: -300}
    assert company(exposure, "AAPL").value == 0
    assert sum(exposure.coverage.values()) == pytest.approx(1)


def test_selling_the_seven_short_leaves_the_493():
    index = fund("SPX", {"AAPL": 0.35, "CAT": 0.65})
    exposure = measure([position("SPX", 1000), position("AAPL", -350)], book(MEGA, CAT, index), "SPX")
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].value == 0
    assert exposure.sleeves[Sleeve.SP493].weight == pytest.approx(1)


def test_a_circle_is_told_and_its_money_left_unclassified():
    one = fund("ONE", {"TWO": 0.4, "CAT": 0.6})
    two = fund("TWO", {"ONE": 0.5, "MID": 0.5})
    itself = fund("SELF", {"SELF": 0.2, "CAT": 0.8})
    held = [position("ONE", 1000), position("SELF", 100)]
    exposure = measure(held, book(CAT, MID, one, two, itself), "NONE")

    assert values(exposure) == {Sleeve.SP493: 680, Sleeve.UNCLASSIFIED: 420}
    assert exposure.coverage[Source.UNKNOWN] == pytest.approx(420 / 1100)
    assert any("ONE, TWO" in problem for problem in exposure.problems)
    assert any("SELF" in problem and "itself" in problem for problem in exposure.problems)


def test_a_missing_leg_and_a_weight_that_is_no_number_are_told_and_lose_nothing():
    odd = fund("ODD", {"CAT": 0.5, "NOWHERE": 0.3, "MID": float("nan")})
    exposure = measure([position("ODD", 100)], book(CAT, MID, odd), "NONE")
    assert values(exposure) == {Sleeve.SP493: 50, Sleeve.UNCLASSIFIED: 50}
    assert "ODD holds NOWHERE, MID" in exposure.problems[0]


@pytest.mark.parametrize(("cat", "problems"), [(0.803, 0), (0.83, 1)])
def test_legs_that_sum_to_more_than_the_fund_are_balanced_not_rescaled(cat, problems):
    much = fund("MUCH", {"AAPL": 0.2, "CAT": cat})
    exposure = measure([position("MUCH", 1000)], book(MEGA, CAT, much), "NONE")
    assert exposure.sleeves[Sleeve.SP493].value == Decimal(str(cat)) * 1000
    assert exposure.sleeves[Sleeve.UNCLASSIFIED].value == 800 - Decimal(str(cat)) * 1000
    assert len(exposure.problems) == problems


def test_what_each_kind_of_position_is_taken_for():
    held = [
        position("CASH", 100, InstrumentKind.CASH),
        position("912828XX1", 200, InstrumentKind.BOND),
        position("SPY 01/16/2026 600.00 C", 50, InstrumentKind.OPTION),
        position("PLAN", 400),
        position("ZZZZ", 250),
    ]
    overrides = {"PLAN": (Sleeve.MID_CAP, Sector.UNCLASSIFIED)}
    exposure = measure(held, book(), "NONE", overrides)

    assert values(exposure) == {
        Sleeve.CASH: 100,
        Sleeve.FIXED_INCOME: 200,
        Sleeve.UNCLASSIFIED: 300,
        Sleeve.MID_CAP: 400,
    }
    assert exposure.unclassified == ("ZZZZ",)
    assert exposure.coverage[Source.UNKNOWN] == pytest.approx(0.25)
    (told,) = exposure.problems
    assert told == "SPY 01/16/2026 600.00 C name is an option: it counts at its market value and is not classified."
    assert exposure.holdings["ZZZZ"].source is Source.UNKNOWN
    assert exposure.holdings["ZZZZ"].seen == 0
    assert all(part.direct == part.value for part in exposure.sleeves.values())


def test_an_override_holds_inside_funds_and_for_every_share_class():
    overrides = {"GOOG": (Sleeve.US_OTHER, Sector.TECHNOLOGY)}
    known = book(MEGA, ALPHABET_A, ALPHABET_C, CAT, INDEX)
    exposure = measure([position("INDEX", 1000), position("GOOGL", 100)], known, "INDEX", overrides)
    assert exposure.sleeves[Sleeve.US_OTHER].value == 250
    assert exposure.sectors[Sector.COMMUNICATION].value == 0


def test_another_spelling_is_the_same_fund_and_keeps_its_own_line():
    known = book(MEGA, ALPHABET_A, ALPHABET_C, CAT, INDEX, aliases={"OLD": "INDEX", "GOOG.L": "GOOGL"})
    exposure = measure([position("OLD", 1000), position("GOOG.L", 10)], known, "OLD")
    assert exposure.holdings["OLD"].is_fund
    assert company(exposure, "GOOGL").via == {"OLD": 150}
    assert company(exposure, "GOOGL").direct == 10
    assert exposure.benchmark.symbol == "INDEX"


def test_odd_cents_go_nowhere_else():
    thirds = fund("THIRDS", {"AAPL": 1 / 3, "CAT": 1 / 3, "MID": 1 / 3})
    exposure = measure([position("THIRDS", "100.00"), position("AAPL", "0.01")], book(MEGA, CAT, MID, thirds), "NONE")
    assert sorted(part.value for part in exposure.sleeves.values() if part.value) == [
        Decimal("33.33"),
        Decimal("33.33"),
        Decimal("33.35"),
    ]
    assert sum(exposure.holdings["THIRDS"].sleeve_values.values()) == 100


def test_a_thousand_shares_of_a_cent_do_not_drift_between_sleeves():
    tail = [stock(f"S{number}", Sleeve.SMALL_CAP) for number in range(2000)]
    total = fund("TOTAL", {"AAPL": 0.51} | {small.symbol: 0.49 / 2000 for small in tail})
    exposure = measure([position("TOTAL", 3)], book(MEGA, *tail, total), "NONE")
    assert exposure.sleeves[Sleeve.SMALL_CAP].value == Decimal("1.47")


def test_a_portfolio_that_nets_to_nothing_has_no_weights():
    exposure = measure([position("AAPL", 100), position("CASH", -100, InstrumentKind.CASH)], book(MEGA), "NONE")
    assert exposure.total_value == 0
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].value == 100
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == 0


def test_no_positions_and_no_such_benchmark_are_refused_in_plain_words():
    with pytest.raises(InvalidRequestError, match="nothing to measure"):
        measure([], book(INDEX), "INDEX")
    with pytest.raises(InvalidRequestError) as refused:
        measure([position("CAT", 1)], book(CAT, fund("SPY", {"CAT": 1.0})), "ZZZ")
    assert "ZZZ" in refused.value.message
    assert "SPY" in refused.value.hint


def test_accounts_that_disagree_about_a_symbol_are_cash_when_one_says_so():
    other = Account(2, "schwab", "····0002", "Roth", TaxType.ROTH)
    held = [position("SWEEP", 10, account=ACCOUNT), position("SWEEP", 5, InstrumentKind.CASH, other)]
    assert values(measure(held, book(), "NONE")) == {Sleeve.CASH: 15}


def test_a_coin_is_crypto_and_never_the_share_of_its_symbol():
    inside = fund("ENERGY", {"SOL": 1.0})
    held = [position("SOL", 300, InstrumentKind.CRYPTO), position("ENERGY", 200)]
    exposure = measure(held, book(stock("SOL"), inside), "NONE")
    assert values(exposure) == {Sleeve.ALTERNATIVES: 300, Sleeve.SP493: 200}
    assert exposure.coverage[Source.UNKNOWN] == 0
    assert [(company.symbol, company.value, company.named) for company in exposure.companies] == [
        ("SOL", 300, False),
        ("SOL", 200, True),
    ]


def test_a_foreign_line_is_not_the_american_company_of_its_symbol():
    ours = book(stock("T"), stock("RY"), fund("VFV", {"T": 1.0}))
    lines = [
        replace(position(symbol, 100), name=name, currency="CAD")
        for symbol, name in (("T", "TELUS CORP"), ("RY", "RY INC. (TORONTO)"), ("VFV", "VANGUARD S&P 500 INDEX"))
    ]
    exposure = measure(lines, ours, "NONE")
    assert values(exposure) == {Sleeve.UNCLASSIFIED: 200, Sleeve.SP493: 100}
    assert exposure.coverage[Source.UNKNOWN] == pytest.approx(2 / 3)
    assert {company.symbol: company.named for company in exposure.companies} == {"T": False, "RY": True, "VFV": False}


@pytest.mark.parametrize(
    ("name", "sleeve"),
    [("BA", Sleeve.SP493), ("COMPANY BA THE", Sleeve.SP493), ("", Sleeve.SP493), ("BAE Systems", Sleeve.UNCLASSIFIED)],
)
def test_a_history_in_other_money_tells_companies_apart_by_name(name, sleeve):
    line = replace(position("BA", 100), name=name, currency="GBP", rebuilt=True)
    assert values(measure([line], book(stock("BA")), "NONE")) == {sleeve: 100}


def test_which_funds_carry_weights_moved_with_prices_is_told():
    """Held, inside another fund, and of the benchmark; one that no money reaches says nothing."""
    inner = replace(fund("INNER", {"CAT": 1.0}), moved_to=DAY)
    outer = fund("OUTER", {"INNER": 0.5, "MID": 0.5})
    compared, other = (replace(fund(symbol, {"MID": 1.0}), moved_to=OLDER) for symbol in ("BENCH", "OTHER"))
    known = book(CAT, MID, inner, outer, compared, other)
    exposure = measure([position("OUTER", 100)], known, "BENCH")
    assert exposure.moved == {"INNER": DAY}
    assert exposure.benchmark.moved_to == OLDER
    assert measure([position("OUTER", 100)], known, "OUTER").benchmark.moved_to is None


def test_what_one_fund_owes_of_a_pool_does_not_make_another_fund_s_part_of_it_sure():
    """Two active funds, one long and one short: their large companies need not be the same. One fund with itself nets out."""
    pool = fund("@us_large", {"AAPL": 0.25, "CAT": 0.75}, Source.CATEGORY, pool=True)
    one, other = (fund(symbol, {"@us_large": 0.8, "CASH": 0.2}, Source.PROFILE) for symbol in ("ONE", "OTHER"))
    known = book(MEGA, CAT, MID, pool, one, other, fund("TWICE", {"ONE": 1.0}))
    held = [position("ONE", 1000), position("OTHER", -500), position("MID", 500)]
    mega_cap = measure(held, known, "NONE").sleeves[Sleeve.MEGA_CAP_TECH]
    assert (mega_cap.weight, mega_cap.low, mega_cap.high) == pytest.approx((0.1, -0.4, 0.8))
    against_itself = measure([position("TWICE", 1000), position("ONE", -1000), position("MID", 500)], known, "NONE")
    assert against_itself.sleeves[Sleeve.MEGA_CAP_TECH].high == pytest.approx(0)


def test_what_the_investor_said_of_a_leg_to_nowhere_counts_but_makes_no_company_of_it():
    holds = fund("HOLDS", {"CAT": 0.7, "NOWHERE": 0.3})
    exposure = measure([position("HOLDS", 100)], book(CAT, holds), "NONE", {"NOWHERE": (Sleeve.MID_CAP, Sector.ENERGY)})
    assert values(exposure) == {Sleeve.SP493: 70, Sleeve.MID_CAP: 30}
    assert not company(exposure, "NOWHERE").named
    assert exposure.problems == ()
    assert exposure.unseen == 0
