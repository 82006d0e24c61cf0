"""What an edition is made of: the digest of its files, of the newsroom's own and no others.

Unlike a fingerprint (publishing/fingerprint.py) it says nothing of this program: an upgrade changes no file.
"""

import json
import re
from hashlib import sha256

from newsletter.newsroom.article import Article
from newsletter.newsroom.folder import SETTINGS_FILE, NewsroomFolder
from newsletter.newsroom.glossary import NO_GLOSSARY
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, Manuscript
from newsletter.resources import built_in_templates

_IMAGE_PATH = re.compile(r"images/[^\s()<>\"']+")


def sources_digest(folder: NewsroomFolder, manuscript: Manuscript) -> str:
    """Return the digest of all files that an edition is made of, in all languages: 64 hexadecimal digits."""
    bodies = {path: folder.bytes_of(path) for path in _paths(folder, manuscript)}
    digests = {path: sha256(body).hexdigest() for path, body in bodies.items() if body is not None}
    own = sorted(folder.templates().items() - built_in_templates().items())
    return sha256(json.dumps([digests, own], sort_keys=True).encode()).hexdigest()


def _paths(folder: NewsroomFolder, manuscript: Manuscript) -> set[str]:
    """Return the paths of settings, glossary, texts, their images and their catalogues."""
    texts, domains = manuscript.texts.values(), [*manuscript.texts, INTERFACE_DOMAIN]
    locales = manuscript.newsroom.languages
    return {
        *(SETTINGS_FILE, NO_GLOSSARY.path),
        *(text.path for text in texts),
        *(text.image for text in texts if isinstance(text, Article) and text.image),
        *(path for text in texts for path in _IMAGE_PATH.findall(text.body)),
        *(folder.catalogue_path(locale, domain) for locale in locales for domain in domains),
    }
