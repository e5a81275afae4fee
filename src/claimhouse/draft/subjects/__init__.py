"""Whom a figure in running text is about."""
