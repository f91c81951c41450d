"""Documents that are no tables, parsed."""

from __future__ import annotations

import json
from decimal import Decimal
from xml.etree.ElementTree import ParseError

from advisor.domain.errors import MalformedFileError
from advisor.importers.importer import Document, Form
from advisor.importers.reading.records import decode

_DOWNLOAD_AGAIN = "Download the file again; nothing was imported."


def parse_document(content: bytes, name: str, form: Form) -> Document:
    """The document, its JSON or XML parsed; numbers in JSON are exact.

    Raises:
        UnreadableFileError: The bytes are no text.
        MalformedFileError: The JSON or XML is cut off or damaged, or the XML names entities or a document type.
    """
    text, encoding = decode(content, name)
    value: object = None
    if form is Form.JSON:
        value = _parse_json(text, name)
    elif form is Form.XML:
        value = _parse_xml(content, name)
    return Document(name, form, content, text, encoding, value)


def _parse_json(text: str, name: str) -> object:
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
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
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only for the few files that are XML
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        return fromstring(content, forbid_dtd=True)
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
