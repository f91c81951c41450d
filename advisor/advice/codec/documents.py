"""Requests and plans as JSON texts of their own."""

from __future__ import annotations

from typing import TypeVar

from advisor.advice.codec.envelope import from_text, to_text
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.domain.errors import MalformedFileError

_REQUEST, _PLAN = "advisor-plan-request", "advisor-plan"
_Document = TypeVar("_Document", PlanRequest, Plan)


def request_to_text(request: PlanRequest) -> str:
    """Everything a plan was asked for, as `request_from_text` reads it back.

    Raises:
        ValueError: It holds a number that is none.
    """
    return to_text(request, PlanRequest, _REQUEST)


def request_from_text(text: str, name: str) -> PlanRequest:
    """The very request that was written: solved again it gives the same plan.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no request that this program wrote.
    """
    return _read(text, PlanRequest, _REQUEST, name)


def plan_to_text(plan: Plan) -> str:
    """A plan as `plan_from_text` reads it back.

    Raises:
        ValueError: It holds a number that is none.
    """
    return to_text(plan, Plan, _PLAN)


def plan_from_text(text: str, name: str) -> Plan:
    """The very plan that was written.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no plan that this program wrote.
    """
    return _read(text, Plan, _PLAN, name)


def _read(text: str, kind: type[_Document], form: str, name: str) -> _Document:
    try:
        read: _Document = from_text(text, kind, form)
    except ValueError as error:
        raise MalformedFileError(
            f"{name} cannot be read: {error}.", "Nothing was changed. Work the plan out anew.", file=name
        ) from None
    return read
