"""Forms by field and outcome."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.comparing.changes import Change, Group, Kind, Property, became, differing, plain
from engine.comparing.words import YES
from engine.model.forms import Form, OpinionRule
from engine.model.forms.form import Right
from engine.model.nodes import NO_TEXT, Text

#: What the keywords of a field are called; others go by their own name.
KEYWORDS: Mapping[str, Text] = {
    "type": Text("类型", "type"),
    "format": Text("格式", "format"),
    "minimum": Text("最小值", "minimum"),
    "maximum": Text("最大值", "maximum"),
    "minLength": Text("最少字数", "shortest text"),
    "maxLength": Text("最多字数", "longest text"),
    "pattern": Text("格式要求", "pattern"),
    "enum": Text("选项", "options"),
    "x-label": Text("名称", "label"),
    "x-options": Text("选项名称", "names of options"),
    "x-personal": Text("个人信息", "personal data"),
    "x-search": Text("可检索", "searchable"),
    "x-refers-to": Text("可选对象", "chosen from"),
    "x-help": Text("填写说明", "help"),
    "right": Text("权限", "right"),
    "required": Text("必填", "required"),
}

_SHOWS_APPLICATION = Property(
    "shows_application", Text("显示申请内容", "shows the application"), YES
)
RIGHTS: Mapping[Right, Text] = {
    Right.HIDDEN: Text("隐藏", "hidden"),
    Right.READ: Text("只读", "read only"),
    Right.WRITE: Text("可填", "writable"),
}
OPINIONS: Mapping[OpinionRule, Text] = {
    OpinionRule.REQUIRED: Text("必填", "required"),
    OpinionRule.OPTIONAL: Text("选填", "optional"),
    OpinionRule.NONE: Text("不填", "none"),
}


def compare_forms(before: Mapping[str, Form], after: Mapping[str, Form]) -> list[Change]:
    """Changes of every form."""
    found: list[Change] = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            found.append(_whole(Kind.ADDED, new))
        elif new is None and old is not None:
            found.append(_whole(Kind.REMOVED, old))
        elif old is not None and new is not None:
            found += _Forms(old, new).changes()
    return found


def _whole(kind: Kind, form: Form) -> Change:
    zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
    title = form.title
    text = Text(f"{zh}表单“{title.zh or form.id}”", f"The form {title.en or form.id} {en}")
    return Change(Group.FORM, kind, text, file=f"forms/{form.id}.json", element=form.id)


class _Forms:
    def __init__(self, before: Form, after: Form) -> None:
        self.before = before
        self.after = after
        self.title = Text(after.title.zh or after.id, after.title.en or after.id)

    def changes(self) -> list[Change]:
        old, new = self.before, self.after
        found = [self._field(Kind.REMOVED, n, old) for n in old.fields if n not in new.rights]
        found += [self._field(Kind.ADDED, n, new) for n in new.fields if n not in old.rights]
        for name in (each for each in new.fields if each in old.rights):
            label = new.label(name)
            found += self._properties(
                name,
                Text(f"{self.title.zh} · {label.zh}", f"{self.title.en} · {label.en}"),
                _field_properties(old, name),
                _field_properties(new, name),
            )
        found += self._outcomes()
        found += self._properties("", self.title, _form_properties(old), _form_properties(new))
        stayed = [n for n in old.fields if n in new.rights]
        now = [n for n in new.fields if n in old.rights]
        if stayed != now:
            text = Text(
                f"“{self.title.zh}”的字段顺序有变", f"{self.title.en}: fields are in another order"
            )
            found.append(self._change(Kind.CHANGED, text, "order", Text("顺序", "order")))
        return found

    def _field(self, kind: Kind, name: str, form: Form) -> Change:
        zh, en = ("新增", "is new") if kind is Kind.ADDED else ("删除", "was removed")
        label = form.label(name)
        text = Text(
            f"表单“{self.title.zh}”{zh}字段“{label.zh}”", f"{self.title.en}: {label.en} {en}"
        )
        return self._change(kind, text, name, label)

    def _outcomes(self) -> list[Change]:
        old = {each.id: each for each in self.before.outcomes}
        new = {each.id: each for each in self.after.outcomes}
        found = []
        for name in dict.fromkeys((*old, *new)):
            here, there = old.get(name), new.get(name)
            either = there or here
            assert either is not None
            label = Text(either.label.zh or name, either.label.en or name)
            if here is None or there is None:
                kind = Kind.ADDED if here is None else Kind.REMOVED
                zh, en = ("新增", "is new") if here is None else ("删除", "was removed")
                text = Text(
                    f"表单“{self.title.zh}”{zh}办理结果“{label.zh}”",
                    f"{self.title.en}: the outcome {label.en} {en}",
                )
                found.append(self._change(kind, text, f"outcome {name}", label))
                continue
            called = Text(f"{self.title.zh} · {label.zh}", f"{self.title.en} · {label.en}")
            found += self._properties(f"outcome {name}", called, _outcome(here), _outcome(there))
        return found

    def _properties(
        self, what: str, name: Text, old: Mapping[str, Property], new: Mapping[str, Property]
    ) -> list[Change]:
        return differing(
            old,
            new,
            lambda a, b: self._change(
                Kind.CHANGED, became(name, a, b), what, b.label, a.value, b.value
            ),
        )

    def _change(
        self,
        kind: Kind,
        text: Text,
        what: str,
        label: Text,
        before: Text = NO_TEXT,
        after: Text = NO_TEXT,
    ) -> Change:
        return Change(
            Group.FORM,
            kind,
            text,
            file=f"forms/{self.after.id}.json",
            element=self.after.id,
            what=what,
            label=label,
            before=before,
            after=after,
        )


def _field_properties(form: Form, name: str) -> dict[str, Property]:
    schema = form.schema["properties"].get(name, {})
    found = {key: plain(_shown(value)) for key, value in schema.items()}
    found["right"] = RIGHTS[form.rights[name]]
    if name in form.schema.get("required", ()):
        found["required"] = YES
    return _properties(found)


def _form_properties(form: Form) -> dict[str, Property]:
    rest = {
        key: plain(_shown(value))
        for key, value in form.schema.items()
        if key not in ("properties", "required", "$schema")
    }
    return {
        "title.zh": Property("title.zh", Text("标题", "Chinese title"), plain(form.title.zh)),
        "title.en": Property("title.en", Text("英文标题", "English title"), plain(form.title.en)),
        **({"shows_application": _SHOWS_APPLICATION} if form.shows_application else {}),
        **_properties(rest),
    }


def _outcome(outcome: Any) -> dict[str, Property]:
    found = (
        Property("label.zh", Text("名称", "Chinese name"), plain(outcome.label.zh)),
        Property("label.en", Text("英文名称", "English name"), plain(outcome.label.en)),
        Property("opinion", Text("意见", "opinion"), OPINIONS[outcome.opinion]),
        Property(
            "requires", Text("须填字段", "required fields"), plain(", ".join(outcome.requires))
        ),
    )
    return {each.id: each for each in found}


def _properties(values: Mapping[str, Text]) -> dict[str, Property]:
    return {
        name: Property(name, KEYWORDS.get(name, Text(name, name)), value)
        for name, value in values.items()
        if value.zh
    }


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
