"""Talk to a running server as one person: for the command line and scenarios."""

import ssl
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from api.auth import cookies

TIMEOUT_SECONDS = 60


@cache
def _trusted() -> ssl.SSLContext:
    """Whom clients trust; read once, as reading it takes longer than an answer."""
    return httpx.create_ssl_context()


class Refused(Exception):
    """The server answered with a problem document."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        super().__init__(document.get("details", {}).get("en") or document.get("detail", ""))
        self.status = status
        self.document = document

    @property
    def problem(self) -> str:
        """Last part of the type: "separation-of-duties"."""
        return str(self.document.get("type", "")).rpartition(":")[2]

    def __str__(self) -> str:
        lines = [f"{self.status} {self.problem}: {super().__str__()}"]
        lines += [
            "  " + "  ".join(str(each.get(name, "")) for name in ("where", "rule", "en"))
            for each in self.document.get("problems", [])[:20]
        ]
        return "\n".join(lines)


class Client:
    """One person's session. The cookie is kept by hand: jars hold Secure ones back on http."""

    def __init__(self, base_url: str, *, token: str = "", language: str = "zh") -> None:
        self._http = httpx.Client(
            base_url=base_url,
            timeout=TIMEOUT_SECONDS,
            headers={"Accept-Language": language},
            verify=_trusted(),
        )
        self._http.headers["Host"] = urlsplit(base_url).netloc
        if token:
            self._http.headers["Authorization"] = f"Bearer {token}"

    def sign_in(self, person: str, password: str) -> None:
        """Raises: Refused."""
        answer = self.request("POST", "/sessions", json={"user": person, "password": password})
        for name in (cookies.SECURE_NAME, cookies.PLAIN_NAME):
            if name in answer.cookies:
                self._http.headers["Cookie"] = f"{name}={answer.cookies[name]}"
        self._http.cookies.clear()

    def resume(self, secret: str) -> None:
        """Go on with a session that is open already."""
        names = (cookies.SECURE_NAME, cookies.PLAIN_NAME)
        self._http.headers["Cookie"] = "; ".join(f"{name}={secret}" for name in names)

    @property
    def identification(self) -> dict[str, str]:
        """The headers that say who one is."""
        names = ("Cookie", "Authorization")
        return {name: self._http.headers[name] for name in names if name in self._http.headers}

    def get(self, path: str, **query: Any) -> Any:
        """Raises: Refused."""
        given = {name: value for name, value in query.items() if value is not None}
        return self.request("GET", path, params=given).json()

    def command(
        self,
        path: str,
        body: Any = None,
        *,
        key: str = "",
        method: str = "POST",
        **headers: str,
    ) -> Any:
        """Give a command with an idempotency key, a new one unless told. Raises: Refused."""
        sent = {"Idempotency-Key": key or str(uuid4()), **headers}
        answer = self.request(method, path, json=body if body is not None else {}, headers=sent)
        return answer.json() if answer.content else None

    def upload(self, path: str, content: bytes, content_type: str, /, **query: Any) -> Any:
        """Send a file. Raises: Refused."""
        headers = {"Content-Type": content_type, "Idempotency-Key": str(uuid4())}
        answer = self.request("POST", path, content=content, params=query, headers=headers)
        return answer.json()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Raises: Refused."""
        answer = self._http.request(method, path, **options)
        if answer.status_code >= 400:
            try:
                document = answer.json()
            except ValueError:
                document = {"type": "", "detail": answer.text[:300]}
            raise Refused(answer.status_code, document)
        return answer

    def raw(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer as it is, whatever its status."""
        return self._http.request(method, path, **options)

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
