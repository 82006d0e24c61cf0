"""XLIFF, read: whichever version a tool gave back, to what it says about each catalogue.

    bytes ──▶ read_xliff() ──▶ [ReturnedFile] ──▶ apply.py

Source: XLIFF 1.2 and 2.1, OASIS Standards (version, original, target-language, trgLang).
"""

import re
from collections.abc import Iterator

from newsletter.errors import Fault, Place, TranslationError
from newsletter.interchange.xml_tree import Element, parse_xml
from newsletter.po.escapes import excerpt
from newsletter.translation.xliff.read_v12 import forms_of_file12
from newsletter.translation.xliff.read_v21 import forms_of_file21
from newsletter.translation.xliff.units import ReturnedFile, messages_of_forms

_FAMILY = re.compile(r"urn:oasis:names:tc:xliff:document:([12])\.[0-9]+")
_SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".po", ".pot")


def read_xliff(octets: bytes, *, path: str) -> list[ReturnedFile]:
    """Return what an XLIFF file of version 1.0 to 1.2 or 2.0 to 2.2 says, one item per `<file>`.

    Args:
        octets: the file, in any encoding of XML.
        path: faults point to it.

    Raises:
        TranslationError: it is no XLIFF, or no XML that can be read safely.
    """
    root = parse_xml(octets, path=path)
    major = _major_version(root, path)
    files = [_file(file, root, major=major, path=path) for file in root.elements("file")]
    if not files:
        what, remedy = "the document has no <file>", "Export the file from the translator's tool again"
        raise TranslationError([Fault(path, root.line, what, remedy)])
    return files


def domain_and_folder(path: str) -> tuple[str, str]:
    """Return the domain that a catalogue's path names, and its locale's folder or "".

    >>> domain_and_folder("any/locales/ar/LC_MESSAGES/interface.po")
    ('interface', 'ar')
    """
    *above, name = path.replace("\\", "/").split("/")
    while name.lower().endswith(_SUFFIXES):
        name = name.rpartition(".")[0]
    return name, above[-2] if above[-1:] == ["LC_MESSAGES"] and len(above) > 1 else ""


def _major_version(root: Element, path: str) -> str:
    """Return the first number of the version, "1" or "2"."""
    family = _FAMILY.fullmatch(root.namespace)
    version = family[1] if family else "" if root.namespace else root.get("version")[:1]
    if root.name != "xliff" or version not in ("1", "2"):
        what = (
            f"this is <{excerpt(root.name)}> of version {excerpt(root.get('version')) or 'unknown'}, no XLIFF"
        )
        remedy = "Export the file from the translator's tool as XLIFF 1.2 or 2.1"
        raise TranslationError([Fault(path, root.line, what, remedy)])
    return version


def _file(file: Element, root: Element, *, major: str, path: str) -> ReturnedFile:
    domain, folder = domain_and_folder(file.get("original"))
    forms_of_file = forms_of_file12 if major == "1" else forms_of_file21
    return ReturnedFile(
        where=Place(path, file.line),
        domain=domain,
        folder=folder,
        language=_language(file, root),
        units=messages_of_forms(forms_of_file(file, path=path)),
    )


def _language(file: Element, root: Element) -> str:
    """Return the target language: of the document (2), of the file (1), or the one that all targets have."""
    return root.get("trgLang") or file.get("target-language") or next(_languages_of_targets(file), "")


def _languages_of_targets(element: Element) -> Iterator[str]:
    for child in element.elements():
        if child.name == "target":
            yield from filter(None, [child.get("lang", namespace="http://www.w3.org/XML/1998/namespace")])
        elif child.name != "alt-trans":
            yield from _languages_of_targets(child)
