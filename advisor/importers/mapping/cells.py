"""What a single cell of an unknown table could be."""

from __future__ import annotations

import re
from functools import lru_cache

from advisor.domain.notation import DateOrder
from advisor.domain.security_numbers import is_cusip
from advisor.importers.mapping.vocabulary import without_accents
from advisor.importers.reading.dates import find_date

_LONGEST_DATE = 35
_CURRENCY_AROUND = re.compile(r"^(?:[A-Z]{3}|kr\.?|zł|CA\$|US\$|A\$|R\$)\s*(?=[-−+(]?[\d.,])|(?<=\d)\s*(?:[A-Z]{3}|kr\.?|zł)$")
_APOSTROPHE = re.compile(r"(?<=\d)['’](?=\d{3})")
_NUMBER = re.compile(
    r"[-−–+(]?\s*[$€£¥]?\s*[-−–+]?(?:\d[\d.,\s\u00a0\u202f]*|[.,]\d+)(?:e[-+]?\d{1,2})?\s*[%€£]?\)?", re.IGNORECASE
)
_DATE = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d).*|(?:19|20)\d{6}(?:[ T;]?\d{4,6})?|[A-Za-z]{3,9}\.?[- ]\d{1,2}(?:-|,? )\d{4}.*"
    r"|\d{1,2}[- ][A-Za-z]{3,9}\.?[- ,]+\d{2,4}.*",
    re.DOTALL,
)
_MONTH_WORD = re.compile(r"\d\.?\s+[A-Za-z]{2}")
_DAY_MONTH_YEAR = re.compile(r"(?P<day>\d{1,2})(?:\.|er)?\s+(?:de\s+)?(?P<month>[a-z]{3,10})\.?,?\s+(?:de\s+)?(?P<year>\d{4})\b")
_MONTHS = {
    "Jan": ("jan", "ene", "gen"),
    "Feb": ("feb", "fev"),
    "Mar": ("mar", "mrz", "maa"),
    "Apr": ("apr", "avr", "abr"),
    "May": ("may", "mai", "mag", "mei", "maj"),
    "Jun": ("jun", "juin", "giu"),
    "Jul": ("jul", "juil", "lug"),
    "Aug": ("aug", "aou", "ago"),
    "Sep": ("sep", "set"),
    "Oct": ("oct", "okt", "ott", "out"),
    "Nov": ("nov",),
    "Dec": ("dec", "dez", "dic"),
}
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d")
_ISIN_IN_TEXT = re.compile(r"\b[A-Z]{2}[A-Z0-9]{9}\d\b")
_TICKER = re.compile(r"\$?[A-Z][A-Z0-9]{0,9}(?:[./: -][A-Za-z0-9]{1,6})?\*{0,2}|\d{4,6}(?:\.[A-Z]{1,3})?")
_CURRENCIES = frozenset(
    {
        *("USD", "EUR", "GBP", "GBX", "CHF", "CAD", "AUD", "NZD", "JPY", "CNY", "CNH", "HKD", "SGD", "KRW", "TWD", "INR", "IDR"),
        *("MYR", "THB", "PHP", "VND", "SEK", "NOK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "RUB", "UAH", "ILS"),
        *("AED", "SAR", "QAR", "EGP", "ZAR", "NGN", "KES", "BRL", "MXN", "ARS", "CLP", "COP", "PEN"),
    }
)


def plain_date(cell: str) -> str:
    """A date whose month is a word, in English: "3. März 2026", "3 févr. 2026" → "3 Mar 2026"; anything else as it is."""
    if cell.isascii() and not _MONTH_WORD.search(cell):
        return cell
    found = _DAY_MONTH_YEAR.match(without_accents(cell.strip().lower()))
    month = next((name for name, words in _MONTHS.items() if found and found["month"].startswith(words)), None)
    return f"{found['day']} {month} {found['year']}" if found and month else cell


def bare_amount(cell: str) -> str:
    """An amount without the code of its currency and without apostrophes among thousands: "CHF 1'234.50" → "1234.50"."""
    return _APOSTROPHE.sub("", _CURRENCY_AROUND.sub("", cell.strip())).strip()


def is_date(cell: str) -> bool:
    """Whether the cell is a date, in whichever order."""
    text = plain_date(cell.strip())
    if not 6 <= len(text) <= _LONGEST_DATE or not _DATE.fullmatch(text):
        return False
    return any(find_date(text, order) is not None for order in DateOrder)


def is_number(cell: str) -> bool:
    """Whether the cell is a number, with whichever decimal mark."""
    return _is_number(cell.strip())


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(bare_amount(text)) is not None and not is_date(text)


def is_identifier(cell: str) -> bool:
    """Whether the cell is an ISIN or a CUSIP."""
    text = cell.strip()
    return _ISIN.fullmatch(text) is not None or is_cusip(text)


def isin_in(text: str) -> str:
    """The ISIN that stands in a longer text, "Vanguard FTSE All-World / ISIN IE00BK5BQT80"; empty when there is none."""
    found = _ISIN_IN_TEXT.search(text)
    return found[0] if found else ""


def is_code(cell: str) -> bool:
    """Whether the cell is spelled as codes of currencies are."""
    text = cell.strip()
    return len(text) == 3 and text.isalpha() and text.isascii() and text.isupper()


def is_currency(cell: str) -> bool:
    """Whether the cell is the code of a currency in which securities are traded."""
    return cell.strip() in _CURRENCIES


def is_ticker(cell: str) -> bool:
    """Whether the cell could be the symbol of a security."""
    return _TICKER.fullmatch(cell.strip()) is not None
