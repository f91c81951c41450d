"""How E*TRADE names an account: "Individual Brokerage -2203" in a portfolio, "####2203" in a history."""

from __future__ import annotations

import re
from typing import NamedTuple

from advisor.importers.reading.tally import Tally

BROKER = "etrade"
NAME = "E*TRADE"

_END = re.compile(r"(?:(?:^|\s)-|[#xX*]{2,}-?)(?P<end>\d{3,})\s*$")


class NamedAccount(NamedTuple):
    """An account; `number` is "XXXX-2203" in whatever way a file prints its end, or empty."""

    key: str
    number: str
    name: str

    def open_in(self, tally: Tally) -> None:
        """Note the account, and warn where nothing tells it from others."""
        tally.open_account(*self)
        if not self.key:
            tally.warn(None, "The file does not say which account it is from.")


def account_named(text: str) -> NamedAccount:
    """The account that a text names."""
    found = _END.search(text)
    if not found:
        return NamedAccount(text.strip(), "", text.strip())
    return NamedAccount(text.strip(), f"XXXX-{found['end']}", text[: found.start()].strip())
