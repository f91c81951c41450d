"""Ids of brokers, where no importer gives the broker a name."""

from __future__ import annotations


def broker_in_words(broker: str) -> str:
    """An id as a name: "morgan_stanley" → "Morgan Stanley", "other:nordea-bank" → "Nordea Bank"."""
    return broker.rpartition(":")[2].replace("_", " ").replace("-", " ").title()
