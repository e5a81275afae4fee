"""The review page: who may ask, what a step saves, what it survives, and how it works in a browser."""

import http.client
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time

import made_draft
import pytest
from browser import chromium, violations
from faults import CLAIMHOUSE, environment

pytest.importorskip("uvicorn", reason="needs the packages of requirements/review.lock")
pytest.importorskip("rapidfuzz")
from claimhouse.draft.store import Draft  # noqa: E402

SECONDS = 0.1  # that an answer may take, with 5,000 figures


class Served:
    """`claimhouse review` of a report, and requests to it."""

    def __init__(self, project, report):
        self.project, self.folder = project, project / "reports" / report
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [*CLAIMHOUSE, "review", self.folder.name],
            env=environment(self.project),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().strip()
        assert self.url, self.process.stderr.read()
        self.host, self.token = re.fullmatch(r"http://(127\.0\.0\.1:\d+)/([\w-]{32,})/", self.url).groups()

    def ask(self, path, body=None, method=None, path_of=None, **headers):
        """Status, headers and content of the answer; headers that are None are left out."""
        sent = {"Host": self.host} | ({} if body is None else {"Origin": f"http://{self.host}", "Content-Type": "application/json"})
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.host, timeout=30)
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request(
            method or ("GET" if body is None else "POST"),
            path_of or f"/{self.token}/{path}",
            data,
            {name: value for name, value in sent.items() if value is not None},
        )
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        is_json = "json" in answer.headers["Content-Type"]
        return answer.status, answer.headers, json.loads(content) if is_json else content.decode()

    def figure(self, id):
        return self.ask(f"api/figure/{id}")[2]

    def step(self, id, version=None, **step):
        version = self.figure(id)["version"] if version is None else version
        return self.ask(f"api/figure/{id}", {"version": version} | step)

    def end(self, number=signal.SIGINT):
        if self.process.poll() is None:
            self.process.send_signal(number)
        said = self.process.communicate(timeout=20)
        return self.process.returncode, *said


@pytest.fixture(scope="module")
def target(root, tmp_path_factory):
    """Where the compiled models are kept: apart from those of builds that run meanwhile, once for all tests."""
    folder = tmp_path_factory.mktemp("target")
    for plan in (root / "target/publish").glob("*plan.json"):
        (folder / "publish").mkdir(exist_ok=True)
        shutil.copy(plan, folder / "publish")
    return folder


@pytest.fixture
def served(root, target, tmp_path):
    """The example report, drafted, and its review."""
    project = made_draft.linked(tmp_path / "project", root, target)
    made_draft.lumen(project / "reports" / "lumen-q1", project)
    review = Served(project, "lumen-q1")
    yield review
    review.end(signal.SIGKILL)


@pytest.fixture(scope="module")
def large(root, target, tmp_path_factory):
    """5,000 figures of a hostile document."""
    project = made_draft.linked(tmp_path_factory.mktemp("large") / "project", root, target)
    made_draft.many(project / "reports" / "many", project, 5000)
    review = Served(project, "many")
    yield review
    review.end(signal.SIGKILL)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


class Window:
    """A page of a review; on leaving, it must have asked for nothing outside and complained of nothing that the test does not expect."""

    def __init__(self, browser, review, expected=(), **options):
        self.context, self.review, self.expected = browser.new_context(**options), review, expected
        self.page = self.context.new_page()
        self.outside, self.complaints = [], []
        self.page.on("request", lambda request: self.outside.append(request.url) if not request.url.startswith(review.url) else None)
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self):
        self.page.goto(self.review.url)
        self.page.locator("body[data-ready]").wait_for()
        return self.page

    def __exit__(self, *failure):
        self.context.close()
        if not failure[0]:
            assert [url for url in self.outside if not url.startswith("data:")] == []
            assert [text for text in self.complaints if not any(part in text for part in self.expected)] == []


def shown(page, id, version=None):
    """Waits until the row of a figure shows, in a version."""
    at = "" if version is None else f'[data-version="{version}"]'
    page.locator(f'#row[data-id="{id}"]{at}').wait_for()


def test_only_the_page_itself_is_answered(served):
    host, id = served.host, "l2c12"
    step = {"version": 0, "action": "accept"}
    far = "http://example.invalid"
    refused = [
        (421, "start", None, {"Host": "example.invalid"}),  # a name that a foreign page made point here
        (421, "start", None, {"Host": "127.0.0.1"}),
        (403, "start", None, {"Origin": far}),
        (403, "start", None, {"Sec_Fetch_Site": "cross-site"}),
        (403, f"figure/{id}", step, {"Origin": far}),
        (403, f"figure/{id}", step, {"Origin": "null"}),
        (403, f"figure/{id}", step, {"Origin": None}),
        (403, f"figure/{id}", step, {"Origin": f"http://localhost:{host.split(':')[1]}"}),
        (415, f"figure/{id}", step, {"Content_Type": "text/plain"}),
        (413, f"figure/{id}", b"{" + b" " * (1 << 20), {}),
        (422, f"figure/{id}", b"\xff", {}),
        (422, f"figure/{id}", [], {}),
        (422, f"figure/{id}", {"action": "accept"}, {}),
        (422, f"figure/{id}", {"version": 0, "action": "correct", "cell": "metric_id", "value": "none_such"}, {}),
        (422, f"figure/{id}", {"version": 0, "action": "correct", "cell": "no_cell", "value": ""}, {}),
        (422, f"figure/{id}", {"version": 0, "action": "correct", "cell": "printed", "value": "$999"}, {}),
        (422, f"figure/{id}", {"version": 0, "action": "exclude", "reason": "because"}, {}),
        (422, "register/subjects", {"row": {"subject_id": "lumen", "name": "Again", "subject_type": "company"}}, {}),
        (422, "register/subjects", {"row": {"subject_id": "new", "surname": "?"}}, {}),
        (422, "register/reports", {"row": {}}, {}),
        (422, "choices?cell=note", None, {}),
        (404, "figure/l99c1", None, {}),
        (409, "undo", {"step": 0}, {}),
    ]
    for status, path, body, headers in refused:
        found, said, content = served.ask(f"api/{path}", body, **headers)
        assert (found, bool(content.get("message"))) == (status, True), (path, headers, content)
        assert "Access-Control-Allow-Origin" not in said
    for path in ("/", "/api/start", f"/{served.token[:-1]}/api/start", f"/{served.token}x/", f"//{served.token}x/"):
        assert served.ask("", path_of=path)[0] == 404, path
    assert served.ask("", method="DELETE", body={})[0] == 405
    status, headers, text = served.ask("")
    assert status == 200 and "http" not in text.replace("http-equiv", "")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer" and headers["Cache-Control"] == "no-store"
    assert not (served.folder / "draft/changes.jsonl").exists()  # nothing of all that was a step
    assert served.step(id, **{"action": "accept"})[0] == 200


def test_a_step_is_saved_or_says_why_not(served):
    growth, profit = "l2c39", "l3c15"
    status, _, said = served.step(growth, action="accept")
    assert status == 422 and "Metric: expected a value" in said["message"]
    status, _, said = served.step(profit, action="accept")
    assert status == 422 and "expected units, the unit of metric shipments" in said["message"]
    assert [one["id"] for one in served.ask(f"api/choices?cell=metric_id&q=&id={growth}")[2]][0] == "revenue_growth"
    assert "net_profit" in [one["id"] for one in served.ask(f"api/choices?cell=metric_id&q=net+prof&id={profit}")[2]]
    assert "net_profit" in [one["id"] for one in served.ask(f"api/choices?cell=metric_id&q=nett+proffit&id={profit}")[2]]
    said = served.step(profit, action="correct", cell="metric_id", value="net_profit")[2]
    assert said["row"]["cells"]["metric_id"] | {"problems": []} == said["row"]["cells"]["metric_id"]
    assert served.step(profit, action="accept")[2]["row"]["state"] == "corrected"
    # an extent gives what the grammar reads in it
    said = served.step("l4c46", action="correct", cell="printed", value="of which 90,000")[2]["row"]
    assert (said["printed"], said["cells"]["low"]["value"], said["version"]) == ("of which 90,000", "90000", 1)
    # a period with another label needs the label
    assert served.step(growth, action="correct", cell="metric_id", value="revenue_growth")[0] == 200
    row = served.step(growth, action="correct", cell="period_printed", value="of Q1 FY25")[2]["row"]
    assert row["cells"]["period_id"]["allow"] == "let “of Q1 FY25” mean FQ1-2026"
    assert served.step(growth, action="allow", cell="period_id")[0] == 200
    # and a scope that no figure of the metric stood under, the row that says it may
    row = served.step(growth, action="correct", cell="scope_id", value="narrow")[2]["row"]
    assert row["cells"]["scope_id"]["problems"] and row["cells"]["scope_id"]["allow"] == "let revenue_growth stand under narrow"
    assert served.step(growth, action="allow", cell="scope_id")[2]["row"]["cells"]["scope_id"]["problems"] == []
    assert served.ask(f"api/choices?cell=scope_id&q=&id={growth}")[2][0]["id"] == "narrow"
    said = served.step("l2c12", action="accept line")[2]
    assert {one["id"]: one["state"] for one in said["figures"]} == {"l2c12": "accepted", growth: "corrected"}
    assert {one["state"] for one in served.ask("api/undo", {"step": said["last"]["number"]})[2]["figures"]} == {"unsure", "open"}
    assert served.step(growth, action="accept")[2]["row"]["state"] == "corrected"
    new = {"subject_id": "lumen_shops", "name": "Shops", "subject_type": "segment", "parent_subject_id": "lumen"}
    assert served.ask("api/register/subjects", {"row": new})[0] == 200
    assert (
        served.step("l5c18", action="correct", cell="subject_id", value="lumen_shops")[2]["row"]["cells"]["subject_id"]["name"] == "Shops"
    )
    assert served.step("l5c18", action="add", value="Workshops")[2]["figures"][0]["origin"] == "added"
    last = served.ask("api/figures?since=")[2]["last"]
    assert served.ask("api/undo", {"step": last["number"] - 1})[0] == 409  # not the step that the page shows
    said = served.ask("api/undo", {"step": last["number"]})[2]
    assert said["gone"] == ["l5c0"]
    assert served.step("l2c12", action="accept")[0] == 200
    code, out, errors = served.end()
    assert (code, out, errors) == (0, "7 of 7 figures settled; `claimhouse review lumen-q1` goes on from here\n", "")
    draft = Draft.load(served.folder)
    assert draft.items[growth].state == "corrected" and draft.items["l5c18"].value("subject_id") == "lumen_shops"
    for command in ("check", "coverage"):
        done = subprocess.run([*CLAIMHOUSE, command, "lumen-q1"], env=environment(served.project), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_a_period_is_filled_emptied_and_registered_in_one_step_each(served):
    id = "l2c53"  # $100.0 million of Q1 FY25
    row = served.step(id, action="correct", cell="period_printed", value="")[2]["row"]
    row = served.step(id, action="correct", cell="period_id", value="")[2]["row"]
    assert row["cells"]["period_id"]["allow"] == "this figure has no period" and row["cells"]["period_id"]["problems"]
    assert served.step(id, action="accept")[0] == 422
    served.step(id, action="reopen")
    said = served.step(id, action="accept line")[2]
    assert id not in [one["id"] for one in said["figures"]]
    # a period brings the words that name it on the line
    row = served.step(id, action="correct", cell="period_id", value="FQ1-2025")[2]["row"]
    assert row["cells"]["period_printed"]["value"] == "Q1 FY25" and not any(cell["problems"] for cell in row["cells"].values())
    # of another figure, where the line has none
    for cell in ("period_printed", "period_id"):
        served.step("l5c18", action="correct", cell=cell, value="")
    row = served.step("l5c18", action="correct", cell="period_id", value="FQ1-2025")[2]["row"]
    assert [row["cells"][cell]["value"] for cell in ("period_printed", "period_line")] == ["Q1 FY25", "2"] and not row["problems"]
    for cell in ("period_printed", "period_id"):
        served.step(id, action="correct", cell=cell, value="")
    assert served.step(id, action="allow", cell="period_id")[0] == 200 and served.step(id, action="accept")[0] == 200
    # a day names no quarter
    row = served.step(id, action="correct", cell="period_printed", value="January 31, 2025")[2]["row"]
    row = served.step(id, action="correct", cell="period_id", value="FQ1-2025")[2]["row"]
    assert row["cells"]["period_id"]["problems"] and "allow" not in row["cells"]["period_id"]
    assert served.step(id, action="allow", cell="period_id")[0] == 422
    # a row of a register that breaks a rule is a problem of the figure that names it
    draft = Draft.load(served.folder)
    draft.add_id("period_labels", {"printed": "Q1 FY25" * 9, "calendar": "lumen", "period_id": "FQ1-2025"})
    draft.set_cells(id, {"period_printed": "Q1 FY25" * 9})
    assert id in served.ask("api/figures?since=")[2]["problems"]
    assert any("1 to 60 characters" in text for text in served.figure(id)["cells"]["period_printed"]["problems"])
    # a new period has days, but where nothing says when the year ends
    new = {"period_id": "FQ2-2026", "name": "FQ2-2026", "period_type": "quarter", "calendar": "lumen"}
    status, _, said = served.ask("api/register/periods", {"row": new})
    assert status == 422 and "period_start: expected a day" in said["message"] and "period_end" in said["message"]
    assert served.ask("api/register/periods", {"row": new | {"calendar": "unstated"}})[0] == 200
    # another value than the printed one is named
    served.step(id, action="correct", cell="low", value="900.0")
    row = served.step(id, action="correct", cell="high", value="900.0")[2]["row"]
    assert "write the reason into Note" in row["cells"]["low"]["problems"][0]


@pytest.fixture
def second(served):
    """Another review of the same report at the same time."""
    review = Served(served.project, served.folder.name)
    yield review
    review.end(signal.SIGKILL)


def test_two_windows_and_two_reviews_lose_nothing(served, second):
    """Of two steps on one version one is done and the other is answered with the row as it is."""
    answers = []

    def correct(value, review):
        answers.append((value, *review.step("l2c12", 0, action="correct", cell="period_id", value=value)))

    reviews = zip(("FQ1-2025", "FQ1-2026", "2025", "2024"), (served, second) * 2, strict=True)
    threads = [threading.Thread(target=correct, args=review) for review in reviews]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [answer for answer in answers if answer[1] == 200]
    assert len(done) == 1 and sorted(answer[1] for answer in answers) == [200, 409, 409, 409]
    for _, status, _, said in answers:
        if status == 409:
            assert said["error"] == "stale" and said["theirs"]["version"] == 1
            assert said["theirs"]["cells"]["period_id"]["value"] == done[0][0]
    assert served.figure("l2c12")["cells"] == second.figure("l2c12")["cells"]
    assert second.step("l4c46", action="accept")[0] == 200 and served.figure("l4c46")["state"] == "accepted"
    # another program has the same draft
    other = Draft.load(served.folder)
    other.accept("l4c11")
    assert served.figure("l4c11")["state"] == "accepted"
    assert served.step("l4c11", 0, action="exclude", reason="ticker")[0] == 409


def test_kill_loses_no_step_that_was_answered(served):
    chance, state = random.Random(19), {"l4c11": "sure", "l4c46": "sure", "l5c18": "sure"}
    for _ in range(3):
        stop = threading.Timer(chance.uniform(0.05, 0.4), served.process.kill)
        stop.start()
        tried = None
        try:
            while True:
                tried = chance.choice(list(state)), chance.choice(["product_name", "ticker", "section_number"])
                assert served.step(tried[0], action="exclude", reason=tried[1])[0] == 200
                state[tried[0]] = tried[1]
        except (OSError, http.client.HTTPException):
            pass
        stop.join()
        served.process.communicate()
        with (served.folder / "draft/changes.jsonl").open("ab") as journal:
            journal.write(b'{"item": "l4c11", "bef')  # what a crash of the machine leaves of a line
        served.start()
        found = {id: one["reason"] or one["state"] for id in state if (one := served.figure(id))}
        assert found == state or found == state | {tried[0]: tried[1]}  # the last one was saved and not answered
        state = found
        assert served.step("l2c12", action="accept")[0] == 200  # the torn line is no step and does not stop the next one


def test_another_text_is_noticed(served, browser):
    source = served.folder / "source.txt"
    text = source.read_bytes()
    with Window(browser, served, expected=("409",)) as page:
        source.write_bytes(text.replace(b"130.0", b"139.0"))
        assert served.step("l2c12", action="accept")[2]["error"] == "source"
        alarm = page.locator("#alarm", has_text="reports/lumen-q1/source.txt was changed since it was drafted")
        alarm.wait_for()
        page.keyboard.press("a")
        page.locator("#status", has_text="not saved").wait_for()
        source.write_bytes(text)
        alarm.wait_for(state="hidden")
        page.keyboard.press("a")
        page.locator("#status", has_text=re.compile("^saved")).wait_for()
    source.unlink()
    assert "is gone" in served.step("l4c11", action="accept")[2]["message"]
    served.end()
    for change, said in ((b"another", "was changed"), (None, "put it back")):
        source.write_bytes(change) if change else source.unlink()
        started = subprocess.run([*CLAIMHOUSE, "review", "lumen-q1"], env=environment(served.project), capture_output=True, text=True)
        assert started.returncode == 1 and said in started.stderr and "Traceback" not in started.stderr


def test_a_draft_is_reviewed_with_the_keyboard(served, browser):
    with Window(browser, served, expected=("422",)) as page:
        shown(page, "l2c12", 0)
        assert page.locator("#count").inner_text() == "4 of 7 settled"
        assert page.locator(".mark.current").inner_text() == "$130.0 million"
        page.keyboard.press("a")
        shown(page, "l2c39", 0)
        # open: a choice of the draft, by the keyboard
        page.keyboard.press("e")
        page.locator("#choices-metric_id .choice").first.wait_for()
        assert violations(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        shown(page, "l2c39", 1)
        page.keyboard.press("a")
        shown(page, "l3c15", 0)
        # wrong: a search in the register
        assert page.locator(".problem", has_text="the unit of metric shipments").count() == 1
        page.keyboard.press("a")
        page.locator("#status", has_text="not saved: Unit: expected").wait_for()
    # closed and come back
    with Window(browser, served, expected=("422",)) as page:
        shown(page, "l3c15", 0)
        page.locator("#cell-metric_id").click()
        page.keyboard.type("net prof")
        page.locator("#choices-metric_id .choice[aria-selected=true]", has_text="net_profit").wait_for()
        page.keyboard.press("Enter")
        shown(page, "l3c15", 1)
        page.keyboard.press("a")
        page.locator("#count", has_text="7 of 7 settled").wait_for()
        # the relations that the models of a build find, with their verdicts
        page.locator("#filter").select_option("figures")
        page.locator(".item", has_text="30%").click()
        growth = page.locator(".relations li", has_text="growth")
        growth.locator("b.consistent").wait_for(timeout=150_000)
        growth.get_by_role("button", name="line 2: $100.0 million").click()
        shown(page, "l2c53")
        page.locator("#cell-low").fill("190.0")
        page.keyboard.press("Enter")
        page.locator("#row .problem", has_text="at most high, 100.0").wait_for()  # above the other end
        page.keyboard.press("u")
        page.locator('#row[data-version="2"] #cell-low').wait_for()
        assert page.locator("#cell-low").input_value() == "100.0"
        # no figure, with a reason
        page.keyboard.press("x")
        page.get_by_role("button", name="6 ticker").wait_for()
        assert violations(page) == []
        page.keyboard.press("6")
        page.locator("#count", has_text="6 of 6 settled").wait_for()
        page.get_by_role("button", name="Undo: excluded, line 2, $100.0 million").click()
        page.locator("#count", has_text="7 of 7 settled").wait_for()
        # a new id
        page.locator(".item", has_text="5,400").click()
        shown(page, "l5c18")
        page.locator("#cell-subject_id").click()
        page.keyboard.type("Lumen Workshops")
        page.locator(".choice", has_text="New id for “Lumen Workshops”").click()
        page.locator("#new-subject_type").fill("segment")
        assert page.locator("#new-subject_id").input_value() == "lumen_workshops"
        assert violations(page) == []
        page.keyboard.press("Enter")
        shown(page, "l5c18", 1)
        assert page.locator("#cell-subject_id").input_value() == "lumen_workshops"
        page.locator("#cell-period_id").click()
        page.keyboard.type("fiscal 2027")
        page.locator(".choice", has_text="New id for “fiscal 2027”").click()
        assert [page.locator(f"#new-{name}").input_value() for name in ("period_id", "calendar")] == ["FY2027", "lumen-q1"]
        page.keyboard.press("Enter")
        page.locator("#dialog .problem", has_text="period_start: expected a day").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        page.locator("#dialog[open]").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 390, "height": 844})
        assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_windows_show_both_values(served, browser):
    with Window(browser, served) as one, Window(browser, served, expected=("409",)) as two:
        two.route("**/api/figures**", lambda request: None)  # it does not hear of the other
        shown(two, "l2c12", 0)
        shown(one, "l2c12", 0)
        one.locator("#cell-note").evaluate("node => node.closest('details').open = true")
        one.locator("#cell-note").fill("from one")
        one.keyboard.press("Enter")
        shown(one, "l2c12", 1)
        two.locator("#cell-note").evaluate("node => node.closest('details').open = true")
        two.locator("#cell-note").fill("from two")
        two.keyboard.press("Enter")
        row = two.locator("#dialog tr", has_text="Note")
        row.wait_for()
        assert row.locator("td").all_inner_texts() == ["from two", "from one"]
        assert violations(two) == []
        two.get_by_role("button", name="Save mine").click()
        shown(two, "l2c12", 2)
        shown(one, "l2c12", 2)  # and the first one hears of it
        assert one.locator("#cell-note").input_value() == "from two"


def test_thousands_of_hostile_figures(large, browser):
    """Nothing of the document becomes markup, what does not print is visible, and the list draws what is in view alone."""
    with Window(browser, large, viewport={"width": 1280, "height": 800}) as page:
        assert page.evaluate("window.hostile") is None and page.locator("img, #document script").count() == 0
        line = page.locator("#line-1")
        assert "<script>window.hostile = 1</script>" in line.inner_text()
        assert line.locator(".unseen").all_inner_texts() == ["U+202E", "U+200B"]
        assert page.locator("#title .unseen").count() == 2
        page.locator("#filter").select_option("figures")
        page.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight; }")
        page.locator('.item[aria-posinset="5000"]').wait_for()
        assert page.locator(".item").count() < 40
        page.locator("#search").fill("2024-12 firm 300")
        page.locator('.item[aria-setsize="3"]').first.wait_for()  # the firm, the line and the amount of this number


def test_a_correction_is_spread_over_a_table(large):
    """To figures that wait with the value that this one was drafted with, in the same row or column; one undo takes all back."""
    figures = {one["id"]: one for one in large.ask("api/figures?since=")[2]["figures"]}
    id = next(one for one in figures if figures[one]["line"] == 7 and figures[one]["state"] == "unsure")
    row = large.step(id, action="correct", cell="subject_id", value="firm_9")[2]["row"]
    alike = row["cells"]["subject_id"]["alike"]
    assert alike == [{"of": "this row of the table", "count": 3}]
    said = large.step(id, action="spread", cell="subject_id", value="this row of the table")[2]
    assert len(said["figures"]) == 3 and all("Firm 9" in one["what"] for one in said["figures"])
    undone = large.ask("api/undo", {"step": said["last"]["number"]})[2]
    assert len(undone["figures"]) == 3 and all("Firm 4" in one["what"] for one in undone["figures"])


def test_answers_are_fast_with_thousands_of_figures(large):
    ids = [one["id"] for one in large.ask("api/figures?since=&first=2000")[2]["figures"] if one["state"] == "unsure"][:10]
    times = {}

    def timed(name, *request):
        begun = time.perf_counter()
        answer = large.ask(*request)
        times.setdefault(name, []).append(time.perf_counter() - begun)
        assert answer[0] == 200, answer
        return answer[2]

    for id in ids:
        stamp = timed("figures", "api/figures?since=")["stamp"]
        timed("start", "api/start")
        timed("nothing new", f"api/figures?since={stamp}")
        version = timed("figure", f"api/figure/{id}")["version"]
        timed("search", f"api/choices?cell=subject_id&q=firm+2&id={id}")
        timed("correct", f"api/figure/{id}", {"version": version, "action": "correct", "cell": "subject_id", "value": "firm_7"})
        last = timed("accept", f"api/figure/{id}", {"version": version + 1, "action": "accept"})["last"]
        timed("undo", "api/undo", {"step": last["number"]})
        timed("exclude", f"api/figure/{id}", {"version": version + 3, "action": "exclude", "reason": "ticker"})
    slow = {name: round(statistics.median(found), 3) for name, found in times.items() if statistics.median(found) > SECONDS}
    assert not slow


def test_what_is_missing_is_named(root, target, tmp_path):
    project = made_draft.linked(tmp_path / "project", root, target)
    none = subprocess.run([*CLAIMHOUSE, "review", "other"], env=environment(project), capture_output=True, text=True)
    assert none.returncode == 2 and "reports/other holds no draft: claimhouse draft FILE --report other" in none.stderr
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError(name='uvicorn')")
    without = environment(project) | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(root / "src")])}
    missing = subprocess.run([*CLAIMHOUSE, "review", "other"], env=without, capture_output=True, text=True)
    assert missing.returncode == 2 and "uvicorn is missing: make review REPORT=other" in missing.stderr
    assert sys.modules["uvicorn"]  # it is there for the other tests
