"""Why the door stays shut."""

from collections.abc import Iterable

from engine.errors import Invalid, NotAllowed, NotSignedIn


class NoSession(NotSignedIn):
    """Sign in first (请先登录)."""

    def __init__(self) -> None:
        super().__init__(
            "请先登录，或附上有效的接口令牌。", "Sign in first, or send a valid API token."
        )


class RoleMissing(NotAllowed):
    """Your role does not allow this (您的角色无权进行此操作)."""

    def __init__(self, roles: Iterable[str]) -> None:
        needed = sorted(roles)
        super().__init__(
            f"此操作需要以下角色之一：{'、'.join(needed)}。",
            f"This needs one of the roles: {', '.join(needed)}.",
            roles=needed,
        )


class ForeignOrigin(NotAllowed):
    """The request comes from another site (请求来自其他网站)."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            "请求来自其他网站，已拒绝。",
            "The request comes from another site.",
            origin=origin[:200],
        )


class TokenMayNot(NotAllowed):
    """A token may not do this; sign in (接口令牌不能进行此操作，请登录)."""

    def __init__(self) -> None:
        super().__init__(
            "此操作须由本人登录后进行，不能使用接口令牌。",
            "This needs a session of your own, not a token.",
        )


class KeyMissing(Invalid):
    """The Idempotency-Key header is missing (缺少 Idempotency-Key)."""

    def __init__(self) -> None:
        super().__init__(
            "每个命令都须带 Idempotency-Key 头(1 至 200 个字符)。",
            "Every command needs an Idempotency-Key header of 1 to 200 characters.",
        )
