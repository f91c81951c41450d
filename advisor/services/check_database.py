"""Look whether the books are sound."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from decimal import Decimal

from advisor.domain.portfolio import ImportRecord
from advisor.services.task import Task
from advisor.storage.database import integrity_findings
from advisor.storage.engine import Database
from advisor.storage.imports import import_content, list_imports, stored_total


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """`findings` are sentences; none means the database is sound."""

    findings: tuple[str, ...]
    imports: tuple[ImportRecord, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def check_database(db: Database, task: Task) -> CheckOutcome:
    """Check the file's structure, that every original is intact, and that what is stored adds up to what was imported."""
    findings = integrity_findings(db)
    imports = list_imports(db)
    for number, record in enumerate(imports):
        task.step(number, len(imports), f"Checking {record.file}")
        findings += _import_findings(db, record)
    return CheckOutcome(tuple(findings), imports)


def _import_findings(db: Database, record: ImportRecord) -> list[str]:
    findings = []
    try:
        intact = hashlib.sha256(import_content(db, record.id)).hexdigest() == record.sha256
    except zlib.error:
        intact = False
    if not intact:
        findings.append(f"The stored original of {record.file} is damaged.")
    total: Decimal = stored_total(db, record.id)
    if total != record.imported_total:
        findings.append(f"The positions of {record.file} add up to {total}, but {record.imported_total} was imported.")
    return findings
