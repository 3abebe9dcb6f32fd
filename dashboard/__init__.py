"""Everything between rows and reader."""
