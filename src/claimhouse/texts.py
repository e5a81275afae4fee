"""Texts that others send, read in a process of its own with limits: their figures, and what cannot hold in them."""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Answers the request on standard input, {"task", "text", "memory", "seconds"} and options of the task, as JSON."""
    from claimhouse.documents.blocks import Unreadable
    from claimhouse.processes import end_with
    from claimhouse.sandbox import forbid_changes, limit

    request = json.load(sys.stdin.buffer)
    forbid_changes()
    end_with(request["caller"])
    limit(request["memory"], request["seconds"])
    try:
        found = figures(request["text"], request["locale"]) if request["task"] == "figures" else audit(request["text"], request["form"])
    except Unreadable as error:
        sys.exit(str(error))
    except MemoryError:
        sys.exit(f"stopped at {request['memory']} MiB of memory: send a shorter text")
    json.dump(found, sys.stdout, ensure_ascii=False)


def figures(text: str, locale: str) -> list[dict]:
    """What `claimhouse figures --format json` prints."""
    from claimhouse.grammar import as_record
    from claimhouse.grammar import figures as read

    return [as_record(span) for span in read(text, locale=locale)]


def audit(text: str, form: str) -> dict:
    """What `claimhouse audit --format json` prints, with the number of figures in place of all of them."""
    from claimhouse.documents.audit import as_json, audit_documents
    from claimhouse.documents.read import parsed

    found = as_json(audit_documents([parsed("text", form, text.encode())], {}))
    return found | {"figures": len(found["figures"])}
