"""What the checks on the books found, in words, each with the verb that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.quality import Check, Fix, QualityIssue
from advisor.presentation import labels, words
from advisor.presentation.market_quality import MARKET_SENTENCES
from advisor.presentation.views.quality import QualityRow, QualityView

_TITLES = {
    Check.TOTAL: "The file’s total differs",
    Check.VALUE: "Value is not quantity × price",
    Check.NEGATIVE: "Negative, and was not before",
    Check.LOTS: "Lots do not add up",
    Check.HISTORY: "Sold more than was bought",
    Check.CASH: "Spent more than was paid in",
    Check.AMOUNT: "Trades without an amount",
    Check.PRICE: "No price",
    Check.POSITIONS: "No positions",
    Check.RATE: "No exchange rate",
    Check.TICKER: "Unknown symbol",
    Check.COST_BASIS: "No cost basis",
    Check.STALE: "Old figures",
    Check.OTHER_COMPANY: "Another company answers",
    Check.MISSING_SPLIT: "A split is missing",
    Check.BAD_PRICE: "A close that cannot be right",
    Check.PRICE_JUMP: "A jump in the price",
    Check.RESTARTED: "Another company’s closes",
    Check.OLD_PRICES: "All prices are old",
    Check.STALE_PRICE: "Old price",
    Check.FUND_WEIGHTS: "A fund’s list does not add up",
    Check.OLD_FUND_LIST: "Old list of a fund",
}
_VERBS = {
    Fix.SHOW_IMPORT: "Show the import",
    Fix.IMPORT_LOTS: "Import lots…",
    Fix.IMPORT_HISTORY: "Import history…",
    Fix.IMPORT_POSITIONS: "Import positions…",
    Fix.STATE_RATE: "State the rate…",
    Fix.CLASSIFY: "Classify…",
    Fix.STATE_COST_BASIS: "Type it in…",
    Fix.IMPORT_NEWER: "Import a newer file…",
    Fix.REFRESH: "Refresh",
    Fix.ADD_FUND_LIST: "Add the issuer’s file…",
}


def build_quality(issues: Sequence[QualityIssue]) -> QualityView:
    """Every issue as a row: the check, what it found, and the verb of its fix."""
    rows = tuple(
        QualityRow(
            title=_TITLES[issue.check],
            text=issue_sentence(issue),
            verb=_VERBS[issue.fix],
            fix=issue.fix.value,
            account_id=issue.account.id if issue.account else None,
            symbol=issue.symbol,
            import_id=issue.import_id,
        )
        for issue in issues
    )
    counted = words.numbered(len(rows), "thing")
    return QualityView(f"{counted} to look at" if rows else "The books are in order", rows)


def why_nothing_counts(issues: Sequence[QualityIssue]) -> str:
    """Why books with imports hold nothing that counts, and where that is mended."""
    first = next((issue for issue in issues if issue.check in (Check.POSITIONS, Check.RATE)), None)
    if first is None:
        return "What was imported so far holds no positions: import the positions file of an account."
    return f"{issue_sentence(first)} The checks on the Holdings page mend it."


def issue_title(issue: QualityIssue) -> str:
    """The check that found it, in a few words."""
    return _TITLES[issue.check]


def issue_sentence(issue: QualityIssue) -> str:
    """What is wrong, with its figures: one sentence."""
    return _SENTENCES[issue.check](issue)


def _account(issue: QualityIssue) -> str:
    return labels.account_label(issue.account.name, issue.account.number_masked) if issue.account else issue.file


def _money(amount: Decimal | None) -> str:
    return words.dollars_and_cents(amount or Decimal(0))


def _total(amount: Decimal | None, issue: QualityIssue) -> str:
    return words.money_in(amount or Decimal(0), issue.currency)


def _quantity(amount: Decimal | None) -> str:
    return words.quantity(amount or Decimal(0))


_SENTENCES = {
    Check.TOTAL: lambda issue: (
        f"The rows of {issue.file} add up to {_total(issue.found, issue)}, its own total is {_total(issue.expected, issue)}."
    ),
    Check.VALUE: lambda issue: (
        f"{issue.symbol} in {_account(issue)} is worth {_money(issue.found)} by the file, "
        f"{_money(issue.expected)} by its quantity and price."
    ),
    Check.NEGATIVE: lambda issue: (
        f"{issue.symbol} in {_account(issue)} is {_quantity(issue.found)} now and was {_quantity(issue.expected)} before."
    ),
    Check.LOTS: lambda issue: (
        f"The broker’s lots of {issue.symbol} in {_account(issue)} add up to {_quantity(issue.found)}, the position is "
        f"{_quantity(issue.expected)}: while the two differ, the lots count for nothing."
    ),
    Check.HISTORY: lambda issue: (
        f"The history of {_account(issue)} sells more {issue.symbol} than it ever bought: it does not reach back far enough, or "
        "the shares were sold short."
    ),
    Check.CASH: lambda issue: (
        f"In {_account(issue)}, {(issue.found or Decimal(0)):,.2f} {issue.symbol} more left than ever came in: its history does "
        "not reach back far enough, or it borrows."
    ),
    Check.AMOUNT: lambda issue: (
        f"{words.numbered(int(issue.found or 0), 'trade')} in {_account(issue)} do not say how much money moved: its cash is "
        "probably wrong."
    ),
    Check.PRICE: lambda issue: f"Nothing tells what {issue.symbol} in {_account(issue)} is worth: it counts as zero.",
    Check.POSITIONS: lambda issue: (
        f"Only tax lots or transactions of {_account(issue)} were imported. What it holds counts nowhere until its positions are "
        "imported too."
    ),
    Check.RATE: lambda issue: (
        f"{(issue.found or Decimal(0)):,.2f} {issue.symbol} in {_account(issue)} count nowhere until you say what one "
        f"{issue.symbol} is worth in dollars."
    ),
    Check.TICKER: lambda issue: f"Nothing is known about {issue.symbol}, {_money(issue.found)} of your money.",
    Check.COST_BASIS: lambda issue: (
        f"{issue.symbol} in {_account(issue)}, worth {_money(issue.found)}, has no cost basis: neither its gain nor its tax can "
        "be told."
    ),
    Check.STALE: lambda issue: (
        f"The figures of {_account(issue)} are from {words.long_date(issue.as_of)}." if issue.as_of else _account(issue)
    ),
    **MARKET_SENTENCES,
}
