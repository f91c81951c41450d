"""Losses that could be realised: what each saves, what would replace it, and until when it must not be bought back."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.model.harvest import HarvestView, LosingLot, LossSaving, Replacement
from advisor.advice.model.washing import Likeness
from advisor.presentation import labels, words
from advisor.presentation.views import Rich
from advisor.presentation.views.losses import LossesView, LossRow

_WORTH_SAYING = 0.005
_COMPANIES, _SLEEVES = "companies", "sleeves"


def build_losses(found: HarvestView) -> LossesView:
    """The losses as the Advice page shows them."""
    return LossesView(
        headline=_headline(found),
        explanation=_explanation(found),
        rows=tuple(_row(lot) for lot in found.lots),
        together=_facts(found.together) if found.lots else (),
        notes=tuple(_notes(found)),
    )


def lot_key(lot: LosingLot) -> str:
    """Names a lot among those of all accounts."""
    acquired = lot.acquired.isoformat() if lot.acquired else ""
    return f"{lot.account.id} {lot.symbol} {acquired} {lot.quantity} {lot.cost_basis}"


def _headline(found: HarvestView) -> str:
    if not found.lots:
        return "No loss is worth taking today."
    lots = words.capitalized(words.counted(len(found.lots), "loss", "losses"))
    if found.together.tax_saved <= 0:
        return f"{lots} would save tax in later years."
    return f"{lots} would save you {words.about_cost(found.together.tax_saved)} of tax this year."


def _explanation(found: HarvestView) -> Rich:
    if not found.lots:
        return (("Lots in taxable accounts that are worth less than they cost would stand here.", False),)
    together = found.together
    later = ((words.dollars(together.carried), True), (" of it would go on to later years.", False)) if together.carried else ()
    return (
        ("Together they lose ", False),
        (words.dollars(together.loss), True),
        (", set against your gains so far and other income up to the limit. ", False),
        *later,
    )


def _row(lot: LosingLot) -> LossRow:
    saving = lot.saving
    counts = saving.loss - saving.washed
    nearest = lot.replacements[0] if lot.replacements else None
    return LossRow(
        key=lot_key(lot),
        symbol=lot.symbol,
        account=lot.account.name,
        acquired_text=words.long_date(lot.acquired) if lot.acquired else words.NONE,
        term_text=words.capitalized(labels.TERM_LABELS[lot.term]),
        quantity_text=words.quantity(lot.quantity),
        value_text=words.dollars(lot.value),
        loss_text=words.dollars(-saving.loss),
        counts_text=words.dollars(-counts) if counts else words.NONE,
        saves_text=words.dollars(saving.tax_saved),
        net_text=words.dollar_change(saving.net),
        replacement_text=_replacement(nearest),
        until_text=words.long_date(lot.do_not_buy_until),
        replacements=tuple(_choice(each) for each in lot.replacements),
        sentences=tuple(_sentences(lot)),
        facts=_facts(saving),
        sort_values=(
            float(lot.acquired.toordinal()) if lot.acquired else 0.0,
            float(lot.quantity),
            float(lot.value),
            -float(saving.loss),
            -float(counts),
            float(saving.tax_saved),
            float(saving.net),
            float(lot.do_not_buy_until.toordinal()),
        ),
    )


def _replacement(nearest: Replacement | None) -> str:
    if nearest is None:
        return words.NONE
    share, of_what = _likeness(nearest)
    return f"{nearest.symbol} {words.whole_share(share)}{' by sleeve' if of_what == _SLEEVES else ''}"


def _choice(replacement: Replacement) -> tuple[str, str]:
    """ "SCHA, 87% the same companies" and what else is known of it."""
    ask = " · may count as the same" if replacement.likeness is Likeness.ASK else ""
    expense = "" if replacement.expense is None else f" It costs {words.share(replacement.expense)} a year."
    tip = (
        f"{replacement.name}: {words.whole_share(replacement.companies)} in the same companies, "
        f"{words.whole_share(replacement.sleeves)} by sleeve, {words.whole_share(replacement.sectors)} by sector.{expense}"
    )
    return f"{replacement.symbol}, {_alike(replacement)}{ask}", tip


def _alike(replacement: Replacement) -> str:
    share, of_what = _likeness(replacement)
    return f"{words.whole_share(share)} the same {of_what}"


def _likeness(replacement: Replacement) -> tuple[float, str]:
    """How much of it is the same: by company, and by sleeve where no company is known, as of bonds."""
    if replacement.companies >= _WORTH_SAYING:
        return replacement.companies, _COMPANIES
    return replacement.sleeves, _SLEEVES


def _sentences(lot: LosingLot) -> Iterator[str]:
    yield f"Sold today, {_same(lot)} must not be bought in any account until {words.long_date(lot.do_not_buy_until)}."
    yield from lot.notes
    if not lot.replacements:
        yield "No fund at hand is near enough to it and still another security."


def _same(lot: LosingLot) -> str:
    return words.listed(sorted(lot.do_not_buy, key=lambda symbol: (symbol != lot.symbol, symbol)), 6)


def _facts(saving: LossSaving) -> tuple[tuple[str, str], ...]:
    named = (
        ("Loss", words.dollars(-saving.loss), True),
        ("Would not count (wash sale)", words.dollars(saving.washed), bool(saving.washed)),
        ("Set against this year’s gains", words.dollars(saving.against_gains), bool(saving.against_gains)),
        ("Set against other income", words.dollars(saving.against_income), bool(saving.against_income)),
        ("Carried to later years", words.dollars(saving.carried), bool(saving.carried)),
        ("Tax saved this year", words.dollars(saving.tax_saved), True),
        ("Worth of what is carried", words.dollars(saving.later_worth), bool(saving.later_worth)),
        ("Spread and fees", words.dollars(-saving.cost), bool(saving.cost)),
        ("Ahead by", words.dollar_change(saving.net), True),
    )
    return tuple((name, figure) for name, figure, is_shown in named if is_shown)


def _notes(found: HarvestView) -> Iterator[str]:
    if found.left_out:
        lots = words.capitalized(words.counted(found.left_out, "more lot loses", "more lots lose"))
        yield f"{lots} too little to pay for the trades: {words.dollars(found.left_out_loss)} in all."
    yield from found.notes
