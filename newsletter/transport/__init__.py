"""Submission to the relay by SMTP: a conversation that can stop before the dot."""
