"""Briefing packs: what is on the screen, as files that people take along."""
