"""Reads one file of any supported format into a Document."""

from __future__ import annotations

import importlib
from pathlib import Path

from claimhouse.documents.blocks import Unreadable
from claimhouse.documents.model import Document

# Suffix: format, module that reads it, largest file in bytes.
MEBI = 2**20
FORMATS = {
    ".txt": ("txt", "text", 20 * MEBI),
    ".text": ("txt", "text", 20 * MEBI),
    ".csv": ("csv", "text", 20 * MEBI),
    ".tsv": ("csv", "text", 20 * MEBI),
    ".md": ("md", "markdown", 5 * MEBI),
    ".markdown": ("md", "markdown", 5 * MEBI),
    ".html": ("html", "html", 50 * MEBI),
    ".htm": ("html", "html", 50 * MEBI),
    ".xhtml": ("html", "html", 50 * MEBI),
    ".docx": ("docx", "docx", 100 * MEBI),
    ".xlsx": ("xlsx", "xlsx", 100 * MEBI),
    ".xlsm": ("xlsx", "xlsx", 100 * MEBI),
    ".pdf": ("pdf", "pdf", 200 * MEBI),
}
OLDER = {".doc": "DOCX", ".xls": "XLSX", ".ppt": "PDF", ".pptx": "PDF", ".rtf": "DOCX", ".odt": "DOCX", ".ods": "XLSX"}


SIGNATURES = {b"%PDF-": ("pdf",), b"PK\x03\x04": ("docx", "xlsx"), b"\x89PNG": ("a picture",), b"\xff\xd8\xff": ("a picture",)}


def begins_as(data: bytes) -> tuple[str, ...]:
    """Formats whose files begin as these bytes do; none where the bytes say nothing."""
    return next((forms for signature, forms in SIGNATURES.items() if data.startswith(signature)), ())


def read(path: Path) -> Document:
    """The document in the file. Raises Unreadable, with the file and what to do, and never another error for a bad file."""
    if any("\ud800" <= letter <= "\udfff" for letter in str(path)):  # bytes of the name that are no text
        raise Unreadable(f"{str(path)!a}: expected a name in UTF-8; rename it")
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        advice = f"save it as {OLDER[suffix]}" if suffix in OLDER else "rename it after its format"
        raise Unreadable(f"{path}: expected txt, md, html, docx, pdf, xlsx or csv, not {suffix or 'a name without suffix'}; {advice}")
    form, _, most = FORMATS[suffix]
    try:
        if path.is_dir():
            raise Unreadable(f"{path}: a folder, not a file; name the files in it")
        if not path.is_file():
            raise Unreadable(f"{path}: no such file")
        if (size := path.stat().st_size) > most:
            raise Unreadable(f"{path}: {size / MEBI:.0f} MiB, more than the {most // MEBI} MiB that are read of {form}; split it")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from error
    if not data.strip():
        raise Unreadable(f"{path}: the file is empty")
    if (other := begins_as(data)) and form not in other:
        raise Unreadable(f"{path}: its first bytes are those of {' or '.join(other)}, not of {form}; rename it after its format")
    return parsed(str(path), form, data)


def parsed(file: str, form: str, data: bytes) -> Document:
    """The document in the bytes of a file of a format of FORMATS. Raises Unreadable."""
    module = next(module for known, module, _ in FORMATS.values() if known == form)
    try:
        reader = importlib.import_module(f"claimhouse.documents.formats.{module}")
    except ModuleNotFoundError as error:
        raise Unreadable(f"{file}: reading {form} needs {error.name}: pip install 'claimhouse[documents]'") from error
    try:
        return reader.read(file, form, data)
    except RecursionError as error:
        raise Unreadable(f"{file}: nested too deeply to be read as {form}") from error
    except MemoryError as error:
        raise Unreadable(f"{file}: too large for the memory of this machine; split it") from error
