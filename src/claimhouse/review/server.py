"""The page and its requests, on the loopback address alone."""

from __future__ import annotations

import json
import re
import secrets
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from claimhouse.review.desk import Desk, Refused
from claimhouse.review.guard import Guard
from claimhouse.terminal import said

LOOPBACK = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
COLOURS = Path(__file__).parents[1] / "report" / "templates" / "base.css"  # those of every page


def application(desk: Desk) -> Starlette:
    """The requests of the page, answered one after another: the desk is for one thread."""

    def answering(find: Callable[[Request, dict], object]) -> Callable:
        async def endpoint(request: Request) -> Response:
            asked = {}
            if request.method == "POST":
                try:
                    asked = json.loads(await request.body())
                except ValueError:  # also what is no UTF-8
                    asked = None
                if not isinstance(asked, dict):
                    return JSONResponse({"error": "refused", "message": "expected a JSON object"}, 422)
            try:
                return JSONResponse(find(request, asked))
            except Refused as refused:
                return JSONResponse(refused.answer, refused.status)
            except OSError as error:
                return JSONResponse({"error": "disk", "message": said(error)}, 500)

        return endpoint

    def file(name: str, kind: str, *before: Path) -> Route:
        async def endpoint(request: Request) -> Response:
            return Response("".join(path.read_text(encoding="utf-8") for path in (*before, PAGE / name)), media_type=kind)

        return Route(f"/{name}" if name != "review.html" else "/", endpoint)

    def query(request: Request, name: str) -> str:
        return request.query_params.get(name, "")

    def number(text: str) -> int:
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0

    def route(path: str, find: Callable[[Request, dict], object], method: str = "GET") -> Route:
        return Route(f"/api/{path}", answering(find), methods=[method])

    return Starlette(
        routes=[
            file("review.html", "text/html"),
            file("review.css", "text/css", COLOURS),
            file("review.js", "text/javascript"),
            route("start", lambda request, asked: desk.start()),
            route("figures", lambda request, asked: desk.figures(query(request, "since"), number(query(request, "first")))),
            route("figure/{id}", lambda request, asked: desk.figure(request.path_params["id"])),
            route("figure/{id}", lambda request, asked: desk.step(request.path_params["id"], asked), "POST"),
            route("choices", lambda request, asked: desk.choices(*(query(request, name) for name in ("cell", "q", "id")))),
            route("undo", lambda request, asked: desk.undo(asked), "POST"),
            route("register/{name}", lambda request, asked: desk.add_id(request.path_params["name"], asked), "POST"),
        ]
    )


def serve(desk: Desk, port: int, say: Callable[[str], None]) -> None:
    """Serves the page until it is interrupted, then writes the tables. `port` 0 takes a free one. Raises OSError where it is taken."""
    with socket.socket() as listening:
        listening.bind((LOOPBACK, port))
        listening.listen(64)  # whoever reads the address may ask at once
        port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
        settings = uvicorn.Config(
            Guard(application(desk), port, token),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="error",
            access_log=False,  # the address holds the token
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl+C does
        desk.catch_up()  # starts what computes the relations
        say(f"http://{LOOPBACK}:{port}/{token}/")
        try:
            uvicorn.Server(settings).run(sockets=[listening])
        except KeyboardInterrupt:
            pass
        finally:
            desk.close()
