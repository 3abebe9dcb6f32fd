"""Hourly profiles that readers import: typical years of wind, sun and load."""
