"""A paragraph as a draft reads it: whom its figures are about, what they measure, and when."""

from __future__ import annotations

from claimhouse.draft.dating.period import Dating
from claimhouse.draft.measures.metric import Measures
from claimhouse.draft.subjects.subject import Subjects


class Passage(Subjects, Measures, Dating):
    """One paragraph with the subject, metric and period of each figure in it."""
