"""Ids of brokers, where no importer gives the broker a name."""

from __future__ import annotations

from advisor.domain.typed_list import OWN_LIST, OWN_LIST_BROKER


def broker_in_words(broker: str) -> str:
    """An id as a name: "morgan_stanley" → "Morgan Stanley", "other:nordea-bank" → "Nordea Bank"."""
    if broker == OWN_LIST_BROKER:
        return OWN_LIST
    return broker.rpartition(":")[2].replace("_", " ").replace("-", " ").title()
