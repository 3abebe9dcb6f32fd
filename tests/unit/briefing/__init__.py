"""Packs as files."""
