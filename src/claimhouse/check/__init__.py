"""Integrity checks on a folder of seeds, or on reports in files, before anything is loaded.

Structure is read in seeds.py, rules of one cell stand in rules.py, and what registers declare of each other in declarations.py. What
needs two cells of a row, or two tables, is compared here, a file per question; every problem names its rule, file, line and column:

    folder.py         all of it, over a folder of seeds or over rows that are read
    observations.py   one observation, given the registers
    printed.py        its typed cells against the figure that it prints
    tokens.py         the numbers of each line, observed and excluded
    source.py         figures and periods against the text of the report
    keys.py           keys and ids of reference seeds
    reference.py      roles of metrics, rates, declarations and sections
    periods.py        days, periods and labels against the calendar

The names below are what a build and a draft ask for; all else is imported from its file.
"""

from claimhouse.check.folder import check_folder, read_folder, seed_problems
from claimhouse.check.keys import key_problems, reference_problems
from claimhouse.check.observations import Registers, observation_problems
from claimhouse.check.periods import period_problems
from claimhouse.check.printed import TYPED, figure_of, typed_cells
from claimhouse.check.tokens import TOKEN, further_observations
from claimhouse.seeds import cell_problems

__all__ = [
    "TOKEN",
    "TYPED",
    "Registers",
    "cell_problems",
    "check_folder",
    "figure_of",
    "further_observations",
    "key_problems",
    "observation_problems",
    "period_problems",
    "read_folder",
    "reference_problems",
    "seed_problems",
    "typed_cells",
]
