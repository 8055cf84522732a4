"""Why a sign-in with the provider came to nothing; the sign-in page shows it."""

from engine.errors import Conflict, Invalid, NotAllowed, NotFound


class OidcNotConfigured(NotFound):
    """No identity provider is set up (未配置统一身份认证)."""

    def __init__(self) -> None:
        super().__init__(
            "本系统未配置统一身份认证，请使用本地账号登录。",
            "No identity provider is set up here; sign in with a local account.",
        )


class ProviderUnreachable(Conflict):
    """The identity provider does not answer as it should (统一身份认证暂不可用)."""

    def __init__(self, what: str) -> None:
        super().__init__(
            "统一身份认证暂时没有正常应答，请稍后再试。",
            f"The identity provider does not answer as it should: {what}.",
        )


class SignInStale(Invalid):
    """This sign-in is over or was begun in another browser (登录请求已失效)."""

    def __init__(self) -> None:
        super().__init__(
            "登录请求已失效、已使用或来自其他浏览器，请重新登录。",
            "This sign-in is over, was used already or was begun in another browser; begin anew.",
        )


class ProviderRefused(NotAllowed):
    """The identity provider refused the sign-in (统一身份认证拒绝了登录)."""

    def __init__(self, error: str) -> None:
        super().__init__(
            f"统一身份认证拒绝了登录({error})。",
            f"The identity provider refused the sign-in ({error}).",
            error=error,
        )


class IdTokenUntrusted(NotAllowed):
    """The provider's proof of identity does not hold (身份凭证校验未通过)."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "身份凭证校验未通过，未予登录。",
            f"The proof of identity does not hold: {why}.",
            why=why,
        )
