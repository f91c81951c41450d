"""A plan as JSON: the keys of the contract, and a text that every reader of JSON takes."""

from __future__ import annotations

import json
import math
from dataclasses import replace

from advisor.presentation.json_plan import plan_json
from tests.advice.kept import PLAN

PROMISED = {
    "target", "before", "after", "trades", "tax", "turnover", "gap_to_target", "optimality_gap", "binding", "warnings",
}  # fmt: skip


def test_every_promised_key_is_there():
    answer = plan_json(PLAN)
    assert set(answer) >= PROMISED
    assert set(answer["trades"][0]) >= {"account", "action", "symbol", "quantity", "price", "value", "lots", "reason"}
    sold = answer["trades"][1]["lots"][1]
    assert sold == {
        "acquired": "2026-05-05", "quantity": 4.0, "cost_basis": 1400.0, "gain": -200.0, "term": "short", "disallowed": 50.0,
    }  # fmt: skip
    assert set(answer["tax"]) >= {"short_term_gain", "long_term_gain", "estimated_tax"}
    assert answer["before"] == {"mega_cap_tech": 0.4, "sp493": 0.6}
    assert answer["wash_windows"][0]["until"] == "2026-07-31"


def test_a_gap_that_was_not_proven_is_null():
    answer = plan_json(replace(PLAN, optimality_gap=math.inf))
    assert answer["optimality_gap"] is None
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
