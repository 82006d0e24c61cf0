"""Contrast of two colours, as accessibility measures it.

Source: WCAG 2.2, "relative luminance" and "contrast ratio".
"""

_WEIGHTS = (0.2126, 0.7152, 0.0722)


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours (`#rrggbb`), from 1.0 to 21.0.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return sum(weight * _linear_light(share) for weight, share in zip(_WEIGHTS, shares, strict=True))


def _linear_light(share: float) -> float:
    """Return the light of one sRGB channel, 0.0 to 1.0."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB
