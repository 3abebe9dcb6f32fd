"""Drawings by specification: what reaches the screen."""
