"""Builds the layers, the outlines and the reference tables that are committed.

Needs the packages of the dependency group ``layers``; nothing here is needed to run
the product.
"""
