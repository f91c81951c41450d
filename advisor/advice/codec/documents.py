"""Requests and plans as JSON texts of their own."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from advisor.advice.codec.values import from_json, to_json
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.domain.errors import MalformedFileError

VERSION = 1
_REQUEST, _PLAN = "advisor-plan-request", "advisor-plan"
_Document = TypeVar("_Document", PlanRequest, Plan)


def request_to_text(request: PlanRequest) -> str:
    """Everything a plan was asked for, as `request_from_text` reads it back.

    Raises:
        ValueError: It holds a number that is none.
    """
    return _text_of(request, PlanRequest, _REQUEST)


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
    return _text_of(plan, Plan, _PLAN)


def plan_from_text(text: str, name: str) -> Plan:
    """The very plan that was written.

    Args:
        name: What the text is called in errors.

    Raises:
        MalformedFileError: It is no plan that this program wrote.
    """
    return _read(text, Plan, _PLAN, name)


def _text_of(value: PlanRequest | Plan, kind: type, form: str) -> str:
    document = {"format": form, "version": VERSION, "content": to_json(value, kind)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _read(text: str, kind: type[_Document], form: str, name: str) -> _Document:
    try:
        document: Any = json.loads(text)
    except ValueError as error:
        raise _refusal(name, "it is no JSON") from error
    if not isinstance(document, dict) or document.get("format") != form:
        raise _refusal(name, f"it is no “{form}”")
    if document.get("version") != VERSION:
        raise _refusal(name, "another version of Rotation Advisor wrote it")
    try:
        read: _Document = from_json(document.get("content"), kind)
    except ValueError as error:
        raise _refusal(name, str(error)) from error
    return read


def _refusal(name: str, why: str) -> MalformedFileError:
    return MalformedFileError(f"{name} cannot be read: {why}.", "Nothing was changed. Work the plan out anew.", file=name)
