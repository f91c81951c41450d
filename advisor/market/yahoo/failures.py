"""What went wrong with a question, in plain words: yfinance's exceptions seldom say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError, SourceTroubleError, SourceUnavailableError
from advisor.domain.market_state import PRICE_SOURCE
from advisor.market.network import CHECK_CONNECTION, broken_connection, is_web_page, refusal

SOURCE = PRICE_SOURCE

# Besides its own exceptions yfinance lets through what it stumbles over. Measured with answers that are cut, empty, no JSON, or
# JSON of another shape: OSError (both HTTP libraries' errors), ValueError (no JSON; columns of unlike lengths; times and numbers
# that are none), LookupError, TypeError and AttributeError (parts that are missing or of another kind); ArithmeticError for
# numbers too large for a date.
STUMBLES: tuple[type[Exception], ...] = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)

_NO_DATA = b"Data doesn't exist"  # for these days: of what trades no more
_KEPT = "What is on file of it is kept."
_UNKNOWN_HINT = f"It may be delisted or renamed. {_KEPT}"


def unknown_symbol(symbol: str) -> SourceFailedError:
    """What is told of a symbol without an answer."""
    return SourceFailedError(f"{SOURCE} does not know {symbol}.", _UNKNOWN_HINT)


def no_closes(symbol: str) -> SourceFailedError:
    """What is told where no close lies in the days asked for."""
    return SourceFailedError(f"{SOURCE} has no closes of {symbol} for these days.", _UNKNOWN_HINT)


def no_close_yet(symbol: str, first_day: date, about: Mapping[str, Any]) -> SourceFailedError:
    """What is told of a new listing in its first session.

    Args:
        about: What Yahoo says of the chart.
    """
    last = ""
    price, traded = about.get("regularMarketPrice"), about.get("regularMarketTime")
    if isinstance(price, float | int) and isinstance(traded, datetime):
        place = str(about["exchangeTimezoneName"]).rsplit("/", 1)[-1].replace("_", " ")
        last = f", last at {price:,.2f} {about['currency']} at {traded:%H:%M} in {place}"
    return SourceFailedError(
        f"{SOURCE} has no close of {symbol} yet: it began to trade on {long_date(first_day)}{last}.",
        "Refresh again after the session.",
    )


def renamed(symbol: str, theirs: str) -> SourceFailedError:
    """What is told where the answer is about another symbol."""
    return SourceFailedError(
        f"{SOURCE} answers as “{theirs}” when asked for {symbol}.",
        f"If the symbol changed, change it in the holdings. {_KEPT}",
    )


def nonsense(symbol: str) -> SourceFailedError:
    """What is told of an answer of another shape than any that is known."""
    return SourceFailedError(f"The answer of {SOURCE} about {symbol} cannot be read.", f"Refresh again later. {_KEPT}")


def explained(error: Exception, answer: Any, symbol: str) -> SourceFailedError:  # noqa: ANN401
    """The failure behind an exception.

    Args:
        answer: The last answer that arrived; None where the connection broke.
        symbol: Canonical.
    """
    if answer is None:
        return broken_connection(error, SOURCE) if isinstance(error, OSError) else nonsense(symbol)
    if is_web_page(answer.content) and answer.status_code < 400:
        return SourceTroubleError(
            f"{SOURCE} sends a page for people, such as a question about cookies, instead of figures.", CHECK_CONNECTION
        )
    return _refused(answer, symbol) if answer.status_code >= 400 else _unreadable(error, symbol)


def _refused(answer: Any, symbol: str) -> SourceFailedError:  # noqa: ANN401
    if answer.status_code in (401, 403):
        return SourceUnavailableError(f"{SOURCE} refuses to answer.", "Try again in an hour.")
    if answer.status_code == 404:
        return unknown_symbol(symbol)
    if answer.status_code == 400 and _NO_DATA in answer.content:
        return no_closes(symbol)
    return refusal(answer.status_code, SOURCE)


def _unreadable(error: Exception, symbol: str) -> SourceFailedError:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "YFTickerMissingError" in kinds or (isinstance(error, KeyError) and error.args == ("timestamp",)):
        return no_closes(symbol)
    if "YFDataException" in kinds:  # raised for its notice that it "will be right back"
        return SourceUnavailableError(f"{SOURCE} is down.", "Try again in an hour.")
    return nonsense(symbol)
