"""Documents that are no tables, parsed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from xml.etree.ElementTree import Element, ParseError

from advisor.domain.errors import MalformedFileError
from advisor.importers.importer import Document, Form
from advisor.importers.reading.records import STRAY_CONTROLS, decode

_TAG_OPENED = re.compile(r"\n|<[A-Za-z_]")
_HEADER = 1000  # bytes
_MOST_TAGS = 4_000_000  # each becomes an object; sixty megabytes of nothing but tags would take gigabytes
_CODE_PAGE = re.compile(rb"CHARSET: *(?P<page>[\w-]+)|<\?xml[^>]*encoding=[\"'](?P<xml>[\w-]+)")
# Controls that JSON spells out: in a name they could steer the terminal that prints it.
_SPELT_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8bef]|1[\da-f]|7f|[89][\da-f])|b)", re.IGNORECASE)
_DOWNLOAD_AGAIN = "Download the file again; nothing was imported."


def parse_document(content: bytes, name: str, form: Form) -> Document:
    """The document, its JSON or XML parsed; numbers in JSON are exact.

    Raises:
        UnreadableFileError: The bytes are no text.
        MalformedFileError: The JSON or XML is cut off or damaged, or the XML names entities or a document type.
    """
    text, encoding = (form is Form.OFX and _declared_text(content, name)) or decode(content, name)
    value: object = None
    if form is Form.JSON:
        value = _parse_json(text, name)
    elif form is Form.XML:
        value = _parse_xml(content, name)
    return Document(name, form, content, text, encoding, value)


def _declared_text(content: bytes, name: str) -> tuple[str, str] | None:
    """The text in the code page that an OFX header names; None where it names none, or the bytes are UTF-8 all the same."""
    declared = _CODE_PAGE.search(content[:_HEADER])
    if not declared or _is_utf8(content):
        return None
    code_page = (declared["page"] or declared["xml"]).decode("ascii").lower()
    code_page = f"windows-{code_page}" if code_page.isdigit() else re.sub("^(?:iso-)?8859", "iso8859", code_page)
    try:
        text, _ = decode(content.decode(code_page).encode(), name)
    except (LookupError, UnicodeError):
        return None
    return text, code_page


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _parse_json(text: str, name: str) -> object:
    try:
        return json.loads(_SPELT_CONTROL.sub(r"\1", text), parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except json.JSONDecodeError as error:
        raise MalformedFileError(
            f"{name} is JSON that breaks off or is damaged in line {error.lineno}: {error.msg}.",
            _DOWNLOAD_AGAIN,
            file=name,
            line=error.lineno,
        ) from error
    except RecursionError as error:
        raise MalformedFileError(f"{name} is JSON nested deeper than any export.", _DOWNLOAD_AGAIN, file=name) from error


def _parse_xml(content: bytes, name: str) -> object:
    if content.count(b"<") > _MOST_TAGS:
        raise MalformedFileError(f"{name} is XML with more elements than any export.", _DOWNLOAD_AGAIN, file=name)
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only for the few files that are XML
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        return _without_controls(fromstring(content, forbid_dtd=True), content)
    except DefusedXmlException as error:
        raise MalformedFileError(
            f"{name} holds a document type or entities, which a broker's export never does.", _DOWNLOAD_AGAIN, file=name
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = error.position[0] if isinstance(error, ParseError) else None
        raise MalformedFileError(
            f"{name} is XML that breaks off or is damaged{f' in line {line}' if line else ''}.",
            _DOWNLOAD_AGAIN,
            file=name,
            line=line,
        ) from error


def _without_controls(root: Element, content: bytes) -> Element:
    """As `decode` leaves them out of text; XML may also spell them out."""
    if b"&#" in content or not content.isascii():
        for element in root.iter():
            element.text = element.text and STRAY_CONTROLS.sub("", element.text)
            for name, value in element.attrib.items():
                element.attrib[name] = STRAY_CONTROLS.sub("", value)
    return root


def lines_of_elements(text: str, root: Element) -> Mapping[Element, int]:
    """The physical line where each element of an XML document begins; its place among the elements where lines tell nothing.

    A broker may write its whole file as one line, and comments may hold what looks like an element.
    """
    elements = list(root.iter())
    line, lines = 1, []
    for found in _TAG_OPENED.finditer(text):
        if found[0] == "\n":
            line += 1
        else:
            lines.append(line)
    one_per_element = len(lines) == len(elements) and len(set(lines)) > 1
    return dict(zip(elements, lines if one_per_element else range(1, len(elements) + 1), strict=True))
