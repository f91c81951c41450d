"""Which share a line of a fund's list is: by CUSIP or ISIN, by ticker, by name; and nothing where these leave doubt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from advisor.domain.classification import Sleeve
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.domain.security_numbers import cusip_in, is_cusip, is_isin
from advisor.market.buckets import FOREIGN_PREFIX, share_symbol
from advisor.market.company_names import comparable, fits_ticker, full_key, may_be_one_company, share_class
from advisor.market.tables import read_table

_TICKER = re.compile(r"[A-Z]{1,6}(?:\.[A-Z]{1,4})?")
# What is owned or owed of the company itself. A bond, an option or a right carries the company's name but is no share of it.
_SHARE_LIKE = (LineKind.SHARE, LineKind.FUND, LineKind.SWAP)
_LISTED_BY_BROKERS = (InstrumentKind.SECURITY, InstrumentKind.STOCK, InstrumentKind.FUND)


class Identifier(NamedTuple):
    """One row of the identifier table.

    Attributes:
        symbol: Canonical symbol.
        cusip, cik: Empty where not known.
        is_sure: The ticker was never another company's, or an issuer's own file confirms the pair.
    """

    symbol: str
    cusip: str
    cik: str
    is_sure: bool


def read_identifiers(folder: Path) -> tuple[Identifier, ...]:
    """The bundled identifier table.

    Raises:
        UnreadableFileError: The table is missing.
    """
    return tuple(
        Identifier(symbol, cusip, cik, is_sure == "1") for symbol, cusip, cik, is_sure in read_table(folder, "identifiers")
    )


def pairs_from_positions(positions: Iterable[Position]) -> dict[str, str]:
    """CUSIP or ISIN → symbol as the investor's own brokers pair them; one that two of them pair differently is left out."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for position in positions:
        symbol, number = position.symbol.upper(), position.cusip.upper()
        if position.kind in _LISTED_BY_BROKERS and (is_cusip(number) or is_isin(number)) and _TICKER.fullmatch(symbol):
            said[number].add(symbol)
    return {number: symbols.pop() for number, symbols in said.items() if len(symbols) == 1}


class Identities:
    """Everything that tells securities apart. Where two pieces of evidence contradict each other, the answer is None."""

    def __init__(
        self, book: MarketBook, identifiers: Iterable[Identifier] = (), own_pairs: Mapping[str, str] | None = None
    ) -> None:
        """
        Args:
            own_pairs: CUSIP or ISIN → symbol from the investor's own files (`pairs_from_positions`); they count before the table.
        """
        self._book = book
        self._by_number: dict[str, str] = {}
        self._doubtful: set[str] = set()
        self._by_cik: defaultdict[str, set[str]] = defaultdict(set)
        for identifier in identifiers:
            self._add(identifier)
        for number, symbol in (own_pairs or {}).items():
            self._by_number[number] = book.canonical(symbol)
            self._doubtful.discard(number)

    def symbol_of(self, line: HoldingLine) -> str | None:
        """The canonical symbol of the share that a line is (or, of a swap, rides on).

        It is a symbol of the book, unless only a US ticker or the investor's own files tell it. None for cash, bonds, options
        and rights, and wherever something is in doubt: such a line must not be entered under its ticker.
        """
        if line.kind is LineKind.PREFERRED:
            return self._by_numbers(line) or self._by_known_ticker(line)
        if line.kind not in _SHARE_LIKE:
            return None
        numbered = self._by_numbers(line)
        ticker = None if line.is_foreign else self._by_ticker(line)
        if numbered and ticker and self._company(numbered) != self._company(ticker):
            return self._agreeing(line.name, numbered, ticker)
        return numbered or ticker or self._by_foreign_ticker(line) or self.symbol_of_name(line.name, is_foreign=line.is_foreign)

    def symbol_of_cusip(self, cusip: str) -> str | None:
        """The symbol of a CUSIP; None for one that is not known, or that was not always this company's."""
        cleaned = cusip.strip().upper()
        return None if cleaned in self._doubtful else self._by_number.get(cleaned)

    def symbol_of_isin(self, isin: str) -> str | None:
        """The symbol of an ISIN; one of the United States or Canada holds a CUSIP."""
        cleaned = isin.strip().upper()
        if not is_isin(cleaned):
            return None
        return self._by_number.get(cleaned) or self.symbol_of_cusip(cusip_in(cleaned))

    def symbol_of_cik(self, cik: str) -> str | None:
        """The symbol that stands for a registrant of the SEC; None where a registrant has several companies' shares."""
        companies = {self._company(symbol) for symbol in self._by_cik.get(_number(cik), ())}
        return companies.pop() if len(companies) == 1 else None

    def symbol_of_name(self, name: str, *, is_foreign: bool = False) -> str | None:
        """The symbol of a company's name, however it is written; None when no company or more than one has it.

        A class that the name tells ("CL A") gives that class's symbol, where the company's symbols show their class.
        """
        fund = self._fund_names.get(name.strip().casefold())
        if fund:
            return fund
        company = self._company_named(name, is_foreign=is_foreign)
        of_class = f"{(company or '').split('.')[0]}.{share_class(name)}"
        return of_class if of_class in self._book.securities and self._company(of_class) == company else company

    def _add(self, identifier: Identifier) -> None:
        symbol = self._book.canonical(identifier.symbol)
        if identifier.cusip:
            self._by_number[identifier.cusip] = symbol
            if not identifier.is_sure:
                self._doubtful.add(identifier.cusip)
        if identifier.cik:
            self._by_cik[_number(identifier.cik)].add(symbol)

    def _company(self, symbol: str) -> str:
        security = self._book.securities.get(symbol)
        return security.company if security else symbol

    def _name(self, symbol: str) -> str:
        if symbol in self._book.funds:
            return self._book.funds[symbol].name
        security = self._book.securities.get(symbol)
        return security.company_name if security else ""

    def _by_numbers(self, line: HoldingLine) -> str | None:
        """By CUSIP and ISIN, where they do not contradict each other; a doubtful CUSIP needs the name beside it."""
        cusip = line.cusip.strip().upper()
        found = {self.symbol_of_cusip(cusip), self.symbol_of_isin(line.isin)} - {None}
        if not found and cusip in self._doubtful and self._is_named(line.name, self._by_number[cusip]):
            return self._by_number[cusip]
        return found.pop() if len(found) == 1 else None

    def _by_known_ticker(self, line: HoldingLine) -> str | None:
        symbol = None if line.is_foreign else self._by_ticker(line)
        return symbol if symbol in self._book.securities else None

    def _by_ticker(self, line: HoldingLine) -> str | None:
        """A ticker of the US market; one that is another company's by now tells nothing."""
        ticker = line.symbol.strip().upper()
        symbol = self._book.canonical(share_symbol(ticker))
        if symbol in self._book.securities or symbol in self._book.funds:
            was_renamed = symbol != ticker and "." not in symbol
            return symbol if was_renamed or not line.name or self._is_named(line.name, symbol) else None
        return symbol if _TICKER.fullmatch(ticker) else None

    def _by_foreign_ticker(self, line: HoldingLine) -> str | None:
        """Tickers of other exchanges repeat, and repeat US tickers: only together with the name do they tell anything."""
        ticker = line.symbol.strip().upper()
        if not line.is_foreign or not ticker:
            return None
        for symbol in (f"{FOREIGN_PREFIX}{ticker}", self._book.canonical(share_symbol(ticker))):
            if symbol in self._book.securities and comparable(line.name) == comparable(self._name(symbol)):
                return symbol
        return None

    def _agreeing(self, name: str, *symbols: str) -> str | None:
        """The one of the symbols that the name agrees with."""
        named = [symbol for symbol in symbols if name and self._is_named(name, symbol)]
        return named[0] if len(named) == 1 else None

    def _is_named(self, name: str, symbol: str) -> bool:
        return may_be_one_company(name, self._name(symbol)) or fits_ticker(name, symbol)

    def _company_named(self, name: str, *, is_foreign: bool) -> str | None:
        key, strict = comparable(name), full_key(name)
        found = self._companies.get(key, {}) if key else {}
        exact = {company for company, keys in found.items() if strict in keys}
        companies = exact or set(found)
        if is_foreign:
            companies = {company for company in companies if self._is_international(company)}
        elif len(companies) > 1:
            companies = {company for company in companies if not company.startswith(FOREIGN_PREFIX)}
        return companies.pop() if len(companies) == 1 else None

    def _is_international(self, company: str) -> bool:
        return self._book.securities[company].sleeve is Sleeve.INTERNATIONAL

    @cached_property
    def _companies(self) -> dict[str, dict[str, set[str]]]:
        """Companies by the key of their name, each with its stricter keys."""
        named: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for security in self._book.securities.values():
            # Preferred shares and notes carry the company's name too.
            if security.named and security.sleeve is not Sleeve.FIXED_INCOME and security.company in self._book.securities:
                named[comparable(security.company_name)][security.company].add(full_key(security.company_name))
        return {key: dict(companies) for key, companies in named.items()}

    @cached_property
    def _fund_names(self) -> dict[str, str]:
        """Funds by name in small letters; a name that two funds have is left out."""
        funds = {symbol: fund for symbol, fund in self._book.funds.items() if not fund.pool}
        names = [(fund.name.casefold(), symbol) for symbol, fund in funds.items()]
        counted = Counter(name for name, _ in names)
        spelled = {name.casefold(): symbol for name, symbol in self._book.aliases.items() if symbol in funds and " " in name}
        return spelled | {name: symbol for name, symbol in names if counted[name] == 1}


def _number(cik: str) -> str:
    return cik.strip().lstrip("0")
