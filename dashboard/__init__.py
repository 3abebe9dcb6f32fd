"""Everything between rows and reader."""

import queries  # noqa: F401  sets how frames keep text before anything makes one
