"""Celery and the broker: nudges that carry ids, never a body or an address."""
