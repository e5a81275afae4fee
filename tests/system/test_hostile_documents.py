"""Hostile documents: a clear error or an answer, in bounded time and memory, with no file and no network beyond the named ones."""

from __future__ import annotations

import io
import re
import resource
import socket
import time
import zipfile

import pytest

pytest.importorskip("docx", reason="needs the extra `documents`")
pytest.importorskip("pypdfium2", reason="needs the extra `documents`")

from support import hostile, render  # noqa: E402
from support.render import Content  # noqa: E402

from claimhouse.documents.blocks import MOST_CELLS, Unreadable  # noqa: E402
from claimhouse.documents.frames import frames  # noqa: E402
from claimhouse.documents.guard import guarded_read, guarded_reads  # noqa: E402
from claimhouse.documents.read import read  # noqa: E402

INPUTS = 500  # `make fuzz-documents` tries 10,000
SECONDS = 20  # of any one input; the machine may be busy
SMALL = Content("A title", ["Some text of 5 words."], [["", "2019", "2018"], ["Sales", "10", "9"], ["Costs", "4", "3"]], [])


def given(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def rezipped(data, **parts):
    """The archive with parts replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in archive.namelist():
            if name not in parts:
                fresh.writestr(name, archive.read(name))
        for name, part in parts.items():
            fresh.writestr(name, part)
    return written.getvalue()


def refused(tmp_path, name, data, words):
    started = time.monotonic()
    with pytest.raises(Unreadable, match=words) as error:
        read(given(tmp_path, name, data))
    assert str(tmp_path / name) in str(error.value) and time.monotonic() - started < SECONDS


def test_random_and_damaged_documents_give_an_answer_or_an_error(tmp_path):
    import pypdfium2  # noqa: F401  in this process, so that each guarded one has it

    answers = 0
    for name, data in hostile.inputs(INPUTS):
        path = given(tmp_path, "x." + name.partition(".")[2], data)
        started = time.monotonic()
        try:
            frames([(guarded_read if path.suffix == ".pdf" else read)(path)])
            answers += 1
        except Unreadable as error:
            assert str(path) in str(error), name
            assert "reader broke down" not in str(error), name
        assert time.monotonic() - started < SECONDS, name
    assert INPUTS / 5 < answers < INPUTS


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n", "the file is empty"),
        ("a.txt", b"\xff12", "expected UTF-8, not byte 0xff"),
        ("a.txt", b"12\0", "a zero byte"),
        ("a.doc", b"x", "save it as DOCX"),
        ("a", b"x", "without suffix"),
        ("a.pdf", b"12", "no %PDF- at its start"),
        ("a.pdf", b"%PDF-1.5\n", "damaged"),
        ("a.docx", b"PK\3\4", "not a DOCX file"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" * 20, "protected by a password"),
        ("a.html", b"<html></html>", "no text in it"),
        ("a.csv", b'"' + b"x" * 2_000_000, "not a CSV file"),
    ],
)
def test_errors_name_the_file_and_what_to_do(tmp_path, name, data, words):
    refused(tmp_path, name, data, words)


@pytest.mark.parametrize("form, part", [("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")])
def test_zip_bombs_are_refused_before_they_are_unpacked(tmp_path, form, part):
    whole = render.WRITERS[form](SMALL)
    refused(tmp_path, f"ratio.{form}", rezipped(whole, **{part: b" " * 50_000_000}), "would unpack to 50,000,000 bytes")
    noise = b"".join(bytes([65 + (number * 7919) % 23]) * 90 for number in range(1_600_000))
    refused(tmp_path, f"size.{form}", rezipped(whole, **{part: noise}), "would unpack to more than|would unpack to 144")


def test_a_part_may_not_unpack_to_more_than_it_declares(tmp_path):
    data = bytearray(rezipped(render.docx(SMALL), **{"word/document.xml": b"<a>" + b"x" * 3_000_000}))
    for match in list(re.finditer(rb"PK\x01\x02", data)):
        at = match.start()
        if data[at + 46 : at + 63] == b"word/document.xml":
            data[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
    refused(tmp_path, "lies.docx", bytes(data), "unpacks to more than it declares|damaged")


@pytest.mark.parametrize("form, part", [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"), ("docx", "docProps/core.xml")])
def test_entities_are_refused(tmp_path, form, part):
    secret = given(tmp_path, "secret.txt", b"4711")
    whole = render.WRITERS[form](SMALL)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        text = archive.read(part)
    head, body = text.split(b"?>", 1) if b"?>" in text[:100] else (b"<?xml version='1.0'", text)
    dtd = f'?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}"><!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>'.encode()
    refused(tmp_path, f"entity.{form}", rezipped(whole, **{part: head + dtd + body}), "declares a document type")


def test_no_entity_reaches_a_file_and_nothing_asks_the_network(tmp_path, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("a reader asked for the network")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    secret = given(tmp_path, "secret.txt", b"4711")
    text = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file://{secret}"><!ENTITY a "{"9" * 100}">'
        + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
        + f']><html><link rel=stylesheet href="http://127.0.0.1:9/x.css"><img src="file://{secret}"><p>Read &e; &a8; 12 words</p></html>'
    )
    for name in ("a.html", "a.md"):
        document = read(given(tmp_path, name, text.encode()))
        assert "12 words" in document.lines[-1].text and "4711" not in document.lines[-1].text


def sheet_of(rows):
    return render.xlsx(SMALL), (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + "".join(rows) + "</sheetData>"
    ).encode()


def test_a_million_cells_are_refused_or_read_in_bounds(tmp_path):
    row = ",".join(["1"] * 1_000) + "\n"
    refused(tmp_path, "a.csv", (row * 1_000).encode(), f"more than {MOST_CELLS:,}")
    refused(
        tmp_path,
        "a.md",
        ("|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n" + ("|" + "1|" * 1_000 + "\n") * 1_000).encode(),
        f"more than {MOST_CELLS:,}",
    )
    refused(
        tmp_path, "a.html", ("<table>" + ("<tr>" + "<td>1" * 1_000 + "</tr>") * 1_000 + "</table>").encode(), f"more than {MOST_CELLS:,}"
    )
    whole, sheet = sheet_of([f'<row r="{n}">' + f"<c><v>{n}</v></c>" * 1_000 + "</row>" for n in range(1, 1_001)])
    refused(tmp_path, "a.xlsx", rezipped(whole, **{"xl/worksheets/sheet2.xml": sheet + b"</worksheet>"}), f"more than {MOST_CELLS:,}")


def test_a_merged_sheet_and_a_far_cell_cost_nothing(tmp_path):
    whole, sheet = sheet_of(
        ['<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>']
    )
    started = time.monotonic()
    document = read(given(tmp_path, "far.xlsx", rezipped(whole, **{"xl/worksheets/sheet2.xml": sheet + b"</worksheet>"})))
    assert sum(len(table.cells) for table in document.tables) >= 2 and time.monotonic() - started < SECONDS
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    refused(tmp_path, "merged.xlsx", rezipped(whole, **{"xl/worksheets/sheet2.xml": sheet + merged}), "filled cells")


@pytest.mark.parametrize(
    "name, data",
    [
        ("deep.html", b"<div>" * 100_000 + b"Sales of 12 units" + b"</div>" * 100_000),
        ("tables.html", b"<table><tr><td>" * 20_000 + b"Sales of 12 units"),
        ("deep.md", b"> " * 20_000 + b"Sales of 12 units\n" + b"- " * 20_000 + b"x"),
        ("marks.md", b"[" * 50_000 + b"*a_" * 50_000 + b" 12 units"),
        ("line.txt", b"12 units, " * 10_000),
        ("digits.txt", b"9" * 3_000_000),
        ("words.txt", b"a" * 3_000_000),
        ("columns.txt", b"\n".join(b"a   1   2   3" + b"   4" * 300 for _ in range(100))),
        ("span.html", b"<table>" + b"<tr><td rowspan=999999999 colspan=999999999>Sales</td><td>12</td><td>13</td></tr>" * 50 + b"</table>"),
        ("open.html", b"<table><tr><td>Sales</td><td>(" * 5_000),
        ("struck.html", b"<table><tr><td>Price [" + b"***** ******** " * 200 + b"]</td><td>12</td><td>13</td></tr></table>"),
        ("mixed.txt", "收入١٢٣ million €１２,３４５ ٪ \u202e1234\u202c ".encode() * 5_000),
    ],
)
def test_depth_and_length_are_bounded(tmp_path, name, data):
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        frames([read(given(tmp_path, name, data))])
    except Unreadable as error:
        assert name in str(error)
    assert time.monotonic() - started < 2 * SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_500_000  # KiB


def test_a_reader_that_takes_too_long_or_too_much_is_stopped(tmp_path, monkeypatch):
    from claimhouse.documents import read as reading

    path = given(tmp_path, "a.txt", b"Sales of 12 units")
    monkeypatch.setattr(reading, "read", lambda path: time.sleep(60))
    with pytest.raises(Unreadable, match="not read within 1 seconds"):
        guarded_read(path, seconds=1)
    monkeypatch.setattr(reading, "read", lambda path: bytearray(2**33))
    with pytest.raises(Unreadable, match="a.txt"):
        guarded_read(path, memory=2**28)
    monkeypatch.undo()
    assert guarded_read(path).lines[0].text == "Sales of 12 units"


def test_many_files_are_read_beside_each_other_in_their_order(tmp_path, monkeypatch):
    from claimhouse.documents import guard
    from claimhouse.documents import read as reading

    paths = [given(tmp_path, f"{number}.txt", b"Sales of %d units" % number) for number in range(6)]
    read, started = reading.read, time.monotonic()
    monkeypatch.setattr(reading, "read", lambda path: time.sleep(1 if path == paths[0] else 0.2) or read(path))
    monkeypatch.setattr(guard, "AT_ONCE", 3)
    assert [document.lines[0].text for document in guarded_reads(paths)] == [f"Sales of {number} units" for number in range(6)]
    assert time.monotonic() - started < 1.9  # one after the other they take 2
    monkeypatch.setattr(reading, "read", lambda path: time.sleep(60 if path == paths[2] else 0) or read(path))
    documents = guarded_reads(paths, seconds=2)
    assert [next(documents).file, next(documents).file] == [str(path) for path in paths[:2]]
    with pytest.raises(Unreadable, match="2.txt: not read within 2 seconds"):
        next(documents)
