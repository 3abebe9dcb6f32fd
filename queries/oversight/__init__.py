"""What needs somebody's attention, and since when."""
