"""Personal data as it leaves the registers towards people who need not know it 脱敏."""


def mask_id_number(id_number: str | None) -> str | None:
    """First three and last two characters stay: "320***********12"."""
    if id_number is None:
        return None
    if len(id_number) <= 5:
        return "*" * len(id_number)
    return id_number[:3] + "*" * (len(id_number) - 5) + id_number[-2:]


def mask_name(name: str) -> str:
    """The first character stays: "陈*"."""
    return name[:1] + "*" * max(1, len(name) - 1)
