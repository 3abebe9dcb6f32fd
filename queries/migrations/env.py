"""How alembic runs here: on a connection handed to it by ``queries.engine``."""

from alembic import context

from queries.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
