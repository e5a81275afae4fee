"""Starts the Superset of this folder, opens the dashboard in Chromium, and says what is wrong with it; `make superset-check`.

Exit status 1 where a chart does not draw, shows no data, or the page asks for anything that this machine does not serve.
Leaves a picture in home/dashboard.png.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import yaml
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent
DASHBOARD = yaml.safe_load((FOLDER / "dashboard.yaml").read_text(encoding="utf-8"))
DRAWN = {"big_number_total": ".superset-legacy-chart-big-number", "echarts_timeseries_bar": "canvas", "table": "tbody tr"}


def server(port: int) -> subprocess.Popen:
    environment = os.environ | {"SUPERSET_CONFIG_PATH": str(FOLDER / "superset_config.py"), "FLASK_APP": "superset.app:create_app()"}
    with (FOLDER / "home/server.log").open("w") as log:
        return subprocess.Popen(
            [FOLDER / ".venv/bin/superset", "run", "--host", "127.0.0.1", "--port", str(port), "--with-threads"],
            env=environment,
            stdout=log,
            stderr=log,
        )


def wait(process: subprocess.Popen, port: int) -> None:
    for _ in range(240):
        if process.poll() is not None:
            sys.exit(f"the server stopped: see {FOLDER / 'home/server.log'}")
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    sys.exit("the server does not answer")


def problems(page: Page, address: str) -> list[str]:
    found, outside = [], []

    def note(request) -> None:
        # what the security policy blocks ("csp") never leaves the browser
        if not request.url.startswith((address, "data:", "blob:")) and request.failure != "csp":
            outside.append(request.url)

    page.on("requestfinished", note)
    page.on("requestfailed", note)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    page.on("response", lambda response: found.append(f"{response.status}: {response.url}") if response.status >= 400 else None)
    page.goto(f"{address}/login/")
    page.fill("#username", "claimhouse")
    page.fill("#password", "claimhouse")
    page.click("button[type=submit], input[type=submit]")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{address}/superset/dashboard/{DASHBOARD['slug']}/?standalone=2")
    for chart in (chart for row in DASHBOARD["rows"] for chart in row["charts"]):
        holder = page.locator(".dashboard-component-chart-holder", has=page.get_by_text(chart["name"], exact=True))
        try:
            holder.scroll_into_view_if_needed(timeout=120_000)
            holder.locator(DRAWN[chart["kind"]]).first.wait_for(timeout=60_000)
        except Exception as error:
            found.append(f"{chart['name']}: not drawn: {str(error).splitlines()[0]}")
        if holder.locator("[role=alert], .ant-empty, .ant-alert-error").count():
            found.append(f"{chart['name']}: {holder.inner_text()[:300]}")
    page.screenshot(path=FOLDER / "home/dashboard.png", full_page=True)
    return found + [f"asked for {url}" for url in outside]


def main() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = server(port)
    try:
        wait(process, port)
        with sync_playwright() as playwright:
            chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or sys.exit("needs Chromium: apt-get install chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1500, "height": 2600})
            page.set_default_timeout(120_000)
            found = problems(page, f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        process.wait()
    charts = sum(len(row["charts"]) for row in DASHBOARD["rows"])
    sys.exit("\n".join(found) if found else print(f"{charts} charts drawn, nothing asked of the outside: {FOLDER / 'home/dashboard.png'}"))


if __name__ == "__main__":
    main()
