"""What the checks on prices and funds' lists found, in words."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.price_jumps import is_in_other_units
from advisor.domain.quality import Check, QualityIssue
from advisor.presentation import labels, words


def _day(issue: QualityIssue) -> str:
    return words.long_date(issue.as_of) if issue.as_of else "an unknown day"


def _price(price: Decimal | None, issue: QualityIssue) -> str:
    return words.price_in(price or Decimal(0), issue.currency)


def _split(new_shares: Decimal | None) -> str:
    """What one old share becomes: "10 for 1", or "1 for 10" where ten become one."""
    ratio = new_shares or Decimal(1)
    return f"{words.quantity(ratio)} for 1" if ratio >= 1 else f"1 for {words.quantity(1 / ratio)}"


def _held(issue: QualityIssue) -> str:
    if issue.account is None:
        return issue.symbol
    return f"{issue.symbol} in {labels.account_label(issue.account.name, issue.account.number_masked)}"


def _other_company(issue: QualityIssue) -> str:
    if issue.said:
        return f"The market’s {issue.symbol} is “{issue.said}”, which is not what the file calls {_held(issue)}."
    hundredfold = is_in_other_units(issue.found, issue.expected)
    why = (
        "one of them may be in hundredths, as pence are of pounds" if hundredfold else "the ticker may mean another company there"
    )
    return (
        f"{_held(issue)} is priced at {_price(issue.expected, issue)} by the file of {_day(issue)}, and at "
        f"{_price(issue.found, issue)} by the market: {why}."
    )


def _missing_split(issue: QualityIssue) -> str:
    return (
        f"On {_day(issue)} the price of {issue.symbol} changes as a split of {_split(issue.expected)} would change it, but no "
        "split of that day is on file: quantities from before it may be wrong."
    )


def _bad_price(issue: QualityIssue) -> str:
    return (
        f"The close of {issue.symbol} on {_day(issue)}, {_price(issue.found, issue)}, stands alone among closes near "
        f"{_price(issue.expected, issue)}: it is probably wrong."
    )


def _price_jump(issue: QualityIssue) -> str:
    if is_in_other_units(issue.found, issue.expected):
        return (
            f"On {_day(issue)} {issue.symbol} goes from {_price(issue.expected, issue)} to {_price(issue.found, issue)}: some of "
            "its prices are probably in whole units and some in hundredths, as pounds and pence are."
        )
    return (
        f"On {_day(issue)} {issue.symbol} goes from {_price(issue.expected, issue)} to {_price(issue.found, issue)} in one day, "
        "without a split or a distribution: look whether that is true."
    )


def _restarted(issue: QualityIssue) -> str:
    return (
        f"The closes of {issue.symbol} stop at {_price(issue.expected, issue)} and go on weeks later, on {_day(issue)}, at "
        f"{_price(issue.found, issue)}: the ticker may have been another company’s before."
    )


def _old_prices(issue: QualityIssue) -> str:
    return f"No price is newer than {_day(issue)}: your money may be worth more or less today."


def _stale_price(issue: QualityIssue) -> str:
    asked = "" if issue.better_fix is None else ", and its source has had nothing newer since"
    return (
        f"The last close of {issue.symbol} is of {_day(issue)}, while others are newer{asked}: it may have a new ticker, or be "
        "listed no more."
    )


def _fund_weights(issue: QualityIssue) -> str:
    return f"The list of {issue.symbol} ({issue.said}) adds up to {words.share(float(issue.found or 0))} of the fund."


def _old_fund_list(issue: QualityIssue) -> str:
    return f"{issue.symbol} is looked through by what it held on {_day(issue)} ({issue.said})."


MARKET_SENTENCES = {
    Check.OTHER_COMPANY: _other_company,
    Check.MISSING_SPLIT: _missing_split,
    Check.BAD_PRICE: _bad_price,
    Check.PRICE_JUMP: _price_jump,
    Check.RESTARTED: _restarted,
    Check.OLD_PRICES: _old_prices,
    Check.STALE_PRICE: _stale_price,
    Check.FUND_WEIGHTS: _fund_weights,
    Check.OLD_FUND_LIST: _old_fund_list,
}
