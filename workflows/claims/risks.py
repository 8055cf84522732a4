"""Findings of the cross-check 实名制比对 that refuse nothing, in words for whoever reviews a line.

Source: rules C16-07 to C16-11 (`docs/reference/limits.md`).
"""

from engine.model.nodes import Text

RISKS: dict[str, Text] = {
    "C16-07": Text("多人同一收款账户", "the same bank account for several persons"),
    "C16-08": Text("登记中查无此人", "the person is not found in the register"),
    "C16-09": Text("证书起始日期未配置", "no date is set from which certificates count"),
    "C16-10": Text("个人申领涉及多人", "a person's own claim names several persons"),
    "C16-11": Text(
        "项目不在开课日有效的目录内",
        "the project was not in the directory in force on the course start date",
    ),
}
