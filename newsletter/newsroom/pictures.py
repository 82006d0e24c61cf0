"""Whether mail programs can show a picture: told by what is in the file, not by its name.

    bytes, suffix ──▶ picture_fault() ──▶ None, or what is wrong and what to do

A picture is decoded whole, but for one that says it has too many pixels: a file of some kilobytes may hold
gigabytes.
"""

import warnings
from functools import lru_cache
from io import BytesIO

IMAGE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
"""What mail programs show; SVG and WebP are not among it."""
MOST_PICTURE_BYTES = 2_000_000
MOST_PIXELS = 20_000_000
"""Of all frames together: a photograph of a good camera, before anybody has made it fit for mail."""
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF"}


@lru_cache(maxsize=16)
def picture_fault(body: bytes, suffix: str) -> tuple[str, str] | None:
    """Return what is wrong with a picture and the remedy, or None.

    Args:
        body: the file.
        suffix: of its name, in small letters, one of `IMAGE_TYPES`.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 -- editions without pictures do not need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(body), formats=tuple(set(_FORMATS.values()))) as image:
                return _fault_of(image, suffix)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except UnidentifiedImageError:
        return "is no picture that mail programs show, whatever its name says", "Save it as PNG, JPEG or GIF"
    except Exception as error:  # noqa: BLE001 -- decoders raise whatever a damaged file leads them to
        return f"is damaged ({type(error).__name__})", "Save it again from where it comes"


def _fault_of(image: "Image.Image", suffix: str) -> tuple[str, str] | None:  # type: ignore[name-defined]  # noqa: F821
    """Return what is wrong with an opened picture; raises whatever its decoder does."""
    if image.format != _FORMATS[suffix]:
        return f"holds a {image.format} picture and is named {suffix}", "Name it after what it holds"
    frame_count = getattr(image, "n_frames", 1)
    if image.width * image.height * frame_count > MOST_PIXELS:
        return _too_many_pixels()
    for frame in range(frame_count):
        image.seek(frame)
        image.load()
    return None


def _too_many_pixels() -> tuple[str, str]:
    most = MOST_PIXELS // 1_000_000
    return f"has more than {most} million pixels", "Scale it down; 1,200 pixels across are enough for mail"
