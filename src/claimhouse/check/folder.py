"""All checks of a folder of seeds, and of the rows of seeds or reports that are already read."""

from __future__ import annotations

from pathlib import Path

from claimhouse.check.keys import key_problems, reference_problems
from claimhouse.check.observations import observation_problems
from claimhouse.check.periods import period_problems
from claimhouse.check.reference import register_problems, section_problems
from claimhouse.check.source import check_source
from claimhouse.check.tokens import token_problems
from claimhouse.declarations import declaration_problems
from claimhouse.loading.others import Others, edition_problems, same_as_problems
from claimhouse.rules import KEYS, Problem, problem
from claimhouse.seeds import Seed, cell_problems, expected_columns, families, read_seed, stray_files


def check_folder(folder: Path, project: Path, source: Path | None = None) -> tuple[list[Problem], int]:
    """All problems of the seeds in `folder` and the number of observations looked at."""
    observations, reference, problems = read_folder(folder, project)
    if not problems:
        problems = seed_problems(observations, reference, source)
    return problems, sum(len(seed.rows) for seed in observations)


def seed_problems(observations: list[Seed], reference: dict[str, Seed], source: Path | None = None) -> list[Problem]:
    """All that rows of seeds can be wrong in. Their reports name no reports but each other."""
    others = Others(lambda name: reference[name].rows, Path(), lambda *_: [])
    problems = check_rows(observations, reference)
    problems += [*edition_problems(reference, others), *same_as_problems(reference, reference, others)]
    return problems + (check_source(observations, source) if source else [])


def read_folder(folder: Path, project: Path) -> tuple[list[Seed], dict[str, Seed], list[Problem]]:
    """Observations by family and reference seeds by name, with the faults of their files."""
    columns = expected_columns(project)
    problems: list[Problem] = []
    reference, observations = {}, []
    for name in (name for name in columns if name != "observations"):
        path = folder / "reference" / f"{name}.csv"
        if not path.exists() and not path.is_symlink():
            problems.append(problem("file_is_there", f"reference/{name}.csv", 1, "-", ""))
            continue
        reference[name], found = read_seed(path, folder, columns[name])
        problems += found
    paths = sorted(path for path in (folder / "observations").glob("*.csv") if not path.name.startswith("."))
    if not paths:
        problems.append(problem("folder_has_observations", "observations/", 1, "-", ""))
    for path in paths:
        seed, found = read_seed(path, folder, columns["observations"])
        observations.append(seed)
        problems += found
        if path.stem.removesuffix("_observations") not in families(project) or not path.stem.endswith("_observations"):
            problems.append(problem("family_is_registered", seed.file, 1, "-", path.stem, names=", ".join(families(project))))
    for name, known in (
        ("reference", lambda path: path.suffix == ".csv" and path.stem in columns),
        ("observations", lambda path: path.suffix == ".csv"),
    ):
        if (folder / name).is_dir():
            problems += stray_files(folder / name, known, "CSV files of seeds that seeds/_seeds.yml declares")
    return observations, reference, problems


def check_rows(observations: list[Seed], reference: dict[str, Seed], own: dict[str, Seed] | None = None) -> list[Problem]:
    """All that rows can be wrong in. `own` are the tables whose rows are judged, where `reference` holds the rows of others too.

    Tokens, labels and sources are compared for the reports that have rows in `source_lines` and `cited_sources`.
    """
    own = reference if own is None else own
    problems = [found for seed in [*observations, *own.values()] for found in cell_problems(seed)]
    known = {column: {row[column] for row in reference[seed].rows} for column, seed in KEYS.items()}
    observed = {row["observation_id"] for seed in observations for row in seed.rows}
    for name, seed in own.items():
        problems += key_problems(name, seed)
    problems += observation_problems(observations, reference, known)
    problems += period_problems(reference, own) + section_problems(own) + declaration_problems(reference, own)
    problems += token_problems(observations, own) + register_problems(observations, reference, own)
    return problems + reference_problems(own, known | {"observation_id": observed})
