"""The sleeve table: the same rows on the Overview, on paper and in CSV."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.classification import Sleeve
from advisor.exposure.model import Exposure, Slice
from advisor.presentation import labels, sentences, words
from advisor.presentation.views import SleeveRow

_NO_SLICE = Slice(Decimal(0), 0.0, 0.0, 0.0, Decimal(0), Decimal(0))


def sleeve_rows(exposure: Exposure) -> tuple[SleeveRow, ...]:
    """One row per sleeve that you or the benchmark hold, in the fixed order of the sleeves."""
    rows = []
    for sleeve in Sleeve:
        part = exposure.sleeves.get(sleeve, _NO_SLICE)
        benchmark = exposure.benchmark.sleeves.get(sleeve, 0.0)
        if words.dollars(part.value) != words.dollars(_NO_SLICE.value) or words.share(benchmark) not in {words.NONE, "<0.1%"}:
            rows.append(_row(sleeve, part, benchmark, exposure))
    return tuple(rows)


def sleeve_sums_note(exposure: Exposure) -> str:
    """What to say where the printed parts miss their total; empty where they add up."""
    parts = tuple(exposure.sleeves.values())
    return sentences.rounding_note(
        tuple(part.weight for part in parts), tuple(part.value for part in parts), exposure.total_value
    )


def total_share_text(exposure: Exposure) -> str:
    """The whole as a share of itself; an en dash for a portfolio worth nothing."""
    return "100.0%" if exposure.total_value else words.NONE


def benchmark_total_text(exposure: Exposure) -> str:
    return words.share(sum(exposure.benchmark.sleeves.values()))


def interval_text(low: float, high: float) -> str:
    """ "31.9% to 33.0%", or empty where both ends print alike."""
    first, last = words.share(low), words.share(high)
    return "" if first == last else f"{first if low > 0 else '0%'} to {last}"


def _row(sleeve: Sleeve, part: Slice, benchmark: float, exposure: Exposure) -> SleeveRow:
    label = labels.SLEEVE_LABELS[sleeve]
    return SleeveRow(
        sleeve=sleeve.value,
        label=label,
        share=part.weight,
        low=part.low,
        high=part.high,
        benchmark=benchmark,
        share_text=words.share(part.weight),
        benchmark_text=words.share(benchmark),
        value_text=words.dollars(part.value),
        direct_text=words.dollars_or_none(part.direct),
        via_text=words.dollars_or_none(part.via_funds),
        tooltip=_tooltip(label, part, benchmark, labels.benchmark_label(exposure.benchmark)),
    )


def _tooltip(label: str, part: Slice, benchmark: float, benchmark_label: str) -> str:
    interval = interval_text(part.low, part.high)
    between = f" ({interval} with what is unseen)" if interval else ""
    return (
        f"{label}: {words.dollars(part.value)}, {words.share(part.weight)} of your money{between}. "
        f"{benchmark_label}: {words.share(benchmark)}."
    )
