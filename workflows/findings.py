"""What an automatic check found 核对发现: the rule and the fact, in both languages."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`Finding("B-RATING", "信用等级为D级", "the credit grade is D")`."""

    rule: str
    zh: str
    en: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def told(findings: list[Finding]) -> list[dict[str, str]]:
    """As the variable of a case: `[{"rule": …, "zh": …, "en": …}]`."""
    return [each.to_json() for each in findings]
