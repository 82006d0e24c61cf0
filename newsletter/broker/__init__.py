"""Celery over Redis or Valkey: the queue of nudges, and the names of workers."""
