"""Cut a translated paragraph between two sentences, where it stands for two paragraphs of the source.

Source: UAX #29 §5 and PropList.txt (Sentence_Terminal).
"""

import regex

# A full stop needs a space behind it (3.5, example.org); the ends of other scripts do not.
_SENTENCE = regex.compile(
    r".+?(?:[.!?…](?:[\p{Pe}\p{Pf}\"'”»*_]|\([^()\s]*\))*(?:\s+|\Z)|[。！？؟।۔።։][\p{Pe}\p{Pf}\"'”»*_]*\s*|\Z)",
    regex.DOTALL,
)
_OPENERS, _CLOSERS = "([", ")]"


def sentences(text: str) -> list[str]:
    """Return the sentences of inline Markdown with the spaces behind them; no link is cut.

    >>> sentences("One [a. b](u). Two。三。")
    ['One [a. b](u). ', 'Two。', '三。']
    """
    sentence_texts: list[str] = []
    is_open = False
    for part in _SENTENCE.findall(text):
        if is_open:
            sentence_texts[-1] += part
        else:
            sentence_texts.append(part)
        is_open = _is_open(sentence_texts[-1])
    return sentence_texts


def split_text(text: str, share: float) -> tuple[str, str]:
    """Return a text in two, between the sentences nearest to a share of its length.

    The second part is empty where the text is one sentence.
    """
    parts = sentences(text)
    ends = [sum(map(len, parts[:count])) for count in range(1, len(parts))]
    if not ends:
        return text, ""
    end = min(ends, key=lambda place: abs(place - share * len(text)))
    return text[:end].rstrip(), text[end:]


def _is_open(text: str) -> bool:
    """Tell whether brackets, emphasis or code are still open at the end of a text."""
    brackets = any(
        text.count(opener) > text.count(closer) for opener, closer in zip(_OPENERS, _CLOSERS, strict=True)
    )
    return brackets or any(text.count(mark) % 2 for mark in ("**", "`"))
