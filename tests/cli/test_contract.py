"""The command line as its users and their scripts see it: verbs, keys, exit codes, one JSON object on standard output."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import care, main
from advisor.domain.quality import Fix
from advisor.locations import resources_folder

SAMPLE = sorted((resources_folder() / "sample").glob("*.csv"))


@pytest.fixture
def sample(advisor):
    code, _, _ = advisor("import", *SAMPLE)
    assert code == 0
    return advisor


def test_every_record_of_the_sample_is_accounted_for(advisor):
    code, answer, _ = advisor("import", *SAMPLE)
    assert code == 0
    for file, path in zip(answer["files"], SAMPLE, strict=True):
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        records = [row for row in rows if any(cell.strip() for cell in row)]
        assert file["records"] == len(records)
        assert file["records"] == file["structure"] + file["rows_stored"] + len(file["skipped"])
        if file["reported_total"] is not None:
            assert file["imported_total"] == file["reported_total"]


def test_the_same_file_twice_changes_nothing(sample):
    _, before, _ = sample("positions")
    code, answer, _ = sample("import", *SAMPLE)
    assert code == 0
    assert all(file["already_imported"] for file in answer["files"])
    assert sample("positions")[1] == before


def test_a_dry_run_stores_nothing(advisor):
    _, answer, _ = advisor("import", "--dry-run", *SAMPLE)
    assert sum(file["rows_stored"] for file in answer["files"]) > 0
    assert advisor("positions")[1] == {"positions": [], "total_value": 0.0, "unconverted": []}


def test_undo_takes_one_import_back(sample):
    imports = sample("check")[1]["imports"]
    total = sample("positions")[1]["total_value"]
    first = imports[0]
    code, answer, _ = sample("undo-import", first["id"])
    assert (code, answer["file"]) == (0, first["file"])
    assert sample("positions")[1]["total_value"] < total
    assert [record["id"] for record in sample("check")[1]["imports"]] == [record["id"] for record in imports[1:]]


def test_exposure_adds_up_to_what_is_owned(sample):
    total = Decimal(str(sample("positions")[1]["total_value"]))
    code, answer, _ = sample("exposure")
    assert code == 0
    for parts in (answer["sleeves"].values(), answer["sectors"].values(), answer["companies"]):
        assert sum(Decimal(str(part["value"])) for part in parts) == total
    for part in (*answer["sleeves"].values(), *answer["sectors"].values()):
        assert Decimal(str(part["direct"])) + Decimal(str(part["via_funds"])) == Decimal(str(part["value"]))
        assert part["low"] <= part["weight"] + 1e-9 <= part["high"] + 2e-9
    assert sum(answer["coverage"].values()) == pytest.approx(1)
    assert sum(answer["benchmark"]["sleeves"].values()) == pytest.approx(1)
    assert set(answer["concentration"]) >= {"hhi", "effective_holdings", "top10_weight", "mega_cap_tech_share_of_equity"}


def test_the_benchmark_tells_its_largest_companies_and_no_more(sample):
    largest = sample("exposure", "--benchmark", "VTI")[1]["benchmark"]["companies"]
    assert len(largest) == 50
    assert list(largest.values()) == sorted(largest.values(), reverse=True)
    held = sample("exposure")[1]
    seven = [company["symbol"] for company in held["companies"] if company["sleeve"] == "mega_cap_tech"]
    benchmark = held["benchmark"]
    assert sum(benchmark["companies"][symbol] for symbol in seven) == pytest.approx(benchmark["sleeves"]["mega_cap_tech"])


def test_a_target_of_ones_own_is_asked_for_by_name(sample):
    code, answer, _ = sample("suggest", "--target", "custom")
    assert code == 2
    assert "no target of your own" in answer["error"]["message"]


def test_suggested_trades_keep_cash_and_whole_shares(sample, tmp_path):
    out = tmp_path / "trades.csv"
    code, answer, _ = sample("suggest", "--target", "broadening", "--time-limit", "5", "--out", out)
    assert code == 0
    assert answer["gap_to_target"] < answer["gap_before"]
    assert answer["after"]["mega_cap_tech"] < answer["before"]["mega_cap_tech"]
    rows = out.read_text(encoding="utf-8").splitlines()
    assert rows.index("") == len(answer["trades"]) + 1  # then the foot
    assert rows[-1] == "This informs; it is no financial advice."
    for trade in answer["trades"]:
        assert trade["reason"]
        assert trade["value"] == pytest.approx(trade["quantity"] * trade["price"], abs=0.01)


def test_a_symbol_is_kept_in_any_spelling(advisor, tmp_path):
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    heading = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
    rows = "Z12345678,Rollover IRA,BRKB,BERKSHIRE,100,$500.00,$50000.00,$40000.00,Cash\n"
    path.write_text(f"{heading}\n{rows}{rows.replace('BRKB,BERKSHIRE', 'NVDA,NVIDIA')}", encoding="utf-8")
    advisor("import", path)
    code, answer, _ = advisor("suggest", "--target", "broadening", "--no-sell", "BRK/B,BRK.B", "--time-limit", "3")
    assert code == 0
    assert {trade["symbol"] for trade in answer["trades"] if trade["action"] == "sell"} == {"NVDA"}


def test_reports_are_written_in_each_form(sample, tmp_path):
    for ending in ("html", "csv"):
        code, answer, _ = sample("report", "--out", tmp_path / f"summary.{ending}")
        assert code == 0
        assert "stocks" in Path(answer["file"]).read_text(encoding="utf-8")


def test_backup_and_restore(sample, tmp_path):
    before = sample("positions")[1]
    assert sample("backup", tmp_path / "copy.db")[0] == 0
    sample("undo-import", sample("check")[1]["imports"][0]["id"])
    assert sample("restore", tmp_path / "copy.db")[0] == 0
    assert sample("positions")[1] == before


def test_an_unknown_ticker_is_kept_and_can_be_classified(advisor, tmp_path):
    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    heading = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
    path.write_text(f"{heading}\nZ12345678,Individual,ZZZZQ,MYSTERY CO,10,$5.00,$50.00,$40.00,Cash\n", encoding="utf-8")
    assert advisor("import", path)[0] == 0
    answer = advisor("exposure")[1]
    assert answer["unclassified"] == ["ZZZZQ"]
    assert answer["sleeves"]["unclassified"]["value"] == 50.0
    assert advisor("classify", "ZZZZQ", "--sleeve", "small_cap", "--sector", "Energy")[0] == 0
    answer = advisor("exposure")[1]
    assert answer["unclassified"] == []
    assert (answer["sleeves"]["small_cap"]["value"], answer["sectors"]["Energy"]["value"]) == (50.0, 50.0)


BAD_FILES = {
    "empty.csv": b"",
    "blank.csv": b"\n\n  \n",
    "statement.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "book.xlsx": b"PK\x03\x04\x14\x00\x06\x00" + bytes(200),
    "noise.csv": bytes(range(256)) * 8,
    "unknown.csv": b"Name,Colour\nBall,Red\n",
    "prose.txt": b"Dear customer, your statement is ready.\n",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_ends_with_3_and_stores_nothing(advisor, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    code, answer, words = advisor("import", *SAMPLE, path)
    assert code == 3
    error = answer["error"]
    assert error["file"] == name
    assert error["message"] in words
    assert error["hint"]
    assert advisor("positions")[1]["positions"] == []


def test_a_missing_file_and_a_folder_end_with_3(advisor, tmp_path):
    assert advisor("import", tmp_path / "nowhere.csv")[0] == 3
    assert advisor("import", tmp_path)[0] == 3


@pytest.mark.parametrize(
    "verb",
    [
        ("suggest", "--target", "to_the_moon"),
        ("suggest", "--target", "broadening", "--cash", "much"),
        ("suggest", "--target", "broadening", "--no-sell", "NOTHELD"),
        ("exposure", "--benchmark", "NOFUND"),
        ("exposure", "--account", "Somebody else's"),
        ("undo-import", "999"),
        ("report", "--out", "summary.docx"),
        ("suggest",),
        ("suggest", "--target", "broadening", "--time-limit", "soon"),
        ("no-such-verb",),
        ("funds", "sell"),
    ],
)
def test_a_request_that_makes_no_sense_ends_with_2(sample, verb):
    code, answer, words = sample(*verb)
    assert code == 2
    assert answer["error"]["message"] in words


def test_a_withdrawal_larger_than_everything_ends_with_5(sample):
    code, answer, _ = sample("suggest", "--target", "broadening", "--cash", "-90000000")
    assert code == 5
    assert answer["error"]["code"] == "no_feasible_plan"


def test_the_verbs_that_need_no_window_load_no_qt(tmp_path):
    program = (
        "import sys; from advisor.cli import main\n"
        "try: main(['--db', sys.argv[1], 'exposure', '--json'])\n"
        "except SystemExit: print(any(name.startswith(('PySide6', 'pyqtgraph')) for name in sys.modules))"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.db")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert ran.stdout.splitlines()[-1] == "False"


def test_an_account_s_name_and_tax_treatment_can_be_corrected(sample):
    code, answer, _ = sample("account", "roth contributory ira", "--rename", "Old Roth", "--tax-type", "traditional")
    assert (code, answer["name"], answer["tax_type"]) == (0, "Old Roth", "traditional")
    assert "Old Roth" in {position["account"] for position in sample("positions")[1]["positions"]}
    assert sample("account", "Old Roth")[0] == 2
    assert sample("account", "no such account", "--tax-type", "roth")[0] == 2


def test_the_demo_on_paper_needs_no_display_and_leaves_no_database(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["demo", "--paper", "sample.pdf"], catch_exceptions=False)
    assert result.exit_code == 0
    assert "of your stocks are seven companies." in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["sample.pdf"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json",),
        ("nonsense", "--json"),
        ("import", "--json"),
        ("import", "--json", "--no-such-option"),
        ("funds", "import", "--json"),
        ("undo-import", "first", "--json"),
        ("import", "a.csv", "--tax-type", "none", "--json"),
    ],
)
def test_every_misuse_answers_one_json_object(tmp_path, arguments):
    result = CliRunner().invoke(main, ["--db", str(tmp_path / "a.db"), *arguments])
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["message"] in result.stderr


def test_a_database_path_that_is_a_folder_ends_with_3(tmp_path):
    result = CliRunner().invoke(main, ["--db", str(tmp_path), "positions", "--json"])
    assert result.exit_code == 3
    assert "is a folder" in json.loads(result.stdout)["error"]["message"]


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="NOT RUN: setpriv is absent, no way to drop rights")
def test_a_file_without_permission_ends_with_3(tmp_path):
    locked = tmp_path / "locked.csv"
    locked.write_bytes(SAMPLE[0].read_bytes())
    locked.chmod(0)
    bare_rights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    command = [*bare_rights, sys.executable, "-m", "advisor", "--db", str(tmp_path / "a.db"), "import", str(locked), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert (ran.returncode, json.loads(ran.stdout)["error"]["code"]) == (3, "unreadable_file")
    assert "no permission" in ran.stderr


def test_positions_without_an_exchange_rate_are_listed_and_not_added(advisor):
    degiro = Path(__file__).parents[1] / "golden" / "degiro" / "portfolio_en.csv"
    advisor("import", degiro)
    _, answer, _ = advisor("positions")
    assert (answer["positions"], answer["total_value"]) == ([], 0)
    in_pounds = {position["symbol"]: position["value"] for position in answer["unconverted"]}
    assert {position["value_currency"] for position in answer["unconverted"]} == {"GBP"}
    advisor("rate", "GBP", "2")
    _, answer, _ = advisor("positions")
    assert answer["unconverted"] == []
    assert {position["symbol"]: position["value"] for position in answer["positions"]} == {
        symbol: pytest.approx(2 * value) for symbol, value in in_pounds.items()
    }


def test_check_says_what_helps(sample, tmp_path):
    answer = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "check"], catch_exceptions=False)
    assert sample("check")[1]["issues"]
    assert "has no cost basis: neither its gain nor its tax can be told. What helps: cost-basis" in answer.stdout
    assert set(care.MENDED_BY) == set(Fix)
