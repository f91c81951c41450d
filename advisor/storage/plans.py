"""Plans that were kept, each with everything it was asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from advisor.domain.kept_plans import KeptPlan, PlanState, StoredPlan
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import day_or_none, insert_row, iso

_HEAD = "id, name, created_at, trade_date, target, program, state, ordered_on, carried_out"


def save_plan(db: Database, stored: StoredPlan) -> KeptPlan:
    """Store a plan and return its head with the key it was given; `stored.head.id` is passed over."""
    with changing(db):
        plan_id = insert_row(db, "plans", _cells(stored))
    return _known(db, plan_id)


def put_plan_back(db: Database, stored: StoredPlan) -> None:
    """Store a plan that was deleted under the key it had."""
    with changing(db):
        insert_row(db, "plans", {"id": stored.head.id, **_cells(stored)})


def delete_plan(db: Database, plan_id: int) -> None:
    """Forget a plan; nothing happens where there is none."""
    with changing(db):
        db.conn.execute("delete from plans where id = ?", (plan_id,))


def load_plans(db: Database) -> tuple[KeptPlan, ...]:
    """The head of every plan, the newest first."""
    return tuple(_heads(db.conn.execute(f"select {_HEAD} from plans order by id desc")))


def load_plan(db: Database, plan_id: int) -> StoredPlan | None:
    """One plan whole; None where there is none."""
    row = db.conn.execute(f"select {_HEAD}, request, plan from plans where id = ?", (plan_id,)).fetchone()
    if row is None:
        return None
    (head,) = _heads([row[:-2]])
    return StoredPlan(head, _inflated(row[-2]), _inflated(row[-1]))


def note_state(
    db: Database, plan_id: int, state: PlanState, *, ordered_on: date | None = None, carried_out: str = ""
) -> KeptPlan:
    """Remember how far a plan has come, and return its head."""
    with changing(db):
        db.conn.execute(
            "update plans set state = ?, ordered_on = ?, carried_out = ? where id = ?",
            (state.value, iso(ordered_on), carried_out, plan_id),
        )
    return _known(db, plan_id)


def _known(db: Database, plan_id: int) -> KeptPlan:
    (head,) = _heads(db.conn.execute(f"select {_HEAD} from plans where id = ?", (plan_id,)))
    return head


def _cells(stored: StoredPlan) -> dict[str, object]:
    head = stored.head
    return {
        "name": head.name,
        "created_at": head.created_at.isoformat(),
        "trade_date": head.trade_date.isoformat(),
        "target": head.target,
        "program": head.program,
        "state": head.state.value,
        "ordered_on": iso(head.ordered_on),
        "carried_out": head.carried_out,
        "request": zlib.compress(stored.request.encode()),
        "plan": zlib.compress(stored.plan.encode()),
    }


def _heads(rows: Iterable[tuple[object, ...]]) -> Iterator[KeptPlan]:
    for key, name, created_at, trade_date, target, program, state, ordered_on, carried_out in rows:
        yield KeptPlan(
            id=int(str(key)),
            name=str(name),
            created_at=datetime.fromisoformat(str(created_at)),
            trade_date=date.fromisoformat(str(trade_date)),
            target=str(target),
            program=str(program),
            state=PlanState(str(state)),
            ordered_on=day_or_none(None if ordered_on is None else str(ordered_on)),
            carried_out=str(carried_out),
        )


def _inflated(content: bytes) -> str:
    return zlib.decompress(content).decode()
