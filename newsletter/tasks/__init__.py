"""Celery entry points. No rule lives here."""
