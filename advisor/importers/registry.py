"""Every importer, and the brokers whose files they read."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.statement import StatementKind
from advisor.importers.ameriprise import Ameriprise
from advisor.importers.betterment import Betterment
from advisor.importers.degiro.account import DegiroAccount
from advisor.importers.degiro.portfolio import Degiro
from advisor.importers.degiro.transactions import DegiroTransactions
from advisor.importers.etrade.positions import Etrade
from advisor.importers.etrade.transactions import EtradeTransactions
from advisor.importers.fidelity.history import FidelityHistory
from advisor.importers.fidelity.lots import FidelityLots
from advisor.importers.fidelity.positions import Fidelity
from advisor.importers.fidelity.statement import FidelityStatement
from advisor.importers.ghostfolio import Ghostfolio
from advisor.importers.ghostfolio_json import GhostfolioJson
from advisor.importers.healthequity import HealthEquity
from advisor.importers.healthequity_transactions import HealthEquityTransactions
from advisor.importers.ibkr.activity import Ibkr
from advisor.importers.ibkr.flex import IbkrFlex
from advisor.importers.ibkr.flex_csv import IbkrFlexCsv
from advisor.importers.importer import DocumentImporter, Importer
from advisor.importers.jpmorgan import JPMorgan
from advisor.importers.merrill.positions import Merrill
from advisor.importers.merrill.screen import MerrillScreen
from advisor.importers.merrill.transactions import MerrillTransactions
from advisor.importers.morgan_stanley import MorganStanley
from advisor.importers.ofx.document import Ofx
from advisor.importers.portable.document import Portable
from advisor.importers.qif import Qif
from advisor.importers.questrade import Questrade
from advisor.importers.robinhood import Robinhood
from advisor.importers.schwab.awards import SchwabAwards
from advisor.importers.schwab.awards_json import SchwabAwardsJson
from advisor.importers.schwab.bank import SchwabBank
from advisor.importers.schwab.lots import SchwabLots
from advisor.importers.schwab.positions import Schwab
from advisor.importers.schwab.transactions import SchwabTransactions
from advisor.importers.schwab.transactions_json import SchwabJson
from advisor.importers.t_rowe_price import TRowePrice
from advisor.importers.tastytrade import Tastytrade
from advisor.importers.td_ameritrade import TdAmeritrade
from advisor.importers.tiaa import Tiaa
from advisor.importers.trading212 import Trading212
from advisor.importers.treasurydirect import TreasuryDirect
from advisor.importers.vanguard import Vanguard
from advisor.importers.vanguard_uk import VanguardUk
from advisor.importers.wealthfolio import Wealthfolio
from advisor.importers.wealthfolio_activities import WealthfolioActivities
from advisor.importers.webull import WebullOrders
from advisor.importers.yahoo_finance import YahooFinance

# In the order in which people are told of them.
IMPORTERS: tuple[Importer, ...] = (
    Fidelity(),
    FidelityHistory(),
    FidelityLots(),
    FidelityStatement(),
    Schwab(),
    SchwabTransactions(),
    SchwabLots(),
    SchwabBank(),
    SchwabAwards(),
    Vanguard(),
    Etrade(),
    EtradeTransactions(),
    Ibkr(),
    IbkrFlexCsv(),
    Merrill(),
    MerrillScreen(),
    MerrillTransactions(),
    JPMorgan(),
    Robinhood(),
    MorganStanley(),
    Tastytrade(),
    WebullOrders(),
    Betterment(),
    Tiaa(),
    TRowePrice(),
    Ameriprise(),
    TreasuryDirect(),
    HealthEquity(),
    HealthEquityTransactions(),
    TdAmeritrade(),
    YahooFinance(),
    Wealthfolio(),
    WealthfolioActivities(),
    Ghostfolio(),
    Degiro(),
    DegiroAccount(),
    DegiroTransactions(),
    Trading212(),
    VanguardUk(),
    Questrade(),
)
DOCUMENT_IMPORTERS: tuple[DocumentImporter, ...] = (
    IbkrFlex(),
    Ofx(),
    Qif(),
    GhostfolioJson(),
    SchwabJson(),
    SchwabAwardsJson(),
    Portable(),
)


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker whose files can be read."""

    id: str
    name: str
    kinds: tuple[StatementKind, ...]


def brokers() -> tuple[Broker, ...]:
    """Every broker once, with all kinds of files that can be read of it."""
    known: dict[str, Broker] = {}
    importers: tuple[Importer | DocumentImporter, ...] = (*IMPORTERS, *DOCUMENT_IMPORTERS)
    for importer in importers:
        before = known.get(importer.broker, Broker(importer.broker, importer.name, ()))
        kinds = tuple(kind for kind in StatementKind if kind in {*before.kinds, *importer.kinds})
        known[importer.broker] = Broker(before.id, before.name, kinds)
    return tuple(known.values())
