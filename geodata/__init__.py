"""Where things are: boundaries, coordinate systems, distances."""
