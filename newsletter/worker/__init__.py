"""The Celery worker: tasks that carry ids and only nudge."""
