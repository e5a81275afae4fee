"""Runs the notebooks here over exports/ and writes what they show into them; without a change of the marts no byte changes."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent

for path in sorted(HERE.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, kernel_name="python3", record_timing=False, resources={"metadata": {"path": HERE.parents[1]}}).execute()
    notebook.metadata = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata = {}
    nbformat.write(notebook, path)
    sys.stdout.write(f"{path.name}: {len(notebook.cells)} cells\n")
