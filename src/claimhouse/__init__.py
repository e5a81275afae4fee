"""Claimhouse: published figures as intervals, with their place in the source."""
