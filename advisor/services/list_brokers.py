"""Whose files can be read."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.domain.broker_ids import broker_in_words
from advisor.importers.registry import Broker, brokers


def list_brokers() -> Sequence[Broker]:
    """Every importer: id, name, kinds of file."""
    return brokers()


def broker_name(broker: str) -> str:
    """What a broker calls itself; one that only the investor knows, by its id ("other:nordea-bank" → "Nordea Bank")."""
    known = {each.id: each.name for each in brokers()}
    return known.get(broker) or broker_in_words(broker)
