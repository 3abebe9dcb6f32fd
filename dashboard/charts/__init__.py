"""What a chart or a map says: checked frame to value."""
