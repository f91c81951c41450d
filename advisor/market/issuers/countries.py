"""Countries as issuers print them → ISO 3166 alpha-2 codes."""

from __future__ import annotations

_NAMES = """
AE United Arab Emirates|AR Argentina|AT Austria|AU Australia|BE Belgium|BM Bermuda|BR Brazil|BS Bahamas|CA Canada
CH Switzerland|CL Chile|CN China|CO Colombia|CY Cyprus|CZ Czech Republic|CZ Czechia|DE Germany|DK Denmark|EG Egypt|ES Spain
FI Finland|FR France|GB United Kingdom|GB Great Britain|GG Guernsey|GI Gibraltar|GR Greece|HK Hong Kong|HU Hungary|ID Indonesia
IE Ireland|IL Israel|IM Isle of Man|IN India|IS Iceland|IT Italy|JE Jersey|JP Japan|KE Kenya|KR Korea (South)|KR South Korea
KR Korea|KR Korea, Republic of|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LI Liechtenstein|LU Luxembourg|MA Morocco|MC Monaco
MO Macau|MT Malta|MU Mauritius|MX Mexico|MY Malaysia|NG Nigeria|NL Netherlands|NO Norway|NZ New Zealand|PA Panama|PE Peru
PH Philippines|PK Pakistan|PL Poland|PR Puerto Rico|PT Portugal|QA Qatar|RO Romania|RU Russian Federation|RU Russia
SA Saudi Arabia|SE Sweden|SG Singapore|SI Slovenia|TH Thailand|TR Turkey|TR Türkiye|TR Turkiye|TW Taiwan
TW Taiwan, Province of China|UA Ukraine|US United States
US USA|US United States of America|UY Uruguay|VG British Virgin Islands|VN Vietnam|ZA South Africa
"""
_CODES = {
    name.lower(): code for entry in _NAMES.strip().replace("\n", "|").split("|") for code, _, name in [entry.partition(" ")]
}
_KNOWN = frozenset(_CODES.values())


def country_code(cell: str) -> str:
    """The ISO 3166 alpha-2 code of a country by name or code; empty for any other text."""
    text = cell.strip()
    code = text.upper()
    return code if code in _KNOWN else _CODES.get(text.lower(), "")
