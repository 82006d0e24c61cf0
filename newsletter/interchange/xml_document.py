"""XML of other tools that begins with a document type, made readable for the safe reader.

    bytes ──▶ document_root() ──▶ Element ──▶ translation/tbx.py, draft_files.py

TBX 2 and TMX 1.4 files name their DTD, and many tools do not read a file without it. A declaration that
only names one is taken out, so that nothing is fetched; one that declares anything itself (`[…]`) is
refused, for it could make the file grow without end.

Sources: XML 1.0 §2.8; OWASP, "XML External Entity Prevention".
"""

import re
from dataclasses import replace

from newsletter.errors import Fault, TranslationError
from newsletter.interchange.xml_tree import Element, parse_xml

_PROLOG_CHARACTERS = 64 * 1024
_NAMED_DTD = re.compile(
    r"(?P<before>(?:\ufeff|\xef\xbb\xbf)?(?:<\?xml\b[^>]*\?>)?(?:\s|(?><!--.*?-->)|(?><\?.*?\?>))*+)"
    r"(?P<doctype><!DOCTYPE\s+[^\s>\[]+"
    r"(?:\s+(?:SYSTEM|PUBLIC)\s*(?:\"[^\"<]*\"|'[^'<]*')(?:\s*(?:\"[^\"<]*\"|'[^'<]*'))?)?\s*(?P<end>[>\[]))",
    re.DOTALL,
)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def document_root(octets: bytes, *, path: str, format_name: str) -> Element:
    """Return the root of a document. `format_name` is what it should be: `TBX`, for the remedies.

    Raises:
        TranslationError: it is no well-formed XML, declares entities, is too large or nested too deep.
    """
    remedy = f"Export the file again, as {format_name} in UTF-8"
    readable_octets = _without_doctype(octets, path=path, remedy=remedy)
    try:
        return parse_xml(readable_octets, path=path)
    except TranslationError as error:
        raise TranslationError(replace(fault, remedy=remedy) for fault in error.faults) from error


def _without_doctype(octets: bytes, *, path: str, remedy: str) -> bytes:
    """Return the octets with blanks in place of a declaration that only names a DTD."""
    # Latin-1 maps each byte to one letter and back, whatever the encoding says about those above 127.
    encoding = _UTF16.get(octets[:2], "latin-1")
    prolog = octets[: 2 * _PROLOG_CHARACTERS]
    try:
        match = _NAMED_DTD.match(prolog.decode(encoding))
    except UnicodeDecodeError:
        return octets  # the reader says where
    if match is None:
        return octets
    if match["end"] == "[":
        what = "the document type declares entities or elements, which could make the file grow without end"
        line = match["before"].count("\n") + 1
        raise TranslationError([Fault(path, line, what, remedy)])
    blank = re.sub(r"[^\n]", " ", match["doctype"])
    head, end = match["before"].encode(encoding), match["before"] + match["doctype"]
    return head + blank.encode(encoding) + octets[len(end.encode(encoding)) :]
