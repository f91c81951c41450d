"""What the investor lets the program do on the network."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor.domain.errors import InvalidRequestError
from advisor.domain.mail_address import is_mail_address
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.settings import save_setting, setting

_OFFLINE = "offline"
_AT_START = "refresh_at_start"
_SEC_CONTACT = "sec_contact"
_ON, _OFF = "1", "0"


@dataclass(frozen=True, slots=True)
class NetworkSwitch:
    """The switches as they stand.

    Attributes:
        offline: No socket is opened, whatever is asked.
        refresh_at_start: The window refreshes when it opens.
        sec_contact: Mail address that the SEC wants to see in every request; empty until the investor gives one.
        changed: What setting them changed.
    """

    offline: bool
    refresh_at_start: bool
    sec_contact: str
    changed: Changed = Changed.NOTHING


def network_switch(db: Database) -> NetworkSwitch:
    """The switches as they stand; nothing is forbidden or given before the investor says so."""
    return NetworkSwitch(
        offline=setting(db, _OFFLINE) == _ON,
        refresh_at_start=setting(db, _AT_START) == _ON,
        sec_contact=setting(db, _SEC_CONTACT) or "",
    )


def set_offline(db: Database, task: Task, offline: bool) -> NetworkSwitch:
    """Forbid the network, or allow it again."""
    task.step(0, 1, "Setting the switch")
    return _saved(db, _OFFLINE, _ON if offline else _OFF)


def set_refresh_at_start(db: Database, task: Task, on: bool) -> NetworkSwitch:
    """Let the window refresh when it opens, or not."""
    task.step(0, 1, "Setting the switch")
    return _saved(db, _AT_START, _ON if on else _OFF)


def set_sec_contact(db: Database, task: Task, address: str) -> NetworkSwitch:
    """Give, change or (empty) withdraw the address that the SEC wants to see.

    Raises:
        InvalidRequestError: That is no mail address.
    """
    task.step(0, 1, "Saving the address")
    if address and not is_mail_address(address.strip()):
        raise InvalidRequestError(f"“{address}” is no mail address.", "Write it as name@place.example, or leave it empty.")
    return _saved(db, _SEC_CONTACT, address.strip())


def _saved(db: Database, key: str, value: str) -> NetworkSwitch:
    save_setting(db, key, value)
    return replace(network_switch(db), changed=Changed.MARKET)
