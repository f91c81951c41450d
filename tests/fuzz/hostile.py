"""What a cell, a leaf or an attribute may hold where a number, a day or a name is expected."""

from __future__ import annotations

NUMBERS = (
    *("-", "--", "n/a", "NaN", "Infinity", "-inf", "0", "-0", "-1", "+1", "1e5", "1e999999", "1e-400", "1e-99", "9" * 40, "0x1F"),
    *("99999999999999.99", "-99999999999999", "0.000000000000000000000000000001", "1.005", "-0.004", "0.1234567890123456"),
    *("$", "-$1,2,3.4.5", "(1,234.56)", "(", "()", "1.234,56", "1,00,000", "12,34", "1_000", "1.2.3", "−5", "٣٤", "½", "5%"),
)
DAYS = (
    *(
        "02/30/2026",
        "31/12/2026",
        "0000-00-00",
        "0001-01-01",
        "01/01/0001",
        "1899-12-31",
        "9999-12-31",
        "20261399",
        "Jan-99-2026",
    ),
    *("12/31/9999", "1/1/00", "2026-03-06T23:59:59.999Z", "2026-03-06 16:30:00 EST", "45000", "February 6, 2026"),
)
TEXTS = (
    *("", " ", "true", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "00123", "%s%n", "{0}", "../../etc/passwd", "x" * 300),
    *("\u202e123", "\u200b", "😀", "é", "a\nb", 'say "so"', "\x1a", "\ufeff", "\u2028", "\x85", "<b>bold</b>", "&amp;", "';--"),
    *("Total", "Symbol", "Account Number", "Date", "CASH", "Cash & Cash Investments", "***END OF FILE***", "Grand Total", "USD"),
    *("-ABC260227P9", "912828YW4", "SPY   250321C00500000", "BRK/B", "BTC-USD", "VTSAX**", "EUR", "GBX", "Buy", "Sell", "Split"),
)
HOSTILE = (*NUMBERS, *DAYS, *TEXTS)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp037", "shift-jis")
