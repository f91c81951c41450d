"""`tax-brackets` on the command line: what is bundled, changed in a file, counted, and changed back."""

from __future__ import annotations

import json

from click.testing import CliRunner

from advisor.cli import main


def test_bundled_brackets_are_told_with_their_source(advisor, tmp_path):
    code, answer, _ = advisor("tax-brackets")
    assert (code, [table["year"] for table in answer["tables"]]) == (0, [2025, 2026])
    newest = answer["tables"][-1]
    assert newest["filings"]["joint"]["long_term"][1] == {"above": 98900, "rate": 0.15}
    assert (newest["own"], newest["as_of"]) == (False, "2025-10-09")
    text = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "tax-brackets"]).stdout
    assert "2026: IRS Rev. Proc. 2025-32" in text


def test_brackets_are_written_changed_counted_and_changed_back(advisor, tmp_path):
    file = tmp_path / "mine.json"
    advisor("tax-brackets", "--write", 2026, file)
    document = json.loads(file.read_text(encoding="utf-8"))
    document["content"]["tables"][0]["filings"]["single"]["long_term"] = [{"above": "0", "rate": "0.28"}]
    file.write_text(json.dumps(document), encoding="utf-8")
    _, answer, _ = advisor("tax-brackets", "--read", file)
    assert [table["own"] for table in answer["tables"]] == [False, True]
    _, taxes, _ = advisor("taxes", "--income", "90000", "--year", 2026)
    assert taxes["long_term"][0]["rate"] == 0.28
    _, answer, _ = advisor("tax-brackets", "--forget", 2026)
    assert [table["own"] for table in answer["tables"]] == [False, False]
    assert advisor("taxes")[1]["long_term"][0]["rate"] == 0.15


def test_what_cannot_be_changes_nothing(advisor, tmp_path):
    file = tmp_path / "mine.json"
    assert advisor("tax-brackets", "--write", 2019, file)[0] == 2
    assert not file.exists()
    assert advisor("tax-brackets", "--forget", 2026)[0] == 2
    assert advisor("tax-brackets", "--read", file)[0] == 3
    advisor("tax-brackets", "--write", 2026, file)
    file.write_text(file.read_text(encoding="utf-8").replace('"0.12"', '"12"'), encoding="utf-8")
    code, answer, _ = advisor("tax-brackets", "--read", file)
    assert code == 3
    assert "mine.json cannot be read: The rate in the ordinary brackets of 2026" in answer["error"]["message"]
    assert not advisor("tax-brackets")[1]["tables"][-1]["own"]
