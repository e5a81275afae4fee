"""How a draft puts the reading of a paragraph together."""

from __future__ import annotations

from collections import Counter

from claimhouse.draft.passage import Passage


def twice(whole: type) -> set[str]:
    """The names that two of the classes define of which a class is put together."""
    names = Counter(name for part in whole.__mro__[1:-1] for name in vars(part) if not name.startswith("__"))
    return {name for name, count in names.items() if count > 1}


def test_no_two_parts_of_a_passage_define_one_name():
    assert twice(Passage) == set()


def test_a_name_in_two_parts_is_found():
    class One:
        def level(self): ...

    class Other:
        def level(self): ...

    assert twice(type("Whole", (One, Other), {})) == {"level"}
