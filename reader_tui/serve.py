"""The same reader in a browser on this machine, for whoever has the token.

textual-serve runs the reader and carries its screen to the page. What it lacks is added around its handlers: a token,
as every program and every user of the machine can reach the port; a check of the host, as a web page may call itself
by this machine's name; and a policy that keeps the page from asking anything of other servers.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import shlex
import socket
import sys
from argparse import Namespace
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from reader_tui.command_line.output import InputError
from reader_tui.home import home_path

HOST = "127.0.0.1"
_LARGEST_PORT = 65535
_MOMENT = 0.05
"""Seconds between two looks whether the port is open."""
Handler = Callable[[Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see the reader."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def origin(self) -> str:
        """What the page's address begins with."""
        return f"http://{HOST}:{self.port}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not keep those of different ports apart."""
        return f"reader-tui-{self.port}"

    def refusal(self, headers: Mapping[str, str], query: Mapping[str, str], cookies: Mapping[str, str]) -> str | None:
        """Why a request is refused, in one line; None for one that may pass.

        >>> access = Access(8000, "secret")
        >>> access.refusal({"Host": "127.0.0.1:8000"}, {"token": "secret"}, {})
        >>> access.refusal({"Host": "evil.example:8000"}, {"token": "secret"}, {})
        'this address does not serve that host'
        """
        if headers.get("Host") != f"{HOST}:{self.port}":
            return "this address does not serve that host"
        if headers.get("Origin", self.origin) != self.origin:
            return "another page may not use the reader"
        given = query.get("token") or cookies.get(self.cookie) or ""
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            return "the address lacks the token that reader-tui serve printed"
        return None

    def headers(self) -> dict[str, str]:
        """What is sent with the page: nothing from elsewhere in it, nothing kept of it, its address told to nobody."""
        policy = ("default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                  f"img-src 'self' data:; font-src 'self'; connect-src 'self' ws://{HOST}:{self.port}; "
                  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        return {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff"}


def serve(options: Namespace) -> int:
    """Serve the reader until Ctrl-C; prints the address to open. `InputError` where it cannot be done."""
    try:
        server_module, web = import_module("textual_serve.server"), import_module("aiohttp.web")
    except ImportError:
        raise InputError("install reader-tui[serve] to read in a browser") from None
    for path in options.paths:
        if not os.path.lexists(path):
            raise InputError(f"{path}: no such file")
    access = Access(free_port(options.port))
    server = server_module.Server(command(options), host=HOST, port=access.port, title="reader-tui",
                                  public_url=access.origin)
    add_guards(server, web, access)
    server.serve()
    return 0


def command(options: Namespace) -> str:
    """The line that runs the reader for one page, for a POSIX shell."""
    home = ["--home", home_path(options.home)]
    return shlex.join([sys.executable, "-m", "reader_tui", *home, "--", *options.paths])


def free_port(wanted: int) -> int:
    """The port wanted, or any that is free where that is 0; `InputError` where it cannot be had."""
    if wanted > _LARGEST_PORT:
        raise InputError(f"there is no port {wanted}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError as error:
            raise InputError(f"port {wanted}: {(error.strerror or str(error)).lower()}") from None
        return int(probe.getsockname()[1])


async def tell_when_open(access: Access) -> None:
    """Print the address as soon as something answers there."""
    while True:
        try:
            _, writer = await asyncio.open_connection(HOST, access.port)
        except OSError:
            await asyncio.sleep(_MOMENT)
        else:
            break
    writer.close()
    print(f"Open {access.origin}/?token={access.token}\nCtrl-C stops.", flush=True)


def add_guards(server: Any, web: Any, access: Access) -> None:
    """Put the check around each handler of a textual-serve ``Server``, and say the address instead of its banner."""

    def guarded(handler: Handler) -> Handler:
        async def answer(request: Any) -> Any:
            refusal = access.refusal(request.headers, request.query, request.cookies)
            if refusal is not None:
                raise web.HTTPForbidden(text=refusal + "\n")
            return await handler(request)

        return answer

    index: Handler = server.handle_index

    async def answer_index(request: Any) -> Any:
        if "token" in request.query:  # into a cookie, so that the address bar and the history do not keep it
            response = web.Response(status=303, headers={"Location": "/"})
            response.set_cookie(access.cookie, access.token, httponly=True, samesite="Strict", path="/")
        else:
            response = await index(request)
        response.headers.update(access.headers())
        return response

    async def tell(app: Any) -> None:
        telling.append(asyncio.create_task(tell_when_open(access)))  # the server opens its port after this

    telling: list[asyncio.Task[None]] = []
    server.handle_index = guarded(answer_index)
    server.handle_websocket = guarded(server.handle_websocket)
    server.handle_download = guarded(server.handle_download)
    server.on_startup = tell
    server.initialize_logging = lambda: None
