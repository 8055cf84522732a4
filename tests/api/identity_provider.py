"""Identity providers for tests: one in a process of its own, and one that cheats on demand."""

import base64
import hashlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT = "huiqian"
SECRET = "not so secret"


@contextmanager
def real_provider(*people: dict[str, Any]) -> Iterator[str]:
    """`oidc-provider-mock` in a process of its own; gives the issuer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    users = [part for each in people for part in ("--user-claims", json.dumps(each))]
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *users],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        while not _answers(issuer):
            assert process.poll() is None, "the provider ended"
            time.sleep(0.05)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


def _answers(issuer: str) -> bool:
    try:
        return httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200
    except httpx.TransportError:
        return False


class CheatingProvider:
    """Checks PKCE and client like a real one; `wrong` changes what the next ID token says."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.published = [self.key]
        self.wrong: dict[str, Any] = {}  #: claims put over the right ones; None: left out
        self.signed_with: RSAKey | None = None
        self.requests: list[dict[str, str]] = []  #: to the authorization endpoint
        self.seen_tokens = 0
        self._codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._get(self)

            def do_POST(self) -> None:
                provider._token(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> "CheatingProvider":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        address = urlsplit(handler.path)
        if address.path == "/.well-known/openid-configuration":
            _send(handler, 200, self._description())
        elif address.path == "/keys":
            _send(handler, 200, KeySet(self.published).as_dict())
        else:
            self._authorize(handler, {k: v[0] for k, v in parse_qs(address.query).items()})

    def _description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "code_challenge_methods_supported": ["S256"],
        }

    def _authorize(self, handler: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        self.requests.append(query)
        code = uuid4().hex
        self._codes[code] = query
        handler.send_response(302)
        back = f"{query['redirect_uri']}?code={code}&state={query['state']}"
        handler.send_header("Location", back)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def _token(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["Content-Length"])
        given = {k: v[0] for k, v in parse_qs(handler.rfile.read(length).decode()).items()}
        asked = self._codes.pop(given.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        )
        if (
            asked is None
            or handler.headers.get("Authorization") != f"Basic {basic}"
            or challenge.decode().rstrip("=") != asked["code_challenge"]
            or given["redirect_uri"] != asked["redirect_uri"]
        ):
            _send(handler, 400, {"error": "invalid_grant"})
            return
        self.seen_tokens += 1
        token = self._id_token(asked["nonce"])
        _send(handler, 200, {"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject-1",
            "preferred_username": "zhao.min",
            "name": "赵敏",
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
            **self.wrong,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.signed_with or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def _send(handler: BaseHTTPRequestHandler, status: int, document: Any) -> None:
    content = json.dumps(document).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
