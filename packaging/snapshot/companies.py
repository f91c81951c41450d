"""Which company each symbol belongs to, and under which other spellings and former tickers it is found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from snapshot.listings import Listing, spellings
from snapshot.members import Member

# Former ticker → ticker of the snapshot's date, and why. Each pair was checked against the listings' company names.
RENAMED = {
    "MMC": ("MRSH", "Marsh changed its ticker in January 2026"),
    "BK": ("BNY", "BNY changed its ticker"),
    "FI": ("FISV", "Fiserv returned to its former ticker in November 2025"),
    "SATS": ("ECHO", "EchoStar changed its ticker"),
    "FB": ("META", "Meta Platforms changed its ticker in June 2022"),
    "SQ": ("XYZ", "Block changed its ticker in January 2025"),
    "ABC": ("COR", "Cencora changed its ticker in August 2023"),
    "PSTG": ("P", "Pure Storage became Everpure in 2026"),
    "COMM": ("VISN", "CommScope became Vistance Networks in 2026"),
    "LC": ("HAPN", "LendingClub became Happen in 2026"),
    "KAR": ("OPLN", "OPENLANE changed its ticker"),
    "MODG": ("CALY", "Callaway Golf changed its ticker"),
    "MPW": ("MPT", "Medical Properties Trust changed its ticker"),
    "SPLG": ("SPYM", "State Street changed the ticker on 2025-10-31"),
    "AHH": ("AHRT", "Armada Hoffler Properties became AH Realty Trust"),
    "ASGN": ("EFOR", "ASGN became Everforth"),
    "ATGE": ("CVSA", "Adtalem Global Education became Covista"),
    "BBBY": ("NXH", "Bed Bath & Beyond, formerly Overstock, became Neighborhood Intelligence"),
    "BYON": ("NXH", "Beyond, formerly Overstock, became Neighborhood Intelligence"),
    "OSTK": ("NXH", "Overstock became Neighborhood Intelligence"),
    "CMPO": ("GPGI", "CompoSecure became GPGI"),
    "EXPI": ("AGNT", "eXp World Holdings changed its ticker"),
    "FIHL": ("PLGO", "Fidelis Insurance became Pelagos Insurance Capital"),
    "GMRE": ("XRN", "Global Medical REIT became Chiron Real Estate"),
    "IAC": ("PPLI", "IAC became People"),
    "KFS": ("KWY", "Kingsway Financial Services changed its ticker"),
    "PX": ("RPC", "P10 became Ridgepost Capital"),
    "SCVL": ("SHOE", "Shoe Carnival became Shoe Station Group"),
    "TOI": ("STLN", "The Oncology Institute became Starling Oncology"),
    "VSCO": ("VSXY", "Victoria's Secret changed its ticker"),
    "AAXN": ("AXON", "Axon changed its ticker in 2021"),
    "ADS": ("BFH", "Alliance Data Systems became Bread Financial in 2022"),
    "AMEH": ("ASTH", "Apollo Medical became Astrana Health in 2024"),
    "ANTM": ("ELV", "Anthem became Elevance Health in 2022"),
    "BHGE": ("BKR", "Baker Hughes changed its ticker in 2019"),
    "BLL": ("BALL", "Ball changed its ticker in 2022"),
    "BRKS": ("AZTA", "Brooks Automation became Azenta in 2021"),
    "BRP": ("BWIN", "BRP Group became The Baldwin Insurance Group in 2024"),
    "CBG": ("CBRE", "CBRE changed its ticker in 2018"),
    "CFX": ("ENOV", "Colfax became Enovis in 2022"),
    "CHK": ("EXE", "Chesapeake Energy became Expand Energy in 2024"),
    "COH": ("TPR", "Coach became Tapestry in 2017"),
    "CTL": ("LUMN", "CenturyLink became Lumen Technologies in 2020"),
    "DISCA": ("WBD", "Discovery became Warner Bros. Discovery in 2022"),
    "DISCK": ("WBD", "Discovery became Warner Bros. Discovery in 2022"),
    "DWDP": ("DD", "DowDuPont became DuPont de Nemours in 2019"),
    "FBHS": ("FBIN", "Fortune Brands changed its ticker in 2022"),
    "FLT": ("CPAY", "FleetCor became Corpay in 2024"),
    "GPS": ("GAP", "Gap changed its ticker in 2024"),
    "HCN": ("WELL", "Welltower changed its ticker in 2018"),
    "HCP": ("DOC", "HCP became Healthpeak Properties in 2019"),
    "HFC": ("DINO", "HollyFrontier became HF Sinclair in 2022"),
    "HRS": ("LHX", "Harris became L3Harris in 2019"),
    "IGT": ("BRSL", "International Game Technology became Brightstar Lottery in 2025"),
    "IIVI": ("COHR", "II-VI became Coherent in 2022"),
    "INT": ("WKC", "World Fuel Services became World Kinect in 2023"),
    "JBT": ("JBTM", "John Bean Technologies became JBT Marel in 2025"),
    "JCOM": ("ZD", "j2 Global became Ziff Davis in 2021"),
    "JEC": ("J", "Jacobs changed its ticker in 2019"),
    "KORS": ("CPRI", "Michael Kors became Capri Holdings in 2019"),
    "LANC": ("MZTI", "Lancaster Colony became Marzetti in 2025"),
    "MYL": ("VTRS", "Mylan became Viatris in 2020"),
    "NCR": ("VYX", "NCR became NCR Voyix in 2023"),
    "NLOK": ("GEN", "NortonLifeLock became Gen Digital in 2022"),
    "NRZ": ("RITM", "New Residential became Rithm Capital in 2022"),
    "NYCB": ("FLG", "New York Community Bancorp became Flagstar in 2024"),
    "OFC": ("CDP", "Corporate Office Properties became COPT Defense Properties in 2023"),
    "PCLN": ("BKNG", "Priceline became Booking Holdings in 2018"),
    "PEAK": ("DOC", "Healthpeak Properties changed its ticker in 2024"),
    "PKI": ("RVTY", "PerkinElmer became Revvity in 2023"),
    "PNM": ("TXNM", "PNM Resources became TXNM Energy in 2024"),
    "RCII": ("UPBD", "Rent-A-Center became Upbound in 2023"),
    "RE": ("EG", "Everest Re became Everest Group in 2023"),
    "RXN": ("ZWS", "Rexnord became Zurn in 2021"),
    "SEAS": ("PRKS", "SeaWorld became United Parks & Resorts in 2024"),
    "SYMC": ("GEN", "Symantec became NortonLifeLock in 2019, Gen Digital in 2022"),
    "TMK": ("GL", "Torchmark became Globe Life in 2019"),
    "TPX": ("SGI", "Tempur Sealy became Somnigroup in 2025"),
    "UCBI": ("UCB", "United Community Banks changed its ticker in 2024"),
    "UTX": ("RTX", "United Technologies became Raytheon Technologies in 2020, RTX in 2023"),
    "VIAC": ("PSKY", "ViacomCBS became Paramount in 2022, Paramount Skydance in 2025"),
    "WLTW": ("WTW", "Willis Towers Watson changed its ticker in 2022"),
    "WRE": ("ELME", "Washington REIT became Elme Communities in 2022"),
    "ZI": ("GTM", "ZoomInfo changed its ticker in 2025"),
}


def alias_table(symbols: Iterable[str]) -> list[tuple[str, str, str]]:
    """Rows (spelling, symbol, reason), sorted; a spelling that is itself a symbol is left out."""
    known = set(symbols)
    rows = {form: (form, symbol, "other spelling") for symbol in sorted(known) for form in spellings(symbol) if form not in known}
    for old, (new, reason) in RENAMED.items():
        if new in known and old not in known:
            rows[old] = (old, new, reason)
    return sorted(rows.values())


def companies(listings: Mapping[str, Listing], members: Iterable[Member]) -> dict[str, tuple[str, str]]:
    """Symbol → (company symbol, company name). The heaviest class in an index names its company."""
    table = {listing.symbol: (listing.company, listing.company_name) for listing in listings.values()}
    classes: defaultdict[str, list[str]] = defaultdict(list)
    for listing in listings.values():
        classes[listing.company].append(listing.symbol)
    settled: set[str] = set()
    for member in sorted(members, key=lambda member: (-member.weight, member.symbol)):
        if member.symbol in settled:
            continue
        siblings = classes[listings[member.symbol].company] if member.symbol in listings else []
        for symbol in {member.symbol, *siblings}:
            table[symbol] = (member.symbol, member.name)
            settled.add(symbol)
    return table
