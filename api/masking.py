"""Hide personal data 脱敏 on the server: 张**, 321***********1234, 138****5678."""

import re
from collections.abc import Mapping
from typing import Any

#: Names of fields that hold personal data wherever they turn up in registers and rosters.
NAME_FIELDS = frozenset({"name", "person_name", "payee_name", "姓名"})
NUMBER_FIELDS = frozenset({"id_number", "person_id", "identity_number", "身份证号"})
PHONE_FIELDS = frozenset({"phone", "mobile", "手机号"})
ACCOUNT_FIELDS = frozenset({"bank_account", "account", "account_number", "银行账号"})


def mask_name(name: str) -> str:
    """张小明 → 张**, Zhang Min → Z**."""
    return f"{name[:1]}**" if name else name


def mask_id_number(number: str) -> str:
    """The first three and the last four stay."""
    return _middle(number, 3, 4)


def mask_phone(number: str) -> str:
    """138****5678."""
    return _middle(number, 3, 4)


def mask_account(number: str) -> str:
    """Only the last four stay."""
    return _middle(number, 0, 4)


def mask_value(field: str, value: Any) -> Any:
    """The value with everything hidden that the field's name says is personal."""
    if isinstance(value, Mapping):
        return mask_record(value)
    if isinstance(value, list):
        return [mask_value(field, each) for each in value]
    if not isinstance(value, str):
        return value
    for names, mask in _MASKS:
        if field in names:
            return mask(value)
    return mask_text(value)


def mask_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row or document with its personal fields masked, nested ones too."""
    return {field: mask_value(field, value) for field, value in record.items()}


def mask_text(text: str) -> str:
    """Identity and mobile numbers that stand in running text."""
    text = _ID_NUMBER.sub(lambda match: mask_id_number(match[0]), text)
    return _MOBILE.sub(lambda match: mask_phone(match[0]), text)


def mask_personal(value: Any) -> Any:
    """A form field marked `x-personal`: every text in it loses all but its ends."""
    if isinstance(value, Mapping):
        return {key: mask_personal(each) for key, each in value.items()}
    if isinstance(value, list):
        return [mask_personal(each) for each in value]
    if not isinstance(value, str):
        return None if value is None else "***"
    return mask_id_number(value) if len(value) > 7 else mask_name(value)


def _middle(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]


_MASKS = (
    (NAME_FIELDS, mask_name),
    (NUMBER_FIELDS, mask_id_number),
    (PHONE_FIELDS, mask_phone),
    (ACCOUNT_FIELDS, mask_account),
)
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
