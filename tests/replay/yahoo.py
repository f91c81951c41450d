"""Yahoo Finance as a test wants it: instruments told in plain terms, answered in Yahoo's formats."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from tests.replay.server import Asked, ReplayServer, Reply

NEW_YORK = "America/New_York"
EVENING = datetime(2025, 11, 20, 18, 0, tzinfo=ZoneInfo(NEW_YORK))
_OPEN, _CLOSE, _NIGHT, _MIDNIGHT = time(9, 30), time(16, 0), time(0, 0), time(23, 59)
_ANY_HOST = r"^https://query[12]\.finance\.yahoo\.com"


def address_of(kind: str, symbol: str = "") -> re.Pattern[str]:
    """Where one kind of answer is asked for, to count it or let it fail.

    Args:
        kind: "chart", "quote", "quoteSummary", "timeseries" or "getcrumb".
        symbol: In Yahoo's spelling; of every symbol when empty.
    """
    if kind == "quote":
        return re.compile(_ANY_HOST + r"/v7/finance/quote\?" + (rf".*symbols={re.escape(symbol)}(&|$)" if symbol else ""))
    return re.compile(_ANY_HOST + rf"/.*{kind}" + (rf"/{re.escape(symbol)}(\?|$)" if symbol else ""))


@dataclass
class YahooInstrument:
    """One instrument as it traded; Yahoo's own adjustments are made when it is asked.

    Attributes:
        closes: As traded on each day; None where Yahoo has a hole.
        splits: New shares and old shares, by ex-date.
        dividends, capital_gains: As paid per share, by ex-date.
        answers_as: What it calls itself, where that is not what was asked for.
        priced_until: The last day a fund has a price of; a later bar repeats it.
        empty_bars: Days whose bar is a hole in the chart while the quote is sound.
        announced_splits: Named by Yahoo, with closes that are not divided yet.
        profile: Modules of quoteSummary beside those written here.
    """

    symbol: str
    days: Sequence[date]
    closes: Sequence[float | None]
    name: str = ""
    quote_type: str = "EQUITY"
    exchange: str = "NMS"
    currency: str = "USD"
    timezone: str = NEW_YORK
    splits: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    dividends: Mapping[date, float] = field(default_factory=dict)
    capital_gains: Mapping[date, float] = field(default_factory=dict)
    answers_as: str = ""
    priced_until: date | None = None
    empty_bars: Sequence[date] = ()
    announced_splits: Mapping[date, tuple[int, int]] = field(default_factory=dict)
    sector: str = ""
    industry: str = ""
    country: str = ""
    market_cap: int | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)

    def later_splits(self, day: date) -> float:
        """Shares now for one share of that day."""
        return float(np.prod([new / old for ex, (new, old) in self.splits.items() if ex > day]))

    def split_adjusted(self) -> list[float | None]:
        """Yahoo's "close": single precision."""
        return [
            None if close is None else float(np.float32(close / self.later_splits(day)))
            for day, close in zip(self.days, self.closes, strict=True)
        ]

    def fully_adjusted(self) -> list[float | None]:
        """Yahoo's "adjclose": each day's money, had everything paid later been reinvested the evening before."""
        paid: dict[date, float] = {}
        for events in (self.dividends, self.capital_gains):
            for day, amount in events.items():
                paid[day] = paid.get(day, 0.0) + amount / self.later_splits(day)
        adjusted: list[float | None] = []
        factor, later = 1.0, None
        for day, close in reversed(list(zip(self.days, self.split_adjusted(), strict=True))):
            if later is not None and close:
                factor *= 1.0 - sum(amount for ex, amount in paid.items() if day < ex <= later) / close
            if close is not None:
                later = day
            adjusted.append(None if close is None else float(np.float32(close * factor)))
        return adjusted[::-1]


class ReplayYahoo:
    """Yahoo's addresses on a replay server: charts are for everybody; all else needs the cookie, and the crumb that goes with it.

    Args:
        now: The moment Yahoo answers at; bars after it do not exist yet.

    Attributes:
        cookie, crumb: What Yahoo takes by now.
    """

    def __init__(self, server: ReplayServer, now: datetime) -> None:
        self.server = server
        self.now = now
        self.cookie, self.crumb = "d=AQAB", "cRuMb.12345"
        self.instruments: dict[str, YahooInstrument] = {}
        server.serve(re.compile(r"^https://fc\.yahoo\.com"), lambda _: Reply(b"", 404, self.gives_cookie()))
        server.serve(re.compile(r"^https://guce\.yahoo\.com"), b"<html><body>nothing to consent to</body></html>")
        server.serve(address_of("getcrumb"), self._getcrumb)
        server.serve(address_of("chart"), self._chart)
        server.serve(address_of("quote"), self._quote)
        server.serve(address_of("quoteSummary"), self._summary)
        server.serve(address_of("timeseries"), {"timeseries": {"result": [], "error": None}})

    def add(self, *instruments: YahooInstrument) -> None:
        self.instruments.update({instrument.symbol: instrument for instrument in instruments})

    def gives_cookie(self) -> dict[str, str]:
        return {"Set-Cookie": f"A3={self.cookie}; Expires=Fri, 19 Nov 2055 00:00:00 GMT; Path=/"}

    def _getcrumb(self, asked: Asked) -> Any:
        return self.crumb if self._knows(asked) else _unauthorized("Invalid Cookie")

    def _knows(self, asked: Asked) -> bool:
        return f"A3={self.cookie}" in asked.headers.get("Cookie", "")

    def _refuses(self, asked: Asked) -> bool:
        return not self._knows(asked) or asked.query.get("crumb") != self.crumb

    def _chart(self, asked: Asked) -> Any:
        known = self.instruments.get(asked.last_part)
        if known is None:
            return _not_found("chart", "No data found, symbol may be delisted")
        if known.days[-1] < _since(asked.query, self.now):
            return _refused(400, "chart", "Bad Request", f"Data doesn't exist for startDate = {asked.query['period1']}")
        return {"chart": {"result": [chart(known, self.now, _since(asked.query, self.now))], "error": None}}

    def _quote(self, asked: Asked) -> Any:
        if self._refuses(asked):
            return _unauthorized("Invalid Crumb")
        found = [self.instruments[symbol] for symbol in asked.query["symbols"].split(",") if symbol in self.instruments]
        return {"quoteResponse": {"result": [quote(instrument, self.now) for instrument in found], "error": None}}

    def _summary(self, asked: Asked) -> Any:
        if self._refuses(asked):
            return _unauthorized("Invalid Crumb")
        known = self.instruments.get(asked.last_part)
        if known is None:
            return _not_found("quoteSummary", f"Quote not found for symbol: {asked.last_part}")
        modules = asked.query["modules"].split(",")
        found = {name: module for name, module in summary(known).items() if name in modules}
        return {"quoteSummary": {"result": [found], "error": None}}


def chart(instrument: YahooInstrument, now: datetime, since: date = date.min) -> dict[str, Any]:
    """Yahoo's chart (v8) of daily bars from a day on."""
    zone = ZoneInfo(instrument.timezone)
    wanted = [place for place, day in enumerate(instrument.days) if since <= day <= now.astimezone(zone).date()]
    closes, adjusted = instrument.split_adjusted(), instrument.fully_adjusted()
    column = [None if instrument.days[place] in instrument.empty_bars else closes[place] for place in wanted]
    result: dict[str, Any] = {"meta": _meta(instrument, now), "indicators": {"quote": [{}], "adjclose": [{}]}}
    if wanted:
        bars = dict.fromkeys(("open", "high", "low", "close"), column)
        result["timestamp"] = [_bar_time(instrument.days[place], zone, now) for place in wanted]
        result["indicators"]["quote"] = [bars | {"volume": [None if close is None else 1000 for close in column]}]
        result["indicators"]["adjclose"] = [{"adjclose": [adjusted[place] for place in wanted]}]
    result["events"] = _events(instrument, since, now.astimezone(zone).date())
    return result


def quote(instrument: YahooInstrument, now: datetime) -> dict[str, Any]:
    """One instrument of Yahoo's quotes (v7)."""
    meta = _meta(instrument, now)
    answer = {
        "symbol": instrument.answers_as or instrument.symbol,
        "quoteType": instrument.quote_type,
        "exchange": instrument.exchange,
        "currency": instrument.currency,
        "exchangeTimezoneName": instrument.timezone,
        "longName": instrument.name,
        "shortName": instrument.name,
        "regularMarketPrice": meta["regularMarketPrice"],
        "regularMarketTime": meta["regularMarketTime"],
    }
    return answer | ({"marketCap": instrument.market_cap} if instrument.market_cap is not None else {})


def summary(instrument: YahooInstrument) -> dict[str, Any]:
    """The modules of Yahoo's quoteSummary (v10)."""
    asset = {"sector": instrument.sector, "industry": instrument.industry, "country": instrument.country}
    modules: dict[str, Any] = {
        "quoteType": {
            "quoteType": instrument.quote_type,
            "symbol": instrument.answers_as or instrument.symbol,
            "longName": instrument.name,
            "exchange": instrument.exchange,
            "timeZoneFullName": instrument.timezone,
            "maxAge": 1,
        },
        "assetProfile": {name: words for name, words in asset.items() if words} | {"maxAge": 86400},
        "summaryDetail": {"currency": instrument.currency, "priceHint": 2, "maxAge": 1},
        "summaryProfile": {"longBusinessSummary": "", "maxAge": 86400},
        "defaultKeyStatistics": {"priceHint": 2, "maxAge": 1},
    }
    return {**modules, **instrument.profile}


def fund_modules(
    family: str,
    category: str,
    *,
    expense_ratio: float | None = None,
    positions: Mapping[str, float] | None = None,
    sectors: Mapping[str, float] | None = None,
    holdings: Sequence[tuple[str, str, float]] = (),
) -> dict[str, Any]:
    """What quoteSummary says of a fund.

    Args:
        positions: Fractions by "stock", "bond", "cash", "preferred", "convertible", "other".
        holdings: Symbol, name and fraction of the largest holdings.
    """
    names = ("cash", "stock", "bond", "other", "preferred", "convertible")
    return {
        "defaultKeyStatistics": {"fundFamily": family, "category": category, "maxAge": 1},
        "fundProfile": {
            "family": family,
            "categoryName": category,
            "feesExpensesInvestment": {} if expense_ratio is None else {"annualReportExpenseRatio": expense_ratio},
            "feesExpensesInvestmentCat": {},
            "maxAge": 1,
        },
        "topHoldings": {
            **{f"{name}Position": (positions or {}).get(name, 0) for name in names},
            "holdings": [{"symbol": symbol, "holdingName": name, "holdingPercent": weight} for symbol, name, weight in holdings],
            "equityHoldings": {},
            "bondHoldings": {},
            "bondRatings": [],
            "sectorWeightings": [{name: weight} for name, weight in (sectors or {}).items()],
            "maxAge": 1,
        },
    }


def weekdays(first: date, count: int) -> list[date]:
    """So many Mondays to Fridays."""
    days: list[date] = []
    while len(days) < count:
        if first.weekday() < 5:
            days.append(first)
        first += timedelta(days=1)
    return days


def _meta(instrument: YahooInstrument, now: datetime) -> dict[str, Any]:
    zone = ZoneInfo(instrument.timezone)
    today = now.astimezone(zone).date()
    past = [
        (day, close)
        for day, close in zip(instrument.days, instrument.split_adjusted(), strict=True)
        if close is not None and day <= today
    ]
    last_day, price = past[-1] if past else (today, None)
    last_day = min(last_day, instrument.priced_until or last_day)
    return {
        "currency": instrument.currency,
        "symbol": instrument.answers_as or instrument.symbol,
        "exchangeName": instrument.exchange,
        "instrumentType": instrument.quote_type,
        "longName": instrument.name,
        "shortName": instrument.name,
        "regularMarketPrice": price,
        "regularMarketTime": min(_seconds(last_day, _CLOSE, zone), int(now.timestamp())),
        "exchangeTimezoneName": instrument.timezone,
        "timezone": "EST",
        "gmtoffset": -18000,
        "priceHint": 2,
        "currentTradingPeriod": {name: _period(today, zone) for name in ("pre", "regular", "post")},
        "dataGranularity": "1d",
        "validRanges": ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"],
    }


def _period(day: date, zone: ZoneInfo) -> dict[str, Any]:
    opens, closes = (_NIGHT, _MIDNIGHT) if zone.key == "UTC" else (_OPEN, _CLOSE)
    return {"timezone": "EST", "gmtoffset": -18000, "start": _seconds(day, opens, zone), "end": _seconds(day, closes, zone)}


def _events(instrument: YahooInstrument, since: date, until: date) -> dict[str, Any]:
    zone = ZoneInfo(instrument.timezone)

    def told(events: Mapping[date, Any], say: Any) -> dict[str, Any]:
        answer = {}
        for day, event in events.items():
            if since <= day <= until:
                seconds = _seconds(day, _OPEN, zone)
                answer[str(seconds)] = {"date": seconds, **say(day, event)}
        return answer

    def money(day: date, amount: float) -> dict[str, Any]:
        return {"amount": round(amount / instrument.later_splits(day), 6)}

    events = {
        "dividends": told(instrument.dividends, money),
        "capitalGains": told(instrument.capital_gains, money),
        "splits": told(
            {**instrument.splits, **instrument.announced_splits}, lambda _, pair: {"numerator": pair[0], "denominator": pair[1]}
        ),
    }
    return {name: found for name, found in events.items() if found}


def _bar_time(day: date, zone: ZoneInfo, now: datetime) -> int:
    """The bar of a session bears its opening; that of the newest one the moment of its last trade."""
    opened = _seconds(day, _OPEN, zone)
    if day < now.astimezone(zone).date():
        return opened
    return max(opened, min(int(now.timestamp()), _seconds(day, _CLOSE, zone)))


def _seconds(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())


def _since(query: Mapping[str, str], now: datetime) -> date:
    if "period1" in query:
        seconds = max(int(query["period1"]), -62_000_000_000)
        return date(1970, 1, 1) + timedelta(days=seconds // 86400)
    return (now - timedelta(days=1)).date()


def _unauthorized(words: str) -> Reply:
    return _refused(401, "finance", "Unauthorized", words)


def _not_found(kind: str, words: str) -> Reply:
    return _refused(404, kind, "Not Found", words)


def _refused(status: int, kind: str, code: str, words: str) -> Reply:
    body = f'{{"{kind}": {{"result": null, "error": {{"code": "{code}", "description": "{words}"}}}}}}'
    return Reply(body.encode(), status, {"Content-Type": "application/json"})
