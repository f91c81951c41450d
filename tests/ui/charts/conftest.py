"""Invented views, small enough to check by eye: charts only draw what a view says."""

from __future__ import annotations

import pytest

from advisor.presentation.views import (
    AdviceView,
    Block,
    BlockGroup,
    CurveView,
    DumbbellRow,
    ExposureView,
    Footer,
    MatrixView,
    OverviewView,
    Route,
    SevenBar,
    Side,
    SleeveRow,
    TradeRow,
)

TOTAL = 214_013
FOOTER = Footer((("holdings", 1.0, "78.9% full holdings"),), (("Seen through", False),), "Prices Feb 6, 2026", False)


def _block(key: str, label: str, share: float, color_key: str, benchmark: float = 0.0, hatched: bool = False) -> Block:
    value = share * TOTAL
    routes = (
        Route(f"60 shares of {label} held directly", f"${value * 0.6:,.0f}", 0.6, "60%", "Brokerage"),
        Route("Inside VTI", f"${value * 0.4:,.0f}", 0.4, "40%", "Brokerage, Roth"),
    )
    return Block(
        key, label, key, share, f"{share:.1%}", value, f"${value:,.0f}", benchmark,
        f"{benchmark:.1%}" if benchmark else "–", share, share, color_key, hatched,
        label, f"{key} · Semiconductors", f"${value:,.0f}", f"{share:.1%} of your money", routes,
    )  # fmt: skip


def _group(key: str, label: str, blocks: list[Block]) -> BlockGroup:
    share = sum(block.share for block in blocks)
    return BlockGroup(key, f"{label} · {share:.1%}", share, key, tuple(blocks))


@pytest.fixture
def exposure_view() -> ExposureView:
    others = [
        ("480 others", "480 others", 0.305),
        ("AVGO", "Broadcom", 0.019),
        ("BRKB", "Berkshire", 0.011),
        ("JPM", "JPM", 0.01),
    ]
    others += [("LLY", "LLY", 0.009), ("COST", "COST", 0.007), ("NFLX", "NFLX", 0.006), ("V", "V", 0.006)]
    seven = [("NVDA", "NVIDIA", 0.101, 0.07), ("AAPL", "Apple", 0.092, 0.065), ("GOOGL", "Alphabet", 0.036, 0.05)]
    seven += [
        ("MSFT", "Microsoft", 0.033, 0.06),
        ("AMZN", "Amazon", 0.025, 0.04),
        ("META", "Meta", 0.017, 0.025),
        ("TSLA", "Tesla", 0.015, 0.02),
    ]
    groups = (
        _group("sp493", "The other 493", [_block(k, n, s, "sp493", s / 2) for k, n, s in others]),
        _group("mega_cap_tech", "The seven", [_block(k, n, s, "mega_cap_tech", b) for k, n, s, b in seven]),
        _group("fixed_income", "Bonds", [_block("BND", "BND", 0.11, "fixed_income")]),
        _group(
            "international",
            "International",
            [_block("VXUS", "VXUS", 0.055, "international"), _block("TSM", "TSMC", 0.007, "international")],
        ),
        _group("mid_cap", "Mid cap", [_block("IJH", "IJH", 0.043, "mid_cap"), _block("VTI-mid", "VTI", 0.016, "mid_cap")]),
        _group("cash", "Cash", [_block("cash", "Cash", 0.031, "cash")]),
        _group("alternatives", "Gold", [_block("gold", "Gold", 0.018, "alternatives")]),
        _group("us_other", "Other", [_block("other", "Other", 0.016, "us_other")]),
        _group("small_cap", "Small cap", [_block("small", "Small cap", 0.011, "small_cap")]),
        _group("unclassified", "Not classified", [_block("MYST", "MYST", 0.002, "unclassified", hatched=True)]),
    )
    yours = tuple(min(1.0, 0.12 * n**0.55) if n < 45 else 0.974 for n in range(1, 601))
    theirs = tuple(min(1.0, 0.07 * n**0.62) for n in range(1, 504))
    labels = ("VTI", "VOO", "QQQ", "IJH", "VXUS")
    shares = {(0, 1): 0.86, (0, 2): 0.44, (0, 3): 0.06, (1, 2): 0.5, (2, 4): 0.01}
    cells = tuple(
        (r, c, None if r == c else shares.get((min(r, c), max(r, c)), 0.0),
         "–" if r == c else f"{shares.get((min(r, c), max(r, c)), 0.0):.0%}")
        for r in range(5) for c in range(5)
    )  # fmt: skip
    return ExposureView(
        "company",
        "You own NVIDIA in four places: 12% of your stocks.",
        (
            ("Your stocks are as spread out as ", False),
            ("31 equal holdings", True),
            (". The S&P 500 is as spread out as 47.", False),
        ),
        groups,
        CurveView(yours, theirs, "S&P 500", 10, "Largest 10: 42%", "The ten largest companies are 42% of your stocks"),
        MatrixView(labels, cells, "VTI and VOO are 86% the same"),
        "S&P 500",
        "The other 493 are 37.3% of your money, the seven 31.9%",
        FOOTER,
    )


@pytest.fixture
def overview_view() -> OverviewView:
    facts = [
        ("mega_cap_tech", "Magnificent Seven", 0.319, 0.335), ("sp493", "The other 493", 0.373, 0.663),
        ("mid_cap", "US mid cap", 0.059, 0), ("small_cap", "US small cap", 0.011, 0), ("us_other", "Other US stocks", 0.016, 0),
        ("international", "International", 0.062, 0), ("fixed_income", "Bonds", 0.11, 0), ("cash", "Cash", 0.031, 0.002),
        ("alternatives", "Alternatives", 0.018, 0), ("unclassified", "Not classified", 0.001, 0),
    ]  # fmt: skip
    sleeves = tuple(
        SleeveRow(key, label, share, share, share, bench, f"{share:.1%}", f"{bench:.1%}" if bench else "–",
                  f"${share * TOTAL:,.0f}", "$0", "$0", f"{label}, tooltip")
        for key, label, share, bench in facts
    )  # fmt: skip
    seven = [("NVDA", "NVIDIA", 0.063, 0.057), ("AAPL", "Apple", 0.061, 0.049), ("GOOGL", "Alphabet", 0, 0.043),
             ("MSFT", "Microsoft", 0, 0.04), ("AMZN", "Amazon", 0, 0.029), ("META", "Meta", 0, 0.021),
             ("TSLA", "Tesla", 0, 0.017)]  # fmt: skip
    bars = tuple(SevenBar(s, n, d, i, f"{d + i:.1%}", f"${(d + i) * 179_500:,.0f}") for s, n, d, i in seven)
    return OverviewView(
        "38% of your stocks are seven companies.", (), sleeves, ("100.0%", "100.0%", "$214,013"), "seen through 7 funds",
        "S&P 500", (), "", (), bars, "held directly $22,260", "inside 3 funds $46,015", FOOTER,
    )  # fmt: skip


@pytest.fixture
def advice_view() -> AdviceView:
    facts = [
        ("mega_cap_tech", "The seven", 0.319, 0.249, 0.25), ("sp493", "The other 493", 0.373, 0.312, 0.33),
        ("mid_cap", "Mid cap", 0.059, 0.123, 0.12), ("small_cap", "Small cap", 0.011, 0.059, 0.06),
        ("international", "International", 0.062, 0.078, 0.08), ("fixed_income", "Bonds", 0.11, 0.11, 0.1),
        ("cash", "Cash", 0.031, 0.035, None),
    ]  # fmt: skip
    rows = tuple(
        DumbbellRow(k, n, b, a, t, max(0, (t or 0) - min(0.05, (t or 0) / 4)), (t or 0) + min(0.05, (t or 0) / 4),
                    f"{b:.1%}", f"{a:.1%}", f"{t:.0%}" if t is not None else "–")
        for k, n, b, a, t in facts
    )  # fmt: skip
    trades = (
        TradeRow(0, "1", "Brokerage", "", "Brokerage", "Fidelity ····4821 · Taxable", "", "", "", "", "", "plain", ""),
        TradeRow(1, "1|sell|NVDA", "Brokerage", "Sell", "NVDA", "NVIDIA", "15", "188.54", "$2,828.10", "+$700.00",
                 "Your largest single company; this is the lot with the least gain.", "negative", "15 bought Mar 3, 2021"),
        TradeRow(1, "1|buy|IJH", "Brokerage", "Buy", "IJH", "iShares Core S&P Mid-Cap", "45", "71.05", "$3,197.25", "–",
                 "Mid caps are 5.9% of your money; the target is 12%.", "positive", ""),
    )  # fmt: skip
    sides = (
        Side("trending-up", "positive", "For rotating", "If the seven fall 30%, you lose about $4,500 less."),
        Side("trending-down", "negative", "Against", "If the seven lead again, you gain about $3,300 less."),
        Side("circle-question-mark", "muted", "Not known to the plan", "Accounts elsewhere, your needs."),
    )
    costs = (("Changes place", "$36,805"), ("Cash afterwards", "$678"), ("Tax", "$461"), ("Gap to target", "12.9% → 2.2%"))
    return AdviceView(
        "Two trades take the seven from 38% to 30% of your stocks.", (("Estimated tax ", False), ("$461", True)), rows, costs,
        "Within $25 of the best plan there is. Held back by whole shares and by the bands.", sides, trades, ("No wash sale.",),
        "To reach your target. This informs; it is no financial advice.", "Prices Feb 6, 2026, 4:00 pm ET",
    )  # fmt: skip
