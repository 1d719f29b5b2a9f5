"""Alembic's environment: runs on the connection that the program hands over."""

from alembic import context

from mcdesk.models import tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
