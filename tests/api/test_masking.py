"""Personal data as it leaves the server."""

import pytest

from api.masking import mask_id_number, mask_name, mask_personal, mask_phone, mask_record, mask_text


@pytest.mark.parametrize(
    ("mask", "given", "shown"),
    [
        (mask_name, "张小明", "张**"),
        (mask_name, "", ""),
        (mask_id_number, "321302199003071234", "321***********1234"),
        (mask_id_number, "12345", "*****"),
        (mask_phone, "13812345678", "138****5678"),
        (
            mask_text,
            "联系人 13812345678，证件 32130219900307123X",
            "联系人 138****5678，证件 321***********123X",
        ),
        (mask_text, "办件 321300-C1-2026-000001", "办件 321300-C1-2026-000001"),
    ],
)
def test_should_mask(mask, given: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    assert mask(given) == shown


def test_should_mask_by_field_name_inside_lists() -> None:
    # given
    record = {"lines": [{"name": "张小明", "id_number": "321302199003071234", "rate_id": "R1-02"}]}
    # then
    assert mask_record(record) == {
        "lines": [{"name": "张**", "id_number": "321***********1234", "rate_id": "R1-02"}]
    }


def test_should_leave_nothing_readable_in_a_personal_field() -> None:
    assert mask_personal({"a": ["13812345678", 42, None]}) == {"a": ["138****5678", "***", None]}
