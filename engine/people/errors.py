"""Why something about people or sign-in is declined."""

from collections.abc import Sequence

from engine.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, TooMany


class WrongPassword(NotSignedIn):
    """Name or password is wrong (用户名或密码错误)."""

    def __init__(self) -> None:
        super().__init__("用户名或密码错误。", "The name or the password is wrong.")


class LocalSignInOff(NotAllowed):
    """Local accounts are switched off (本地账号登录已关闭)."""

    def __init__(self) -> None:
        super().__init__(
            "本系统不使用本地账号，请通过统一身份认证登录。",
            "Local accounts are switched off here; sign in with the identity provider.",
        )


class PersonNotKnownHere(NotAllowed):
    """You are not registered here (您尚未在本系统登记)."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"“{person}”尚未在本系统登记或已停用，请联系系统管理员。",
            f"{person!r} is not registered here or is disabled; ask an administrator.",
            person=person[:200],
        )


class IdentityTaken(NotAllowed):
    """This name belongs to another account of the provider (该用户名已绑定其他身份)."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"“{person}”已绑定统一身份认证中的另一账号，请联系系统管理员。",
            f"{person!r} is bound to another account of the identity provider; "
            "ask an administrator.",
            person=person,
        )


class TooManySignIns(TooMany):
    """Too many failed sign-ins (登录失败次数过多)."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(
            f"登录失败次数过多，请在 {retry_after_seconds} 秒后再试。",
            f"Too many failed sign-ins; try again in {retry_after_seconds} s.",
            retry_after_seconds=retry_after_seconds,
        )


class PasswordTooWeak(Invalid):
    """The password is too short or too long (密码长度不符合要求)."""

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(
            f"密码须为 {shortest} 至 {longest} 个字符。",
            f"Expected a password of {shortest} to {longest} characters.",
        )


class SessionNotFound(NotFound):
    """No such session (会话不存在)."""

    def __init__(self, session: str) -> None:
        super().__init__(f"您没有会话“{session}”。", f"You have no session {session!r}.")


class TokenNotFound(NotFound):
    """No such token (令牌不存在)."""

    def __init__(self, token: str) -> None:
        super().__init__(f"您没有令牌“{token}”。", f"You have no token {token!r}.")


class GroupsNotHeld(NotAllowed):
    """A token cannot hold groups that its owner lacks (令牌不能超出本人的角色)."""

    def __init__(self, groups: Sequence[str]) -> None:
        listed = ", ".join(groups)
        super().__init__(
            f"您没有以下角色：{listed}。", f"You do not hold: {listed}.", groups=list(groups)
        )


class PersonNotFound(NotFound):
    """No such person (人员不存在)."""

    def __init__(self, person: str) -> None:
        super().__init__(f"没有人员“{person}”。", f"There is no person {person!r}.", person=person)


class OrganisationNotFound(NotFound):
    """No such organisation (机构不存在)."""

    def __init__(self, organisation: str) -> None:
        super().__init__(
            f"没有机构“{organisation}”。",
            f"There is no organisation {organisation!r}.",
            organisation=organisation,
        )


class AreaNotFound(NotFound):
    """No such area (区划不存在)."""

    def __init__(self, area: str) -> None:
        super().__init__(f"没有区划“{area}”。", f"There is no area {area!r}.", area=area)


class EntrustmentNotFound(NotFound):
    """No such letter of entrustment (委托书不存在)."""

    def __init__(self, entrustment: str) -> None:
        super().__init__(
            f"没有委托书“{entrustment}”。", f"There is no letter of entrustment {entrustment!r}."
        )


class AlreadyExists(Conflict):
    """This id is taken (编号已被使用)."""

    def __init__(self, what: str, taken: str) -> None:
        super().__init__(
            f"编号“{taken}”已被使用，且内容不同。",
            f"The {what} id {taken!r} is taken, with other content.",
            id=taken,
        )


class LastAdministrator(Conflict):
    """Nobody would be left to administer (将没有任何系统管理员)."""

    def __init__(self) -> None:
        super().__init__(
            "此人是最后一名在岗的系统管理员，请先指定另一人。",
            "This is the last active administrator; appoint another one first.",
        )


class LettersOnlyForAuditors(Invalid):
    """Only a third-party auditor can be entrusted (委托对象须为第三方审计人员)."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"人员“{person}”不是第三方审计人员。", f"{person!r} is not a third-party auditor."
        )


class EntrustmentDatesWrong(Invalid):
    """The dates of the letter are in the wrong order (委托书日期顺序有误)."""

    def __init__(self) -> None:
        super().__init__(
            "委托书的起始日期不得晚于截止日期。",
            "Expected the first day of the letter not to come after its last day.",
        )


class TimeZoneUnknown(Invalid):
    """No such time zone (时区不存在)."""

    def __init__(self, time_zone: str) -> None:
        super().__init__(f"没有时区“{time_zone}”。", f"There is no time zone {time_zone!r}.")
