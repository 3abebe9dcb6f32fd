"""The only room that speaks SQL: tables, statements and readers."""

import pandas as pd

# Arrow's strings pay from some ten thousand rows on. The frames of a page have
# hundreds, and handling them takes a third less without. Pandera reads this as it is
# imported.
pd.set_option("mode.string_storage", "python")
