"""Whose list it is: told by its headings, or by the name that stands above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.market.issuers.headings import Headings
from advisor.market.issuers.tables import Row

OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher whose lists have headings of their own.

    Attributes:
        headings: As `headings.spelled` leaves them; all must be there.
        label: Words that must stand above the headings; empty where the headings say enough.
    """

    name: str
    headings: frozenset[str]
    label: str = ""

    def wrote(self, headings: Headings, above: str) -> bool:
        """Whether a list with these headings, and this text in small letters above them, is theirs."""
        return self.headings <= headings.spellings and self.label in above


_BY_HEADINGS = (
    Publisher("iShares", frozenset({"name", "sector", "assetclass", "marketvalue"}), "fund holdings as of"),
    Publisher("State Street", frozenset({"name", "weight"}), "ticker symbol:"),
    Publisher("Invesco", frozenset({"fundticker", "holdingticker", "weight"})),
    Publisher("Invesco", frozenset({"issuername", "percentageoftotalnetassets"})),
    Publisher("Invesco", frozenset({"securityidentifier", "holdingticker", "percentageoffund"})),
    Publisher("Vanguard", frozenset({"sedol", "holdings", "%offunds"})),
    Publisher("Vanguard", frozenset({"sedol", "holdings", "%offund"})),
    Publisher("Vanguard", frozenset({"longname", "percentweight", "sharesheld"})),
    Publisher("Schwab", frozenset({"symbol", "percentofassets"})),
    Publisher("ARK", frozenset({"fund", "company", "cusip", "weight%"})),
    Publisher("ProShares", frozenset({"fundticker", "securityticker", "exposurevaluenotionalgl"})),
    Publisher("Direxion", frozenset({"accountticker", "stockticker", "holdingspercent"})),
)
_BY_NAME = (
    *("Avantis", "Capital Group", "Defiance", "Dimensional", "Direxion", "Fidelity", "First Trust", "Global X", "JPMorgan"),
    *("Pacer", "ProShares", "Roundhill", "VanEck", "Vanguard", "WisdomTree", "YieldMax"),
)


def publisher_of(headings: Headings, head: Sequence[Row]) -> str:
    """The publisher of a list; "Other" where nothing tells.

    Args:
        head: The rows above the headings.
    """
    above = _text_of(head)
    by_headings = (publisher.name for publisher in _BY_HEADINGS if publisher.wrote(headings, above))
    by_name = (name for name in _BY_NAME if name.lower() in above)
    return next(by_headings, next(by_name, OTHER))


def has_known_layout(headings: Headings, head: Sequence[Row]) -> bool:
    """Whether the headings themselves tell whose list it is: all such lists print percent."""
    above = _text_of(head)
    return any(publisher.wrote(headings, above) for publisher in _BY_HEADINGS)


def _text_of(head: Sequence[Row]) -> str:
    return " ".join(cell for row in head for cell in row.cells).lower()
