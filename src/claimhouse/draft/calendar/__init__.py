"""Periods of a document: how a text prints them, which days they have, and their ids."""
