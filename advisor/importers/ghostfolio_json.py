"""Ghostfolio: the export of all activities as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.ghostfolio import Activities, Ghostfolio
from advisor.importers.importer import Document, Form
from advisor.importers.reading.json_records import json_text
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

_KEYS = ("date", "type", "symbol", "name", "quantity", "unitPrice", "fee", "currency", "dataSource", "accountId")
_NAME_AT = _KEYS.index("name")
_SYMBOL_AT = _KEYS.index("symbol")
_SOURCE_AT = _KEYS.index("dataSource")
_KEYS_OF_AN_ACTIVITY = {"type", "unitPrice", "quantity", "date"}


class GhostfolioJson:
    """`activities`, each an object; accounts and what the investor named himself stand beside them, by their ids. A record is an
    activity, and its line its place among them."""

    broker: ClassVar[str] = Ghostfolio.broker
    name: ClassVar[str] = Ghostfolio.name
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)
    form: ClassVar[Form] = Form.JSON

    def recognises(self, document: Document) -> bool:
        activities = _objects(document.value, "activities")
        return any(each.keys() >= _KEYS_OF_AN_ACTIVITY for each in activities)

    def read(self, document: Document) -> Statement:
        """Every activity.

        Raises:
            MalformedFileError: Not one activity can be read.
        """
        assert isinstance(document.value, dict)  # it was recognised
        profiles = {str(each.get("symbol")): each.get("name") for each in _objects(document.value, "assetProfiles")}
        accounts = {str(each.get("id")): _named(each) for each in _objects(document.value, "accounts")}
        records = [
            Record(place, _cells(activity, profiles)) for place, activity in enumerate(document.value["activities"], start=1)
        ]
        tally = Tally(self.broker, document.cut_into(records))
        rows = Activities(Record(0, list(_KEYS)), tally, accounts)
        for record in records:
            try:
                if len(record.cells) < len(_KEYS):
                    raise RowRefusedError("it is no activity")
                rows.store(record)
            except RowRefusedError as refusal:
                tally.skip(record, str(refusal))
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _named(account: Mapping[str, object]) -> tuple[str, str]:
    """Its name and its currency."""
    return str(account.get("name") or Ghostfolio.name), str(account.get("currency") or "USD").upper()


def _objects(value: object, key: str) -> Sequence[Mapping[str, object]]:
    """The objects of the list under a key; none where there is no such list."""
    found = value.get(key) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _cells(activity: object, profiles: Mapping[str, object]) -> list[str]:
    """The activity as a row; anything else as the one cell of its JSON."""
    cells = [json_text(activity.get(key)) for key in _KEYS] if isinstance(activity, dict) else []
    if not any(cells):
        return [json.dumps(activity, default=json_text)]
    if name := str(profiles.get(cells[_SYMBOL_AT]) or ""):
        cells[_NAME_AT] = name
        if cells[_SOURCE_AT].upper() == "MANUAL":
            cells[_SYMBOL_AT] = name  # the symbol is a random id
    return cells
