"""What a transaction is, in the words of many brokers and languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from advisor.domain.column_mapping import ActionWord
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.mapping.vocabulary import plain_words
from advisor.importers.reading.actions import KindFinder, kind_finder

# The order decides: "dividend tax" is a tax, "withdrawal fee" a fee, "reinvested dividend" a purchase.
_find_kind = kind_finder(
    (r"^(cash |instant |initial )?deposit", TransactionKind.DEPOSIT),
    (r"reinvest|wiederanlage|\bdrip\b|herinvest|aterinvest", TransactionKind.REINVEST),
    (r"\btax(es)?\b|taxe\b|steuer|impot|impuesto|ritenut|impost[ao]|belasting|skatt?\b|podatek|withh?olding|\bvero\b|stamp duty"
     r"|\bboll[oi]\b|^rit\b",
     TransactionKind.TAX),
    (r"\bfees?\b|commission|gebuhr|\bfrais\b|comision|commissione|\bkosten\b|avgift|gebyr|oplata|\bcharges?\b|courtage|custody",
     TransactionKind.FEE),
    (r"capital gain|\b(lt|st) cap\b|cap gain", TransactionKind.CAPITAL_GAIN),
    (r"return of capital|kapitalruckzahlung|remboursement de capital", TransactionKind.RETURN_OF_CAPITAL),
    (r"divid|utdelning|udbytte|utbytte|osinko|ausschuttung|\bdistribution|\bdiv\b|cash in lieu|dywidend|provent[oi]\b|cedol",
     TransactionKind.DIVIDEND),
    (r"\binterests?\b|\bzins|interet|intereses|interessi|\brenta?e?\b|\brante|odsetki|korko|juros|\bcoupon",
     TransactionKind.INTEREST),
    (r"\bsplit|aktiensplit", TransactionKind.SPLIT),
    (r"\bexpir|\bassign|\bexercis|verfall", TransactionKind.EXPIRY),
    (r"merger|spin.?off|\bexchange|fusion|conversion|umtausch|symbol change|name change", TransactionKind.EXCHANGE),
    (r"\bsell\b|\bsold\b|\bsales?\b|\bsld\b|verkauf|\bvente|\bventa|vendita|\bvenda|verkoop|\bsalj|\bsalg|sprzedaz|\bmyynti"
     r"|redemption|\brachat", TransactionKind.SELL),
    (r"\bbuy\b|\bbought|purchase|\bbot\b|\bkauf|ankauf|\bachat|\bcompra|acquisto|aankoop|\bkoop\b|\bkop\b|\bkjop|\bkob\b|kupno"
     r"|\bosto\b|sparplan|savings plan|subscription", TransactionKind.BUY),
    (r"deposit|einzahlung|einlage|\bdepot\b|versement|versamento|storting|insattning|indskud|innskudd|wplata|top.?up|contribution"
     r"|funding|inpayment|\bingreso|cashback|talletus|apport|conferimento|\bcredit\b", TransactionKind.DEPOSIT),
    (r"withdraw|auszahlung|\bretrait|retirada|prelievo|onttrekking|opname|\buttag|haevning|\buttak|wyplata|payout|outpayment|\bwire\b"
     r"|\bnosto\b|reembolso|\bdebit\b", TransactionKind.WITHDRAWAL),
    (r"transfer|ubertrag|virement|overboeking|overforing|overforsel|trasferimento|traspaso|journal|przelew",
     TransactionKind.TRANSFER),
)  # fmt: skip


def kinds_by_words(said: Mapping[str, TransactionKind]) -> KindFinder:
    """A function from a file's words to the kind of transaction; what the investor said wins."""
    known = {plain_words(word): kind for word, kind in said.items()}

    def find(action: str) -> TransactionKind:
        plain = plain_words(action)
        return known[plain] if plain in known else _find_kind(plain)

    return find


def words_of_actions(transactions: Iterable[StatementTransaction], said: Mapping[str, TransactionKind]) -> tuple[ActionWord, ...]:
    """What a file calls its transactions: the words that the program cannot tell first, then the most frequent first."""
    spellings: dict[str, str] = {}
    rows: Counter[str] = Counter()
    for action in (transaction.action for transaction in transactions if transaction.action):
        plain = plain_words(action)
        spellings.setdefault(plain, action)
        rows[plain] += 1
    known = {plain_words(word): kind for word, kind in said.items()}
    found = [ActionWord(spellings[plain], count, _find_kind(plain), known.get(plain)) for plain, count in rows.items()]
    return tuple(sorted(found, key=lambda each: (each.guess is not TransactionKind.OTHER, -each.rows)))
