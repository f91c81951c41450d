"""What sleeves, sectors, accounts, brokers and benchmarks are called in the window and on paper."""

from __future__ import annotations

from advisor.advice.model.taxes import Term
from advisor.domain.broker_ids import broker_in_words
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Source
from advisor.domain.portfolio import CASH, Account, ImportRecord, TaxType, TransactionKind
from advisor.domain.statement import StatementKind
from advisor.exposure.model import BenchmarkExposure, CompanyExposure

SLEEVE_LABELS = {
    Sleeve.MEGA_CAP_TECH: "Magnificent Seven",
    Sleeve.SP493: "The other 493",
    Sleeve.MID_CAP: "US mid cap",
    Sleeve.SMALL_CAP: "US small cap",
    Sleeve.US_OTHER: "Other US stocks",
    Sleeve.INTERNATIONAL: "International",
    Sleeve.FIXED_INCOME: "Bonds",
    Sleeve.CASH: "Cash",
    Sleeve.ALTERNATIVES: "Alternatives",
    Sleeve.UNCLASSIFIED: "Not classified",
}

SLEEVE_SHORT_LABELS = {
    **SLEEVE_LABELS,
    Sleeve.MEGA_CAP_TECH: "The seven",
    Sleeve.MID_CAP: "Mid cap",
    Sleeve.SMALL_CAP: "Small cap",
    Sleeve.US_OTHER: "Other US",
}

# On a narrow block, where the short label has no room either.
SLEEVE_BRIEF_LABELS = {**SLEEVE_SHORT_LABELS, Sleeve.INTERNATIONAL: "Abroad", Sleeve.UNCLASSIFIED: "Not known"}

# Inside a sentence: "37% of your money is in the other 493."
SLEEVE_PHRASES = {
    Sleeve.MEGA_CAP_TECH: "the seven",
    Sleeve.SP493: "the other 493",
    Sleeve.MID_CAP: "US mid caps",
    Sleeve.SMALL_CAP: "US small caps",
    Sleeve.US_OTHER: "other US stocks",
    Sleeve.INTERNATIONAL: "international stocks",
    Sleeve.FIXED_INCOME: "bonds",
    Sleeve.CASH: "cash",
    Sleeve.ALTERNATIVES: "alternatives",
    Sleeve.UNCLASSIFIED: "things not classified",
}

SECTOR_LABELS = {
    Sector.TECHNOLOGY: "Technology",
    Sector.COMMUNICATION: "Communication services",
    Sector.CONSUMER_DISCRETIONARY: "Consumer discretionary",
    Sector.CONSUMER_STAPLES: "Consumer staples",
    Sector.HEALTH_CARE: "Health care",
    Sector.FINANCIALS: "Financials",
    Sector.INDUSTRIALS: "Industrials",
    Sector.MATERIALS: "Materials",
    Sector.ENERGY: "Energy",
    Sector.UTILITIES: "Utilities",
    Sector.REAL_ESTATE: "Real estate",
    Sector.FIXED_INCOME: "Bonds",
    Sector.CASH: "Cash",
    Sector.ALTERNATIVES: "Alternatives",
    Sector.UNCLASSIFIED: "Sector not known",
}

SECTOR_SHORT_LABELS = {
    **SECTOR_LABELS,
    Sector.COMMUNICATION: "Communication",
    Sector.CONSUMER_DISCRETIONARY: "Discretionary",
    Sector.CONSUMER_STAPLES: "Staples",
    Sector.UNCLASSIFIED: "Not known",
}

TAX_LABELS = {
    TaxType.TAXABLE: "Taxable",
    TaxType.TRADITIONAL: "Traditional",
    TaxType.ROTH: "Roth",
    TaxType.HSA: "HSA",
}

SOURCE_LABELS = {
    Source.DIRECT: "Held directly",
    Source.HOLDINGS: "Full holdings",
    Source.INDEX: "Index members",
    Source.PROFILE: "Fund profile",
    Source.CATEGORY: "Category mix",
    Source.UNKNOWN: "Not known",
}

TERM_LABELS = {Term.LONG: "long-term", Term.SHORT: "short-term", Term.UNKNOWN: "term not known"}

TRANSACTION_LABELS = {
    TransactionKind.BUY: "Bought",
    TransactionKind.SELL: "Sold",
    TransactionKind.REINVEST: "Reinvested",
    TransactionKind.DIVIDEND: "Dividend",
    TransactionKind.CAPITAL_GAIN: "Capital gain",
    TransactionKind.INTEREST: "Interest",
    TransactionKind.RETURN_OF_CAPITAL: "Return of capital",
    TransactionKind.DEPOSIT: "Deposit",
    TransactionKind.WITHDRAWAL: "Withdrawal",
    TransactionKind.TRANSFER: "Transfer",
    TransactionKind.SPLIT: "Split",
    TransactionKind.EXCHANGE: "Exchange",
    TransactionKind.EXPIRY: "Option ended",
    TransactionKind.FEE: "Fee",
    TransactionKind.TAX: "Tax",
    TransactionKind.OTHER: "Other",
}

STATEMENT_LABELS = {
    StatementKind.POSITIONS: "positions",
    StatementKind.TRANSACTIONS: "transactions",
    StatementKind.LOTS: "tax lots",
}

SEVEN_NAMES = {
    "AAPL": "Apple",
    "MSFT": "Microsoft",
    "NVDA": "NVIDIA",
    "AMZN": "Amazon",
    "GOOGL": "Alphabet",
    "META": "Meta",
    "TSLA": "Tesla",
}

_SP500 = ("S&P 500", "an S&P 500 fund")
_MIDCAP400 = ("MidCap 400", "an S&P MidCap 400 fund")
# By symbol: the head of a column, and the words inside a sentence.
_BENCHMARKS = {
    "SPY": _SP500,
    "VOO": _SP500,
    "IVV": _SP500,
    "RSP": ("Equal weight", "an equal-weight S&P 500 fund"),
    "IJH": _MIDCAP400,
    "MDY": _MIDCAP400,
    "VTI": ("US market", "a US total market fund"),
    "QQQ": ("Nasdaq-100", "a Nasdaq-100 fund"),
}


# Names that are not their id with capitals.
_BROKER_NAMES = {
    "degiro": "DEGIRO",
    "etrade": "E*TRADE",
    "healthequity": "HealthEquity",
    "ibkr": "Interactive Brokers",
    "jpmorgan": "J.P. Morgan",
    "ofx": "OFX",
    "qif": "QIF",
    "t_rowe_price": "T. Rowe Price",
    "tastytrade": "tastytrade",
    "td_ameritrade": "TD Ameritrade",
    "tiaa": "TIAA",
    "trading212": "Trading 212",
    "treasurydirect": "TreasuryDirect",
    "vanguard_uk": "Vanguard UK",
}


def benchmark_label(benchmark: BenchmarkExposure) -> str:
    """What a benchmark fund stands for, short enough to head a column ("S&P 500"), or its symbol."""
    return _BENCHMARKS.get(benchmark.symbol, (benchmark.symbol, ""))[0]


def benchmark_phrase(benchmark: BenchmarkExposure) -> str:
    """Inside a sentence: "an S&P 500 fund", "a Nasdaq-100 fund", "ARKK"."""
    return _BENCHMARKS.get(benchmark.symbol, ("", benchmark.symbol))[1]


def broker_label(broker: str) -> str:
    """An importer's id as a name: "fidelity" → "Fidelity", "other:my-bank" → "My Bank"."""
    return _BROKER_NAMES.get(broker) or broker_in_words(broker)


def import_label(record: ImportRecord) -> str:
    """What a file was recognised as: "Schwab, tax lots"."""
    return f"{broker_label(record.broker)}, {STATEMENT_LABELS[StatementKind(record.kind)]}"


def account_label(name: str, number_masked: str) -> str:
    """ "Brokerage ····4821"; never more than the last characters of the number."""
    return name if number_masked in name else f"{name} {number_masked}"


def account_caption(account: Account) -> str:
    """Beside an account's name: "Fidelity ····4821 · Taxable · Maria"; nothing that the name says already."""
    said = (broker_label(account.broker), account.number_masked)
    broker = " ".join(part for part in said if part and part not in account.name)
    return " · ".join(part for part in (broker, TAX_LABELS[account.tax_type], account.owner) if part)


def company_label(company: CompanyExposure) -> str:
    """A company's name; the seven as they write themselves."""
    return SEVEN_NAMES.get(company.symbol, company.name)


def symbol_label(symbol: str) -> str:
    """A position's symbol as printed: the books' "CASH" is a word, not a ticker."""
    return "Cash" if symbol == CASH else symbol
