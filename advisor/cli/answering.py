"""How every verb answers: one JSON object or plain text, and the contract's exit codes."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from advisor.domain.errors import AdvisorError, InvalidRequestError

log = logging.getLogger(__name__)

Json = dict[str, Any]
_AS_JSON = "advisor.as_json"

# Click's own checks of a path would answer for misuse (2) where a file is at fault (3).
ANY_PATH = click.Path(path_type=Path, readable=False)


class Verbs(click.Group):
    """Verbs whose misuse, which click itself notices, is told in the contract's words too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[_AS_JSON] = "--json" in args
        with _misuse_told(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        with _misuse_told(ctx):
            return super().invoke(ctx)


@contextmanager
def _misuse_told(context: click.Context) -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # its message is the whole help
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else context.command_path
        hint = f"“{path} --help” says what is understood."
        message = error.format_message().rstrip(".")
        _fail(InvalidRequestError(f"{message}.", hint), as_json=context.meta[_AS_JSON])


class PartOfItFailed(Exception):  # noqa: N818 - the verb's work is done as far as it could be
    """A verb did part of its work: it answers in full, beside what failed and with its exit code."""

    def __init__(self, failure: AdvisorError, payload: Json, text: str) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.payload = payload
        self.text = text


def answers(verb: Callable[..., tuple[Json, str]]) -> Callable[..., None]:
    """Let a verb return (JSON object, text): print the one asked for; turn failures into the contract's words and codes."""

    def answered(*args: Any, as_json: bool, **kwargs: Any) -> None:  # noqa: ANN401 - click's own parameters
        try:
            payload, text = verb(*args, **kwargs)
        except AdvisorError as error:
            _fail(error, as_json)
        except KeyboardInterrupt:
            _fail(AdvisorError("It was stopped before it was done."), as_json)
        except PartOfItFailed as partly:
            _fail(partly.failure, as_json, partly.payload, partly.text)
        except Exception:
            log.exception("Unexpected failure")
            _fail(AdvisorError("Something went wrong inside Rotation Advisor. Your data is unchanged."), as_json)
        else:
            click.echo(json.dumps(payload, ensure_ascii=False) if as_json else text)

    answered.__name__ = verb.__name__
    answered.__doc__ = verb.__doc__
    # The decorators of click collected the verb's parameters here; the wrapper is what click will see.
    answered.__click_params__ = getattr(verb, "__click_params__", [])  # type: ignore[attr-defined]
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(answered)


def _fail(error: AdvisorError, as_json: bool, payload: Json | None = None, text: str = "") -> NoReturn:
    click.echo(f"{error.message} {error.hint}".strip(), err=True)
    if as_json:
        details = {
            "code": error.code,
            "message": error.message,
            "file": error.file,
            "line": error.line,
            "column": error.column,
            "hint": error.hint,
        }
        click.echo(json.dumps({**(payload or {}), "error": details}, ensure_ascii=False))
    elif text:
        click.echo(text)
    sys.exit(error.exit_code)
