"""The accounts of an OFX file: one for each statement in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.domain.account_numbers import mask_number
from advisor.importers.ofx.fields import Fields, read_day
from advisor.importers.ofx.positions import reported_total
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.sgml import Element

STATEMENT_TAGS = frozenset({"INVSTMTRS", "STMTRS", "CCSTMTRS"})
_ACCOUNT_TAGS = ("INVACCTFROM", "BANKACCTFROM", "CCACCTFROM")
_PLAN_TAGS = {"INV401K", "INV401KBAL"}
# By the institution's host or name as it stands in BROKERID or ORG, or by its number among Quicken's institutions.
_BROKERS = (
    ("fidelity", re.compile(r"\bfidelity|^7776$")),
    ("vanguard", re.compile(r"\bvanguard|^15103$")),
    ("schwab", re.compile(r"\bschwab|^5104$")),
    ("td_ameritrade", re.compile(r"ameritrade|^5024$")),
    ("etrade", re.compile(r"\be\W?trade")),
    ("merrill", re.compile(r"\bmerrill|^ml\.com$|\bmlol\b")),
    ("jpmorgan", re.compile(r"\bj\.?p\.? ?morgan|\bchase\b")),
    ("morgan_stanley", re.compile(r"\bmorgan ?stanley")),
    ("t_rowe_price", re.compile(r"\bt\.? ?rowe ?price")),
    ("tiaa", re.compile(r"\btiaa")),
    ("ibkr", re.compile(r"\binteractive ?brokers|\bibkr")),
    ("ameriprise", re.compile(r"\bameriprise")),
    ("robinhood", re.compile(r"\brobinhood")),
    ("betterment", re.compile(r"\bbetterment")),
    ("healthequity", re.compile(r"\bhealth ?equity")),
    ("tastytrade", re.compile(r"\btasty(?:trade|works)")),
)


@dataclass(frozen=True, slots=True)
class OfxAccount:
    """What a statement says about its account.

    Attributes:
        key: The account's number, and its type where two accounts of the file share a number.
        number: As the file prints it; empty when there is none.
        name: The employer's plan, or what the institution calls the account, with the end of its number; empty where the broker
            is a known one.
        is_plan: A workplace plan, whose funds may have no ticker.
        broker: Id of the institution where it is a known one; else empty.
        as_of: The day of its figures; None when it has none.
        reported_total: The file's own total; None when it has none.
        superseded: The file holds a newer statement of the same account.
    """

    key: str
    number: str
    name: str
    currency: str
    is_plan: bool
    broker: str
    as_of: date | None
    reported_total: Decimal | None
    superseded: bool = False


def find_accounts(root: Element) -> dict[int, OfxAccount]:
    """The account of each statement, by where the statement begins."""
    statements = [element for element in root.walk() if element.tag in STATEMENT_TAGS]
    types = defaultdict(set)
    for each in statements:
        types[_number(each)].add(_said(each, "ACCTTYPE"))
    institution = _said(root, "ORG"), _said(root, "FID")
    accounts = {each.start: _account(each, institution, one_type=len(types[_number(each)]) == 1) for each in statements}
    newest = {
        (each.tag, accounts[each.start].key): each.start for each in sorted(statements, key=lambda one: _age(one, accounts))
    }
    return {
        each.start: replace(accounts[each.start], superseded=newest[each.tag, accounts[each.start].key] != each.start)
        for each in statements
    }


def _account(statement: Element, institution: tuple[str, str], *, one_type: bool) -> OfxAccount:
    number, kind = _number(statement), _said(statement, "ACCTTYPE")
    broker = _broker(_said(statement, "BROKERID"), *institution)
    called = "" if broker else kind.capitalize() or institution[0]
    return OfxAccount(
        key=number if one_type else f"{number} {kind}".strip(),
        number=number,
        name=_said(statement, "EMPLOYERNAME") or (f"{called} {mask_number(number)}" if called else ""),
        currency=_currency(statement),
        is_plan=any(element.tag in _PLAN_TAGS for element in statement.walk()),
        broker=broker,
        as_of=_day(statement),
        reported_total=reported_total(statement),
    )


def _age(statement: Element, accounts: Mapping[int, OfxAccount]) -> tuple[date, int]:
    return accounts[statement.start].as_of or date.min, statement.start


def _number(statement: Element) -> str:
    """The account's number; empty where it has none, or two."""
    holder = next((child for child in statement.children if child.tag in _ACCOUNT_TAGS), None)
    try:
        return Fields(holder).text("ACCTID") if holder else ""
    except RowRefusedError:
        return ""


def _currency(statement: Element) -> str:
    code = _said(statement, "CURDEF") or _said(statement, "CURSYM")
    return code.upper() if re.fullmatch("[A-Za-z]{3}", code) else "USD"


def _day(statement: Element) -> date | None:
    """The day of the balance or the positions; where there is none, the last day of the transactions."""
    balance = statement.child("LEDGERBAL")
    stated = (statement.child("DTASOF"), balance and balance.child("DTASOF"))
    ends = (element for element in statement.walk() if element.tag == "DTEND")
    return next((day for day in (read_day(element.text) for element in (*stated, *ends) if element) if day), None)


def _said(element: Element, tag: str) -> str:
    return next((" ".join(each.text.split()) for each in element.walk() if each.tag == tag and each.text), "")


def _broker(*names: str) -> str:
    return next((id for name in names for id, pattern in _BROKERS if pattern.search(name.lower())), "")
