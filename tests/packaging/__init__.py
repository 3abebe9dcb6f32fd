"""Tests of what a reader installs."""
