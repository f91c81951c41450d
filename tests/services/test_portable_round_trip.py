"""What is exported and imported into empty books is what was there: every account with its day, every lot, every entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import Position, Transaction
from advisor.services.change_account import change_account
from advisor.services.choose_target import list_targets
from advisor.services.classify_instrument import classify_instrument
from advisor.services.export_portfolio import export_portfolio
from advisor.services.import_files import import_files
from advisor.services.list_transactions import list_transactions
from advisor.services.load_sample import load_sample
from advisor.services.open_books import open_books
from advisor.services.own_portfolio import portfolio_in_own_currencies
from advisor.services.own_target import keep_own_target, own_target
from advisor.services.task import Task

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = (
    GOLDEN / "vanguard" / "four_tables_2023.csv",
    GOLDEN / "portable" / "two_brokers.json",
    GOLDEN / "fidelity" / "title_case_2023.csv",
)


def _without_ids(rows: tuple) -> list:
    return sorted(repr(replace(row, account=replace(row.account, id=0), **_same(row))) for row in rows)


def _same(row: Position | Transaction) -> dict[str, object]:
    """What the format tells in another way: money that went by another name, positions worked out or stated."""
    return {"rebuilt": False} if isinstance(row, Position) else {}


def _with_every_kind_of_aim(target: TargetModel) -> TargetModel:
    return replace(
        target,
        sectors={"Energy": 0.05},
        company_max=0.05,
        themes={"hyperscalers": 0.2},
        instruments={"BRK.B": 0.03},
        band=Band(0.03, 0.2, BandRule.SIGMA, 1.25),
        destination=Destination.EDGE,
    )


def test_the_books_survive_export_and_import(tmp_path: Path) -> None:
    with open_books(tmp_path / "one.db") as db:
        load_sample(db, Task())
        import_files(db, Task(), FILES)
        classify_instrument(db, Task(), "ZZQXW", Sleeve.SMALL_CAP, Sector.ENERGY)
        keep_own_target(db, Task(), _with_every_kind_of_aim(list_targets(db, Task())[0]))
        change_account(db, Task(), 1, owner="Both of us")
        outcome = export_portfolio(db, Task(), tmp_path / "books.json")
        before, entries = portfolio_in_own_currencies(db).portfolio, list_transactions(db, Task())
    assert (outcome.positions, outcome.transactions) == (len(before.positions), len(entries))
    assert len({position.as_of for position in before.positions}) > 2
    with open_books(tmp_path / "two.db") as db:
        (file,) = import_files(db, Task(), [tmp_path / "books.json"]).files
        after = portfolio_in_own_currencies(db).portfolio
        assert not file.preview.statement.skipped
        assert _without_ids(after.positions) == _without_ids(before.positions)
        assert _without_ids(list_transactions(db, Task())) == _without_ids(entries)
        target = own_target(db, Task())
        again = export_portfolio(db, Task(), tmp_path / "again.json")
    assert target is not None
    assert (target.destination, target.instruments) == (Destination.EDGE, {"BRK.B": 0.03})
    assert again.file.read_text(encoding="utf-8") == (tmp_path / "books.json").read_text(encoding="utf-8")


def test_the_books_read_back_into_themselves_change_nothing(tmp_path: Path) -> None:
    with open_books(tmp_path / "one.db") as db:
        load_sample(db, Task())
        before, entries = portfolio_in_own_currencies(db).portfolio, list_transactions(db, Task())
        export_portfolio(db, Task(), tmp_path / "books.json")
        import_files(db, Task(), [tmp_path / "books.json"])
        after = portfolio_in_own_currencies(db).portfolio
        assert sorted(map(repr, after.positions)) == sorted(map(repr, before.positions))
        assert after.accounts == before.accounts
        assert list_transactions(db, Task()) == entries
