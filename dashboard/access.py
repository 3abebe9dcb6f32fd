"""Who is reading, and so which rows: a scope for every query."""

from queries.scope import REGION, Scope


def scope_of_reader() -> Scope:
    """Return what the reader may see.

    Nobody logs in on one machine: the reader there is the region.
    """
    return REGION
