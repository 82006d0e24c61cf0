"""What the newsroom's files offer now: for explaining who would get what, without a database."""

from newsletter.delivery.explanation import OfferedLanguages
from newsletter.delivery.language_policy import LanguageRules, policy_of
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.publishing.build import build
from newsletter.publishing.publish import require_source
from newsletter.revision.not_ready import NotReadyPolicy


def offer_by_files(
    folder: NewsroomFolder, edition: str, *, policy: NotReadyPolicy | None, public_url: str
) -> OfferedLanguages:
    """Return the gates and rules of an edition, by the newsroom's files as they are now.

    Raises:
        SourceError: a file of the edition is wrong, or its own language cannot go out: nobody gets it.
    """
    built = build(folder, edition, public_url=public_url)
    require_source(built)
    newsroom = built.manuscript.newsroom
    return OfferedLanguages(
        edition=edition,
        decided_by="the newsroom's files",
        gates={gate.locale: gate for gate in built.gates},
        rules=LanguageRules(
            policy=policy_of(policy, newsroom.translation.not_ready),
            fallbacks=newsroom.fallbacks,
            default=built.manuscript.edition.language,
        ),
    )
