"""What a record of an N-PORT report is, by its categories, its words and its dates."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import LineKind
from advisor.market.nport import fields
from advisor.market.nport.kinds import kind_of, sector_of

DAY = date(2026, 6, 30)


def record(asset: str, issuer: str = "CORP", *, name: str = "", debt: str = "") -> Element:
    return fromstring(
        f"<invstOrSec><name>{name}</name><assetCat>{asset}</assetCat><issuerCat>{issuer}</issuerCat>"
        f"<debtSec>{debt}</debtSec></invstOrSec>"
    )


def bill(due: str, *, name: str = "United States Treasury", coupon: str = "None", rate: str = "0") -> Element:
    debt = f"<maturityDt>{due}</maturityDt><couponKind>{coupon}</couponKind><annualizedRt>{rate}</annualizedRt>"
    return record("DBT", "UST", name=name, debt=debt)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (record("EC"), LineKind.SHARE),
        (record("EP"), LineKind.PREFERRED),
        (record("DBT"), LineKind.BOND),
        (record("ABS-MBS"), LineKind.BOND),
        (record("STIV"), LineKind.CASH),
        (record("SN"), LineKind.OTHER),
        (record("EC", "RF", name="Some Index Fund"), LineKind.FUND),
        (record("EC", "RF", name="Prime Money Market Fund"), LineKind.CASH),
        (record("EC", "PF", name="A Partnership"), LineKind.OTHER),
        (record("DBT", "RF"), LineKind.BOND),
    ],
)
def test_what_a_category_says(told, kind):
    assert kind_of(told, "", DAY) == (kind, True)


def test_a_money_fund_is_known_by_its_ticker_too():
    fund = record("EC", "RF", name="Anything")
    assert [kind_of(fund, symbol, DAY)[0] for symbol in ("SPAXX", "SPY")] == [LineKind.CASH, LineKind.FUND]


def test_an_unknown_category_is_other_and_said_to_be_unknown():
    assert kind_of(record("NEW"), "", DAY) == (LineKind.OTHER, False)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (bill("2026-09-30"), LineKind.CASH),
        (bill("2027-07-01"), LineKind.CASH),  # 366 days
        (bill("2027-07-02"), LineKind.BOND),
        (bill("2026-09-30", coupon="Fixed", rate="4.5"), LineKind.BOND),  # a note near its end pays a coupon
        (bill("2026-09-30", coupon="Fixed", rate="4.5", name="US TREASURY BILL"), LineKind.CASH),
        (bill("some day", name="US TREASURY BILL"), LineKind.CASH),
        (bill("some day"), LineKind.BOND),
    ],
)
def test_a_treasury_bill_is_cash_if_it_is_due_within_a_year(told, kind):
    assert kind_of(told, "", DAY)[0] is kind


def test_a_company_s_bill_is_a_bond():
    assert kind_of(record("DBT", "CORP", name="Commercial Bill"), "", DAY)[0] is LineKind.BOND


@pytest.mark.parametrize(
    ("kind", "asset", "sector"),
    [
        (LineKind.CASH, "DFE", Sector.CASH),
        (LineKind.BOND, "RE", Sector.FIXED_INCOME),
        (LineKind.OTHER, "COMM", Sector.ALTERNATIVES),
        (LineKind.FUTURE, "DIR", Sector.FIXED_INCOME),
        (LineKind.SHARE, "EC", Sector.UNCLASSIFIED),
    ],
)
def test_sectors_that_need_no_company(kind, asset, sector):
    assert sector_of(kind, asset) is sector


@pytest.mark.parametrize(("written", "per_dollar"), [("150", 150), ("0.2", 5), ("0.5", 0.5), ("0", None), ("-2", None)])
def test_rates_of_exchange_are_units_for_a_dollar_whichever_way_round(written, per_dollar):
    told = fromstring(f'<r><currencyConditional curCd="XYZ" exchangeRt="{written}"/></r>')
    assert fields.currency(told) == ("XYZ", pytest.approx(per_dollar) if per_dollar else None)


def test_without_a_rate_nothing_can_be_told_in_dollars():
    assert fields.Currency("XYZ", None).in_dollars(10) is None
    assert fields.Currency("USD", None).in_dollars(10) == 10
    assert fields.Currency("XYZ", 4.0).in_dollars(10) == 2.5


def test_the_number_told_first_stands():
    """Filers repeat a number in words of their own, not always the same one."""
    told = fromstring(
        "<r><cusip>67066G104</cusip><identifiers><isin value='US67066G1040'/><other otherDesc='CUSIP' value='594918104'/>"
        "<other otherDesc='Internal ISIN' value='US5949181045'/></identifiers></r>"
    )
    assert fields.identity(told) == fields.Identity("", "67066G104", "US67066G1040")
