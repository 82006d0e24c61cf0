"""What the demonstration prints."""

from newsletter.cli.output import console
from newsletter.i18n.locale import Locale
from newsletter.local.demo import DemoReport

_ENGLISH = Locale("en")


def report(done: DemoReport, *, as_json: bool) -> None:
    """Show a line per language: who was to get the mail, who did, what fell back."""
    if as_json:
        console.as_json(
            {
                "members": done.member_count,
                "accepted": done.accepted_count,
                "delivered": done.delivered_count,
                "complete": done.is_complete,
                "languages": [
                    {
                        "locale": str(one.locale),
                        "members": one.member_count,
                        "accepted": one.accepted_count,
                        "delivered": one.delivered_count,
                        "fell_back": list(one.fell_back),
                        "subject": one.subject,
                    }
                    for one in done.languages
                ],
            }
        )
        return
    rows = console.table("language", "", "#members", "#accepted", "#arrived", "#fell back", "subject")
    for one in done.languages:
        counts = (one.member_count, one.accepted_count, one.delivered_count, len(one.fell_back))
        rows.add_row(str(one.locale), one.locale.name_in(_ENGLISH), *map(str, counts), one.subject)
    sums = (done.member_count, done.accepted_count, done.delivered_count)
    rows.add_row("all", "", *map(str, sums), "", "")
    console.out.print(rows)
