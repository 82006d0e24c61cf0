"""When two texts are the same although their bytes are not: white space, and the form of letters.

Source: Unicode Standard Annex #15, "Unicode Normalization Forms" (NFC).
"""

import unicodedata


def normalised_text(text: str) -> str:
    r"""Return a text as it is compared: NFC, one space wherever there is white space, none at the ends.

    >>> normalised_text("  Cite\u0301\n libre ")
    'Cité libre'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))
