"""Single cells: amounts, symbols, dates, and the lines at which records begin."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.portfolio import InstrumentKind
from advisor.domain.security_numbers import is_cusip
from advisor.importers.reading.amounts import DecimalMark, dollars, read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.records import read_records
from advisor.importers.reading.symbols import canonical_symbol


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1,234.56", "1234.56"),
        ("$1815.29", "1815.29"),
        ("-$126.75", "-126.75"),
        ("$-1425.63", "-1425.63"),
        ("+$4.69", "4.69"),
        ("($126.93)", "-126.93"),
        ("(1,365.00)", "-1365.00"),
        ("$550.50 ", "550.50"),
        ("−2.5", "-2.5"),
        ("+2.68%", "2.68"),
        ("-.0066", "-0.0066"),
        ("0.", "0"),
        ("1,784.87", "1784.87"),
        ("12,345,678", "12345678"),
        ("\N{NO-BREAK SPACE}7.50", "7.50"),
        ("1.5E+03", "1500"),
    ],
)
def test_amounts_are_read_exactly(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", " ", "-", "--", "n/a", "N/A", "Incomplete", "not applicable", "—"])
def test_words_for_nothing_are_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    "text", ["abc", "1,23", "1.234,56", "1 2x", "NaN", "Infinity", "1e99", "1_000", "9" * 20, "(", "()", "5-3"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("-31,91", "-31.91"),
        ("1 234,5", "1234.5"),
        ("1\N{NARROW NO-BREAK SPACE}234,50 €", "1234.50"),
        ("0,72", "0.72"),
        ("65", "65"),
        ("12.345.678", "12345678"),
        ("(2,5)", "-2.5"),
        ("1.234 €", "1234"),
    ],
)
def test_amounts_with_decimal_commas_are_read_exactly(text: str, amount: str) -> None:
    assert read_amount(text, DecimalMark.COMMA) == Decimal(amount)


@pytest.mark.parametrize("text", ["1,234.56", "31.91", "1,2,3"])
def test_a_point_among_decimal_commas_groups_three_digits(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_amount(text, DecimalMark.COMMA)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2))
def test_printed_dollars_are_read_back(amount: Decimal) -> None:
    assert read_amount(dollars(amount)) == amount


SECURITY, BOND, OPTION, CASH = InstrumentKind.SECURITY, InstrumentKind.BOND, InstrumentKind.OPTION, InstrumentKind.CASH


@pytest.mark.parametrize(
    ("spelling", "symbol", "kind"),
    [
        ("VTI", "VTI", SECURITY),
        (" vti ", "VTI", SECURITY),
        ("BRK/B", "BRK.B", SECURITY),
        ("BRK-B", "BRK.B", SECURITY),
        ("BRK B", "BRK.B", SECURITY),
        ("SPAXX**", "SPAXX", CASH),
        ("VMFXX", "VMFXX", CASH),
        ("CORE**", "CORE", CASH),
        ("FCASH**", "CASH", CASH),
        ("Cash & Cash Investments", "CASH", CASH),
        ("912828YW4", "912828YW4", BOND),
        ("31657FAF4", "31657FAF4", BOND),
        ("912828YW5", "912828YW5", SECURITY),  # check digit wrong: no CUSIP
        (" -ABC260227P9", "ABC260227P00009000", OPTION),
        ("-TEST260620P00010000", "TEST260620P00010000", OPTION),
        ("-XYZ261218C12.5", "XYZ261218C00012500", OPTION),
        ("KO 11/15/2024 66.00 P", "KO241115P00066000", OPTION),
        ("KO 15NOV24 66 P", "KO241115P00066000", OPTION),
        ("QQQ Dec 31 '26 $600 Put", "QQQ261231P00600000", OPTION),
        ("PUT  TSLA   02/28/25   370.000", "TSLA250228P00370000", OPTION),
        ("XYZ#A3026C432500", "XYZ260130C00432500", OPTION),
        ("DEF#N2026D190000", "DEF260220P00019000", OPTION),
        ("SPY   250321C00500000", "SPY250321C00500000", OPTION),
        ("NEWTICKER", "NEWTICKER", SECURITY),
        *(
            (spelling, "BAC.PR.L", InstrumentKind.SECURITY)
            for spelling in ("BAC PR L", "BAC-PL", "BAC/PRL", "BAC.PRL", "BAC^L", "bac$l")
        ),
        *((spelling, "ACHR.WS", InstrumentKind.SECURITY) for spelling in ("ACHR+", "ACHR/WS", "ACHR WS", "ACHR.WS")),
        ("BRK-B", "BRK.B", InstrumentKind.SECURITY),
        ("SPR", "SPR", InstrumentKind.SECURITY),
        ("WS", "WS", InstrumentKind.SECURITY),
    ],
)
def test_each_spelling_becomes_its_canonical_symbol(spelling: str, symbol: str, kind: InstrumentKind) -> None:
    assert canonical_symbol(spelling) == (symbol, kind)


def test_cusip_check_digits_of_known_securities() -> None:
    """Apple, Cisco, and a Treasury bond, as printed on their certificates."""
    assert all(map(is_cusip, ("037833100", "17275R102", "912810FS2")))
    assert not any(map(is_cusip, ("037833109", "03783310", "VANGUARDX", "ABCDEFGH1")))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("as of 07:49 PM ET, 2026/07/16", date(2026, 7, 16)),
        ("as of 06:04 PM ET, 11/15/2020", date(2020, 11, 15)),
        ("Date downloaded 01/25/2023 10:44 AM ET", date(2023, 1, 25)),
        ("Date downloaded Aug-21-2026 6:59 a.m ET", date(2026, 8, 21)),
        ("Portfolio_Positions_Feb-06-2026.csv", date(2026, 2, 6)),
        ("Portfolio_Positions_Feb-06-2026 (1).csv", date(2026, 2, 6)),
        ("2026-03-27", date(2026, 3, 27)),
        ("02/30/2026", None),
        ("Portfolio_Positions.csv", None),
        ("123/45/67890", None),
    ],
)
def test_dates_in_every_spelling(text: str, day: date | None) -> None:
    assert find_date(text) == day


def test_records_know_the_line_they_begin_on() -> None:
    text = '\r\na,b\r\n"one\r\ntwo",c\r\n , \r\nd,"e\n\nf"\ng'
    assert [(record.line, record.cells) for record in read_records(text, "x.csv")] == [
        (2, ["a", "b"]),
        (3, ["one\r\ntwo", "c"]),
        (6, ["d", "e\n\nf"]),
        (9, ["g"]),
    ]
