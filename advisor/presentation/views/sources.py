"""The Data page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.market_state import AskedFor
from advisor.presentation.views.frame import Footer
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class DataRow:
    """One source of figures. `sort_values` are as of (days) and the fraction of the money it carries.

    Attributes:
        subject: What it is about: a symbol, an account, a table.
        verb: What can be done about it, in words; `act` says which: "refresh", "add_file", "classify", "import", "take_back".
        also: What else can be done about it, as (words, act).
        symbols, asked_for: What to refresh, where that is the verb.
        note: A whole sentence on its state; empty where the state says all.
        details: Opens what else is known about it.
    """

    figure: str
    source: str
    as_of_text: str
    age_text: str
    carries_text: str
    state_text: str
    tone: str
    subject: str
    sort_values: tuple[float, ...] = ()
    verb: str = ""
    act: str = ""
    also: tuple[tuple[str, str], ...] = ()
    symbols: tuple[str, ...] = ()
    asked_for: AskedFor | None = None
    note: str = ""
    details: DetailsView | None = None


@dataclass(frozen=True, slots=True)
class Forgettable:
    """What can be taken back: `asked` tells lists of holdings from closes, `symbols` whose; one of them at a time."""

    asked: AskedFor
    symbols: tuple[str, ...]
    verb: str


@dataclass(frozen=True, slots=True)
class DetailsView:
    """What stands behind one source: a sentence, and a table of what was considered or asked.

    `numeric` are the places of columns whose texts are numbers, `wordy` of those with whole sentences.
    `remarks` are sentences on what was left unread.
    Where `forgettable` names several symbols, the first column does too: a row of the table tells which one is meant.
    """

    title: str
    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    wordy: tuple[int, ...] = ()
    forgettable: Forgettable | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer of a source in the log. `seconds` orders rows by time."""

    time_text: str
    symbol: str
    source: str
    asked_for_text: str
    kind_text: str
    message: str
    tone: str
    failed: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class NetworkView:
    """What the program may do on the network, and what came of it last.

    Attributes:
        why_no_refresh: Why nothing can be asked now; empty where it can.
    """

    words: str
    tone: str
    why_no_refresh: str
    offline: bool
    refresh_at_start: bool
    sec_contact: str
    has_log: bool


@dataclass(frozen=True, slots=True)
class DataView:
    """`network` is None where it was not looked up."""

    headline: str
    explanation: Rich
    rows: tuple[DataRow, ...]
    file_facts: tuple[tuple[str, str], ...]
    footer: Footer
    network: NetworkView | None = None
