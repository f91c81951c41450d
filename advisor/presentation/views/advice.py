"""The Advice page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class DumbbellRow:
    """Before → after on one scale, with the target and its band (fractions).

    Attributes:
        color: A sleeve's id, a sector's full name, or a tone.
        unseen: It may be up to this much more, after the plan.
    """

    color: str
    label: str
    before: float
    after: float
    target: float | None
    band_low: float
    band_high: float
    before_text: str
    after_text: str
    target_text: str
    unseen: float = 0.0


@dataclass(frozen=True, slots=True)
class SoldLotRow:
    """A lot, or the part of one, that a trade sells."""

    bought_text: str
    shares_text: str
    cost_text: str
    gain_text: str
    term_text: str


@dataclass(frozen=True, slots=True)
class TradeDetail:
    """A trade in full: its sentence, figures as (words, figure), the lots it sells, and what is said about its tax."""

    title: str
    caption: str
    why: str
    figures: tuple[tuple[str, str], ...]
    lots: tuple[SoldLotRow, ...]
    tax_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TradeRow:
    """`level` 0 is an account head, 1 a trade, which has a `detail`.

    Attributes:
        account_id: Database key.
        typed, locked: The investor typed its shares, locked it.
        problem: What keeps it from being carried out as it stands; empty where nothing does.
    """

    level: int
    key: str
    account: str
    action: str
    symbol: str
    name: str
    shares_text: str
    price_text: str
    value_text: str
    gain_text: str
    why: str
    tone: str
    lots_text: str
    detail: TradeDetail | None = None
    account_id: int = 0
    typed: bool = False
    locked: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note below a plan: a few strong words, a caption beside them, a sentence.

    Attributes:
        rule: The limit that a button beside it takes away; empty for no button.
    """

    title: str
    caption: str
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One paragraph of "Read both sides"."""

    icon: str
    tone: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    headline: str
    explanation: Rich
    dumbbells: tuple[DumbbellRow, ...]
    costs: tuple[tuple[str, str], ...]
    costs_note: str
    sides: tuple[Side, ...]
    trades: tuple[TradeRow, ...]
    warnings: tuple[str, ...]
    footer_text: str
    dates_text: str
    sectors: tuple[DumbbellRow, ...] = ()
    companies: tuple[DumbbellRow, ...] = ()
    not_made: tuple[NoteRow, ...] = ()
    binding: tuple[NoteRow, ...] = ()
    rule_prices: tuple[NoteRow, ...] = ()
    windows: tuple[NoteRow, ...] = ()
    problems: tuple[str, ...] = ()
