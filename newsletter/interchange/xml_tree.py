"""XML, read safely: bytes to a tree of elements that know their lines.

    bytes ──▶ parse_xml() ──▶ Element ──▶ translation/xliff/reader.py

A file from outside declares no document type, so there are no entities to expand and none to fetch; its
size and nesting are bounded. Comments and processing instructions are left out, CDATA is text.

Sources: XML 1.0; Namespaces in XML 1.0; OWASP, "XML External Entity Prevention".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from newsletter.errors import Fault, TranslationError

XML = "http://www.w3.org/XML/1998/namespace"
MOST_BYTES = 32 * 1024 * 1024
"""20,000 messages make 13 MB of XLIFF 1.2."""
MOST_ELEMENTS = 1_000_000
_DEEPEST = 100
_IN_PARTS = "Export edition by edition (--edition)"
_AGAIN = "Export the file from the translator's tool again, as XLIFF 1.2 or 2.1"


@dataclass(frozen=True, slots=True)
class Element:
    """One element. Attributes without a namespace have plain names, others `(namespace) name`."""

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    content: "list[Element | str]" = field(default_factory=list)

    def elements(self, name: str | None = None) -> "Iterator[Element]":
        """Yield the children of this element's own namespace, all or those of a name."""
        for child in self.content:
            if (
                isinstance(child, Element)
                and child.namespace == self.namespace
                and name in (None, child.name)
            ):
                yield child

    def first(self, name: str) -> "Element | None":
        """Return the first child of a name, None where there is none."""
        return next(self.elements(name), None)

    def text(self) -> str:
        """Return all text below this element."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.content)

    def get(self, name: str, *, namespace: str = "") -> str:
        """Return an attribute, "" where it is missing."""
        return self.attributes.get(f"({namespace}) {name}" if namespace else name, "")


def parse_xml(octets: bytes, *, path: str) -> Element:
    """Return the root of a document.

    Raises:
        TranslationError: it is no well-formed XML, declares a document type, is too large or too deep.
    """
    if len(octets) > MOST_BYTES:
        what = f"the file has {len(octets)} bytes, where {MOST_BYTES} are possible"
        raise TranslationError([Fault(path, None, what, _IN_PARTS)])
    return _Reader(path).root_of(octets)


class _Reader:
    """Builds the tree. One instance reads one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._open: list[Element] = []
        self._root: Element | None = None
        self._element_count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def root_of(self, octets: bytes) -> Element:
        """Return the tree of a whole file."""
        try:
            self._parser.Parse(octets, True)  # noqa: FBT003 -- expat takes no keywords
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            raise self._fault(f"this is no well-formed XML: {reason}", _AGAIN, line=error.lineno) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            raise self._fault(f"the encoding cannot be read: {error}", "Save the file as UTF-8") from error
        assert self._root is not None  # expat refuses a document without an element
        return self._root

    def _fault(self, what: str, remedy: str, *, line: int | None = None) -> TranslationError:
        number = line or self._parser.CurrentLineNumber
        return TranslationError([Fault(self._path, number, what, remedy)])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._fault(f"elements are nested deeper than {_DEEPEST} levels", _AGAIN)
        self._element_count += 1
        if self._element_count > MOST_ELEMENTS:
            raise self._fault(f"the file has more than {MOST_ELEMENTS} elements", _IN_PARTS)
        namespace, _, local = name.rpartition(" ")
        line = self._parser.CurrentLineNumber
        element = Element(
            local, namespace, {_attribute_name(key): text for key, text in attributes.items()}, line
        )
        if self._open:
            self._open[-1].content.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].content.append(text)

    def _refuse_doctype(self, *_: object) -> None:
        raise self._fault(
            "the file declares a document type (<!DOCTYPE), which could make it grow without end",
            "Remove the declaration: XLIFF needs none",
        )


def _attribute_name(key: str) -> str:
    namespace, _, local = key.rpartition(" ")
    return f"({namespace}) {local}" if namespace else local
