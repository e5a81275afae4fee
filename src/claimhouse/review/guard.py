"""What stands before every request: the loopback name, the origin of the page, the token of this start, a size; and what answers say."""

from __future__ import annotations

import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 1 << 20  # bytes of a request at most
# Nothing but the three files of the page is loaded, nothing is framed, and no text can become markup.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address holds the token
    "X-Content-Type-Options": "nosniff",
}


def refusal(status: int, message: str) -> Response:
    return JSONResponse({"error": "refused", "message": message}, status)


class Guard:
    """An ASGI application around another one, which sees its paths without the token."""

    def __init__(self, app: ASGIApp, port: int, token: str):
        self.app, self.token = app, token
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refused = self.refused(scope, headers)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if refused:
            await refused(scope, receive, sending)
            return
        _, _, rest = scope["path"].lstrip("/").partition("/")
        await self.app(dict(scope, path=f"/{rest}", raw_path=f"/{rest}".encode()), receive, sending)

    def refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that is not one of the page, None to one that is."""
        host, origin, writes = headers.get("host", ""), headers.get("origin"), scope["method"] not in ("GET", "HEAD")
        if host not in self.hosts:  # another name for this machine is how a foreign page gets in
            return refusal(421, f"Host: expected {' or '.join(sorted(self.hosts))}")
        if (writes or origin is not None) and origin != f"http://{host}":
            return refusal(403, f"Origin: expected http://{host}")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return refusal(403, "Sec-Fetch-Site: expected a request of the page itself")
        token = scope["path"].lstrip("/").partition("/")[0]
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return refusal(404, "not found: open the address that claimhouse review shows")
        if writes and headers.get("content-type") != "application/json":
            return refusal(415, "Content-Type: expected application/json")
        if writes and not (headers.get("content-length", "").isdecimal() and int(headers["content-length"]) <= BODY):
            return refusal(413, f"Content-Length: expected {BODY} bytes at most")
        return None
