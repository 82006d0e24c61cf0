"""The demonstration: a throwaway newsroom, its edition sent to its sample members on real parts.

    example ─▶ newsroom ─▶ list, members ─▶ publish ─▶ campaign ─▶ worker ─▶ SMTP ─▶ inbox ─▶ report

Nothing is faked: the same services as everywhere, a real broker, worker, database and SMTP
conversation. What arrived is asked of the inbox, not of our own ledger.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from newsletter.campaigns import campaigns
from newsletter.campaigns.plans import CampaignStatus
from newsletter.database.database import Database
from newsletter.i18n.locale import Locale
from newsletter.identifiers import OccasionId
from newsletter.local.stack import LOOPBACK, EmbeddedPlan
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.publishing.build import build
from newsletter.publishing.publish import publish
from newsletter.subscriptions import lists

EDITION = "2026-12"
LIST = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLanguage:
    """What one language's members got. `delivered_count` is what the inbox counted."""

    locale: Locale
    member_count: int
    accepted_count: int
    delivered_count: int
    fell_back: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What the demonstration did."""

    member_count: int
    accepted_count: int
    delivered_count: int
    languages: tuple[DemoLanguage, ...]

    @property
    def is_complete(self) -> bool:
        """True when every member's mail was accepted and arrived, each exactly once."""
        return self.member_count == self.accepted_count == self.delivered_count


def prepare(database: Database, folder: NewsroomFolder, *, public_url: str, now: datetime) -> OccasionId:
    """Publish the example's edition, import its members, and return the number of a new campaign."""
    lists.create_list(database, LIST, title=folder.newsroom().name, now=now)
    options = lists.ImportOptions(skip_bad=False, now=now)
    lists.import_members(database, folder.root / "members.csv", to=LIST, options=options)
    publish(database, build(folder, EDITION, public_url=public_url), now=now)
    return campaigns.create(database, EDITION, list_name=LIST, now=now).campaign.id


def report(status: CampaignStatus, plan: EmbeddedPlan) -> DemoReport:
    """Return what the ledger and the inbox say of a campaign that is over."""
    delivered_counts = Counter(mail["language"] for mail in inbox_mails(plan))
    return DemoReport(
        member_count=status.candidate_count - status.by_state.get("skipped", 0),
        accepted_count=status.by_state.get("accepted", 0),
        delivered_count=delivered_counts.total(),
        languages=tuple(
            DemoLanguage(
                locale=language.locale,
                member_count=sum(language.by_state.values()),
                accepted_count=language.by_state.get("accepted", 0),
                delivered_count=delivered_counts[str(language.locale)],
                fell_back=language.fell_back,
                subject=language.subject,
            )
            for language in status.languages
        ),
    )


def keep_mails(plan: EmbeddedPlan, directory: Path) -> int:
    """Write every mail of the inbox, byte for byte, as `<language>-<n>.eml`; return how many."""
    directory.mkdir(parents=True, exist_ok=True)
    numbers: Counter[str] = Counter()
    for mail in reversed(inbox_mails(plan)):
        numbers[mail["language"]] += 1
        name = f"{mail['language']}-{numbers[mail['language']]:03d}.eml"
        (directory / name).write_bytes(_fetch_from_inbox(plan, f"/mails/{mail['id']}/download"))
    return numbers.total()


def inbox_mails(plan: EmbeddedPlan) -> list[dict[str, Any]]:
    """Return what the inbox says of every mail that it keeps, the newest first."""
    mails: list[dict[str, Any]] = json.loads(_fetch_from_inbox(plan, "/api/mails"))["mails"]
    return mails


def inbox_url(plan: EmbeddedPlan) -> str:
    """Return where a person looks at the mails."""
    assert plan.inbox is not None
    return f"http://{LOOPBACK}:{plan.inbox.web_port}"


def _fetch_from_inbox(plan: EmbeddedPlan, path: str) -> bytes:
    with urlopen(f"{inbox_url(plan)}{path}", timeout=30) as answer:  # noqa: S310 -- our own inbox on loopback
        content: bytes = answer.read()
    return content
