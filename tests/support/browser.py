"""Pages driven in an installed Chromium: what they ask for, say on the console and violate of the accessibility rules."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

AXE = Path(__file__).resolve().parents[2] / "bi/console/node_modules/axe-core/axe.min.js"
OFFLINE = ("file:", "data:", "blob:", "about:")


def executable() -> str:
    """Path of an installed Chromium, or a skip that says what is missing."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return found or pytest.skip("needs Chromium: apt-get install chromium, or CHROMIUM=path")


@contextmanager
def chromium():
    """A headless Chromium, or a skip that says what is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the packages of requirements/browser.lock")
    path = executable()
    with playwright.sync_playwright() as started:
        yield started.chromium.launch(executable_path=path, args=["--no-sandbox"])


def started_by(program: Path, browser):
    """Another browser like this one, which a program starts: it gets it as `$CHROMIUM`, with arguments. No name of a host is resolved, so
    that what goes out is asked for by a page and not by the browser itself."""
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    return browser.browser_type.launch(executable_path=program, args=arguments, env=os.environ | {"CHROMIUM": executable()})


@contextmanager
def opened(browser, file, **options):
    """A page opened from disk; on leaving, it must have asked for nothing outside and complained of nothing."""
    context = browser.new_context(**options)
    page = context.new_page()
    outside, complaints = [], []
    page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(OFFLINE) else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(Path(file).resolve().as_uri())
    yield page
    context.close()
    assert outside == []
    assert complaints == []


def violations(page) -> list[str]:
    """Serious and critical findings of axe-core on the page as it stands, each `rule: element`."""
    if not AXE.exists():
        pytest.skip("needs axe-core: npm ci in bi/console/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found if rule["impact"] in ("serious", "critical") for node in rule["nodes"]]
