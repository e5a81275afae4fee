"""What people answered in a survey: shares of those who say, want or plan something, which are no forecasts and no shares of a market."""

from __future__ import annotations

import re

from claimhouse.draft.registers import of

SURVEY = re.compile(r"\b(?:surveys?|surveyed|polls?|polled|pollsters?|respondents|questionnaires?|stud(?:y|ies))\b", re.IGNORECASE)
GROUP = r"of\s+(?:the\s+|all\s+|those\s+|these\s+)?(?P<who>(?:[\w’'&-]+\s+){0,4}?(?:[\w’'-]{2,}s|people|men|women|staff))"
SAYS = rf"(?:\w+ly\s+|also\s+|still\s+|only\s+|now\s+|even\s+|either\s+|who\s+)*(?:{of('answering')})\b"
ANSWER = re.compile(rf"[)）]?\s+(?:{GROUP}\s+)?(?:\([^()]{{1,20}}\)\s+)?{SAYS}", re.IGNORECASE)
RESPONDENTS = re.compile(
    r"[)）]?\s+of\s+(?:the\s+|all\s+|our\s+|its\s+)?(?:[\w-]+\s+){0,2}?(?:respondents|participants|those\s+(?:surveyed|polled|asked|who\b)|people\s+(?:surveyed|polled))\b",
    re.IGNORECASE,
)
ASKED = re.compile(r"\b(?:respondents|participants|surveyed|polled|asked)$|^(?:them|these|those|whom|which)$", re.IGNORECASE)
FIELDED = re.compile(
    r"\b(?:conducted|fielded|carried\s+out|fieldwork|in\s+the\s+field|surveyed|polled|interviewed|interviews|took\s+place|administered|completed|ran)\b",
    re.IGNORECASE,
)
OPEN_BEHIND = re.compile(r"\s*(?:[),.;:–—]|$|(?:of|and|or)\b)")
FEWEST, MANY = 3, 5  # shares of people who answer, by which a text on a survey tells itself


def is_answer(text: str, end: int) -> bool:
    """Whether a percentage that ends there is the share of those who say something: "42% of parents say", "18% plan to"."""
    return ANSWER.match(text, end) is not None or RESPONDENTS.match(text, end) is not None


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether a percentage stands for itself, as those of a list of answers do: "(25%)", "Saving for retirement: 15%", "38% – Savings"."""
    return OPEN_BEHIND.match(text, end) is not None or not text[:start].strip(" •·*-–—")


def is_of_respondents(text: str, end: int) -> bool:
    """Whether a percentage is the share of those who were asked, in whatever text: "80% of respondents"."""
    return RESPONDENTS.match(text, end) is not None


def group_of(text: str, end: int) -> str:
    """Whose share a percentage is, in the plural: "small business owners"; "" where only those who were asked are meant."""
    said = None if RESPONDENTS.match(text, end) else ANSWER.match(text, end)
    who = said["who"] if said else None
    return who if who and not ASKED.search(who) and not re.search(r"\d|\b(?:that|which|and)\b", who) else ""


def is_on_survey(opening: list[str], texts: list[str]) -> bool:
    """Whether a document tells what people answered: its beginning names a survey, and it has some shares of those who said something;
    more of them where it names the survey later."""
    least = FEWEST if any(SURVEY.search(text) for text in opening) else MANY
    if least == MANY and not any(SURVEY.search(text) for text in texts):
        return False
    shares = (text[one.end() :] for text in texts for one in re.finditer(r"\d\s?(?:%|per\s?cent\b)", text))
    return sum(is_answer(behind, 0) for behind in shares) >= least
