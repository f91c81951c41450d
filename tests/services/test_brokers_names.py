"""The window calls a broker what its importers call it, or a part of that, though it may not ask them."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.domain.typed_list import OWN_LIST_BROKER
from advisor.presentation.labels import broker_label
from advisor.services.list_brokers import broker_name, list_brokers


@pytest.mark.parametrize("broker", list_brokers(), ids=lambda broker: broker.id)
def test_a_label_is_the_importers_own_name_or_the_short_form_of_it(broker):
    assert broker_label(broker.id) in broker.name
    assert broker_name(broker.id) == broker.name


def test_a_broker_that_only_the_investor_knows_is_called_by_its_id():
    assert broker_label("other:nordea-bank") == broker_name("other:nordea-bank") == "Nordea Bank"


def test_a_typed_list_keeps_its_name():
    assert broker_label(OWN_LIST_BROKER) == broker_name(OWN_LIST_BROKER) == "My own list"


def test_the_readme_names_every_broker() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    formats = {"ofx", "qif", "portable"}  # told by their endings
    assert not [broker.name for broker in list_brokers() if broker.id not in formats and broker.name not in readme]
