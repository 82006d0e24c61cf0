"""Text files that must be UTF-8: decoded, or refused with the place and the remedy."""

from newsletter.errors import ArticleError, Fault


def decode_source(content: bytes, path: str) -> str:
    """Return the text of a UTF-8 file, without its byte order mark.

    Raises:
        ArticleError: UTF-16, UTF-32, NUL bytes, or bytes that are not UTF-8; with byte offset and line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        raise ArticleError([Fault(path, 1, "the file is UTF-16 or UTF-32", "Save it as UTF-8")])
    nul = content.find(b"\x00")
    if nul >= 0:
        what = f"byte {nul} is NUL, so this is UTF-16 or no text at all"
        raise ArticleError([Fault(path, _line_at(content, nul), what, "Save the text as UTF-8")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # With a byte order mark Python counts from behind it.
        offset = error.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        what = f"byte {offset} (0x{content[offset]:02x}) is not UTF-8"
        fault = Fault(path, _line_at(content, offset), what, "Save the file as UTF-8")
        raise ArticleError([fault]) from None


def _line_at(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
