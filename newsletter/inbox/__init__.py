"""A local inbox: an SMTP server that keeps what it receives, and pages to look at it."""
