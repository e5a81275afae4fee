"""Renders models with their macros without dbt, of which the start alone takes seconds.

It knows what most models use of dbt; a template that uses anything else raises an error of Jinja.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, StrictUndefined, nodes

BODY = "body_of_"


class Returned(Exception):
    """What a macro returns by `return`, which ends it and may be anything, not text alone."""


def give_back(value: object = "") -> None:
    raise Returned(value)


def environment(files: Iterable[Path], **names: object) -> Environment:
    """Jinja with the macros of the files, which also call each other, and with `names`."""
    made = Environment(undefined=StrictUndefined, extensions=["jinja2.ext.do"], autoescape=False)
    bodies: dict[str, Callable] = {}

    def macro(name: str) -> Callable:
        def called(*given, **named):
            try:
                return bodies[name](*given, **named)
            except Returned as found:
                return found.args[0]

        return called

    trees = []
    for file in files:
        tree = made.parse(file.read_text(encoding="utf-8"))
        trees.append((tree, [node.name for node in tree.find_all(nodes.Macro)]))
        for node in tree.find_all(nodes.Macro):  # so that macros of one file are found as those of another
            node.name = BODY + node.name
    macros = {name: macro(name) for _, own in trees for name in own}
    adapter = SimpleNamespace(
        dispatch=lambda name: macros.get(f"duckdb__{name}") or macros[f"default__{name}"],
        quote=lambda name: f'"{name}"',
    )
    types = SimpleNamespace(type_string=lambda: "TEXT", any_value=lambda expression: f"arbitrary({expression})")
    made.globals |= {"return": give_back, "adapter": adapter, "dbt": types} | macros | names
    for tree, own in trees:
        module = made.from_string(tree).module
        bodies |= {name: getattr(module, BODY + name) for name in own}
    return made
