"""Failures told in the investor's words."""

from __future__ import annotations

from typing import ClassVar


class AdvisorError(Exception):
    """Something the investor asked for did not happen, and why.

    Attributes:
        message: One plain sentence (or two) that says what happened and what is untouched.
        hint: What to do next; empty when nothing helps.
        file: Name of the file at fault, without its folder.
        line: 1-based line in that file.
        column: Heading of the column at fault.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        file: str | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line
        self.column = column


class InvalidRequestError(AdvisorError):
    """The request itself makes no sense: an unknown account, benchmark or target."""

    code = "invalid_request"
    exit_code = 2


class UnreadableFileError(AdvisorError):
    """The file cannot be opened or is no text a broker would write."""

    code = "unreadable_file"
    exit_code = 3


class UnknownFileError(AdvisorError):
    """The file can be read, but no importer knows its layout."""

    code = "unknown_file"
    exit_code = 3


class UnmappedFileError(UnknownFileError):
    """The file is a table that no importer knows; a person can say what its columns mean."""


class FundListError(UnknownFileError):
    """The file is an issuer's list of what a fund holds, where a broker's file was wanted."""


class PriceListError(UnknownFileError):
    """The file is a list of closes, where a broker's file was wanted."""


class MalformedFileError(AdvisorError):
    """An importer knows the layout, and this file breaks it."""

    code = "malformed_file"
    exit_code = 3


class DatabaseRefusedError(AdvisorError):
    """The database file is damaged, locked, or written by a newer version.

    Attributes:
        happened: The message without its last sentence, on what became of the changes, where that was given apart (`kept`).
    """

    code = "database_refused"
    exit_code = 3

    def __init__(self, happened: str, hint: str = "", *, kept: str = "", file: str | None = None) -> None:
        super().__init__(f"{happened} {kept}".rstrip(), hint, file=file)
        self.happened = happened


class SourceFailedError(AdvisorError):
    """A network source did not answer; what was known before is kept."""

    code = "source_failed"
    exit_code = 4


class SourceRefusedError(SourceFailedError):
    """The source answers others, but does not want to answer who asks like this."""


class SourceTroubleError(SourceFailedError):
    """A question failed for reasons that hardly lie with what was asked: some in a row are the source's as a whole."""


class SourceUnavailableError(SourceFailedError):
    """The source as a whole does not answer: asking it for the next symbol is pointless."""


class NoFeasiblePlanError(AdvisorError):
    """No set of trades satisfies every constraint; the message names the one in the way.

    Attributes:
        rule: Its name as in `RulePrice.rule`, or "withdrawal" or "time_limit"; empty where no single one is in the way.
    """

    code = "no_feasible_plan"
    exit_code = 5

    def __init__(self, message: str, hint: str = "", *, rule: str = "") -> None:
        super().__init__(message, hint)
        self.rule = rule


class PlanNotSoundError(AdvisorError):
    """A plan that was found breaks a rule, or states a figure that is not so; it is not shown."""

    code = "plan_not_sound"


class TaskCancelled(Exception):  # noqa: N818 - the investor's wish, not an error
    """The investor stopped the task; nothing is half done, nothing to report."""
