"""Alembic's entry point: run the migrations on the connection that `migrate.upgrade` gives."""

from alembic import context

from newsletter.database.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
