"""Checks a zipped document (DOCX, XLSX) before a library unpacks it: sizes as declared and as they really are."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from claimhouse.documents.blocks import Unreadable

MOST_UNPACKED = 128 * 2**20  # bytes, all parts that are text
MOST_PARTS = 5_000
MOST_RATIO = 500  # unpacked to packed, of a part beyond a MiB
PIECE = 2**20
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0"


def checked(file: str, form: str, data: bytes, main: str) -> zipfile.ZipFile:
    """The open archive. Raises Unreadable where it is none, is encrypted, too large, or declares entities; `main` is its main part."""
    if data[:4] == OLE:
        raise Unreadable(f"{file}: protected by a password, or of the older format; save it as {form.upper()} without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Unreadable(f"{file}: not a {form.upper()} file: {error}") from error
    if len(parts) > MOST_PARTS:
        raise Unreadable(f"{file}: {len(parts):,} parts, more than {MOST_PARTS:,}; not a document of an office program")
    names = [part.filename for part in parts]
    if main not in names:
        raise Unreadable(f"{file}: not a {form.upper()} file: no {main} in it")
    if len(set(names)) < len(names):
        raise Unreadable(f"{file}: damaged: parts of the same name in it")
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable(f"{file}: protected by a password; save it without one")
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue  # pictures and fonts are not unpacked
        total += part.file_size
        if part.file_size > PIECE and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise Unreadable(f"{file}: {part.filename} would unpack to {part.file_size:,} bytes from {part.compress_size:,}: refused")
        if total > MOST_UNPACKED:
            raise Unreadable(f"{file}: would unpack to more than {MOST_UNPACKED // 2**20} MiB: refused; split it")
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            inspect(file, archive, part)
    return archive


def inspect(file: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpacks a part by pieces: no more than it declares, and no document type, by which entities are declared."""
    size, start = 0, b""
    try:
        with archive.open(part) as opened:
            while piece := opened.read(PIECE):
                size += len(piece)
                start = start or piece[:4_096]
                if size > part.file_size:
                    raise Unreadable(f"{file}: {part.filename} unpacks to more than it declares: refused")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(f"{file}: damaged: {part.filename}: {error}") from error
    if DOCTYPE.search(start.replace(b"\0", b"")):
        raise Unreadable(f"{file}: {part.filename} declares a document type, which no office program writes: refused")
