"""A local inbox: an SMTP server that keeps what it receives, and pages to look at it.

    client ──SMTP──▶ receiving (aiosmtpd) ──▶ mailbox ──▶ index, reading ──▶ pages ──HTTP──▶ browser

What an editor uses instead of a real mailbox, and a rehearsal instead of a real relay. It delivers
nothing to anyone.
"""
