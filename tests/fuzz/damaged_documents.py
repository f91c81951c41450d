"""Damage that leaves a document readable: JSON, XML, OFX and QIF with other values, with parts gone, doubled or moved."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hostile import HOSTILE

_ODD_VALUES: tuple[Any, ...] = (None, True, False, 0, -1, 1e300, 10**30, 1e-30, 12.345, [], {}, [None], [[]], {"a": 1}, ["a", {}])
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEAF = re.compile(r"<(?P<tag>[A-Z][A-Z0-9.]*)>(?P<value>[^<\r\n]+)")
_CLOSED = re.compile(r"</(?P<tag>[A-Z][A-Z0-9.]*)>\s*")


def damage_document(content: bytes, random: Random) -> bytes:
    """The document with one kind of damage; unchanged where it is no longer of its form."""
    start = content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
    if start in {b"{", b"["}:
        damage: Callable[[str, Random], str] = _damaged_json
    elif content.startswith(b"!"):
        damage = _damaged_qif
    else:
        damage = _damaged_ofx if b"<OFX>" in content else _damaged_xml
    try:
        return damage(content.decode("utf-8-sig"), random).encode("utf-8", "surrogatepass")
    except (ValueError, IndexError, ElementTree.ParseError):  # damaged before, in bytes
        return content


def _damaged_json(text: str, random: Random) -> str:
    document = [json.loads(text)]
    holders = [holder for holder in _branches(document) if holder]
    holder = random.choice(holders)
    key = random.choice(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
    match random.choice(("text", "text", "value", "drop", "repeat", "swap", "rename", "retype")):
        case "text":
            _set_leaf(holder, key, random.choice(HOSTILE), random)
        case "value":
            holder[key] = copy.deepcopy(random.choice(_ODD_VALUES))
        case "drop" if holder is not document:
            del holder[key]
        case "repeat":
            _put_in_a_list(copy.deepcopy(holder[key]), holders[1:], random)
        case "swap":
            other = random.choice([each for each in holders if isinstance(each, dict)] or [{"": ""}])
            name = random.choice(sorted(other))
            if not isinstance(holder[key], dict | list) and not isinstance(other[name], dict | list):
                holder[key], other[name] = other[name], holder[key]
        case "rename" if isinstance(holder, dict):
            holder[random.choice((key.upper(), key.lower(), f"{key}2", random.choice(HOSTILE)))] = holder.pop(key)
        case "retype":
            holder[key] = _retyped(holder[key])
    return json.dumps(document[0], ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1, 2)))


def _branches(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inside in value.values() if isinstance(value, dict) else value:
            yield from _branches(inside)


def _set_leaf(holder: Any, key: Any, value: str, random: Random) -> None:
    """Set what stands at the key, or a leaf beneath it."""
    while isinstance(holder[key], dict | list) and holder[key]:
        holder = holder[key]
        key = random.choice(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
    holder[key] = value


def _put_in_a_list(value: Any, holders: list[Any], random: Random) -> None:
    lists = [holder for holder in holders if isinstance(holder, list)]
    if lists:
        target = random.choice(lists)
        target.insert(random.randrange(len(target) + 1), value)


def _retyped(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return float(value.replace("$", "").replace(",", ""))
        except ValueError:
            return [value]
    return str(value) if isinstance(value, int | float) else [value]


def _damaged_xml(text: str, random: Random) -> str:
    root = ElementTree.fromstring(text)
    for _ in range(random.choice((1, 1, 2, 3))):  # to parse and to write takes longer than any damage
        _damage_tree(root, random)
    written = ElementTree.tostring(root, encoding="unicode")
    return written.replace("\n", "") if random.random() < 0.1 else written


def _damage_tree(root: Element, random: Random) -> None:
    parents = [element for element in root.iter() if len(element)]
    holder = random.choice(parents or [root])
    match random.choice(("attribute",) * 6 + ("element",) * 3 + ("text",)):
        case "attribute":
            _damage_attribute(random.choice([element for element in root.iter() if element.attrib] or [root]), root, random)
        case "element" if len(holder):
            _damage_elements(holder, parents, random)
        case "text":
            random.choice(list(root.iter())).text = _NO_XML.sub("", random.choice(HOSTILE))


def _damage_attribute(element: Element, root: Element, random: Random) -> None:
    if not element.attrib:
        return
    name = random.choice(sorted(element.attrib))
    other = random.choice([each for each in root.iter() if each.attrib])
    match random.choice(("replace", "replace", "drop", "swap", "copy")):
        case "replace":
            element.set(name, _NO_XML.sub("", random.choice(HOSTILE)))
        case "drop":
            del element.attrib[name]
        case "swap":
            there = random.choice(sorted(other.attrib))
            element.attrib[name], other.attrib[there] = other.attrib[there], element.attrib[name]
        case "copy":
            element.attrib.update(other.attrib)


def _damage_elements(holder: Element, parents: list[Element], random: Random) -> None:
    at = random.randrange(len(holder))
    match random.choice(("drop", "repeat", "move", "swap", "rename")):
        case "drop":
            del holder[at]
        case "repeat":
            holder.insert(random.randrange(len(holder) + 1), copy.deepcopy(holder[at]))
        case "move":
            random.choice(parents).append(copy.deepcopy(holder[at]))
            del holder[at]
        case "swap":
            other = random.randrange(len(holder))
            holder[at], holder[other] = holder[other], holder[at]
        case "rename":
            holder[at].tag = random.choice([element.tag for parent in parents for element in parent])


def _damaged_ofx(text: str, random: Random) -> str:
    """Leaves and whole aggregates; SGML closes its aggregates, and its leaves where it pleases."""
    match random.choice(("leaf", "leaf", "leaf", "leaves", "drop", "repeat", "move")):
        case "leaf":
            leaf = random.choice(list(_LEAF.finditer(text)))
            value = random.choice(("", *HOSTILE)).replace("<", "&lt;")
            return text[: leaf.start("value")] + value + text[leaf.end("value") :]
        case "leaves":
            one, two = sorted(random.choices(list(_LEAF.finditer(text)), k=2), key=lambda leaf: leaf.start())
            if one.start() == two.start():
                return text[: one.start()] + text[one.end() :]
            between = text[one.end("value") : two.start("value")]
            return text[: one.start("value")] + two["value"] + between + one["value"] + text[two.end("value") :]
        case "drop":
            start, end = _aggregate(text, random)
            return text[:start] + text[end:]
        case "repeat":
            start, end = _aggregate(text, random)
            return text[:end] + text[start:end] + text[end:]
    start, end = _aggregate(text, random)
    rest = text[:start] + text[end:]
    places = list(_CLOSED.finditer(rest))
    at = random.choice(places).end() if places else len(rest)
    return rest[:at] + text[start:end] + rest[at:]


def _aggregate(text: str, random: Random) -> tuple[int, int]:
    """From the opening to the closing tag of one; the short ones, which are entries, are as likely as all others."""
    closing = random.choice(list(_CLOSED.finditer(text)))
    return max(text.rfind(f"<{closing['tag']}>", 0, closing.start()), 0), closing.end()


def _damaged_qif(text: str, random: Random) -> str:
    entries = text.split("^")
    at, other = random.randrange(len(entries)), random.randrange(len(entries))
    match random.choice(("value", "value", "value", "code", "drop", "repeat", "swap")):
        case "value" | "code" as what:
            lines = entries[at].split("\n")
            line = random.randrange(len(lines))
            code, value = lines[line][:1], lines[line][1:]
            lines[line] = code + random.choice(HOSTILE) if what == "value" else random.choice("DTNYIQOULPM$ACSE!~") + value
            entries[at] = "\n".join(lines)
        case "drop":
            del entries[at]
        case "repeat":
            entries.insert(other, entries[at])
        case "swap":
            entries[at], entries[other] = entries[other], entries[at]
    return "^".join(entries)
