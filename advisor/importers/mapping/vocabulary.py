"""The words for columns in the languages of those who keep a brokerage account; without accents, the usual word first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from advisor.domain.column_mapping import Meaning

Words = Mapping[Meaning, tuple[str, ...]]

_ACCOUNT = ("account", "konto", "depot", "compte", "cuenta", "conto", "rekening", "conta", "tili")
HEADINGS: Words = {
    Meaning.SYMBOL: (
        *("symbol", "ticker", "ticker symbol", "security symbol", "instrument symbol", "trading symbol", "stock symbol"),
        *("symbole", "simbolo", "kurzel", "epic", "code", "tunnus", "security id", "fund code", "underlying symbol"),
        *("symbol cusip", "symbol isin", "asset", "stock", "papier", "base currency"),
    ),
    Meaning.NAME: (
        *("name", "description", "security name", "security description", "investment name", "fund name", "asset name"),
        *("instrument name", "company name", "holding name", "security", "instrument", "investment", "fund", "product", "title"),
        *("bezeichnung", "wertpapier", "wertpapiername", "titel", "libelle", "designation", "descripcion", "nombre", "producto"),
        *("descrizione", "titolo", "strumento", "descricao", "produto", "omschrijving", "naam", "vardepapper", "beskrivning"),
        *("vardepapper beskrivning", "navn", "beskrivelse", "papir", "verdipapir", "vaerdipapir", "nazwa", "instrumentti"),
        *("company", "holdingname", "holding", "details", "plan", "comment", "opmerking", "notes", "memo"),
        *("security isin",),
    ),
    Meaning.IDENTIFIER: (
        *("cusip", "isin", "isin code", "code isin", "codigo isin", "codice isin", "instrument isin", "security isin"),
        *("identifier", "asset id", "symbol isin", "symbol cusip", "sedol", "wkn", "valor", "valoren", "valorennummer"),
    ),
    Meaning.TYPE: (
        *("security type", "asset type", "asset class", "instrument type", "investment type", "type", "assettype"),
        *("classe d'actif", "anlageklasse", "wertpapierart", "base type"),
    ),
    Meaning.QUANTITY: (
        *("quantity", "qty", "shares", "units", "no of shares", "number of shares", "share quantity", "number of units"),
        *("asset quantity", "share balance", "anzahl", "stuck", "stuck nominale", "stk", "nominale", "bestand", "menge"),
        *("quantite", "nombre de titres", "nombre", "cantidad", "titulos", "acciones", "quantita", "quantidade", "qtd"),
        *("aantal", "antal", "antall", "ilosc", "maara", "kpl", "volume", "contracts", "volym", "base amount", "holdings"),
    ),
    Meaning.PRICE: (
        *("price", "last price", "share price", "unit price", "price per share", "price share", "current price", "trade price"),
        *("closing price", "market price", "last", "close", "closing", "nav", "quote", "asset price", "t price", "kurs"),
        *("preis", "stuckpreis", "einzelpreis", "cours", "prix", "prix unitaire", "precio", "prezzo", "preco", "koers"),
        *("kurssi", "pris", "cena", "hinta", "mark", "execution price"),
    ),
    Meaning.VALUE: (
        *("market value", "current value", "total value", "value", "mkt val", "mkt value", "position value", "ending value"),
        *("balance", "marktwert", "kurswert", "gesamtwert", "wert", "depotwert", "valeur", "valorisation", "valeur de marche"),
        *("montant", "valor", "valor de mercado", "valor actual", "valore", "controvalore", "valore di mercato", "waarde"),
        *("marktwaarde", "marknadsvarde", "varde", "markedsverdi", "markedsvaerdi", "verdi", "vaerdi", "wartosc"),
        *("markkina arvo", "arvo", "amount", "equity"),
    ),
    Meaning.COST_BASIS: (
        *("cost basis", "total cost", "cost basis total", "total cost basis", "cost", "book value", "book cost", "cost value"),
        *("purchase value", "purchase cost", "invested", "invested amount", "acquisition cost", "adjusted cost"),
        *("einstandswert", "kaufwert", "anschaffungskosten", "prix de revient", "cout", "valeur d'achat", "coste", "costo"),
        *("valor de adquisicion", "importe invertido", "valore di carico", "custo", "aankoopwaarde", "inkopsvarde"),
        *("anskaffningsvarde", "anskaffelsesverdi", "anskaffelsesvaerdi", "koszt", "hankinta arvo"),
    ),
    Meaning.DATE: (
        *("trade date", "transaction date", "date", "run date", "activity date", "process date", "posting date", "post date"),
        *("datetime", "date time", "trade date time", "transaction time", "timestamp", "completed date", "time", "date paid"),
        *("as of date", "as of", "price date", "valuation date", "handelstag", "handelsdatum", "buchungstag", "buchungsdatum"),
        *("ausfuhrungsdatum", "datum", "stichtag", "kursdatum", "date de transaction", "date d'operation", "date operation"),
        *("date d'execution", "date de l'operation", "fecha", "fecha operacion", "fecha de operacion", "data operazione"),
        *("data da operacao", "data", "transactiedatum", "affarsdag", "bokforingsdag", "handelsdag", "handelsdato", "dato"),
        *("bogforingsdato", "kauppapaiva", "paivamaara", "data operacji", "data transakcji", "czas", "update time", "vest date"),
        *("report date", "started date", "cob date"),
    ),
    Meaning.SETTLED: (
        *("settlement date", "settle date", "settled", "settlement", "value date", "pay date", "valuta", "valutadatum"),
        *("wertstellung", "wertstellungsdatum", "date de reglement", "date de valeur", "date valeur", "fecha valor"),
        *("data valuta", "likviddag", "valutadato", "oppgjorsdato", "data rozliczenia"),
    ),
    Meaning.ACTION: (
        *("action", "transaction type", "activity type", "trans type", "type", "activity", "transaction", "event", "operation"),
        *("transaction description", "trans code", "typ", "art", "vorgang", "transaktion", "transaktionstyp", "umsatzart"),
        *("buchungsart", "auftragsart", "geschaftsart", "typ av transaktion", "type de transaction", "type d'operation"),
        *("type operation", "nature", "tipo", "tipo de operacion", "tipo operazione", "tipo de transacao", "operazione"),
        *("operacion", "transactietype", "soort", "transaktionstype", "transaksjonstype", "rodzaj", "tapahtuma"),
        *("category", "transaction category", "side", "details", "description", "way"),
    ),
    Meaning.DIRECTION: (
        *("buy sell", "side", "direction", "way", "debit credit", "dr cr", "kauf verkauf", "achat vente", "koop verkoop"),
        *("compra venta", "sens"),
    ),
    Meaning.AMOUNT: (
        *("net amount", "amount", "total amount", "transaction amount", "cash amount", "net cash", "cash flow", "proceeds"),
        *(
            "net proceeds",
            "net cash proceeds",
            "total",
            "total trade value",
            "nettobetrag",
            "betrag",
            "gesamtbetrag",
            "endbetrag",
        ),
        *("montant net", "montant", "montant de l'operation", "montant total", "importe neto", "importe", "importe total"),
        *("importo netto", "importo", "importo euro", "valor liquido", "bedrag", "totaal", "belopp", "belob", "belop", "kwota"),
        *("summa", "mutatie", "change", "waarde", "value", "local value", "quote amount", "gross amount", "principal amount"),
        *("net transaction amount", "controvalore", "valor", "net dividend", "credit", "credit amount", "money in", "paid in"),
        *("deposit", "deposits", "inflow", "haben", "gutschrift"),
    ),
    Meaning.PAID_OUT: (
        *("debit", "debit amount", "money out", "paid out", "withdrawal", "withdrawals", "outflow", "soll", "belastung"),
    ),
    Meaning.FEES: (
        *("fees", "fee", "commission", "commissions", "fees & comm", "commission fees", "fees and commissions", "brokerage"),
        *(
            "total fees",
            "trading fee",
            "fee amount",
            "charges",
            "commissions and fees",
            "gebuhren",
            "gebuhr",
            "provision",
            "spesen",
        ),
        *("kosten", "transaktionskosten", "frais", "commission payee", "courtage", "comision", "comisiones", "gastos"),
        *("commissioni", "commissione", "comissao", "transactiekosten", "kurtage", "kurtasje", "avgift", "gebyr", "prowizja"),
        *("oplata", "kulut", "ibcommission"),
    ),
    Meaning.CURRENCY: (
        *("transaction currency", "account currency", "currency", "currency primary", "ccy", "curr", "currency code", "wahrung"),
        *("kontowahrung", "devise", "devise du compte", "divisa", "moneda", "moeda", "valuta", "munt", "transaktionsvaluta"),
        *("waluta", "valuutta", "price currency", "instrument currency", "asset currency", "trading currency", "cur"),
        *("quote currency",),
    ),
    Meaning.ACCOUNT_NAME: (
        *("account name", "account nickname", "account", "portfolio", "portfolio name", "account type", "depotname"),
        *("kontoname", "plan name", "portefeuille", "cartera", "portafoglio", *_ACCOUNT),
    ),
    Meaning.ACCOUNT_NUMBER: (
        *("account number", "account no", "account #", "account id", "acct", "acct no", "account", "client account id"),
        *("kontonummer", "depotnummer", "numero de compte", "numero de cuenta", "numero conto", "rekeningnummer", "iban"),
        *("client id", *_ACCOUNT),
    ),
}
# In a list of tax lots these name the day of purchase; elsewhere they would be another date than that of the figures.
ACQUIRED = (
    *("date acquired", "acquired", "acquired date", "acquisition date", "purchase date", "open date", "date opened", "buy date"),
    *("purchased", "opened", "lot date", "kaufdatum", "einstandsdatum", "date d'achat", "date d'acquisition", "fecha de compra"),
    *("data acquisto", "aankoopdatum", "kopdatum", "trade date", "date"),
)
# Only a list of transactions numbers its orders.
OF_TRANSACTIONS = frozenset({"order number", "order id", "order status", "transaction id", "trade id", "order type"})
# What "Amount" means in a list of positions that has its value elsewhere.
QUANTITY_AMONG_POSITIONS = ("amount", "number", "balance")
_PER_UNIT = re.compile(r"\b(?:per|avg|average|unit|each|mean|share|durchschnitt\w*|pro|moyen|medio|gemiddeld\w*|snitt\w*)\b")
_PERCENT = re.compile(r"%|\b(?:bps|percent|pct|percentage|weight|prozent|anteil)\b")

# "Account" and "asset" in a longer heading mostly belong to another noun.
_WHOLE_ONLY = frozenset({Meaning.SYMBOL, Meaning.ACCOUNT_NAME, Meaning.ACCOUNT_NUMBER})
_SAYS_ELSE = re.compile(r"\b(?:currency|valuta|devise|wahrung|type|class|date|time|price|amount|value|balance|rate|fee)\b")
# What was paid once is no price of today.
_PRICE_PAID = re.compile(r"\b(?:cost|avg|average|purchase|paid|open|opening|buy|book|einstand\w*|kauf\w*|moyen|medio|carico)\b")
_WITHOUT_STROKES: dict[int, str] = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "ß": "ss"})
_TOTAL = re.compile(
    r"(?:(?:grand|sub|account|portfolio|overall|transactions?|positions?|holdings?|cash|stocks?|funds?|equity) ?)?"
    r"(?:totals?|sum|summe|zwischensumme|gesamt\w*|insgesamt|totaal|totale|totalt|total general|suma|soma|summa|yhteensa|razem)"
    r"(?: (?:value|amount|for|of|account|portfolio|market|general|geral|complessivo|positions?|holdings?)\b.*)?:?"
)
_CASH = re.compile(
    r"\$?cash\b(?! (?:flow|america|corp|inc)).*|cash & .*|available cash|bargeld.*|liquiditat.*|liquidites|efectivo|liquidita"
    r"|contanten|kassa|likvida medel|verrechnungskonto|geldkonto|uninvested cash|settlement fund"
)


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """ "Prix d’achat (EUR)", "unit_price", "TradeDate" → "prix d'achat", "unit price", "trade date": as the words above stand."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text.replace("’", "'"))
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", apart) if not apart.strip().startswith(("(", "[")) else apart
    return " ".join(re.sub(r"[^\w'#%&]+|_", " ", without_accents(bare.lower())).split())


def without_accents(text: str) -> str:
    """Text in lower case without accents and strokes: "märz" → "marz", "køb" → "kob"."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_WITHOUT_STROKES)


def is_total(cell: str) -> bool:
    """Whether a cell says that its row adds up others: "Total", "Grand total", "Gesamtsumme", "Account total"."""
    return _TOTAL.fullmatch(plain_words(cell)) is not None


def is_cash(cell: str) -> bool:
    """Whether a cell names money and no security."""
    return _CASH.fullmatch(" ".join(cell.lower().split())) is not None


def readings(heading: str, words: Words) -> Iterator[tuple[Meaning, int]]:
    """What a heading may mean, each with a score: 100 and less for the word itself, 60 and less for a part of the heading."""
    plain = plain_words(heading)
    if not plain or _PERCENT.search(heading.lower()):
        return
    for meaning, names in words.items():
        if meaning is Meaning.COST_BASIS and _PER_UNIT.search(plain):
            continue
        if meaning is Meaning.PRICE and Meaning.COST_BASIS in words and _PRICE_PAID.search(plain):
            continue
        if plain in names:
            yield meaning, 100 - names.index(plain)
        else:
            if _belongs_to_another_noun(meaning, plain, words):
                continue
            parts = [len(name) - names.index(name) for name in names if f" {name} " in f" {plain} "]
            if parts:
                yield meaning, max(1, 30 + max(parts) // 2)


def _belongs_to_another_noun(meaning: Meaning, plain: str, words: Words) -> bool:
    """Whether a word for the meaning, found inside a longer heading, tells nothing."""
    if meaning in _WHOLE_ONLY:
        return _SAYS_ELSE.search(plain) is not None
    # Positions carry all kinds of dates (ex-dividend, added, opened) that are not the day of their figures.
    return meaning is Meaning.DATE and Meaning.COST_BASIS in words


def is_heading_word(cell: str) -> bool:
    """Whether the cell is one of the words for a column."""
    return plain_words(cell) in _ALL_WORDS


_ALL_WORDS = frozenset(word for names in (*HEADINGS.values(), ACQUIRED) for word in names)
