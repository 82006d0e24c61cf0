"""The pages behind the links of a mail: read online, unsubscribe. In the member's language.

    token ──▶ LinkToken ──▶ facts of the delivery ──▶ Page

Reading never changes anything. The revision of the delivery's wave gives templates, words and look;
where the delivery is gone, the newest revision does. A token that is not ours gives the same page
for everybody, whatever is wrong with it (RFC 8058 §6).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Connection

from newsletter.database import deliveries, members, planning, revisions
from newsletter.database.database import Database
from newsletter.database.health import require_writable
from newsletter.i18n.locale import Languages, Locale, best_match
from newsletter.identifiers import RevisionId
from newsletter.interchange.catalogue_files import read_catalogue_file, read_compiled_file
from newsletter.members.member import SubscriptionState
from newsletter.mime.keys import Keys
from newsletter.mime.link_tokens import LinkToken, Purpose, read
from newsletter.mime.personalise import neutral_mail
from newsletter.po.catalogue import Catalogue
from newsletter.po.mo import CompiledCatalogue
from newsletter.resources import built_in_templates, shipped_path
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.sending_settings import PageLook, SendingSettings
from newsletter.templating.interface import Interface, interface_of
from newsletter.templating.templates import Templates, render

_SOURCE = Locale("en")


@dataclass(frozen=True, slots=True)
class _UnpublishedNewsroom:
    """What pages show of a newsroom before anything is published."""

    name: str = "Newsletter"
    look: PageLook = field(default_factory=PageLook)


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page and whether what was asked for exists."""

    html: str
    is_found: bool
    locale: Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Answers what web asks. Tokens are read with `keys`."""

    database: Database
    keys: Keys

    def unsubscribe_page(self, token: str, *, wanted: Sequence[Locale]) -> Page:
        """Return the page that asks for confirmation. Changes nothing."""
        with self.database.read() as db:
            link = self._link(token, Purpose.UNSUBSCRIBE)
            subscription = link and members.find_subscription(db, link.member_id, link.list_id)
            if not link or not subscription:
                return _page(db, "unknown_link", _PageContext(None, wanted), is_found=False)
            is_confirmed = subscription.state is SubscriptionState.CONFIRMED
            name = "unsubscribe" if is_confirmed else "unsubscribed"
            return _page(
                db, name, _page_context(db, link, subscription.locales), list_title=subscription.list_title
            )

    def unsubscribe(self, token: str, *, evidence: str, wanted: Sequence[Locale], now: datetime) -> Page:
        """End the subscription, and take the member's open mails of that list out, in one transaction.

        Once this has returned no mail leaves that is not on its way already. Harmless to repeat.
        """

        def work(db: Connection) -> Page:
            link = self._link(token, Purpose.UNSUBSCRIBE)
            subscription = link and members.find_subscription(db, link.member_id, link.list_id)
            if not link or not subscription:
                return _page(db, "unknown_link", _PageContext(None, wanted), is_found=False)
            members.unsubscribe(db, link.member_id, link.list_id, evidence=evidence, now=now)
            planning.skip_member(db, link.member_id, link.list_id, reason="unsubscribed", now=now)
            context = _page_context(db, link, subscription.locales)
            return _page(db, "unsubscribed", context, list_title=subscription.list_title)

        return self.database.transact(work)

    def online_page(self, token: str, *, wanted: Sequence[Locale]) -> Page:
        """Return the mail as it was sent, with neutral values in place of the personal ones."""
        with self.database.read() as db:
            link = self._link(token, Purpose.ONLINE)
            facts = link and deliveries.find_delivery_facts(db, link.delivery_id)
            stored_mail = facts and revisions.part_body(db, facts.revision_id, "mail", str(facts.locale))
            if not facts or not stored_mail:
                return _page(db, "unknown_link", _PageContext(None, wanted), is_found=False)
            return Page(
                neutral_mail(CompiledMail.from_json(stored_mail)).html, is_found=True, locale=facts.locale
            )

    def home_page(self, *, wanted: Sequence[Locale]) -> Page:
        """Return the page at the root."""
        with self.database.read() as db:
            return _page(db, "home", _PageContext(None, wanted))

    def unknown_page(self, *, wanted: Sequence[Locale]) -> Page:
        """Return the page for an address that is none of ours."""
        with self.database.read() as db:
            return _page(db, "unknown_link", _PageContext(None, wanted), is_found=False)

    def require_working(self) -> None:
        """Raise DatabaseUnavailableError unless a goodbye could be written down now."""
        require_writable(self.database)

    def image(self, sha256: str) -> tuple[str, bytes] | None:
        """Return (media type, bytes) of a published picture."""
        with self.database.read() as db:
            return revisions.published_image(db, sha256)

    def _link(self, token: str, purpose: Purpose) -> LinkToken | None:
        link = read(token, keys=self.keys.links)
        return link if link is not None and link.purpose is purpose else None


def unavailable_page(*, wanted: Sequence[Locale]) -> Page:
    """Return the page for when the database is away: built-in words and look, for there are no others."""
    catalogues = _built_in_catalogues()
    locale = best_match(wanted, [_SOURCE, *catalogues], default=_SOURCE).locale
    interface = interface_of(locale, [catalogues[locale]] if locale in catalogues else [])
    html = _rendered("unavailable", Templates(built_in_templates()), interface, _UnpublishedNewsroom())
    return Page(html, is_found=True, locale=locale)


@cache
def _built_in_catalogues() -> dict[Locale, Catalogue]:
    """Return the interface's catalogues that ship with the package, by locale."""
    files = sorted(shipped_path("locales").glob("*/LC_MESSAGES/interface.po"))
    by_locale = {Locale.parse(file.parts[-3].replace("_", "-")): file for file in files}
    return {
        locale: read_catalogue_file(file.read_bytes(), path=file.name, locale=locale)
        for locale, file in by_locale.items()
    }


@dataclass(frozen=True, slots=True)
class _PageContext:
    """Which revision a page takes its looks from (None: the newest), and who reads it."""

    revision_id: RevisionId | None
    wanted: Sequence[Locale]


def _page_context(db: Connection, link: LinkToken, locales: Languages) -> _PageContext:
    """Stage the page as the mail was: its revision and locale; without it, the member's languages."""
    facts = deliveries.find_delivery_facts(db, link.delivery_id)
    if facts is not None:
        return _PageContext(facts.revision_id, [facts.locale])
    return _PageContext(None, locales)


def _page(
    db: Connection, name: str, context: _PageContext, *, is_found: bool = True, list_title: str = ""
) -> Page:
    id_ = context.revision_id or ((newest := revisions.newest_revision(db)) and newest.id)
    pages = (
        {key: body.decode() for key, body in revisions.part_bodies(db, id_, "page").items()} if id_ else {}
    )
    newsroom = revisions.load_revision(db, id_).settings if id_ else _UnpublishedNewsroom()
    catalogues = _catalogues(db, id_) if id_ else {}
    default = revisions.load_revision(db, id_).source_locale if id_ else _SOURCE
    locale = best_match(context.wanted, [*catalogues, default], default=default).locale
    templates = Templates(pages or built_in_templates())
    interface = interface_of(locale, catalogues.get(locale, []))
    html = _rendered(name, templates, interface, newsroom, list_title=list_title)
    return Page(html, is_found=is_found, locale=locale)


def _rendered(
    name: str,
    templates: Templates,
    interface: Interface,
    newsroom: SendingSettings | _UnpublishedNewsroom,
    *,
    list_title: str = "",
) -> str:
    values = {"locale": interface.locale, "newsroom": newsroom, "list_title": list_title}
    return render(f"web/{name}.html", templates=templates, interface=interface, values=values)


def _catalogues(db: Connection, id_: RevisionId) -> dict[Locale, list[CompiledCatalogue]]:
    """Return the interface of a revision by locale; own catalogues before built-in ones."""
    by_locale: dict[Locale, list[CompiledCatalogue]] = {}
    for name, body in sorted(revisions.part_bodies(db, id_, "catalogue").items()):
        by_locale.setdefault(Locale(name.partition("/")[2]), []).append(read_compiled_file(body, path=name))
    return by_locale
