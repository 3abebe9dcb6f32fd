"""Serve any application as ``zeropark serve`` serves the product.

``python -m benchmarks.serving MODULE:NAME PORT``
"""

import sys

from dashboard.commands import listening


def main(application: str, port: int) -> None:
    """Serve *application* on *port* of the loopback until told to stop."""
    with listening.bound("127.0.0.1", port) as listener:
        listening.serve(listener, ready=lambda: None, application=application)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
