"""Charts by value: what they say, before anyone draws it."""
