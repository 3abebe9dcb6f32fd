"""Tests of the rules, the scores and the ranks."""
