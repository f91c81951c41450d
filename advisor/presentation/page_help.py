"""What each page means, in the words that F1 shows."""

from __future__ import annotations

from advisor.presentation.sentences import NO_ADVICE

_SEVEN = (
    "The seven are Apple, Microsoft, NVIDIA, Amazon, Alphabet, Meta and Tesla; the other 493 are the rest of the S&P 500. "
    "Your stocks are everything in shares, held directly or inside funds. Your money is everything you own, bonds and cash too."
)

PAGE_HELP: dict[str, tuple[str, ...]] = {
    "welcome": (
        "Choose or drop the positions file that your broker hands out. You see what would be stored before anything is.",
        "The sample shows every page with an invented portfolio; it lies in a file of its own that is thrown away.",
    ),
    "overview": (
        "How much of your stocks rides on the seven, and in which sleeve each of your dollars lies. The mark on a bar is where "
        "the benchmark stands. A click on a sleeve leads to what is inside.",
        _SEVEN,
        "Needs your attention lists the worst first: large companies, funds that repeat each other, old figures, rows left out.",
    ),
    "exposure": (
        "Every dollar of your funds, looked through to the companies, sectors, sleeves, funds or accounts it lies in. Blocks are "
        "as large as their share of your money; a click tells by which ways you own one, a double click goes into it.",
        "How few companies carry it: the share of your stocks that your largest companies make up, beside the benchmark.",
        "How much your funds repeat each other: the weight two funds have in common. Two funds at 80% are nearly one.",
    ),
    "rotation": (
        "Whether leadership broadens out of the seven, and where your money stands in it. Lines are total return, 100 on the day "
        "that you count from. The map shows strength against the benchmark to the right and whether it grows upwards; a filled "
        "dot is yours, a hollow square is a reference. Space plays the map, left and right move its last week.",
        _SEVEN,
        "The other 493 are worked out from the S&P 500 less the seven, with weights of the evening before. Your sleeves take the "
        "return of the fund or index that stands for each, not of your own holdings in it.",
        "Signals say when they are on and why. The regime is their vote. What followed before need not follow again.",
        NO_ADVICE,
    ),
    "advice": (
        "The trades that would bring you closer to a target within your limits, found by an optimiser: it weighs the gap that "
        "stays against the taxes and the number of trades. Type over the shares of a line (F2), lock it (Space), drop it (Del): "
        "what you typed is worked out at once, and solving again respects it. A worksheet has your own lines alone.",
        "Gains are reckoned by tax lot where a file names lots, else by average cost. Read both sides before you act.",
        "The other parts tell what leaving the seven costs, point by point; which losses would save tax, and what would stand in "
        "for them; what is not to be bought back yet; where a monthly contribution goes; and what became of the plans you kept. "
        "Your taxes are asked for in a dialog of their own and stay in your file.",
        NO_ADVICE,
    ),
    "holdings": (
        "Your books as your brokers' files state them: positions by account, tax lots, every transaction, and every import.",
        "Checks lists what is wrong, missing or old, each with what mends it. What an exchange rate is missing for is shown, but "
        "counts nowhere. Positions that no broker listed are worked out from transactions, first in, first out, and say so.",
        "Enter on an account corrects its name, owner and tax treatment. The menu key on a position lets you say what it is. "
        "An import can be taken back at any time; Enter on it shows what it left out, and why.",
    ),
    "data": (
        "Where each figure comes from, how old it is, how much of your money rests on it, and what can be done. Enter on a row "
        "tells more: which ways to look through a fund were considered, and why one is used.",
        "Refresh (F5) asks Yahoo Finance for closes and profiles, fund issuers and the SEC for what funds hold, and FRED for "
        "macro figures. It sends symbols, never how much you own. A source that fails changes nothing: the old figure stays, "
        "with its date. The log tells all.",
        "An issuer's list of holdings, dropped here, replaces what the program brought along for that fund. What you said of a "
        "symbol wins over every source until you take it back.",
    ),
}
