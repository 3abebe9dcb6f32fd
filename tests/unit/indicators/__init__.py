"""Tests of the indicator dictionary."""
