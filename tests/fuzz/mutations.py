"""Damage to files as it happens: cut downloads, spreadsheets that resave, columns that move, cells that hold anything."""

from __future__ import annotations

import re
from random import Random

from damaged_documents import damage_document
from damaged_tables import damage_table
from damaged_workbooks import damage_workbook
from hostile import ENCODINGS, HOSTILE


def mutate(content: bytes, random: Random) -> bytes:
    """One to three kinds of damage, one after the other; the same random numbers give the same damage."""
    for _ in range(random.choice((1, 1, 1, 1, 2, 3))):
        content = _one_kind(content, random)
    return content


def mutate_as_workbook(content: bytes, random: Random) -> bytes:
    """The sheets damaged, seldom the archive that they are packed in."""
    damaged = damage_workbook(content, random)
    return damage_bytes(damaged, random) if random.random() < 0.1 else damaged


def _one_kind(content: bytes, random: Random) -> bytes:
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in {b"<", b"{", b"["} or content.startswith((b"OFXHEADER", b"!")):
        kinds = (*(damage_document,) * 17, damage_bytes, damage_tokens, damage_lines)
    else:
        kinds = (*(damage_table,) * 6, damage_bytes, damage_lines)
    return random.choice(kinds)(content, random)


def damage_bytes(content: bytes, random: Random) -> bytes:
    """Cuts, gaps, repetitions, other line ends and encodings."""
    if not content:
        return random.choice((b"\xff", b"\n", b"Symbol,Value\n"))
    at, length = random.randrange(len(content)), random.choice((1, 2, 7, 60, 400))
    return random.choice(
        (
            lambda: content[:at],
            lambda: content[at:],
            lambda: content[:at] + content[at + length :],
            lambda: content[:at] + content[at : at + length] * 2 + content[at + length :],
            lambda: content[:at] + random.randbytes(min(length, 7)) + content[at + 1 :],
            lambda: content[:at] + random.choice((b'"', b'""', b"'", b"\x00", b"\r", b"\n\n", b",", b";", b"\t")) + content[at:],
            lambda: content * random.choice((2, 3)),
            lambda: random.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b" ", b"sep=,\n", b"%PDF")) + content,
            lambda: content.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r", b"\r\n", b"\r\r\n", b"\x0b", b"\x85"))),
            lambda: content.decode("utf-8-sig", "replace").encode(random.choice(ENCODINGS), "replace"),
        )
    )()


def damage_lines(content: bytes, random: Random) -> bytes:
    """A line gone, doubled, moved or added."""
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    at = random.randrange(len(lines))
    match random.choice(("drop", "repeat", "swap", "blank", "junk")):
        case "drop":
            del lines[at]
        case "repeat":
            lines.insert(at, lines[at])
        case "swap":
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case "blank":
            lines.insert(at, random.choice((b"\n", b",,,,\n", b'""\n', b"   \n")))
        case "junk":
            lines.insert(at, random.choice(HOSTILE).encode("utf-8", "replace") + b"\n")
    return b"".join(lines)


def damage_tokens(content: bytes, random: Random) -> bytes:
    """A tag, a brace or what stands between them gone, doubled or crossed with another."""
    parts = re.split(rb"(<[^<>]{1,60}>|[{}\[\]:,\n])", content)
    at = random.randrange(len(parts))
    chance = random.random()
    if chance < 0.3:
        del parts[at]
    elif chance < 0.5:
        parts.insert(at, parts[at])
    elif chance < 0.6:
        parts[at] = parts[random.randrange(len(parts))]
    else:
        parts[at] = random.choice(HOSTILE).encode("utf-8", "replace")
    return b"".join(parts)
