"""One screen a file: ask, fetch, say if empty, show."""
