"""`newsletter campaign …` commands. Parse, call one service, show."""

from datetime import datetime
from typing import Annotated

import typer

from newsletter.campaigns import campaigns, fitness
from newsletter.cli.context import current_installation
from newsletter.cli.options import AsJson, NotReady, locale_of
from newsletter.cli.output import campaign as show
from newsletter.cli.output.campaign_plan import print_plan
from newsletter.cli.wait import follow
from newsletter.clock import now
from newsletter.delivery.campaign import CampaignTerms
from newsletter.errors import RuleError
from newsletter.i18n.instants import instant_of, zone_of
from newsletter.identifiers import OccasionId
from newsletter.publishing.changes import changed_campaigns
from newsletter.revision.not_ready import NotReadyPolicy

app = typer.Typer(help="Create, send, pause and inspect campaigns.", no_args_is_help=True)

_LONGEST_REASON = 200
CampaignNumber = Annotated[int, typer.Argument(help="Number of the campaign.")]


@app.command()
def create(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of a published edition.")],
    list_name: Annotated[
        str | None, typer.Option("--list", help="Name of the member list. Default: the one of the edition.")
    ] = None,
    not_ready: NotReady = None,
    hold_until: Annotated[
        str | None,
        typer.Option(help="With hold: when those who still wait get the next best. Written as for --at."),
    ] = None,
    again: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Send it once more to those who have had it, and say why."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Create a campaign and show what it would do. Sends nothing. Nobody gets an edition twice.

    Example: newsletter campaign create 2026-12 --not-ready hold
    """
    installation = current_installation(context)
    with installation.database() as database:
        timezone = campaigns.published_timezone(database, edition)
        until = _instant(hold_until, timezone, option="--hold-until", for_now="say --not-ready fallback")
        terms = CampaignTerms(not_ready=not_ready, hold_until=until, again_reason=_reason(again))
        plan = campaigns.create(database, edition, list_name=list_name, now=now(), terms=terms)
        changes = changed_campaigns(database, installation.newsroom_folder, [plan.campaign])
    print_plan(plan, as_json=as_json, differs=changes.get(plan.campaign.id))


@app.command()
def send(
    context: typer.Context,
    campaign: CampaignNumber,
    at: Annotated[
        str | None,
        typer.Option(
            help="When: 2026-12-01T09:00 by the newsroom's clock (`timezone` in newsroom.toml), or with an "
            "offset (2026-12-01T09:00+01:00) or a zone (2026-12-01T09:00 Europe/Madrid). Default: now."
        ),
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Follow it until every mail has an outcome.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Send a campaign now, or schedule it. Workers do the sending; this command can be interrupted.

    Example: newsletter campaign send 1
    """
    installation = current_installation(context)
    with installation.database() as database:
        timezone = campaigns.campaign_of(database, OccasionId(campaign)).timezone
        release_at = _instant(at, timezone, option="--at", for_now="leave --at out")
        world_url = installation.world_url
        fitness.require_campaign_fit(database, OccasionId(campaign), world_url=world_url)
        installation.require_broker()
        nudges = campaigns.send(database, OccasionId(campaign), at=release_at, now=now(), world_url=world_url)
        installation.nudge(nudges)
        if release_at is None and wait:
            status = follow(lambda: campaigns.status(database, OccasionId(campaign)), quiet=as_json)
        else:
            status = campaigns.status(database, OccasionId(campaign))
    show.print_status(status, as_json=as_json)


@app.command()
def status(context: typer.Context, campaign: CampaignNumber, as_json: AsJson = False) -> None:
    """Show how far a campaign is: candidates by state, and by language.

    Example: newsletter campaign status 1 --json
    """
    installation = current_installation(context)
    with installation.database() as database:
        campaign_status = campaigns.status(database, OccasionId(campaign))
        changes = changed_campaigns(database, installation.newsroom_folder, [campaign_status.campaign])
    show.print_status(campaign_status, as_json=as_json, differs=changes.get(OccasionId(campaign)))


@app.command()
def pause(context: typer.Context, campaign: CampaignNumber, as_json: AsJson = False) -> None:
    """Stop a campaign for a while. Mails on their way this moment still leave.

    Example: newsletter campaign pause 1
    """
    with current_installation(context).database() as database:
        show.print_state(campaigns.pause(database, OccasionId(campaign), now=now()), as_json=as_json)


@app.command()
def resume(context: typer.Context, campaign: CampaignNumber, as_json: AsJson = False) -> None:
    """Go on with a paused campaign.

    Example: newsletter campaign resume 1
    """
    installation = current_installation(context)
    with installation.database() as database:
        installation.nudge(campaigns.resume(database, OccasionId(campaign), now=now()))
        show.print_state(campaigns.status(database, OccasionId(campaign)).campaign, as_json=as_json)


@app.command()
def cancel(context: typer.Context, campaign: CampaignNumber, as_json: AsJson = False) -> None:
    """End a campaign for good. What has not left is skipped.

    Example: newsletter campaign cancel 1
    """
    with current_installation(context).database() as database:
        skipped_count = campaigns.cancel(database, OccasionId(campaign), now=now())
        cancelled_campaign = campaigns.status(database, OccasionId(campaign)).campaign
    show.print_state(cancelled_campaign, skipped_count=skipped_count, as_json=as_json)


@app.command()
def resolve(context: typer.Context, campaign: CampaignNumber, as_json: AsJson = False) -> None:
    """Take up again the mails that were set aside, for they could not be built. Mend the reason first.

    Example: newsletter campaign resolve 1
    """
    installation = current_installation(context)
    with installation.database() as database:
        report = campaigns.resolve(database, OccasionId(campaign), now=now())
        installation.nudge(report.nudges)
        status = campaigns.status(database, OccasionId(campaign))
    show.print_resolved(report, status, as_json=as_json)


@app.command("release-held")
def release_held(
    context: typer.Context,
    campaign: CampaignNumber,
    locale: Annotated[
        str | None, typer.Option(help="Wait no longer for this language. Default: for any.")
    ] = None,
    is_fallback: Annotated[
        bool | None, typer.Option("--fallback/--skip", help="They get the next best language, or nothing.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Wait no longer for a language that is not ready. Who is ready by now gets their own all the same.

    Example: newsletter campaign release-held 1 --locale ar --fallback
    """
    if is_fallback is None:
        raise typer.BadParameter("say --fallback (they get the next best language) or --skip (nothing)")
    installation = current_installation(context)
    policy = NotReadyPolicy.FALLBACK if is_fallback else NotReadyPolicy.SKIP
    only = locale_of(locale) if locale else None
    with installation.database() as database:
        fitness.require_newest_fit(database, OccasionId(campaign), world_url=installation.world_url)
        release_report = campaigns.release_held(
            database, OccasionId(campaign), only=only, policy=policy, now=now()
        )
        installation.nudge(release_report.nudges)
        status = campaigns.status(database, OccasionId(campaign))
    show.print_held_release(release_report, status, as_json=as_json)


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """Show all campaigns, the newest first.

    Example: newsletter campaign list
    """
    installation = current_installation(context)
    with installation.database() as database:
        all_campaigns = campaigns.all_campaigns(database)
        show.print_campaigns(
            all_campaigns,
            as_json=as_json,
            differs=changed_campaigns(database, installation.newsroom_folder, all_campaigns),
            still=campaigns.still_campaigns(database, now=now()),
        )


def _reason(text: str | None) -> str | None:
    if text is None or 0 < len(text.strip()) <= _LONGEST_REASON:
        return text and text.strip()
    raise typer.BadParameter(
        f"say in up to {_LONGEST_REASON} characters why members get it again", param_hint="--again"
    )


def _instant(text: str | None, timezone: str, *, option: str, for_now: str) -> datetime | None:
    """Return the instant that an option names, by the clock of a zone."""
    if text is None:
        return None
    try:
        return instant_of(text, zone=zone_of(timezone), now=now(), for_now=for_now)
    except ValueError as error:
        raise RuleError(f"{option}: {error}") from None
