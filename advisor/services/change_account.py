"""Correct what an account is called and how it is taxed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import Account, TaxType
from advisor.services.task import Changed, Task
from advisor.storage.accounts import get_account, update_account
from advisor.storage.engine import Database


@dataclass(frozen=True, slots=True)
class AccountOutcome:
    """The account as it is now."""

    account: Account
    changed: Changed = Changed.HOLDINGS


def change_account(
    db: Database,
    task: Task,
    account_id: int,
    name: str | None = None,
    tax_type: TaxType | None = None,
    owner: str | None = None,
) -> AccountOutcome:
    """Give an account another name, tax treatment or owner; later imports keep them. None leaves each as it is.

    Raises:
        InvalidRequestError: There is no such account, or the name is blank.
    """
    task.step(0, 1, "Changing the account")
    said = None if name is None else " ".join(name.split())
    if said == "":
        raise InvalidRequestError("An account needs a name.", "Nothing was changed.")
    account = get_account(db, account_id)
    if account is None:
        raise InvalidRequestError("There is no such account.", "Choose one of the accounts in your holdings.")
    whose = account.owner if owner is None else " ".join(owner.split())
    update_account(db, account_id, name=said, tax_type=tax_type, owner=whose)
    changed = replace(account, name=said or account.name, tax_type=tax_type or account.tax_type, owner=whose)
    return AccountOutcome(changed)
