"""Whose files can be read."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.importers.registry import BrokerFormat, brokers


def list_brokers() -> Sequence[BrokerFormat]:
    """Every importer: id, name, kinds of file."""
    return brokers()
