"""What sources answered, in words: the log, what failed last, and what a refresh did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from advisor.domain.market_state import Answer, AnswerKind, AskedFor
from advisor.presentation import words
from advisor.presentation.views import AnswerRow, DetailsView

Question = tuple[str, AskedFor]  # symbol, and what was asked for

ASKED_FOR_LABELS = {
    AskedFor.CLOSES: "Closes",
    AskedFor.PROFILE: "Profile",
    AskedFor.HOLDINGS: "List of holdings",
    AskedFor.FIGURES: "Macro figure",
}
_KIND_LABELS = {AnswerKind.UPDATED: "New", AnswerKind.UNCHANGED: "Nothing new", AnswerKind.FAILED: "No answer"}
_KIND_TONES = {AnswerKind.UPDATED: "positive", AnswerKind.UNCHANGED: "muted", AnswerKind.FAILED: "warning"}
_NAMED_SOURCES = 4
_NAMED_SYMBOLS = 2
_SAID_HEADINGS = ("Symbol", "When", "What it said")


def answer_rows(log: Iterable[Answer]) -> tuple[AnswerRow, ...]:
    """The log as it comes: newest first."""
    return tuple(
        AnswerRow(
            time_text=words.moment(answer.at),
            symbol=answer.symbol or words.NONE,
            source=answer.source,
            asked_for_text=ASKED_FOR_LABELS[answer.asked_for],
            kind_text=_KIND_LABELS[answer.kind],
            message=answer.message,
            tone=_KIND_TONES[answer.kind],
            failed=answer.kind is AnswerKind.FAILED,
            seconds=answer.at.timestamp(),
        )
        for answer in log
    )


def failed_last(log: Iterable[Answer]) -> dict[Question, Answer]:
    """Questions that had no answer when they were asked last; the log is newest first."""
    last: dict[Question, Answer] = {}
    for answer in log:
        last.setdefault((answer.symbol, answer.asked_for), answer)
    return {question: answer for question, answer in last.items() if answer.kind is AnswerKind.FAILED}


def failure_note(answer: Answer, kept: str) -> str:
    """ "Nov 21, 2026, 4:05 pm: Yahoo Finance does not answer. The closes to Nov 18, 2026 stay."."""
    return f"{words.moment(answer.at)}: {answer.message} {kept}"


def said_details(title: str, answers: Sequence[Answer]) -> DetailsView:
    """Each of these answers of one source, which are at least one."""
    rows = tuple((answer.symbol, words.moment(answer.at), answer.message) for answer in answers)
    return DetailsView(title, f"What {answers[0].source} said.", _SAID_HEADINGS, rows, wordy=(2,))


def no_answer_words(failed: Iterable[Answer]) -> str:
    """ "Yahoo Finance had no answer for 3 symbols, State Street for SPY."; empty where nothing failed."""
    by_source: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for answer in failed:
        by_source[answer.source].setdefault(answer.symbol)
    if not by_source:
        return ""
    (first, its), *others = sorted(by_source.items(), key=lambda asked: len(asked[1]), reverse=True)
    named = others if len(others) < _NAMED_SOURCES else others[: _NAMED_SOURCES - 2]
    said = [f"{first} had no answer for {_symbols(tuple(its), 'symbols')}"]
    said += [f"{source} for {_symbols(tuple(symbols))}" for source, symbols in named]
    rest = sum(len(symbols) for _source, symbols in others[len(named) :])
    said += [f"others for {rest:,}"] if rest else []
    return f"{', '.join(said)}."


def _symbols(symbols: Sequence[str], noun: str = "") -> str:
    return words.listed(symbols) if len(symbols) <= _NAMED_SYMBOLS else f"{len(symbols):,} {noun}".rstrip()


def progress_words(asking: str, done: int, total: int) -> str:
    """ "Asking for NVDA … 214 of 503"; `total` is 0 while it is not known."""
    return f"{asking} … {done:,} of {total:,}" if total else f"{asking} …"


def asked_next_words(waiting: Sequence[Sequence[str]]) -> str:
    """While a refresh runs: "A refresh is running. VTI and BND are asked for next."; without symbols, everything is."""
    symbols = list(dict.fromkeys(symbol for asked in waiting for symbol in asked))
    if not waiting:
        return "A refresh is running; it asks for this already."
    if not all(waiting):
        return "A refresh is running. Everything that is due is asked for next."
    return f"A refresh is running. {words.listed(symbols)} {words.plural(len(symbols), 'is', 'are')} asked for next."


def refreshed_words(updated: Sequence[str], unchanged: Sequence[str], failed: Sequence[Answer]) -> str:
    """After a refresh: "57 of 60 are up to date. Yahoo Finance had no answer for 3 symbols."."""
    without = {answer.symbol for answer in failed}
    asked = {*updated, *unchanged, *without}
    if not asked:
        return "There is nothing to ask for."
    if len(asked) == 1:
        (symbol,) = asked
        return f"{symbol}: {failed[0].message}" if failed else f"{symbol} is up to date."
    if failed:
        current = len(asked) - len(without)
        return f"{f'{current:,}' if current else 'None'} of {len(asked):,} are up to date. {no_answer_words(failed)}"
    new = "" if updated else " Nothing was newer."
    return f"All {len(asked):,} are up to date.{new}"
