"""Everything on one machine: what `newsletter up` and `newsletter demo` run."""

import os

from newsletter.local.stack import EmbeddedPlan, InboxPorts, free_ports
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.wiring import Installation
from newsletter.wiring.settings import PREFIX, Settings


def embedded_plan(installation: Installation) -> EmbeddedPlan:
    """Return what `newsletter up` runs here."""
    installation.require_addresses()
    settings = installation.settings
    inbox = InboxPorts(settings.inbox_smtp_port, settings.inbox_web_port)
    env = {
        "NEWSLETTER_STATE_DIR": str(installation.state_dir),
        "NEWSLETTER_WEB_PORT": str(settings.web_port),
        "NEWSLETTER_INBOX_SMTP_PORT": str(inbox.smtp_port),
        "NEWSLETTER_INBOX_WEB_PORT": str(inbox.web_port),
    }
    if installation.newsroom_folder is not None:
        env["NEWSLETTER_NEWSROOM"] = str(installation.newsroom_folder.root)
    assert installation.keys  # made now, by one process, before many need it
    return EmbeddedPlan(
        state_dir=installation.state_dir,
        has_broker=settings.broker_url is None,
        web_host=settings.web_host,
        web_port=settings.web_port,
        inbox=None if installation.has_own_relay else inbox,
        env=env,
    )


def throwaway_installation(folder: NewsroomFolder) -> Installation:
    """Return an installation for one run: all embedded, on free ports, whatever the environment says.

    The settings of the environment are taken out of this process, and so out of its children.
    """
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    web_port, inbox = free_ports()
    settings = Settings(
        state_dir=folder.root / "var",
        web_port=web_port,
        inbox_smtp_port=inbox.smtp_port,
        inbox_web_port=inbox.web_port,
    )
    return Installation(settings=settings, newsroom_folder=folder)
