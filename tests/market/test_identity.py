"""One company, however its line is written; and no guess where the evidence is split."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType
from advisor.domain.security_numbers import is_cusip, is_isin, isin_of
from advisor.market.buckets import share_symbol
from advisor.market.company_names import may_be_one_company
from advisor.market.identifiers import Cusip, Identifiers, read_identifiers
from advisor.market.identity import Identities
from advisor.market.issuers import read_holdings_file
from advisor.market.own_numbers import numbers_as_symbols, pairs_from_positions, tickers_abroad
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import book, fund

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
BOOK = load_snapshot(REFERENCE)
IDENTIFIERS = read_identifiers(REFERENCE)
KNOWN = Identities(BOOK, IDENTIFIERS)
BROKERAGE = Account(1, "schwab", "····1", "Brokerage", TaxType.TAXABLE)


def line(symbol="", name="", kind=LineKind.SHARE, **facts) -> HoldingLine:
    blank = HoldingLine(symbol, name, 0.01, Sector.UNCLASSIFIED, kind, None, None, None, is_foreign=False, line=1)
    return replace(blank, **facts)


def position(symbol: str, cusip: str, kind=InstrumentKind.SECURITY) -> Position:
    return Position(BROKERAGE, symbol, "", kind, Decimal(1), None, Decimal(1), None, date(2026, 6, 1), cusip=cusip)


def company(symbol: str | None) -> str | None:
    return BOOK.securities[symbol].company if symbol in BOOK.securities else symbol


@pytest.mark.parametrize(
    "written",
    [
        line(name="NVIDIA Corp", cusip="67066G104"),
        line(name="NVIDIA Corp", isin="US67066G1040"),
        line(name="NVIDIA CORP"),
        line(name="Nvidia"),
        line("NVDA "),
        line("NVDA", "NVIDIA CORP"),
        line("", "NVIDIA CORP TOTAL RETURN SWAP", LineKind.SWAP, cusip="67066G104"),
    ],
)
def test_nvidia_is_one_company(written):
    assert KNOWN.symbol_of(written) == "NVDA"


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        (line("META", "Facebook Inc. Class A"), "META"),
        (line("ELV", "Anthem Inc."), "ELV"),
        (line("XYZ", "Square Inc."), "XYZ"),
        (line("RNA", "AVIDITY BIOSCIENCES INC"), None),  # bought; the ticker is another company's by now
    ],
)
def test_a_name_of_before_is_the_companys_and_a_ticker_of_before_is_not(written, symbol):
    assert KNOWN.symbol_of(written) == symbol


def test_nvidia_is_the_same_in_invescos_own_file_and_in_a_brokers(shared):
    path = shared / "data" / "issuers" / "2025-09-26_QQQ_holdings.csv"
    (found,) = (each for each in read_holdings_file(path.read_bytes(), path.name).lines if each.symbol == "NVDA")
    assert KNOWN.symbol_of(found) == BOOK.canonical(position("NVDA", "67066G104").symbol) == "NVDA"


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("ALPHABET INC CL A", "GOOGL"),
        ("Alphabet Inc. Class C", "GOOGL"),
        ("BERKSHIRE HATHAWAY INC CL A", "BRK.A"),
        ("Berkshire Hathaway Inc Class B", "BRK.B"),
        ("AMAZON.COM INC", "AMZN"),
        ("GENERAL ELECTRIC CO", "GE"),
        ("Procter & Gamble Co/The", "PG"),
        ("MASTERCARD INC   A", "MA"),
        ("W W GRAINGER INC", "GWW"),
        ("Taiwan Semiconductor Manufacturing Co Ltd", "TSM"),
        ("Vanguard Total Stock Market Index Fund ETF Shares", "VTI"),
    ],
)
def test_names_are_known_however_they_are_written(name, symbol):
    assert KNOWN.symbol_of(line(name=name)) == symbol


def test_classes_belong_to_their_company():
    assert company(KNOWN.symbol_of(line(cusip="02079K107"))) == "GOOGL"  # class C
    assert company(KNOWN.symbol_of(line(cusip="02079K305"))) == "GOOGL"
    assert company(KNOWN.symbol_of(line("BRK/A", "BERKSHIRE HATHAWAY INC DEL"))) == "BRK.B"


def test_receipts_and_foreign_lines_are_one_international_company():
    receipt = KNOWN.symbol_of(line("TSM", "TAIWAN SEMICONDUCTOR ADR"))
    at_home = KNOWN.symbol_of(line("2330", "TAIWAN SEMICONDUCTOR MANUFACTURING", is_foreign=True, country="TW"))
    assert company(receipt) == company(at_home) == "TSM"
    assert company(KNOWN.symbol_of(line("ASML", "ASML HOLDING NV", is_foreign=True))) == "ASML"
    assert KNOWN.symbol_of(line(name="ASML Holding NV", cusip="N07059210")) == "ASML"


def test_former_tickers_lead_to_todays():
    renamed = {"MMC": "MRSH", "BK": "BNY", "FI": "FISV", "SATS": "ECHO", "FB": "META", "SPLG": "SPYM"}
    assert {old: KNOWN.symbol_of(line(old)) for old in renamed} == renamed


@pytest.mark.parametrize(
    ("ticker", "name", "symbol"),
    [
        ("FB", "Facebook Inc. Class A", "META"),
        ("MMC", "MARSH & MCLENNAN INC", "MRSH"),
        ("BK", "BANK OF NEW YORK MELLON CORP", "BNY"),
        ("SQ", "BLOCK INC CLASS A", "XYZ"),
        ("ANTM", "Anthem Inc.", "ELV"),
        ("UTX", "UNITED TECHNOLOGIES CORP", "RTX"),
        ("GMRE", "GLOBAL MEDICAL REIT INC", "XRN"),
        ("LANC", "Lancaster Colony Corporation", "MZTI"),
        ("PSTG", "PURE STORAGE INC CLASS A", "P"),
        ("FB", "PROSHARES S&P 500 DYNAMIC BUFFER ETF", None),  # who uses the ticker again is not who gave it up
        ("CHK", "SOMEBODY ELSE INC", None),
    ],
)
def test_a_ticker_of_before_leads_to_todays_unless_another_uses_it_again(ticker, name, symbol):
    assert KNOWN.symbol_of(line(ticker, name)) == symbol


def test_every_ticker_of_before_still_leads_there_under_the_names_of_before():
    renamed = {old: new for old, new in BOOK.aliases.items() if new in BOOK.securities and old.isalpha() and old not in new}
    wrong = {
        (old, name)
        for old, new in renamed.items()
        if "." not in new
        for name in KNOWN.names_of(new)
        if KNOWN.symbol_of(line(old, name)) != new
    }
    assert len(renamed) > 80
    assert wrong == set()


def test_a_ticker_that_is_another_companys_by_now_tells_nothing():
    assert KNOWN.symbol_of(line("P", "PANDORA MEDIA INC")) is None
    assert KNOWN.symbol_of(line("P", "PANDORA MEDIA INC", cusip="698354107")) is None
    assert KNOWN.symbol_of(line("P", "EVERPURE INC")) == "P"


def test_a_foreign_ticker_tells_nothing_without_its_name():
    assert KNOWN.symbol_of(line("NVDA", "NOVADAQ BERHAD", is_foreign=True)) is None
    assert KNOWN.symbol_of(line("NVDA", "NVIDIA CORP", is_foreign=True)) == "NVDA"


@pytest.mark.parametrize(
    ("ticker", "name", "symbol"),
    [
        ("ROG", "ROCHE HOLDING PAR AG", "INTL:ROG"),
        ("SIE", "SIEMENS N AG", "INTL:SIE"),
        ("BBDC4", "BANCO BRADESCO PREF SA", "INTL:BBDC4"),
        ("1398", "INDUSTRIAL AND COMMERCIAL BANK OF", "INTL:1398"),
        ("TD", "TORONTO DOMINION", "INTL:TD"),
        ("2382", "SUNNY OPTICAL TECHNOLOGY LTD", "INTL:2382:2"),  # in Taiwan it is Quanta's
        ("ARE", "AECON GROUP INC", None),  # in New York it is Alexandria's
        ("1333", "CHINA ZHONGWANG HOLDINGS LTD", None),  # in Tokyo it is Maruha Nichiro's
        ("POOL", "POOL ADVISTA INDONESIA", None),  # no company of the United States by its ticker and a word alone
        ("BB", "SOCIETE BIC SA", "INTL:BB:2"),
        ("-", "KANGMEI PHARMACEUTICAL RIGHTS", None),
    ],
)
def test_abroad_a_ticker_and_an_issuer_s_way_to_write_a_name_tell_the_company(ticker, name, symbol):
    found = KNOWN.symbol_of(line(ticker, name, is_foreign=True))
    assert company(found) == company(symbol)


def test_a_line_abroad_that_is_told_in_dollars_is_known_by_its_country():
    assert KNOWN.symbol_of(line("ROG", "Roche Holding AG", country="CH")) == "INTL:ROG"
    assert KNOWN.symbol_of(line("ROG", "Roche Holding AG")) is None  # Rogers in the United States
    assert KNOWN.symbol_of(line("ACN", "ACCENTURE PLC", country="IE")) == "ACN"
    assert KNOWN.symbol_of(line("BAS", "BASF SE", country="DE")) == "INTL:BAS"


def test_the_lines_of_one_company_abroad_are_one_company():
    pairs = (("INTL:RO", "INTL:ROG"), ("INTL:2318", "INTL:601318"), ("INTL:SHB A", "INTL:SHB B"), ("INTL:LOGN", "LOGI"))
    pairs += (("INTL:005930", "INTL:005935"), ("INTL:BBDC3", "INTL:BBDC4"), ("INTL:VOW", "INTL:VOW3"), ("INTL:PETR4", "PBR"))
    pairs += (("INTL:PBR.A", "PBR"), ("INTL:ERIC B:2", "ERIC"), ("LBRDA", "LBRDK"), ("INTL:TLKM", "TLK"), ("INTL:SBSP3", "SBS"))
    pairs += (
        ("INTL:VALE3", "VALE"),
        ("INTL:OR", "INTL:OR:3"),
        ("INTL:AI", "INTL:AI:2"),
        ("INTL:QSR", "QSR"),
        ("INTL:BMW:2", "INTL:BMW"),
    )
    assert all(company(one) == company(other) for one, other in pairs)
    assert company("INTL:AIA") != company("INTL:AIA:2")  # the airports of Auckland and of Athens
    assert company("INTL:SAP") != company("INTL:SAP:2")
    assert company("INTL:SIEMENS") != company("INTL:SIE")  # the Indian company
    assert company("INTL:1928") != company("INTL:3309")  # a builder and its property trust


def test_nobody_guesses_between_two_companies():
    assert KNOWN.symbol_of(line(name="FIRST BANCORP")) is None
    assert KNOWN.symbol_of(line(name="INDEPENDENT BANK CORP")) is None
    assert KNOWN.symbol_of(line(name="Compass Group PLC", is_foreign=True)) == "INTL:CPG"
    assert KNOWN.symbol_of(line(name="COMPASS INC")) == "COMP"
    assert KNOWN.symbol_of(line(name="ORION GROUP INC")) != "OEC"  # that is Orion


def test_a_share_class_of_a_fund_is_the_one_of_its_number():
    name = "Vanguard Total Stock Market Index Fund"
    assert KNOWN.symbol_of(line(name=name, kind=LineKind.FUND, cusip="922908769")) == "VTI"
    assert KNOWN.symbol_of(line(name="Vanguard Total Bond Market Index Fund", kind=LineKind.FUND, cusip="922908769")) is None


def test_a_name_that_two_funds_have_tells_neither():
    funds = [replace(fund(symbol, {}), name=name) for symbol, name in (("ONE", "Alike"), ("TWO", "ALIKE"), ("ODD", "Only"))]
    identities = Identities(book(*funds))
    assert [identities.symbol_of(line(name=name, kind=LineKind.FUND)) for name in ("alike", "ONLY")] == [None, "ODD"]


def test_number_against_ticker_the_name_decides_or_nobody():
    assert KNOWN.symbol_of(line("MSFT", "MICROSOFT CORP", cusip="67066G104")) == "MSFT"
    assert KNOWN.symbol_of(line("MSFT", "NVIDIA CORP", cusip="67066G104")) == "NVDA"
    assert KNOWN.symbol_of(line("NVDA", "", cusip="594918104")) is None
    assert KNOWN.symbol_of(line(name="ANYTHING", cusip="67066G104", isin="US5949181045")) is None


@pytest.mark.parametrize("kind", [LineKind.BOND, LineKind.OPTION, LineKind.OTHER, LineKind.CASH, LineKind.FUTURE])
def test_what_carries_a_companys_name_need_not_be_its_share(kind):
    assert KNOWN.symbol_of(line("NVDA", "NVIDIA CORP", kind, cusip="67066G104")) is None


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        (line(name="BANK OF AMERICA CORP"), None),  # the report names the issuer; its common share is another security
        (line("BAC", "BANK OF AMERICA CORP"), None),
        (line(name="BANK OF AMERICA CORP", cusip="060505682"), "BAC.PRL"),
        (line("BAC PRL", "BANK OF AMERICA CORP PFD"), "BAC.PRL"),
        (line("ITUB", "ITAU UNIBANCO HOLDING PREF ADR"), "ITUB"),
        (line(name="ITAU UNIBANCO HOLDING SA"), None),
    ],
)
def test_a_preferred_share_is_not_its_issuer_s_common_one(written, symbol):
    assert KNOWN.symbol_of(replace(written, kind=LineKind.PREFERRED)) == symbol


def test_a_right_left_from_a_takeover_is_no_share():
    assert KNOWN.symbol_of(line("HOLX US", "HOLOGIC INC")) is None


def test_a_us_ticker_that_no_table_has_stands_for_itself():
    assert KNOWN.symbol_of(line("ZZQXW", "ZZQXW HOLDINGS INC")) == "ZZQXW"


def test_what_the_investors_brokers_pair_is_known():
    held = [position("ZZQXW", "037833100"), position("AAPL", "67066G104"), position("NVDA", "67066G104")]
    learned = pairs_from_positions(
        [*held, position("912810FS2", "912810FS2", InstrumentKind.BOND), position("MSFT", "594918105")]
    )
    assert learned == {"037833100": "ZZQXW"}  # two brokers disagree, a bond, a wrong check digit
    assert Identities(BOOK, IDENTIFIERS, learned).symbol_of_cusip("037833100") == "ZZQXW"


def test_a_number_in_a_tickers_place_is_known_by_itself_or_by_the_name_beside_it():
    rows = (
        ("US0231351067", "AMAZON.COM INC"),
        ("CH0012005267", "NOVARTIS AG"),
        ("FR0000121014", "LVMH MOET HENNESSY LOUIS VUITTON"),
        ("IE00B5BMR087", "ISHARES CORE S&P 500 UCITS ETF"),
        ("US0231351068", "AMAZON.COM INC"),  # a wrong check digit
        ("AAPL", "APPLE INC"),
    )
    held = [replace(position(symbol, ""), name=name) for symbol, name in rows]
    found = {"US0231351067": "AMZN", "CH0012005267": "NVS", "FR0000121014": "INTL:MC"}
    assert numbers_as_symbols(held, KNOWN) == found
    bond = replace(position("037833EK2", "", InstrumentKind.BOND), name="APPLE INC 3.35% 2032")
    assert numbers_as_symbols([bond], KNOWN) == {}


@pytest.mark.parametrize(("number", "symbol"), [("US0231351067", "AMZN"), ("037833100", "AAPL")])
def test_a_number_in_a_tickers_place_needs_no_name(number, symbol):
    assert numbers_as_symbols([replace(position(number, ""), name="")], KNOWN) == {number: symbol}


def test_the_country_of_a_number_tells_where_a_name_is_looked_for():
    american, german = isin_of("123456782"), "DE0007164600"  # nobody's, and that of a company that no table has by its number
    held = [replace(position(american, ""), name="NVIDIA CORP"), replace(position(german, ""), name="NVIDIA CORP")]
    assert numbers_as_symbols(held, KNOWN) == {american: "NVDA"}


def test_a_ticker_of_another_exchange_is_who_has_it_there():
    rows = (
        ("MC", "LVMH MOET HENNESSY LOUIS VUITTON", "EUR"),  # in dollars it is Moelis
        ("AIR", "AIRBUS SE", "EUR"),  # in dollars it is AAR
        ("BAS", "BASF SE", "EUR"),
        ("RY", "ROYAL BANK OF CANADA", "CAD"),  # the same company there and here
        ("MSFT", "MICROSOFT CORP", "EUR"),
        ("AVTX", "AVANTIUM", "EUR"),  # nobody knows it: no guess
        ("TTE", "", "EUR"),
        ("ROG", "ROGERS CORP", "USD"),
    )
    held = [replace(position(symbol, ""), name=name, currency=currency) for symbol, name, currency in rows]
    assert tickers_abroad(held, KNOWN) == {"MC": "INTL:MC", "AIR": "INTL:AIR", "BAS": "INTL:BAS"}
    both = [*held, replace(position("MC", ""), name="MOELIS & CO")]
    assert "MC" not in tickers_abroad(both, KNOWN)


@pytest.mark.parametrize("number", [{"cusip": "064149107"}, {"isin": "CA0641491075"}])
def test_a_doubtful_number_counts_in_an_isin_too(number):
    assert KNOWN.symbol_of(line(name="BANK OF NOVA SCOTIA/THE", **number)) == "BNS"
    assert KNOWN.symbol_of(line(name="ZZQXW HOLDINGS", **number)) is None


def test_a_doubtful_number_needs_the_name():
    identities = Identities(BOOK, Identifiers([Cusip("NVDA", "67066G104", is_sure=False)]))
    assert identities.symbol_of_cusip("67066G104") is None
    assert identities.symbol_of(line(name="Nvidia Corporation", cusip="67066G104")) == "NVDA"
    assert identities.symbol_of(line(name="Pandora Media", cusip="67066G104")) is None


def test_check_digits():
    assert is_isin("US67066G1040") and is_isin("NL0010273215") and is_isin("IE00B4BNMY34")
    assert not is_isin("US67066G1041") and not is_isin("NL0010273251") and not is_isin("67066G104")
    assert KNOWN.symbol_of_isin("US67066G1041") is None
    assert all(is_cusip(cusip.number) for cusip in IDENTIFIERS.cusips)


def test_what_a_broker_names_by_its_number_alone_is_known():
    numbers = ("US0231351067", "037833100", "922908769", isin_of("67066G104"))
    assert [BOOK.canonical(number) for number in numbers] == ["AMZN", "AAPL", "VTI", "NVDA"]


@given(st.integers(0, 11), st.characters(codec="ascii", categories=("Nd",)))
def test_an_isin_with_one_wrong_digit_is_noticed(place, digit):
    right = "NL0010273215"
    wrong = right[:place] + digit + right[place + 1 :]
    assert wrong == right or not is_isin(wrong)


@pytest.mark.parametrize(
    ("one", "other"),
    [("FACEBOOK INC", "Meta Platforms"), ("Orion Group", "Nvidia"), ("First National Bank", "American International Group")],
)
def test_names_of_two_companies(one, other):
    assert not may_be_one_company(one, other)


FILES = ("IVV", "IJH", "IJR", "IWM", "VOO", "SPY", "MDY", "QQQ")


@pytest.mark.parametrize("fund", FILES)
def test_no_line_of_a_real_file_becomes_another_company(shared, fund):
    """By its number alone, its name alone and by all of it, each line is the company of its ticker, or unknown."""
    path = max(
        path for path in (shared / "data" / "issuers").iterdir() if f"_{fund}_" in path.name or f"-{fund.lower()}." in path.name
    )
    shares = [each for each in read_holdings_file(path.read_bytes(), path.name).lines if each.kind is LineKind.SHARE]
    right = 0
    for share in shares:
        expected = company(BOOK.canonical(share_symbol(share.symbol)))
        if expected not in BOOK.securities:
            continue
        for evidence in (
            share,
            replace(share, symbol=""),
            replace(share, symbol="", cusip=""),
            replace(share, symbol="", name=""),
        ):
            assert company(KNOWN.symbol_of(evidence)) in (expected, None)
        right += company(KNOWN.symbol_of(share)) == expected
    assert right >= 0.96 * len(shares)
