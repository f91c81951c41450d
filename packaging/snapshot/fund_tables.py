"""Holdings of each fund as legs on canonical symbols, and the companies they introduce."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.fund_holdings import FundHoldingsFile, LineKind
from advisor.market.buckets import CASH, FOREIGN_PREFIX, INTERNATIONAL, SMALL_TAIL, share_symbol
from advisor.market.company_names import company_name, comparable, from_capitals, full_key, share_telling_word
from advisor.market.index_names import named_index
from advisor.market.issuers import values
from snapshot.listings import Kind, Listing

# A weight printed with two decimals of a percent as 0.00 is below this fraction.
_PRINTED_AS_ZERO = 0.00005
# Sleeve of a US company that left the exchanges since the table's date, by its weight in a total-market fund:
# 0.035 % and 0.0125 % stand about where the S&P 500 and the S&P MidCap 400 begin.
_LARGE_FROM, _MID_FROM = 0.00035, 0.000125
_CASH_WORDS = ("CASH", "DOLLAR", "BLK CSH", "TREASURY SL", "COLLATERAL", "MONEY MARKET", "STERLING")
_FUTURE = re.compile(r"(?:MAR|JUN|SEP|DEC) ?\d\d$")
# VNQ holds this unlisted twin of itself; its weight is spread over the companies, which it holds too.
_TWIN_OF_VNQ = "VRTPX"
# Foreign companies that bear the name of another: the Indian brewer is not Chile's, Siemens of India is a company of its own.
_NAMESAKES = frozenset({"INTL:UBL", "INTL:SIEMENS"})
# Lines of one company that no name joins: Heineken Holding holds nothing but Heineken, Carnival became one company in 2026,
# Galaxy Digital moved home, the others are written otherwise at home than in New York.
_ONE_COMPANY = {
    "INTL:HEIO": "INTL:HEIA",
    "INTL:BMW:2": "INTL:BMW",
    "INTL:CCL": "CCL",
    "INTL:ERIC B": "ERIC",
    "INTL:ERIC B:2": "ERIC",
    "INTL:FEMSAUBD": "FMX",
    "INTL:GLXY": "GLXY",
    "INTL:PETR3": "PBR",
    "INTL:PZU:2": "INTL:PZU",
    "INTL:PETR4": "PBR",
    "INTL:SBSP3": "SBS",
    "INTL:TLKM": "TLK",
    "INTL:WISE": "WSE",
    "LBRDA": "LBRDK",
}


_Key = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Introduced:
    """A company no listing table has."""

    symbol: str
    company: str
    name: str
    sleeve: Sleeve
    sector: Sector


@dataclass(slots=True)
class FundTables:
    """Collects legs by fund, and the companies that only funds know."""

    listings: Mapping[str, Listing]
    known: frozenset[str]
    aliases: Mapping[str, str]
    sectors: Mapping[str, Sector]
    legs: dict[str, dict[str, float]] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    introduced: dict[str, Introduced] = field(default_factory=dict)
    _foreign_listing: dict[_Key, str] = field(default_factory=dict)
    _foreign_symbols: dict[tuple[str, str], str] = field(default_factory=dict)
    _foreign_companies: dict[_Key, str] = field(default_factory=dict)
    _shouted: set[str] = field(default_factory=set)
    foreign_sectors: dict[str, Sector] = field(default_factory=dict)
    _departed: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for listing in self.listings.values():
            if listing.is_foreign and listing.kind is Kind.COMMON:
                self._foreign_listing.setdefault(_key(listing.name), listing.company)

    def note_departed(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Remember weights in a total-market fund: they size companies that no screen sizes, such as those listed no more."""
        for row in rows:
            symbol = self._canonical(str(row["ticker"]))
            self._departed[symbol] = max(self._departed.get(symbol, 0.0), _weight(row))

    def sleeve_of(self, listing: Listing) -> Sleeve:
        """By country, kind and size; where no screen prints a US company's size, by its weight in the whole market."""
        is_weighed = listing.sleeve is Sleeve.US_OTHER and listing.market_cap <= 0 and listing.symbol in self._departed
        return self._departed_sleeve(listing.symbol) if is_weighed else listing.sleeve

    def add_issuer_file(self, fund: str, file: FundHoldingsFile, unknown: Sleeve) -> None:
        """A fund from its issuer's own file; companies nobody else knows lie in `unknown`."""
        legs: defaultdict[str, float] = defaultdict(float)
        for line in file.lines:
            if line.weight == 0:
                continue
            if line.kind is LineKind.FUTURE:
                legs[named_index(line.name)] += line.weight
                legs[CASH] -= line.weight
                continue
            symbol = CASH if line.kind is LineKind.CASH else self._canonical(line.symbol)
            legs[symbol] += line.weight
            if symbol not in self.known and symbol != CASH:
                name = company_name(from_capitals(line.name))
                sleeve = self._departed_sleeve(symbol) if symbol in self._departed else unknown
                self.introduced[symbol] = Introduced(symbol, symbol, name, sleeve, line.sector)
        self.legs[fund], self.dates[fund] = dict(legs), file.as_of

    def add_us_fund(self, fund: str, rows: list[dict[str, object]], as_of: date, *, whole_market: bool) -> None:
        """A fund of US companies from a third party's table.

        In a total-market fund the weight that rounding printed as 0.00 goes to small companies not named: each of those
        lines is below 0.005 % of the US market, far below the size of a mid-cap. Elsewhere it stays unseen.
        """
        legs: defaultdict[str, float] = defaultdict(float)
        zero_rows = 0
        for row in rows:
            weight = _weight(row)
            zero_rows += weight == 0 and row["ticker"] not in ("NAN", "-")
            if weight != 0:
                legs[self._us_symbol(row)] += weight
        twin = legs.pop(_TWIN_OF_VNQ, 0.0)
        named = {symbol: weight / (1 - twin) if symbol != CASH else weight for symbol, weight in legs.items()}
        rest = 1 - sum(named.values())
        if whole_market and 0 < rest <= zero_rows * _PRINTED_AS_ZERO:
            named[SMALL_TAIL] = rest
        self.legs[fund], self.dates[fund] = named, as_of

    def add_international_fund(self, fund: str, rows: list[dict[str, object]], as_of: date, *, has_gics_sectors: bool) -> None:
        """A fund whose mandate excludes the US: every company is international, and so is what rounding hid.

        Funds whose tables carry true GICS labels come first: their sectors serve the other funds too.
        """
        legs: defaultdict[str, float] = defaultdict(float)
        for row in rows:
            weight = _weight(row)
            if weight == 0:
                continue
            cash = _is_cash(row)
            symbol = CASH if cash else self._foreign_symbol(row)
            legs[symbol] += weight
            if has_gics_sectors and not cash:
                self._note_foreign_sector(symbol, values.sector(str(row["sector"])))
        rest = 1 - sum(legs.values())
        if rest > 0:
            legs[INTERNATIONAL] = rest
        self.legs[fund], self.dates[fund] = dict(legs), as_of

    def _canonical(self, ticker: str) -> str:
        symbol = ticker.strip().upper()
        return share_symbol(self.aliases.get(symbol, symbol))

    def _us_symbol(self, row: Mapping[str, object]) -> str:
        if _is_cash(row):
            return CASH
        symbol = self._canonical(str(row["ticker"]))
        if symbol not in self.known and symbol not in self.introduced and symbol != _TWIN_OF_VNQ:
            name = company_name(from_capitals(str(row["name"])))
            sector = self.sectors.get(symbol, Sector.UNCLASSIFIED)
            self.introduced[symbol] = Introduced(
                symbol, _ONE_COMPANY.get(symbol, symbol), name, self._departed_sleeve(symbol), sector
            )
        return symbol

    def _departed_sleeve(self, symbol: str) -> Sleeve:
        weight = self._departed.get(symbol, 0.0)
        if weight >= _LARGE_FROM:
            return Sleeve.US_OTHER
        return Sleeve.MID_CAP if weight >= _MID_FROM else Sleeve.SMALL_CAP

    def _foreign_symbol(self, row: Mapping[str, object]) -> str:
        """One symbol a company: tickers of other exchanges repeat, and repeat US tickers, so the name decides."""
        ticker, name = str(row["ticker"]).strip().upper(), str(row["name"])
        key = (ticker, comparable(from_capitals(name)).split(" ")[0])
        if key in self._foreign_symbols:
            self._better_name(self._foreign_symbols[key], name)
            return self._foreign_symbols[key]
        symbol = f"{FOREIGN_PREFIX}{ticker}"
        number = 2
        while symbol in self.introduced:
            symbol, number = f"{FOREIGN_PREFIX}{ticker}:{number}", number + 1
        written = company_name(from_capitals(name, ticker))
        company = self._foreign_listing.get(_key(written)) or self._foreign_companies.setdefault(_key(written), symbol)
        sector = self.foreign_sectors.get(company, Sector.UNCLASSIFIED)
        self.introduced[symbol] = Introduced(symbol, company, written, Sleeve.INTERNATIONAL, sector)
        self._foreign_symbols[key] = symbol
        if name == name.upper():
            self._shouted.add(symbol)
        return symbol

    def join_receipts(self, registered: Mapping[str, str]) -> None:
        """Let foreign lines join each other and the US listing of their company, by its registered name and the better of theirs.

        Args:
            registered: Names by symbol, as the SEC has them.
        """
        self._join_lines_abroad()
        by_name = {full_key(name): self.listings[s].company for s, name in registered.items() if self._is_foreign_share(s)}
        joined = {
            symbol: listing
            for symbol, line in self.introduced.items()
            if line.company == symbol and symbol not in _NAMESAKES
            if (listing := self._foreign_listing.get(_key(line.name)) or by_name.get(full_key(line.name)))
        }
        for symbol, line in self.introduced.items():
            self.introduced[symbol] = replace(line, company=joined.get(line.company, line.company))
        self._share_facts_of_companies()

    def _share_facts_of_companies(self) -> None:
        """Every line of a company abroad has the sector that any of them has, as its listing at home, and their best name."""
        abroad = {symbol: line for symbol, line in self.introduced.items() if line.sleeve is Sleeve.INTERNATIONAL}
        names: dict[str, str] = {}
        for symbol, line in abroad.items():
            if line.sector is not Sector.UNCLASSIFIED:
                self.foreign_sectors.setdefault(line.company, line.sector)
            if symbol not in self._shouted:
                names.setdefault(line.company, line.name)
        for symbol, line in abroad.items():
            sector, name = self.foreign_sectors.get(line.company, line.sector), names.get(line.company, line.name)
            self.introduced[symbol] = replace(line, sector=sector, name=name)

    def _join_lines_abroad(self) -> None:
        """Make one company of lines whose better names are alike: classes, and shares in Shanghai and in Hong Kong."""
        order = {symbol: place for place, symbol in enumerate(self.introduced)}  # a US listing is none of these: it leads
        joined: dict[str, str] = {}
        named: dict[_Key, str] = {}
        for symbol, line in self.introduced.items():
            if not symbol.startswith(FOREIGN_PREFIX) or symbol in _NAMESAKES:
                continue
            for other in (named.setdefault(_key(line.name), symbol), *self._alike_under_one_ticker(symbol)):
                both = {_owner(self.introduced[each].company, joined) for each in (other, symbol)}
                kept, *merged = sorted(both, key=lambda each: order.get(each, -1))
                joined |= {each: kept for each in merged if each.startswith(FOREIGN_PREFIX)}
        for symbol, line in self.introduced.items():
            owner = _owner(line.company, joined)
            self.introduced[symbol] = replace(line, company=_ONE_COMPANY.get(owner, owner))

    def _alike_under_one_ticker(self, symbol: str) -> list[str]:
        """Lines that have that ticker on whatever exchange, and a name that shares a word: Cia Vale do Rio Doce, and Vale."""
        stem = ":".join(symbol.split(":")[:2])
        same_ticker = [stem, *(f"{stem}:{number}" for number in range(2, 6))]
        lines = [each for each in same_ticker if each != symbol and each in self.introduced]
        return [each for each in lines if share_telling_word(self.introduced[each].name, self.introduced[symbol].name)]

    def _is_foreign_share(self, symbol: str) -> bool:
        listing = self.listings.get(symbol)
        return listing is not None and listing.is_foreign and listing.kind is Kind.COMMON

    def _better_name(self, symbol: str, name: str) -> None:
        """Capitals tell nothing about how a company writes itself; a table with small letters does."""
        if symbol in self._shouted and name != name.upper():
            self.introduced[symbol] = replace(self.introduced[symbol], name=company_name(name))
            self._shouted.discard(symbol)

    def _note_foreign_sector(self, symbol: str, sector: Sector) -> None:
        company = self.introduced[symbol].company
        if sector not in (Sector.UNCLASSIFIED, Sector.CASH):
            self.foreign_sectors.setdefault(company, sector)
            self.introduced[symbol] = replace(self.introduced[symbol], sector=self.foreign_sectors[company])


def _key(name: str) -> _Key:
    """A company's own: "Otsuka Holdings" is not "Otsuka", and a company's property trust is not the company."""
    return full_key(name), "REIT" in name.upper()


def _owner(company: str, joined: Mapping[str, str]) -> str:
    while company in joined:
        company = joined[company]
    return company


def _weight(row: Mapping[str, object]) -> float:
    return float(str(row["weight"])) / 100


def _is_cash(row: Mapping[str, object]) -> bool:
    """Cash by its name: one fund's table labels four companies "cash", whose tickers look like currencies."""
    name = str(row["name"]).upper()
    if _FUTURE.search(name):
        return True  # what stands here is the margin paid or owed, not the notional
    unlisted = str(row["ticker"]) in ("-", "NAN", "USD", "XTSLA") or row["sector"] == "Cash and/or Derivatives"
    return unlisted and any(word in name for word in _CASH_WORDS)
