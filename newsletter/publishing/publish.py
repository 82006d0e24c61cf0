"""Publish: from a newsroom on disk to an immutable revision in the database.

    editions.build() ─▶ Built ─▶ publish() ─▶ NewRevision ─▶ store

Workers, beat and web read revisions only. The digest is made of the content, so publishing twice
without a change gives the same revision.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from newsletter.database import campaigns, revisions, waiting
from newsletter.database.database import Database
from newsletter.database.revisions import NewRevision, RevisionPart
from newsletter.errors import Fault, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.mime.personalise import neutral_mail
from newsletter.publishing.build import BuiltEdition, PublishReport
from newsletter.revision.fit_for_world import require_fit_to_publish
from newsletter.revision.sending_settings import PageLook, SendingSettings


def publish(
    database: Database,
    built: BuiltEdition,
    *,
    now: datetime,
    is_for_world: bool = False,
    may_let_down: bool = False,
) -> PublishReport:
    """Store an edition that was built as a revision, and say which campaigns will send it.

    Args:
        database: where revisions are.
        built: the edition in all languages.
        now: the present.
        is_for_world: mail goes to a relay that delivers.
        may_let_down: members may wait for a language that the edition is not offered in any more. They get
            the next best one then.

    Raises:
        SourceError: the source language itself may not go out. Nothing is stored.
        RuleError: its links, its sender or its address are not fit for the world, where it goes there; or
            it would let down members who wait. Nothing is stored.
    """
    require_source(built)
    new = _revision(built)
    if is_for_world:
        require_fit_to_publish(new.settings)
    with database.write() as db:
        let_down = waiting.count_held(db, new.edition, but=[gate.locale for gate in new.gates])
        if let_down and not may_let_down:
            raise RuleError(let_down_message(let_down, new.edition))
        revision_id, is_new = revisions.publish(db, new, now=now)
        changed = [found for found in campaigns.campaigns_to_come(db, new.edition) if is_new]
    return PublishReport(
        revision_id=revision_id, digest=new.digest, is_new=is_new, built=built, changed_campaigns=changed
    )


def let_down_message(held_counts: Mapping[Locale, int], edition: str) -> str:
    """Say who waits for a language that an edition is not offered in any more, and what can be done."""
    waiting_text = ", ".join(f"{locale} ({count} members)" for locale, count in sorted(held_counts.items()))
    return (
        f"Members wait for the edition {edition!r} in languages that it is not offered in any more: "
        f"{waiting_text}. They would get the next best language at once, and for good. "
        "Take the languages back into newsroom.toml, or publish with --yes; until then they wait"
    )


def require_source(built: BuiltEdition) -> None:
    """Refuse to publish what has no mail in its own language: members without a match get that one.

    Raises:
        TranslationError: why it is not ready.
    """
    source = built.manuscript.edition.language
    gates = {gate.locale: gate for gate in built.gates}
    if source in built.mails:
        return
    why = gates[source].why if source in gates else f"{source} is not among the newsroom's languages"
    path = built.manuscript.edition.path
    raise TranslationError(
        [Fault(path, None, f"the edition's own language cannot go out: {why}", "Mend that first")]
    )


def _revision(built: BuiltEdition) -> NewRevision:
    parts = tuple(_parts(built))
    settings = sending_settings(built)
    identity = [(part.role, part.name, part.sha256) for part in parts]
    gates = [(str(g.locale), g.is_open, g.why, list(g.fell_back)) for g in built.gates]
    summed = json.dumps(
        [built.manuscript.edition.slug, settings.to_json(), sorted(identity), gates], sort_keys=True
    )
    return NewRevision(
        digest=sha256(summed.encode()).hexdigest(),
        edition=built.manuscript.edition.slug,
        source_locale=built.manuscript.edition.language,
        settings=settings,
        gates=built.gates,
        subjects={locale: neutral_mail(mail).subject for locale, mail in built.mails.items()},
        parts=parts,
        sources_digest=built.sources_digest,
    )


def _parts(built: BuiltEdition) -> Iterator[RevisionPart]:
    for locale, mail in built.mails.items():
        yield _part("mail", str(locale), "application/json", mail.to_json())
        for number, words in enumerate(built.words[locale]):
            yield _part("catalogue", f"{number}/{locale}", "application/x-gettext-translation", words)
    for name, source in built.templates.items():
        if name.startswith("web/"):
            yield _part("page", name, "text/html", source.encode())
    for place, image in built.images.items():
        yield _part("image", place, image.media_type, image.body)


def _part(role: revisions.PartRole, name: str, media_type: str, body: bytes) -> RevisionPart:
    return RevisionPart(
        role=role, name=name, sha256=sha256(body).hexdigest(), media_type=media_type, body=body
    )


def sending_settings(built: BuiltEdition) -> SendingSettings:
    """Return what campaigns, workers and pages need of the newsroom's and the edition's settings."""
    newsroom, look = built.manuscript.newsroom, built.manuscript.newsroom.look
    return SendingSettings(
        name=newsroom.name,
        sender_name=newsroom.sender_name,
        sender_address=newsroom.sender_address,
        reply_to=newsroom.reply_to,
        website=newsroom.website,
        lists=tuple(built.manuscript.edition.lists),
        fallbacks=newsroom.fallbacks,
        not_ready=newsroom.translation.not_ready,
        look=PageLook(accent=look.accent, ink=look.ink, paper=look.paper, backdrop=look.backdrop),
        timezone=newsroom.timezone,
        postal_address=newsroom.postal_address,
        public_url=built.public_url,
    )
