"""Forms: what a form file may say, and what people may fill in."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.forms import Form, OpinionRule, Right, read_forms
from engine.model.forms.application import with_application
from engine.model.forms.references import Named, Reference, reference_of
from engine.model.nodes import Severity, Text


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


KINDS = ("enterprise", "tax_bureau")
FORM = {
    "id": "acceptance",
    "title": label("受理审查", "Acceptance check"),
    "outcomes": [
        {"id": "accept", "label": label("受理", "Accept"), "requires": ["amount"]},
        {"id": "return", "label": label("退回", "Return"), "opinion": "required"},
    ],
    "schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "$defs": {
            "money": {"type": "string", "format": "decimal", "x-label": label("金额", "Amount")}
        },
        "properties": {
            "amount": {"$ref": "#/$defs/money"},
            "due": {"type": ["string", "null"], "format": "date", "x-label": label("期限", "Due")},
            "people": {
                "type": "array",
                "maxItems": 3,
                "x-label": label("人员", "People"),
                "items": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {
                            "type": "string",
                            "pattern": "^[一-龥]{2,10}$",
                            "x-label": label("姓名", "Name"),
                        },
                        "age": {"type": "integer", "minimum": 16, "x-label": label("年龄", "Age")},
                    },
                },
            },
            "kind": {
                "enum": ["new", "old"],
                "x-label": label("类别", "Kind"),
                "x-options": {"new": label("新", "New"), "old": label("旧", "Old")},
            },
            "phone": {"type": "string", "x-personal": True, "x-label": label("电话", "Phone")},
            "subject": {"type": "string", "x-search": True, "x-label": label("事项", "Matter")},
            "secret": {"type": "string", "x-label": label("内部", "Internal")},
        },
        "required": ["people", "subject"],
    },
    "rights": {"subject": "read", "secret": "hidden"},
}


def read(form: dict, name: str = "acceptance.json", **others: dict) -> Form:
    files = {f"{n}.json": json.dumps(f).encode() for n, f in others.items()}
    forms, problems = read_forms({**files, name: json.dumps(form).encode()})
    assert not [p for p in problems[name] if p.severity is Severity.ERROR], problems[name]
    return forms[form["id"]]


def changed(**changes: object) -> dict:
    """The form with changes, each given as `schema__properties__kind`."""
    form = copy.deepcopy(FORM)
    for path, value in changes.items():
        *steps, last = path.split("__")
        place = form
        for step in steps:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return form


@pytest.fixture(scope="module")
def form() -> Form:
    return read(FORM)


RIGHT = {
    "amount": "1409.50",
    "due": "2026-03-02",
    "people": [{"name": "陈静", "age": 30}],
    "kind": "new",
    "phone": "1",
}


# --- reading a form -------------------------------------------------------------------------------


def test_should_read_a_form(form):
    assert form.title == Text("受理审查", "Acceptance check")
    assert form.fields == ("amount", "due", "people", "kind", "phone", "subject", "secret")
    assert form.rights["amount"] is Right.WRITE and form.rights["secret"] is Right.HIDDEN
    assert [(o.id, o.opinion) for o in form.outcomes] == [
        ("accept", OpinionRule.OPTIONAL),
        ("return", OpinionRule.REQUIRED),
    ]
    assert form.personal == {"phone"} and form.searchable == {"subject"}
    assert form.label("amount") == Text("金额", "Amount")
    assert form.outcome("accept") is form.outcomes[0] and form.outcome("x") is None


def test_should_follow_a_reference_into_a_form_beside_it():
    common = changed(id="common", outcomes=[], rights={})
    form = read(
        changed(schema__properties__amount={"$ref": "common.json#/$defs/money"}), common=common
    )
    assert form.schema["properties"]["amount"]["format"] == "decimal"


def test_should_read_the_plain_fields_of_the_application_above_its_own():
    # given
    fields = {
        "place": {"type": "string", "x-label": label("场地", "Place")},
        "contact": {"type": "string", "x-personal": True, "x-label": label("联系人", "Contact")},
        "roster": {"type": "string", "format": "roster", "x-label": label("花名册", "Roster")},
        "papers": {
            "type": "array",
            "items": {"type": "string", "format": "attachment"},
            "x-label": label("材料", "Papers"),
        },
        "inner": {"type": "string", "x-label": label("内部", "Internal")},
        "amount": {"type": "string", "x-label": label("申报金额", "Amount applied for")},
    }
    start = read(
        changed(
            id="start",
            outcomes=[],
            schema__properties=fields,
            schema__required=["place"],
            rights={"inner": "hidden"},
        ),
        "start.json",
    )
    step = read(changed(shows_application=True))
    # when
    shown = with_application(step, start)
    # then: files, rosters, personal data and what is hidden stay out; the step's own field wins
    assert shown.fields == ("place", *step.fields)
    assert shown.rights["place"] is Right.READ and shown.rights["amount"] is Right.WRITE
    assert shown.label("place") == Text("场地", "Place") and shown.label("amount").zh == "金额"
    assert shown.validate({**RIGHT, "place": "x"})[0].rule == "not-writable"
    # and a form that does not ask for it stays as it is
    assert with_application(read(FORM), start) == read(FORM)
    assert with_application(step, None) is step


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("area", Reference(Named.AREA)),
        ("project", Reference(Named.PROJECT)),
        ("organisation", Reference(Named.ORGANISATION)),
        ("organisation:enterprise,tax_bureau", Reference(Named.ORGANISATION, KINDS)),
        ("person:tax_bureau", Reference(Named.PERSON, ("tax_bureau",))),
        ("person:tax_bureau.clerk", Reference(Named.PERSON, ("tax_bureau",), "clerk")),
    ],
)
@pytest.mark.parametrize("several", [False, True])
def test_should_read_what_a_field_refers_to(said, meant, several):
    held = {"type": "array", "items": {"type": "string"}} if several else {"type": "string"}
    field = {**held, "x-label": label("何者", "Which"), "x-refers-to": said}
    form = read(changed(schema__properties__phone=field))
    assert reference_of(form.schema["properties"]["phone"]) == meant


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("form-key", {"colour": "red"}),
        ("form-key", {"shows_application": "yes"}),
        ("form-id", {"id": "other"}),
        ("form-label", {"title": {"en": "x"}}),
        ("form-label", {"title": {"zh": "x", "en": "x", "fr": "x"}}),
        ("form-label", {"schema__properties__phone": {"type": "string"}}),
        ("form-label", {"schema__properties__kind__x-options": {"new": label("新", "New")}}),
        ("form-schema", {"schema": {"type": "array"}}),
        ("form-schema", {"schema": 3}),
        ("form-schema", {"schema__required": "people"}),
        ("form-schema", {"schema__properties__kind__enum": 3}),
        ("form-keyword", {"schema__properties__phone__patternProperties": {}}),
        ("form-keyword", {"schema__additionalProperties": {"type": "string"}}),
        ("form-keyword", {"schema__properties__phone__x-personal": "yes"}),
        ("form-dialect", {"schema__$schema": "http://json-schema.org/draft-07/schema#"}),
        ("form-pattern", {"schema__properties__phone__pattern": "(?=x)"}),
        ("form-pattern", {"schema__properties__phone__pattern": r"(x)\1"}),
        ("form-format", {"schema__properties__phone__format": "phone"}),
        ("form-ref", {"schema__properties__phone": {"$ref": "#/$defs/nothing"}}),
        ("form-ref", {"schema__properties__phone": {"$ref": "http://x.example/y.json"}}),
        ("form-ref", {"schema__properties__phone": {"$ref": "../../etc/passwd#/$defs/x"}}),
        ("form-ref", {"schema__$defs__money": {"$ref": "#/$defs/money"}}),
        ("form-field-name", {"schema__properties__case": {"x-label": label("a", "b")}}),
        ("form-field", {"schema__required": ["nobody"]}),
        ("form-field", {"rights": {"nobody": "read"}}),
        ("form-field", {"outcomes": [{"id": "a", "label": label("a", "b"), "requires": ["x"]}]}),
        ("form-rights", {"rights": {"phone": "admire"}}),
        ("form-rights", {"rights": []}),
        ("form-reference", {"schema__properties__phone__x-refers-to": "person"}),
        ("form-reference", {"schema__properties__phone__x-refers-to": "organisation:"}),
        ("form-reference", {"schema__properties__phone__x-refers-to": ["area"]}),
        ("form-reference", {"schema__properties__people__x-refers-to": "area"}),
        ("form-outcomes", {"outcomes": {}}),
        ("form-outcomes", {"outcomes": [{"label": label("a", "b")}]}),
        ("form-outcomes", {"outcomes": [{"id": "a", "label": label("a", "b")}] * 2}),
        ("form-outcomes", {"outcomes": [{"id": "a", "label": label("a", "b"), "opinion": "no"}]}),
    ],
)
def test_should_refuse_a_wrong_form_and_say_where(rule, change):
    # when
    forms, problems = read_forms({"acceptance.json": json.dumps(changed(**change)).encode()})
    # then
    found = [p for p in problems["acceptance.json"] if p.severity is Severity.ERROR]
    assert forms == {} and rule in {p.rule for p in found}
    assert all(p.message.zh and p.message.en for p in found)


def test_should_warn_of_a_missing_english_text():
    forms, problems = read_forms(
        {"acceptance.json": json.dumps(changed(title={"zh": "受理"})).encode()}
    )
    assert "acceptance" in forms
    assert [(p.severity, p.rule) for p in problems["acceptance.json"]] == [
        (Severity.WARNING, "form-label")
    ]


def test_should_refuse_a_bomb_of_references():
    # given: each definition names the one before twice
    defs = {"d0": {"type": "string", "x-label": label("a", "b")}}
    for i in range(1, 11):
        one = {"$ref": f"#/$defs/d{i - 1}"}
        defs[f"d{i}"] = {"anyOf": [one, one, one]}
    form = changed(schema__properties__phone={"$ref": "#/$defs/d10"})
    form["schema"]["$defs"].update(defs)
    # when
    _, problems = read_forms({"acceptance.json": json.dumps(form).encode()})
    # then
    assert "form-too-large" in {p.rule for p in problems["acceptance.json"]}


@pytest.mark.parametrize("data", [b"", b"[", b"\xff", b'{"a":1,"a":2}', b"[" * 9999, b"NaN", b"3"])
def test_should_refuse_what_is_no_form(data):
    forms, problems = read_forms({"a.json": data})
    assert forms == {} and problems["a.json"]


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "type",
                        "properties",
                        "items",
                        "$ref",
                        "enum",
                        "x-label",
                        "zh",
                        "a",
                        "required",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(["schema", "outcomes", "rights", "title", "id"]),
)
def test_should_survive_any_value_anywhere(value, key):
    forms, problems = read_forms({"acceptance.json": json.dumps(changed(**{key: value})).encode()})
    assert set(problems) == {"acceptance.json"} and (forms or problems["acceptance.json"])


# --- filling it in --------------------------------------------------------------------------------


def test_should_find_nothing_wrong_with_right_fields(form):
    assert form.validate(RIGHT) == []
    assert form.validate(RIGHT, outcome="accept") == []


@pytest.mark.parametrize(
    ("path", "rule", "data"),
    [
        ("/people", "required", {}),
        ("/people/0/name", "required", {"people": [{}]}),
        ("/people/0/name", "pattern", {"people": [{"name": "x"}]}),
        ("/people/0/age", "minimum", {"people": [{"name": "陈静", "age": 3}]}),
        ("/people/0/age", "type", {"people": [{"name": "陈静", "age": Decimal("30.5")}]}),
        ("/people/0", "additionalProperties", {"people": [{"name": "陈静", "x": 1}]}),
        ("/people", "maxItems", {"people": [{"name": "陈静"}] * 4}),
        ("/amount", "format", {"amount": "1,409.50"}),
        ("/amount", "type", {"amount": 1409.5}),
        ("/due", "format", {"due": "2026-02-30"}),
        ("/kind", "enum", {"kind": "newest"}),
        ("/subject", "not-writable", {"subject": "x"}),
        ("/secret", "not-writable", {"secret": "x"}),
        ("/nobody", "not-writable", {"nobody": "x"}),
    ],
)
def test_should_name_the_field_and_the_rule_in_both_languages(form, path, rule, data):
    # when
    found = form.validate(
        {"people": [{"name": "陈静"}], **data} if path != "/people" or data else {}
    )
    # then
    assert (path, rule) in {(e.path, e.rule) for e in found}
    assert all(e.zh and e.en for e in found)


def test_should_say_the_label_of_a_field_that_is_missing(form):
    (error,) = form.validate({})
    assert (error.path, error.zh, error.en) == ("/people", "请填写“人员”", 'Fill in "People"')


def test_should_ask_for_what_the_outcome_requires(form):
    # given
    data = {"people": [{"name": "陈静"}]}
    # then
    assert form.validate(data) == [] and form.validate(data, outcome="return") == []
    (error,) = form.validate(data, outcome="accept")
    assert (error.path, error.rule) == ("/amount", "required")
    assert [e.path for e in form.validate({**data, "amount": ""}, outcome="accept")] != []


def test_should_take_a_draft_with_gaps_but_not_with_faults(form):
    assert form.validate({}, draft=True, outcome="accept") == []
    assert form.validate({"people": [{}]}, draft=True) == []
    assert [e.rule for e in form.validate({"kind": "x"}, draft=True)] == ["enum"]


def test_should_give_feel_values(form):
    assert form.convert({**RIGHT, "subject": "not writable"}) == {
        "amount": Decimal("1409.50"),
        "due": date(2026, 3, 2),
        "people": [{"name": "陈静", "age": Decimal(30)}],
        "kind": "new",
        "phone": "1",
    }


def test_should_convert_and_show_the_same_again(form):
    values = form.convert(RIGHT)
    assert form.read(values) == RIGHT


def test_should_show_what_may_be_read_only(form):
    values = {"subject": "事项", "secret": "x", "other": "y", "amount": Decimal("0.10")}
    assert form.read(values) == {"subject": "事项", "amount": "0.10"}


def test_should_convert_times_and_numbers():
    form = read(
        changed(
            schema__properties={
                "at": {"type": "string", "format": "date-time", "x-label": label("a", "b")},
                "rate": {
                    "type": "number",
                    "multipleOf": Decimal("0.05").__float__(),
                    "x-label": label("a", "b"),
                },
            },
            schema__required=[],
            rights={},
            outcomes=[],
        )
    )
    values = form.convert({"at": "2026-03-02T09:00:00Z", "rate": Decimal("0.15")})
    assert values == {"at": datetime(2026, 3, 2, 9, tzinfo=UTC), "rate": Decimal("0.15")}
    assert form.validate({"rate": Decimal("0.15")}) == []
    assert [e.rule for e in form.validate({"rate": Decimal("0.151")})] == ["multipleOf"]
    assert [e.rule for e in form.validate({"at": "2026-03-02"})] == ["format"]
    assert form.read({"rate": Decimal("3.00")}) == {"rate": 3}


def test_should_judge_fields_together():
    together = {
        "if": {"properties": {"kind": {"const": "new"}}, "required": ["kind"]},
        "then": {"required": ["due"]},
    }
    form = changed()
    form["schema"].update(together)
    data = {"people": [{"name": "陈静"}], "kind": "new"}
    assert [e.path for e in read(form).validate(data)] == ["/due"]
    assert read(form).validate({**data, "kind": "old"}) == []
    assert read(form).validate({**data, "kind": "new"}, draft=True) == []


def test_should_find_entries_that_stand_twice():
    form = read(
        changed(
            schema__properties__people={
                "type": "array",
                "uniqueItems": True,
                "x-label": label("人员", "People"),
            }
        )
    )
    many = [{"n": i, "m": [i]} for i in range(20_000)]
    assert form.validate({"people": many}) == []
    assert [e.rule for e in form.validate({"people": [*many, many[7]]})] == ["uniqueItems"]
    assert [e.rule for e in form.validate({"people": [1, Decimal("1.0")]})] == ["uniqueItems"]
    assert form.validate({"people": [1, True, "1", None, [1], {"a": 1}]}) == []


def test_should_stay_linear_on_a_hostile_pattern():
    form = read(changed(schema__properties__phone__pattern="^(a+)+$"))
    errors = form.validate({**RIGHT, "phone": "a" * 50_000 + "!"})
    assert [e.rule for e in errors] == ["pattern"]
