"""Every importer, and the way from a file to a `Statement`."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.domain.errors import InvalidRequestError, UnknownFileError, UnreadableFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.ameriprise import Ameriprise
from advisor.importers.betterment import Betterment
from advisor.importers.degiro import Degiro
from advisor.importers.degiro_account import DegiroAccount
from advisor.importers.degiro_transactions import DegiroTransactions
from advisor.importers.etrade import Etrade
from advisor.importers.etrade_transactions import EtradeTransactions
from advisor.importers.fidelity import Fidelity
from advisor.importers.fidelity_history import FidelityHistory
from advisor.importers.fidelity_lots import FidelityLots
from advisor.importers.fidelity_statement import FidelityStatement
from advisor.importers.ghostfolio import Ghostfolio
from advisor.importers.ghostfolio_json import GhostfolioJson
from advisor.importers.healthequity import HealthEquity
from advisor.importers.healthequity_transactions import HealthEquityTransactions
from advisor.importers.ibkr import Ibkr
from advisor.importers.ibkr_flex import IbkrFlex
from advisor.importers.ibkr_flex_csv import IbkrFlexCsv
from advisor.importers.identify import form_of, refuse_what_is_no_statement, unknown_document
from advisor.importers.importer import DocumentImporter, Form, Importer, Source
from advisor.importers.jpmorgan import JPMorgan
from advisor.importers.merrill import Merrill
from advisor.importers.merrill_screen import MerrillScreen
from advisor.importers.merrill_transactions import MerrillTransactions
from advisor.importers.morgan_stanley import MorganStanley
from advisor.importers.ofx import Ofx
from advisor.importers.other_exports import unknown_layout
from advisor.importers.portable import Portable
from advisor.importers.qif import Qif
from advisor.importers.questrade import Questrade
from advisor.importers.reading.collector import collector_paused
from advisor.importers.reading.documents import parse_document
from advisor.importers.reading.records import Record, decode, first_records, read_records
from advisor.importers.reading.workbook import is_workbook, read_sheets
from advisor.importers.robinhood import Robinhood
from advisor.importers.schwab import Schwab
from advisor.importers.schwab_awards import SchwabAwards
from advisor.importers.schwab_awards_json import SchwabAwardsJson
from advisor.importers.schwab_bank import SchwabBank
from advisor.importers.schwab_json import SchwabJson
from advisor.importers.schwab_lots import SchwabLots
from advisor.importers.schwab_transactions import SchwabTransactions
from advisor.importers.sheets import read_recognised_sheets
from advisor.importers.tastytrade import Tastytrade
from advisor.importers.td_ameritrade import TdAmeritrade
from advisor.importers.tiaa import Tiaa
from advisor.importers.trading212 import Trading212
from advisor.importers.treasurydirect import TreasuryDirect
from advisor.importers.troweprice import TRowePrice
from advisor.importers.vanguard import Vanguard
from advisor.importers.vanguard_uk import VanguardUk
from advisor.importers.wealthfolio import Wealthfolio
from advisor.importers.wealthfolio_activities import WealthfolioActivities
from advisor.importers.webull import WebullOrders
from advisor.importers.yahoo_finance import YahooFinance

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
    Degiro(),
    DegiroAccount(),
    DegiroTransactions(),
    Ibkr(),
    IbkrFlexCsv(),
    Trading212(),
    Vanguard(),
    VanguardUk(),
    Etrade(),
    EtradeTransactions(),
    JPMorgan(),
    Merrill(),
    MorganStanley(),
    Questrade(),
    MerrillScreen(),
    MerrillTransactions(),
    Robinhood(),
    Tastytrade(),
    WebullOrders(),
    Betterment(),
    HealthEquity(),
    HealthEquityTransactions(),
    YahooFinance(),
    TdAmeritrade(),
    Tiaa(),
    TRowePrice(),
    Ameriprise(),
    TreasuryDirect(),
    Wealthfolio(),
    WealthfolioActivities(),
    Ghostfolio(),
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

_LARGEST_FILE = 64 * 2**20  # bytes: a hundred times a statement of thousands of positions
_DELIMITERS = (",", "\t", ";")
_HEAD_RECORDS = 60
_TITLE_RECORDS = 10  # of each sheet of a workbook that is refused


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


def read_file(path: Path, broker: str | None = None) -> tuple[bytes, Statement]:
    """A broker's file: its bytes as they lie on disk, and what they say.

    Raises:
        UnreadableFileError: The file is missing, no file, not permitted, too large, or no text.
        UnknownFileError: No importer, or more than one, recognises it.
        MalformedFileError: It is cut off or empty of positions.
        InvalidRequestError: There is no such broker.
    """
    content = read_content(path)
    return content, read_statement(content, path.name, broker)


def read_statement(content: bytes, name: str, broker: str | None = None) -> Statement:
    """What a broker's file says.

    Args:
        name: File name without its folder: it stands in messages, and Fidelity prints the date there.
        broker: Id of the importer to use; None lets the content decide.

    Raises:
        UnreadableFileError, UnknownFileError, MalformedFileError, InvalidRequestError: As `read_file`.
    """
    broker = None if broker is None else _known_broker(broker)
    if len(content) > _LARGEST_FILE:
        raise _too_large(name, len(content))
    refuse_what_is_no_statement(content, name)
    form = form_of(content)
    if is_workbook(content):
        return _read_workbook(content, name, broker)
    if form is not Form.TABLE:
        return _read_document(content, name, form, broker)
    text, encoding = decode(content, name)
    importer, delimiter = _recognise(text, name, broker)
    with collector_paused():
        return importer.read(Source(name, read_records(text, name, delimiter), text.endswith(("\n", "\r")), encoding))


def _read_workbook(content: bytes, name: str, broker: str | None) -> Statement:
    sheets = read_sheets(content, name)
    with collector_paused():
        whole = read_recognised_sheets(sheets, name, lambda sheet: _recogniser(sheet.records[:_HEAD_RECORDS], name, broker))
    if whole is None:
        raise _unrecognised(name, [record for sheet in sheets for record in sheet.records[:_TITLE_RECORDS]], broker)
    return whole


def _read_document(content: bytes, name: str, form: Form, broker: str | None) -> Statement:
    document = parse_document(content, name, form)
    matches = [importer for importer in DOCUMENT_IMPORTERS if importer.form is form and importer.recognises(document)]
    chosen = [importer for importer in matches if broker in {None, importer.broker}] or matches
    if len(chosen) > 1:
        raise _ambiguous(name, [importer.name for importer in chosen])
    if not chosen:
        raise unknown_document(name, form)
    with collector_paused():
        statement = chosen[0].read(document)
    if broker in {None, chosen[0].broker, statement.broker}:
        return statement
    if form is Form.OFX and statement.broker == chosen[0].broker:
        return replace(statement, broker=broker)  # the file does not tell whose it is, the investor does
    raise UnknownFileError(
        f"{name} is no file of {_broker_name(broker)} but of {_broker_name(statement.broker)}.",
        "Leave the broker open, so that the file itself can tell.",
        file=name,
    )


def importers_for(content: bytes, name: str) -> tuple[Importer | DocumentImporter, ...]:
    """The importers that recognise a file; a well-kept registry holds at most one.

    Raises:
        UnreadableFileError, MalformedFileError: The bytes cannot be told apart into records at all.
    """
    form = form_of(content)
    if is_workbook(content):
        heads = [sheet.records[:_HEAD_RECORDS] for sheet in read_sheets(content, name)]
    elif form is not Form.TABLE:
        document = parse_document(content, name, form)
        return tuple(each for each in DOCUMENT_IMPORTERS if each.form is form and each.recognises(document))
    else:
        text, _ = decode(content, name)
        heads = [first_records(text, delimiter) for delimiter in _DELIMITERS]
    return tuple(importer for importer in IMPORTERS if any(importer.recognises(head) for head in heads))


def _known_broker(broker: str) -> str:
    known = [each.id for each in brokers()]
    if broker.lower() not in known:
        raise InvalidRequestError(
            f"There is no importer “{broker}”.", f"Choose one of {', '.join(known)}, or leave the choice to the file."
        )
    return broker.lower()


def _recognise(text: str, name: str, broker: str | None) -> tuple[Importer, str]:
    for delimiter in _DELIMITERS:
        importer = _recogniser(first_records(text, delimiter), name, broker)
        if importer is not None:
            return importer, delimiter
    raise _unrecognised(name, first_records(text, ","), broker)


def _recogniser(head: Sequence[Record], name: str, broker: str | None) -> Importer | None:
    matches = [importer for importer in IMPORTERS if broker in {None, importer.broker} and importer.recognises(head)]
    if len(matches) > 1:
        raise _ambiguous(name, [importer.name for importer in matches])
    return matches[0] if matches else None


def _ambiguous(name: str, names: Sequence[str]) -> UnknownFileError:
    return UnknownFileError(f"{name} could be from {' or '.join(names)}.", "Choose the broker by hand.", file=name)


def _unrecognised(name: str, head: Sequence[Record], broker: str | None) -> UnknownFileError:
    if broker is None:
        return unknown_layout(name, head)
    return UnknownFileError(
        f"{name} is not a {_broker_name(broker)} file that can be read: its column headings are missing.",
        "Leave the broker open, so that the file itself can tell.",
        file=name,
    )


def _broker_name(broker: str) -> str:
    return next((each.name for each in brokers() if each.id == broker), broker.replace("_", " ").title())


def read_content(path: Path) -> bytes:
    """The bytes of a file that a person handed over.

    Raises:
        UnreadableFileError: It is missing, no file, not permitted, or too large to be a statement.
    """
    name = path.name or str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableFileError(f"{name} is a folder, not a file.", "Choose the CSV file inside it.", file=name)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFileError(f"{name} is a device or pipe, not a file.", "Choose a CSV file.", file=name)
        if status.st_size > _LARGEST_FILE:
            raise _too_large(name, status.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"There is no file {name}.", "Check its name and folder.", file=name) from None
    except PermissionError:
        raise UnreadableFileError(
            f"{name} may not be read: this account has no permission.", "Change the file's permissions, or copy it.", file=name
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            f"{name} cannot be read: {error.strerror or error}.",
            "Copy the file to this computer's disk and try again.",
            file=name,
        ) from error


def _too_large(name: str, size: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name} is {size / 2**20:,.0f} MB; a broker's file has a few MB at most, and {_LARGEST_FILE // 2**20} MB is the limit.",
        "Check that it is the file your broker exported.",
        file=name,
    )
