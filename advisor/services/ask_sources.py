"""The sources on the network, asked one question at a time; each answer is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.fund_holdings import DownloadedList
from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.market import network
from advisor.market.followed import FOLLOWED, Purpose
from advisor.market.fred import SOURCE as FRED
from advisor.market.fred_downloads import fetch_figures
from advisor.market.fund_lists import READER_VERSION
from advisor.market.issuers.addresses import publisher_with_address
from advisor.market.issuers.downloads import download_holdings
from advisor.market.nport.edgar import SOURCE as SEC
from advisor.market.nport.edgar import Edgar
from advisor.market.yahoo.failures import SOURCE as YAHOO
from advisor.market.yahoo.provider import YahooProvider
from advisor.market.yahoo.update import Update, bring_up_to_date, refuse_forgetting
from advisor.rotation.signals.markets import MID_CAP
from advisor.services import clock
from advisor.services.list_doubts import refuse_cut_short
from advisor.services.market_book import bundled_book, issuer_addresses
from advisor.services.network_switch import network_switch
from advisor.services.own_portfolio import told_days
from advisor.services.what_to_ask import Question
from advisor.storage.day_ranges import load_ranges, save_ranges
from advisor.storage.engine import Database
from advisor.storage.figures import fetched_figures, save_fetched_figures
from advisor.storage.fund_files import newest_list, save_fund_file
from advisor.storage.instruments import load_profiles, save_profile
from advisor.storage.prices import load_history, note_asked, save_history

_YEARS_OF_CLOSES = 10
_SINCE_EVER = date(1990, 1, 1)  # for the ranks of weeks: two decades are what is spoken of
_RANKED = {each.symbol for each in FOLLOWED if each.purpose is Purpose.INDEX} | {"SPY", "MDY"}
_WITH_RANGES = {MID_CAP.index, *MID_CAP.funds}  # where a pattern of highs, lows and volumes is looked for


class Sources:
    """Yahoo Finance, the funds' issuers, the SEC and FRED."""

    def __init__(self, db: Database, pause: Callable[[float], None], *, anew: bool = False) -> None:
        """
        Args:
            pause: Waits so many seconds; may raise `TaskCancelled`.
            anew: Ask for all that is on file of a symbol once more, where no file of the investor's own is part of it.
        """
        self._db = db
        self._anew = anew
        self._yahoo = YahooProvider(network.new_session(), pause=pause, now=clock.now)
        self._network = network.Network(network.new_session(), pause=pause)
        contact = network_switch(db).sec_contact
        self._may_ask_sec = bool(contact)
        self._sec = Edgar(self._network, contact)
        self._held_since = _held_since(db)
        self._profiles = load_profiles(db)

    def name_of(self, question: Question) -> str:
        """Who is asked."""
        if question.asked_for is AskedFor.FIGURES:
            return FRED
        if question.asked_for is not AskedFor.HOLDINGS:
            return YAHOO
        return publisher_with_address(question.symbol, issuer_addresses()) or SEC

    def ask(self, question: Question) -> Answer:
        """Ask, and store what is new.

        Raises:
            SourceFailedError: No usable answer; nothing was changed.
        """
        ways = {
            AskedFor.CLOSES: self._ask_closes,
            AskedFor.PROFILE: self._ask_profile,
            AskedFor.HOLDINGS: self._ask_holdings,
            AskedFor.FIGURES: self._ask_figures,
        }
        kind, message = ways[question.asked_for](question)
        return Answer(question.symbol, self.name_of(question), question.asked_for, kind, message, clock.now())

    def _ask_closes(self, question: Question) -> tuple[AnswerKind, str]:
        asked_at = clock.now()
        profile = self._profiles.get(question.symbol)
        known = load_history(self._db, question.symbol)
        lacks_ranges = question.symbol in _WITH_RANGES and load_ranges(self._db, question.symbol) is None
        update = bring_up_to_date(
            self._yahoo,
            question.symbol,
            known,
            _SINCE_EVER if question.symbol in _RANKED else date(asked_at.year - _YEARS_OF_CLOSES, 1, 1),
            held_since=self._held_since.get(question.symbol),
            known_name=profile.name if profile else "",
            is_coin=question.is_coin,
            whole=lacks_ranges or (self._anew and known is not None and known.names_splits),
        )
        if update.history.days:
            save_history(self._db, update.history, asked_at, replace=update.replace)
        else:
            note_asked(self._db, question.symbol, asked_at)
        if question.symbol in _WITH_RANGES and (update.history.days or lacks_ranges):
            save_ranges(self._db, update.ranges, replace=update.replace)
        if update.new_closes or update.new_events or update.replace:
            return AnswerKind.UPDATED, _told(update)
        return AnswerKind.UNCHANGED, "Nothing newer."

    def _ask_profile(self, question: Question) -> tuple[AnswerKind, str]:
        profile = self._yahoo.profile(question.symbol, is_coin=question.is_coin)
        refuse_forgetting(self._profiles.get(question.symbol), profile)
        save_profile(self._db, profile)
        return AnswerKind.UPDATED, profile.name

    def _ask_holdings(self, question: Question) -> tuple[AnswerKind, str]:
        downloaded = self._download(question.symbol)
        known = newest_list(self._db, question.symbol)
        is_new = save_fund_file(
            self._db,
            downloaded.read,
            symbol=question.symbol,
            origin=downloaded.name,
            content=downloaded.content,
            fetched=True,
            reader=READER_VERSION,
            stored_at=clock.now(),
        )
        told = f"{len(downloaded.read.lines):,} lines of {long_date(downloaded.read.as_of)}, {downloaded.read.publisher}"
        if known is not None and known.as_of > downloaded.read.as_of:
            return AnswerKind.UNCHANGED, f"{told}; the list on file is newer, of {long_date(known.as_of)}"
        return (AnswerKind.UPDATED if is_new else AnswerKind.UNCHANGED), told

    def _ask_figures(self, question: Question) -> tuple[AnswerKind, str]:
        figures = fetch_figures(self._network, question.symbol, clock.now().date())
        newest = figures[-1]
        if set(figures) <= set(fetched_figures(self._db)):
            return AnswerKind.UNCHANGED, "Nothing newer."
        save_fetched_figures(self._db, figures)
        return AnswerKind.UPDATED, f"{newest.name}: {newest.value:.2%}, {newest.period or long_date(newest.as_of)}"

    def _download(self, symbol: str) -> DownloadedList:
        """The issuer's list; the SEC's where the issuer publishes none, or fails while the SEC may be asked."""
        addresses = issuer_addresses()
        if symbol not in addresses:
            return self._sec.download(symbol)
        try:
            downloaded = download_holdings(symbol, addresses, self._network, clock.now().date())
            refuse_cut_short(self._db, symbol, downloaded.read, addresses[symbol].publisher)
            return downloaded
        except SourceFailedError as issuers:
            if not self._may_ask_sec:
                raise
            try:
                return self._sec.download(symbol)
            except SourceFailedError:
                raise issuers from None


def _held_since(db: Database) -> Mapping[str, date]:
    """By canonical symbol, from where on splits change what is owned."""
    book = bundled_book()
    first: dict[str, date] = {}
    for spelling, day in told_days(db).items():
        symbol = book.canonical(spelling)
        first[symbol] = min(day, first.get(symbol, day))
    return first


def _told(update: Update) -> str:
    last_day = update.history.last_day
    until = f" to {long_date(last_day)}" if last_day else ""
    if update.replace and not update.new_closes:
        return f"All closes anew{until}"
    if not update.new_closes:
        return f"{update.new_events:,} new {'split or distribution' if update.new_events == 1 else 'splits and distributions'}"
    return f"{update.new_closes:,} new {'close' if update.new_closes == 1 else 'closes'}{until}"
