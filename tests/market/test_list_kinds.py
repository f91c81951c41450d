"""What a line of a list is, by its class, its ticker and its words."""

from __future__ import annotations

import pytest

from advisor.domain.fund_holdings import LineKind
from advisor.market.issuers.kinds import Described, kind_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (Described("VTI", "VANGUARD TOTAL STOCK MARKET ETF", "ETF"), LineKind.FUND),
        (Described("VTSMX", "VANGUARD TOTAL STOCK MARKET INDEX FUND", "MUTUAL FUND"), LineKind.FUND),
        (Described("SPAXX", "FIDELITY GOVERNMENT MONEY MARKET FUND", "MUTUAL FUND"), LineKind.CASH),
        (Described("FGXXX", "FIRST AMERICAN GOVERNMENT OBLIG FUND", "INVESTMENT COMPANY"), LineKind.CASH),
        (Described("IVV", "ISHARES CORE S&P 500 ETF", "EQUITY"), LineKind.FUND),
        (Described("NVDA", "NVIDIA CORP", "EQUITY"), LineKind.SHARE),
        (Described("CASH", "CASH AMERICA INTERNATIONAL", "EQUITY"), LineKind.SHARE),
    ],
)
def test_what_an_asset_class_says(line, kind):
    assert kind_of(line) == (kind, True)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (Described("2SPY 261218P00400000", "SPY PUT", ""), LineKind.OPTION),
        (Described("SPY261218P00400000", "SPDR S&P 500 DEC 26", ""), LineKind.OPTION),
        (Described("", "SPX US 12/18/26 P4000", ""), LineKind.OPTION),
        (Described("ESZ6", "S&P500 EMINI DEC26", ""), LineKind.FUTURE),
        (Described("MINI", "MINI CAR GROUP", ""), LineKind.SHARE),
        (Described("AAPL TRS 1", "APPLE INC", ""), LineKind.SWAP),
        (Described("RCVB", "ACCOUNTS RECEIVABLES EXCHANGE INC", ""), LineKind.SHARE),  # a ticker that could be a share's
        (Described("RCVB", "BLACKROCK CASH CENTRAL", ""), LineKind.CASH),
        (Described("912796ZZ1", "TREASURY OBLIG SWEEP", ""), LineKind.CASH),
        (Described("", "NET OTHER ASSETS", ""), LineKind.CASH),
        (Described("", "ACME WIDGETS", "", has_terms=True), LineKind.BOND),
    ],
)
def test_what_ticker_and_name_say_where_a_list_tells_no_class(line, kind):
    assert kind_of(line) == (kind, True)


def test_a_class_that_nobody_knows_is_said_to_be_unknown():
    assert kind_of(Described("BEAN", "BEAN CO", "MAGIC BEANS")) == (LineKind.SHARE, False)
    assert kind_of(Described("", "BEAN CO", "MAGIC BEANS")) == (LineKind.OTHER, False)
