"""Which share a line of a fund's list is: by CUSIP or ISIN, by ticker, by name; and nothing where these leave doubt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from advisor.domain.classification import Sleeve
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.market import MarketBook
from advisor.domain.security_numbers import cusip_in, is_isin
from advisor.market.buckets import FOREIGN_PREFIX, share_symbol
from advisor.market.company_names import comparable, fits_ticker, full_key, may_be_one_company, share_class
from advisor.market.identifiers import NO_IDENTIFIERS, Identifiers

TICKER = re.compile(r"[A-Z]{1,6}(?:\.[A-Z]{1,4})?")
# What is owned or owed of the company itself. A bond, an option or a right carries the company's name but is no share of it.
_SHARE_LIKE = (LineKind.SHARE, LineKind.FUND, LineKind.SWAP)


class Identities:
    """Everything that tells securities apart. Where two pieces of evidence contradict each other, the answer is None."""

    def __init__(
        self, book: MarketBook, identifiers: Identifiers = NO_IDENTIFIERS, own_pairs: Mapping[str, str] | None = None
    ) -> None:
        """
        Args:
            own_pairs: CUSIP or ISIN → symbol from the investor's own files (`pairs_from_positions`); they count before the table.
        """
        self._book = book
        self._by_number = {cusip.number: book.canonical(cusip.symbol) for cusip in identifiers.cusips}
        self._doubtful = {cusip.number for cusip in identifiers.cusips if not cusip.is_sure}
        for number, symbol in (own_pairs or {}).items():
            self._by_number[number] = book.canonical(symbol)
            self._doubtful.discard(number)
        self._registered = {book.canonical(registrant.symbol): registrant.name for registrant in identifiers.registrants}
        self._former: defaultdict[str, set[str]] = defaultdict(set)
        for symbol, name in identifiers.former_names:
            self._former[book.canonical(symbol)].add(name)

    def symbol_of(self, line: HoldingLine) -> str | None:
        """The canonical symbol of the share that a line is (or, of a swap, rides on).

        It is a symbol of the book, unless only a US ticker or the investor's own files tell it. None for cash, bonds, options
        and rights, and wherever something is in doubt: such a line must not be entered under its ticker.
        """
        if line.kind is LineKind.PREFERRED:
            return self._by_numbers(line) or self._preferred_by_ticker(line)
        if line.kind not in _SHARE_LIKE:
            return None
        numbered = self._by_numbers(line)
        told = None if line.is_foreign else self._at_home(line)
        if not self._is_known(told) and (line.is_foreign or line.country not in ("", "US")):
            told = self._abroad(line) or told  # some reports have all of it in dollars
        if numbered and told and self._company(numbered) != self._company(told):
            return self._agreeing(line.name, numbered, told)
        return numbered or told

    def symbol_of_cusip(self, cusip: str) -> str | None:
        """The symbol of a CUSIP; None for one that is not known, or that may have been another company's."""
        cleaned = cusip.strip().upper()
        return None if cleaned in self._doubtful else self._by_number.get(cleaned)

    def symbol_of_isin(self, isin: str) -> str | None:
        """The symbol of an ISIN; one of the United States or Canada holds a CUSIP."""
        cleaned = isin.strip().upper()
        if not is_isin(cleaned):
            return None
        return self._by_number.get(cleaned) or self.symbol_of_cusip(cusip_in(cleaned))

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

    def names_of(self, symbol: str) -> frozenset[str]:
        """Every name that the tables have for a symbol: a fund's, a company's everyday, registered and former names."""
        canonical = self._book.canonical(symbol)
        fund, security = self._book.funds.get(canonical), self._book.securities.get(canonical)
        names = (fund.name if fund else "", security.company_name if security else "", self._registered.get(canonical, ""))
        return frozenset(name for name in (*names, *self._former.get(canonical, ())) if name)

    def is_named(self, name: str, symbol: str) -> bool:
        """Whether a name can be that of what the tables have under a symbol."""
        return fits_ticker(name, symbol) or any(may_be_one_company(name, known) for known in self.names_of(symbol))

    def _is_known(self, symbol: str | None) -> bool:
        return symbol in self._book.securities or symbol in self._book.funds

    def _company(self, symbol: str) -> str:
        """Of a fund what its share classes are classes of."""
        fund = None if symbol in self._book.securities else self._book.funds.get(symbol)
        return (fund.portfolio if fund else "") or self._book.company_of(symbol)

    def _by_numbers(self, line: HoldingLine) -> str | None:
        """By CUSIP and ISIN, where they do not contradict each other; a doubtful CUSIP needs the name beside it."""
        found = {self.symbol_of_cusip(line.cusip), self.symbol_of_isin(line.isin)} - {None}
        if not found:
            doubtful = self._doubtful & {line.cusip.strip().upper(), cusip_in(line.isin)}
            found = {symbol for symbol in map(self._by_number.__getitem__, doubtful) if self.is_named(line.name, symbol)}
        return found.pop() if len(found) == 1 else None

    def _preferred_by_ticker(self, line: HoldingLine) -> str | None:
        """Its issuer's name, and at times its issuer's ticker, are the common share's: that is another security."""
        symbol = None if line.is_foreign or not line.symbol else self._at_home(line)
        return symbol if symbol and (self._pays_like_a_bond(symbol) or self._lies_abroad(symbol)) else None

    def _at_home(self, line: HoldingLine) -> str | None:
        """By a ticker of the US market; one that is another company's by now tells nothing."""
        ticker = line.symbol.strip().upper()
        if not ticker:
            return self.symbol_of_name(line.name)
        symbol = self._book.canonical(share_symbol(ticker))
        if self._is_known(symbol):
            return symbol if not line.name or self.is_named(line.name, symbol) else None
        return (self.symbol_of_name(line.name) or symbol) if TICKER.fullmatch(ticker) else None

    def _abroad(self, line: HoldingLine) -> str | None:
        """Tickers of other exchanges repeat, and repeat US tickers: only together with the name do they tell anything."""
        listed = self._listed_abroad(line.symbol.strip().upper())
        for symbol in listed:
            if comparable(line.name) in map(comparable, self.names_of(symbol)):
                return symbol
        return self.symbol_of_name(line.name, is_foreign=True) or self._alike_abroad(line.name, listed)

    def _listed_abroad(self, ticker: str) -> tuple[str, ...]:
        """What a ticker may stand for outside the US: the lines of that ticker, then the company that has it at home."""
        if not any(character.isalnum() for character in ticker):
            return ()
        lines = [f"{FOREIGN_PREFIX}{ticker}"]
        while lines[-1] in self._book.securities:
            lines.append(f"{FOREIGN_PREFIX}{ticker}:{len(lines) + 1}")
        return (*lines[:-1], self._book.canonical(share_symbol(ticker)))

    def _alike_abroad(self, name: str, listed: Iterable[str]) -> str | None:
        """The one company abroad of that ticker whose name may be the line's: "ROCHE HOLDING PAR AG" (ROG) is Roche Holding."""
        abroad = (symbol for symbol in listed if self._lies_abroad(symbol))
        alike = [symbol for symbol in abroad if any(may_be_one_company(name, known) for known in self.names_of(symbol))]
        return alike[0] if len({self._company(symbol) for symbol in alike}) == 1 else None

    def _lies_abroad(self, symbol: str) -> bool:
        security = self._book.securities.get(symbol)
        return security is not None and security.sleeve is Sleeve.INTERNATIONAL

    def _agreeing(self, name: str, *symbols: str) -> str | None:
        """The one of the symbols that the name agrees with."""
        named = [symbol for symbol in symbols if name and self.is_named(name, symbol)]
        return named[0] if len(named) == 1 else None

    def _company_named(self, name: str, *, is_foreign: bool) -> str | None:
        companies = self._companies.get(full_key(name), set())
        if is_foreign:
            companies = {company for company in companies if self._lies_abroad(company)}
        elif len(companies) > 1:
            companies = {company for company in companies if not company.startswith(FOREIGN_PREFIX)}
        return next(iter(companies)) if len(companies) == 1 else None

    def _pays_like_a_bond(self, symbol: str) -> bool:
        """Preferred shares and notes carry the company's name and number too."""
        security = self._book.securities.get(symbol)
        return security is not None and security.sleeve is Sleeve.FIXED_INCOME

    @cached_property
    def _companies(self) -> Mapping[str, set[str]]:
        """Companies by the key of their name."""
        named: defaultdict[str, set[str]] = defaultdict(set)
        for symbol, security in self._book.securities.items():
            if security.named and security.company in self._book.securities and not self._pays_like_a_bond(symbol):
                for name in {security.company_name, self._registered.get(symbol, "")} - {""}:
                    named[full_key(name)].add(security.company)
        named.pop("", None)
        return named

    @cached_property
    def _fund_names(self) -> Mapping[str, str]:
        """Funds by name in small letters; a name that two funds have is left out."""
        funds = {symbol: fund for symbol, fund in self._book.funds.items() if not fund.pool}
        names = [(fund.name.casefold(), symbol) for symbol, fund in funds.items()]
        counted = Counter(name for name, _ in names)
        spelled = {name.casefold(): symbol for name, symbol in self._book.aliases.items() if symbol in funds and " " in name}
        return spelled | {name: symbol for name, symbol in names if counted[name] == 1}
