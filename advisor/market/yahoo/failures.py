"""What went wrong with a question, in plain words: yfinance's exceptions seldom say."""

from __future__ import annotations

from typing import Any

from advisor.domain.errors import SourceFailedError, SourceTroubleError, SourceUnavailableError
from advisor.market.network import CHECK_CONNECTION, broken_connection, is_web_page, refusal

SOURCE = "Yahoo Finance"

# Besides its own exceptions yfinance lets through what it stumbles over. Measured with answers that are cut, empty, no JSON, or
# JSON of another shape: OSError (both HTTP libraries' errors), ValueError (no JSON; columns of unlike lengths; times and numbers
# that are none), LookupError, TypeError and AttributeError (parts that are missing or of another kind); ArithmeticError for
# numbers too large for a date.
STUMBLES: tuple[type[Exception], ...] = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)

_KEPT = "What is on file of it is kept."
_UNKNOWN_HINT = f"It may be delisted or renamed. {_KEPT}"


def unknown_symbol(symbol: str) -> SourceFailedError:
    return SourceFailedError(f"{SOURCE} does not know {symbol}.", _UNKNOWN_HINT)


def no_closes(symbol: str) -> SourceFailedError:
    return SourceFailedError(f"{SOURCE} has no closes of {symbol} for these days.", _UNKNOWN_HINT)


def renamed(symbol: str, theirs: str) -> SourceFailedError:
    return SourceFailedError(
        f"{SOURCE} answers as “{theirs}” when asked for {symbol}.",
        f"If the symbol changed, change it in the holdings. {_KEPT}",
    )


def nonsense(symbol: str) -> SourceFailedError:
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
    if answer.status_code in (401, 403):
        return SourceUnavailableError(f"{SOURCE} refuses to answer.", "Try again in an hour.")
    if answer.status_code == 404:
        return unknown_symbol(symbol)
    if answer.status_code >= 400:
        return refusal(answer.status_code, SOURCE)
    return _unreadable(error, symbol)


def _unreadable(error: Exception, symbol: str) -> SourceFailedError:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "YFTickerMissingError" in kinds or (isinstance(error, KeyError) and error.args == ("timestamp",)):
        return no_closes(symbol)
    if "YFDataException" in kinds:  # raised for its notice that it "will be right back"
        return SourceUnavailableError(f"{SOURCE} is down.", "Try again in an hour.")
    return nonsense(symbol)
