"""Build the bundled reference tables: python packaging/build_snapshot.py --data DIR --out resources/reference"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from snapshot import derived_funds, fund_rules, other_classes, prices  # noqa: E402 - the path above must be set first
from snapshot.companies import alias_table, companies  # noqa: E402
from snapshot.fund_rules import FundRow  # noqa: E402
from snapshot.fund_tables import FundTables, Introduced  # noqa: E402
from snapshot.identifiers import NumberTables, cusip_rows, registrant_rows  # noqa: E402
from snapshot.listings import Kind, Listing, moved_abroad, read_listings  # noqa: E402
from snapshot.members import INDEX_FUNDS, Member, index_members, member_changes  # noqa: E402
from snapshot.rotation_tables import RotationInputs, write_rotation  # noqa: E402
from snapshot.sources import (  # noqa: E402
    FUND_NAMES_DATE,
    GICS_TABLES,
    INTERNATIONAL_FUNDS,
    LISTINGS_DATE,
    NUMBERS_DATE,
    THIRD_PARTY_DATE,
    Inputs,
)
from snapshot.tables import ReferenceFolder, compact  # noqa: E402

from advisor.domain.classification import Sector, Sleeve  # noqa: E402
from advisor.market.tables import read_table  # noqa: E402

ISSUER_FUNDS = {"QQQ": Sleeve.US_OTHER, "SCHD": Sleeve.US_OTHER, "IWM": Sleeve.SMALL_CAP}
WHOLE_MARKET_FUNDS = ("VTI", "ITOT")
FUNDS_WITH_CUSIPS = ("SPY", "MDY", "QQQ")
PRESENT_REFERENCE = Path(__file__).parents[1] / "resources" / "reference"
ADDRESSES_DATE = date(2026, 10, 9)
KEPT_KINDS = (Kind.COMMON, Kind.PREFERRED, Kind.NOTE)


def main() -> None:
    """Read the data folder, write every table and the manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with issuers/, funds/, fund_map/, prices/ ...")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--numbers",
        type=Path,
        default=PRESENT_REFERENCE,
        help="the folder edgar/reference/data of the edgartools wheel; left out, the numbers of the present reference are kept",
    )
    arguments = parser.parse_args()
    build(arguments.data, arguments.numbers, arguments.out)


def build(data: Path, numbers: Path, out: Path) -> None:
    """Build the reference in `out` from the files under `data` and the tables of numbers."""
    former_names = list(read_table(PRESENT_REFERENCE, "former_names"))
    addresses = list(read_table(PRESENT_REFERENCE, "issuer_addresses"))
    inputs, folder = Inputs(data), ReferenceFolder(out)
    listings = _settled_listings(inputs)
    aliases = {spelling: symbol for spelling, symbol, _ in alias_table([*listings, "SPYM"])}
    files = {index: inputs.holdings_file(fund) for index, fund in INDEX_FUNDS.items()}
    names = inputs.constituent_names()
    members = [m for index, file in files.items() for m in index_members(index, file, aliases, names, listings)]
    members_date = min(file.as_of for file in files.values())
    owners = companies(listings, members)
    tables = _fund_tables(inputs, NumberTables(numbers), listings, members, aliases)
    _add_derived(tables, members, {symbol: company for symbol, (company, _) in owners.items()}, members_date)
    _write_members(folder, members, members_date.isoformat())
    _write_member_changes(folder, inputs, members, listings)
    _write_listings(folder, listings, members, tables)
    _write_companies(folder, owners, [*listings, *(member.symbol for member in members), "SPYM"])
    _write_identifiers(folder, inputs, NumberTables(numbers), listings, members)
    _write_former_names(folder, former_names)
    _write_funds(folder, inputs, tables, members_date)
    closes = prices.read_closes(data)
    prices.write_prices(folder, closes, {row["ticker"] for row in inputs.fund_map()})
    write_rotation(folder, RotationInputs(inputs.constituents, closes, members, members_date), prices.single(data, "MDY"))
    _write_addresses(folder, addresses)
    folder.write_manifest(members_date.isoformat())


def _settled_listings(inputs: Inputs) -> dict[str, Listing]:
    abroad = [
        (str(row["ticker"]).strip().upper(), str(row["name"]))
        for fund in INTERNATIONAL_FUNDS
        for row in inputs.third_party_holdings(fund)
    ]
    at_home = {str(row["ticker"]) for fund in WHOLE_MARKET_FUNDS for row in inputs.third_party_holdings(fund)}
    return moved_abroad(read_listings(inputs.listings(), inputs.ciks()), abroad, at_home)


def _fund_tables(
    inputs: Inputs,
    numbers: NumberTables,
    listings: Mapping[str, Listing],
    members: Sequence[Member],
    aliases: Mapping[str, str],
) -> FundTables:
    sectors = {aliases.get(symbol, symbol): sector for symbol, sector in inputs.us_sectors().items()}
    kept = {symbol for symbol, listing in listings.items() if listing.kind in KEPT_KINDS}
    known = frozenset(kept | {member.symbol for member in members})
    tables = FundTables(listings, known, aliases, sectors)
    for fund in WHOLE_MARKET_FUNDS:
        tables.note_departed(inputs.third_party_holdings(fund))
    for fund, unknown in ISSUER_FUNDS.items():
        tables.add_issuer_file(fund, inputs.holdings_file(fund), unknown)
    for fund in INTERNATIONAL_FUNDS:
        rows = inputs.third_party_holdings(fund)
        tables.add_international_fund(fund, rows, THIRD_PARTY_DATE, has_gics_sectors=fund in GICS_TABLES)
    tables.join_receipts({symbol: name for symbol, (_, name) in numbers.registrants().items()})
    for fund in _us_funds_with_table(inputs):
        rows = inputs.third_party_holdings(fund)
        tables.add_us_fund(fund, rows, THIRD_PARTY_DATE, whole_market=fund in WHOLE_MARKET_FUNDS)
    return tables


def _us_funds_with_table(inputs: Inputs) -> list[str]:
    wanted = {row["look_through"].partition(":")[2] for row in inputs.fund_map() if ":" in row["look_through"]}
    return sorted(wanted - {*ISSUER_FUNDS, *INTERNATIONAL_FUNDS})


def _add_derived(tables: FundTables, members: Sequence[Member], companies_of: Mapping[str, str], members_date: date) -> None:
    whole, dates = tables.legs["ITOT"], tables.dates
    large = {member.symbol: member.weight for member in members if member.index == "sp500"}
    for fund, (first, last) in fund_rules.RANK_CUTS.items():
        tables.legs[fund], dates[fund] = derived_funds.rank_cut(whole, companies_of, first, last), THIRD_PARTY_DATE
    for fund in fund_rules.OUTSIDE_SP500:
        tables.legs[fund], dates[fund] = derived_funds.without(whole, large), THIRD_PARTY_DATE
    for fund in fund_rules.RUSSELL_MIDCAP:
        tables.legs[fund] = derived_funds.russell_midcap(tables.legs["IWF"], tables.legs["IWD"])
        dates[fund] = THIRD_PARTY_DATE
    tables.legs["OEF"], dates["OEF"] = derived_funds.rank_cut(large, companies_of, 1, 100), members_date
    tables.legs["SPTM"], dates["SPTM"] = derived_funds.composite_1500(whole, members), THIRD_PARTY_DATE
    tables.legs["DIA"], dates["DIA"] = derived_funds.price_weighted(members, derived_funds.DOW_30), members_date


def _write_members(folder: ReferenceFolder, members: Sequence[Member], as_of: str) -> None:
    folder.write(
        "index_members",
        ("index", "symbol", "name", "sector", "weight", "price"),
        ((m.index, m.symbol, m.name, m.sector.value, compact(m.weight, 10), m.price) for m in members),
        description="Members of the S&P 500, MidCap 400 and SmallCap 600 with GICS sector, index weight and price",
        source="iShares IVV, IJH and IJR holdings files; weight = market value plus swap notional",
        as_of=as_of,
    )


def _write_member_changes(
    folder: ReferenceFolder, inputs: Inputs, members: Sequence[Member], listings: Mapping[str, Listing]
) -> None:
    newer = {index: inputs.members_listed(index) for index in INDEX_FUNDS}
    folder.write(
        "member_changes",
        ("symbol", "index", "sector"),
        member_changes(members, newer, inputs.constituent_sectors(), listings),
        description="Companies newly in an index of the S&P 1500, or in another one than in the table of members",
        source="Lists of SPY, MDY and SPSM; GICS sector from the list of S&P 500 companies",
        as_of=LISTINGS_DATE.isoformat(),
    )


def _write_listings(
    folder: ReferenceFolder, listings: Mapping[str, Listing], members: Sequence[Member], tables: FundTables
) -> None:
    sectors = {**tables.foreign_sectors, **tables.sectors}
    inside = {member.symbol for member in members}
    kept = [listing for listing in listings.values() if listing.kind in KEPT_KINDS and listing.symbol not in inside]
    of_company = {listing.company: sectors[listing.symbol] for listing in kept if listing.symbol in sectors}
    rows = []
    for listing in sorted(kept, key=lambda listing: listing.symbol):
        bond_like = listing.kind is not Kind.COMMON
        sector = (
            Sector.FIXED_INCOME
            if bond_like
            else sectors.get(listing.company) or of_company.get(listing.company, Sector.UNCLASSIFIED)
        )
        name = listing.name if bond_like else listing.company_name
        cap = "" if bond_like or not listing.market_cap else round(listing.market_cap / 1e6)
        sleeve = tables.sleeve_of(listing)
        rows.append((listing.symbol, name, listing.country, cap, sleeve.value, sector.value, listing.price or ""))
    folder.write(
        "us_listings",
        ("symbol", "name", "country", "market_cap_musd", "sleeve", "sector", "price"),
        rows,
        description="Listings outside the S&P 1500 with sleeve by country and size; preferred shares and notes as fixed income",
        source="Exchange screens (size, country); GICS sector from iShares, Invesco, Schwab and State Street files",
        as_of=LISTINGS_DATE.isoformat(),
    )


def _write_companies(folder: ReferenceFolder, owners: Mapping[str, tuple[str, str]], symbols: Sequence[str]) -> None:
    several = [(symbol, company, name) for symbol, (company, name) in sorted(owners.items()) if symbol != company]
    leaders = {(company, company, name) for _, company, name in several}
    folder.write(
        "share_classes",
        ("symbol", "company", "company_name"),
        sorted({*several, *leaders}),
        description="Share classes of one company; the company's symbol is its heaviest class",
        source="SEC registrant numbers; index weights",
        as_of=LISTINGS_DATE.isoformat(),
    )
    folder.write(
        "aliases",
        ("spelling", "symbol", "reason"),
        alias_table(symbols),
        description="Other spellings and former tickers",
        source="Spelling rules of brokers and issuers; exchanges' announcements",
        as_of=LISTINGS_DATE.isoformat(),
    )


def _write_identifiers(
    folder: ReferenceFolder,
    inputs: Inputs,
    numbers: NumberTables,
    listings: Mapping[str, Listing],
    members: Sequence[Member],
) -> None:
    broadly_held = {member.symbol for member in members} | {row["ticker"] for row in inputs.fund_map()}
    kept = {symbol for symbol, listing in listings.items() if listing.kind in KEPT_KINDS}
    confirmed = {
        (line.cusip, line.symbol) for fund in FUNDS_WITH_CUSIPS for line in inputs.holdings_file(fund).lines if line.cusip
    }
    folder.write(
        "identifiers",
        ("symbol", "cusip", "is_sure"),
        cusip_rows(numbers.cusips(), confirmed, kept | broadly_held, broadly_held),
        description="CUSIPs of the symbols that other tables name, earlier ones among them",
        source="edgartools 5.62.1 (MIT), checked against the holdings files of SPY, MDY and QQQ",
        as_of=NUMBERS_DATE.isoformat(),
    )
    folder.write(
        "registrants",
        ("symbol", "cik", "name"),
        registrant_rows(numbers.registrants(), kept | broadly_held),
        description="SEC numbers and registered names of companies",
        source="SEC company tickers, as edgartools 5.62.1 (MIT) carries them",
        as_of=NUMBERS_DATE.isoformat(),
    )


def _write_former_names(folder: ReferenceFolder, rows: Sequence[Sequence[str]]) -> None:
    """Kept by hand: no input has them."""
    folder.write(
        "former_names",
        ("symbol", "name", "until"),
        rows,
        description="Names that companies bore until a year, and that some issuers' lists still print",
        source="Companies' announcements of their new names",
        as_of=LISTINGS_DATE.isoformat(),
    )


def _write_funds(folder: ReferenceFolder, inputs: Inputs, tables: FundTables, members_date: date) -> None:
    rows = [fund_rules.fund_row(facts, tables.dates, members_date) for facts in inputs.fund_map()]
    rows += other_classes.other_rows(rows, inputs.fund_map(), inputs.fund_names(), FUND_NAMES_DATE)
    portfolios = other_classes.portfolios(rows)
    folder.write(
        "funds",
        (
            *("symbol", "name", "issuer", "index", "method", "detail", "leverage"),
            *("source", "as_of", "origin", "confidence", "portfolio"),
        ),
        (_fund_cells(row, portfolios.get(row.symbol, "")) for row in sorted(rows, key=lambda row: row.symbol)),
        description="Funds that US investors hold, and how each is looked through",
        source="Fund fact sheets, issuers' files and stated indexes, names of share classes from FinanceDatabase (MIT); origin, "
        "date and confidence beside each row",
        as_of=min(row.as_of for row in rows).isoformat(),
    )
    used = {row.detail for row in rows if row.method == "table"}
    folder.write(
        "fund_holdings",
        ("fund", "symbol", "weight"),
        (
            (fund, symbol, compact(weight, 6))
            for fund in sorted(used)
            for symbol, weight in sorted(tables.legs[fund].items(), key=lambda leg: (-leg[1], leg[0]))
        ),
        description="Holdings of funds that follow no S&P index, as fractions of the fund",
        source="Issuers' files (IWM, QQQ, SCHD) and fund tables of November 2025; date beside each fund",
        as_of=THIRD_PARTY_DATE.isoformat(),
    )
    folder.write(
        "fund_companies",
        ("symbol", "company", "name", "sleeve", "sector"),
        (_company_row(company) for company in sorted(tables.introduced.values(), key=lambda company: company.symbol)),
        description="Companies that only fund holdings name: foreign lines (INTL:) and companies listed no more",
        source="Fund tables of November 2025 and issuers' files",
        as_of=THIRD_PARTY_DATE.isoformat(),
    )


def _fund_cells(row: FundRow, portfolio: str) -> tuple[object, ...]:
    facts = (row.symbol, row.name, row.issuer, row.index, row.method, row.detail, row.leverage)
    return (*facts, row.source.value, row.as_of, row.origin, row.confidence, portfolio)


def _company_row(company: Introduced) -> tuple[str, ...]:
    owner = "" if company.company == company.symbol else company.company
    return company.symbol, owner, company.name, company.sleeve.value, company.sector.value


def _write_addresses(folder: ReferenceFolder, rows: Sequence[Sequence[str]]) -> None:
    """Kept by hand: no input has them."""
    folder.write(
        "issuer_addresses",
        ("symbol", "publisher", "key", "name", "source"),
        rows,
        description="Funds whose issuer publishes their holdings at an address that stays, and what the address calls them",
        source="Issuers' product pages and files, as public programs use them; source beside each row",
        as_of=ADDRESSES_DATE.isoformat(),
    )


if __name__ == "__main__":
    main()
