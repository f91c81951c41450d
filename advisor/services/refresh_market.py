"""Ask the sources for what is due, and keep each answer as it comes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from advisor.domain.errors import DatabaseRefusedError, SourceFailedError, SourceTroubleError, SourceUnavailableError
from advisor.domain.market_state import Answer, AnswerKind
from advisor.services import clock
from advisor.services.ask_sources import Sources
from advisor.services.market_state import note_refresh
from advisor.services.network_switch import network_switch
from advisor.services.refresh_choice import RefreshChoice, RefreshOutcome
from advisor.services.task import Changed, Task
from advisor.services.what_to_ask import Question, Questions, what_to_ask
from advisor.storage.answers import save_answers
from advisor.storage.engine import Database

_BREATH_SECONDS = 0.1
_TROUBLES_IN_A_ROW = 3  # so many questions in trouble are the source's


def refresh_market(db: Database, task: Task, choice: RefreshChoice, *, offline: bool = False) -> RefreshOutcome:
    """Bring closes, profiles, lists of holdings and macro figures up to date.

    Each answer is stored by itself: whatever ends the refresh early, the symbols already answered are new and all others as they
    were. A source that fails changes nothing.

    Args:
        offline: Ask nothing this once; the investor's switch counts beside it.

    Raises:
        TaskCancelled: The investor stopped it; what was answered until then is kept.
        DatabaseRefusedError: It is full or locked; likewise.
    """
    questions = what_to_ask(db, choice, clock.now())
    if offline or network_switch(db).offline:
        symbols = (*(question.symbol for question in questions.due), *questions.answered)
        return RefreshOutcome((), tuple(dict.fromkeys(symbols)), (), Changed.NOTHING, offline=True)
    if not questions.due:
        return RefreshOutcome((), questions.answered, (), Changed.NOTHING)
    anew = choice.again and bool(choice.symbols)
    asking = _Asking(db, Sources(db, lambda seconds: _pause(task, seconds), anew=anew))
    with _keeping_answers(asking):
        for number, question in enumerate(questions.due):
            task.step(number, len(questions.due), f"Asking for {question.symbol}")
            asking.put(question)
        note_refresh(db, clock.now())
    return _outcome(questions, asking.answers)


class _Asking:
    """Puts questions one after another; a source that fell silent is not asked again."""

    def __init__(self, db: Database, sources: Sources) -> None:
        self._db = db
        self._sources = sources
        self._silent: dict[str, str] = {}
        self._troubles: Counter[str] = Counter()
        self.answers: list[Answer] = []

    def put(self, question: Question) -> None:
        source = self._sources.name_of(question)
        if source in self._silent:
            answer = _failure(question, source, f"Not asked: {self._silent[source]}")
        else:
            answer = self._answer(question, source)
        save_answers(self._db, [answer])
        self.answers.append(answer)

    def _answer(self, question: Question, source: str) -> Answer:
        try:
            answer = self._sources.ask(question)
        except SourceFailedError as error:
            self._learn(source, error)
            return _failure(question, source, error.message)
        self._troubles[source] = 0
        return answer

    def _learn(self, source: str, error: SourceFailedError) -> None:
        self._troubles[source] = self._troubles[source] + 1 if isinstance(error, SourceTroubleError) else 0
        if isinstance(error, SourceUnavailableError) or self._troubles[source] >= _TROUBLES_IN_A_ROW:
            self._silent[source] = error.message


@contextmanager
def _keeping_answers(asking: _Asking) -> Iterator[None]:
    """A database that refuses one answer has stored those before it."""
    try:
        yield
    except DatabaseRefusedError as error:
        if not asking.answers:
            raise
        kept = "What was answered until then is kept."
        raise DatabaseRefusedError(error.happened, error.hint, kept=kept, file=error.file) from error


def _failure(question: Question, source: str, message: str) -> Answer:
    return Answer(question.symbol, source, question.asked_for, AnswerKind.FAILED, message, clock.now())


def _outcome(questions: Questions, answers: list[Answer]) -> RefreshOutcome:
    updated = {answer.symbol for answer in answers if answer.kind is AnswerKind.UPDATED}
    failed = tuple(answer for answer in answers if answer.kind is AnswerKind.FAILED)
    rest = [*(answer.symbol for answer in answers if answer.kind is AnswerKind.UNCHANGED), *questions.answered]
    unchanged = dict.fromkeys(symbol for symbol in rest if symbol not in updated)
    return RefreshOutcome(tuple(sorted(updated)), tuple(unchanged), failed, Changed.MARKET)


def _pause(task: Task, seconds: float) -> None:
    """Wait, but not longer than the investor has patience."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        task.breathe()
        time.sleep(min(left, _BREATH_SECONDS))
