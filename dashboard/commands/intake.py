"""Commands about workbooks; none yet."""

import typer


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    del app
