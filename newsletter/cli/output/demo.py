"""What the demonstration prints."""

from newsletter.cli.output import console
from newsletter.i18n.locale import Locale
from newsletter.local.demo import DemoReport

_ENGLISH = Locale("en")


def print_report(done: DemoReport, *, as_json: bool) -> None:
    """Show a line per language: who was to get the mail, who did, what fell back."""
    if as_json:
        console.print_json(
            {
                "members": done.member_count,
                "accepted": done.accepted_count,
                "delivered": done.delivered_count,
                "complete": done.is_complete,
                "languages": [
                    {
                        "locale": str(language.locale),
                        "members": language.member_count,
                        "accepted": language.accepted_count,
                        "delivered": language.delivered_count,
                        "fell_back": list(language.fell_back),
                        "subject": language.subject,
                    }
                    for language in done.languages
                ],
            }
        )
        return
    rows = console.table("language", "", "#members", "#accepted", "#arrived", "#fell back", "subject")
    for language in done.languages:
        counts = (
            language.member_count,
            language.accepted_count,
            language.delivered_count,
            len(language.fell_back),
        )
        rows.add_row(
            str(language.locale), language.locale.name_in(_ENGLISH), *map(str, counts), language.subject
        )
    sums = (done.member_count, done.accepted_count, done.delivered_count)
    rows.add_row("all", "", *map(str, sums), "", "")
    console.out.print(rows)
