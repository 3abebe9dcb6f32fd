"""Tests of who completes whom: storage, curves, pairs, sites and what-ifs."""
