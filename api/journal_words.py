"""The words of exported journals: columns, commands, business states; Chinese and English."""

from collections.abc import Mapping
from typing import Final

Text = Mapping[str, str]


def _t(zh: str, en: str) -> Text:
    return {"zh": zh, "en": en}


COLUMNS: Final[tuple[Text, ...]] = (
    _t("条目", "Entry"),
    _t("时间", "Time"),
    _t("事项", "Act"),
    _t("办理人", "By"),
    _t("代谁办理", "On behalf of"),
    _t("单位", "Organisation"),
    _t("步骤", "Steps"),
    _t("结果", "Outcome"),
    _t("意见或理由", "Opinion or reason"),
    _t("办件状态", "State of the case"),
    _t("流转依据", "Reasons of routing"),
    _t("数据变化（原值 → 新值）", "Data changed (old → new)"),
    _t("哈希 SHA-256", "Hash SHA-256"),
)

SYSTEM: Final = _t("系统", "System")
#: Before the fields that a return named.
NAMED: Final = _t("指明补正：", "To be corrected: ")

#: A command without words here is shown by its own name.
COMMANDS: Final[Mapping[str, Text]] = {
    "StartCase": _t("发起办件", "Case started"),
    "ClaimTask": _t("认领", "Task claimed"),
    "ReleaseTask": _t("释放", "Task released"),
    "TransferTask": _t("转办", "Task transferred"),
    "CompleteTask": _t("办理", "Task completed"),
    "WithdrawApplication": _t("撤回申请", "Application withdrawn"),
    "DeliverMessage": _t("收到消息", "Message received"),
    "DeliverSignal": _t("收到信号", "Signal received"),
    "FireTimer": _t("到期", "Time limit reached"),
    "CompleteJob": _t("系统处理完成", "System work done"),
    "FailJob": _t("系统处理失败", "System work failed"),
    "ThrowJobError": _t("系统处理报错", "System work reported an error"),
    "ResolveIncident": _t("处置异常", "Incident resolved"),
    "RetryJob": _t("重试", "Work retried"),
    "FreezeCase": _t("冻结", "Case frozen"),
    "UnfreezeCase": _t("解冻", "Case unfrozen"),
}

STATES: Final[Mapping[str, Text]] = {
    "draft": _t("草稿", "Draft"),
    "submitted": _t("已提交", "Submitted"),
    "accepted": _t("已受理", "Accepted"),
    "correcting": _t("补正中", "Correcting"),
    "in_review": _t("审核中", "In review"),
    "countersigning": _t("会签中", "Countersigning"),
    "publicity": _t("公示中", "Publicity"),
    "approved": _t("已通过", "Approved"),
    "partly_approved": _t("部分通过", "Partly approved"),
    "refused": _t("不予通过", "Refused"),
    "not_accepted": _t("不予受理", "Not accepted"),
    "awaiting_payment": _t("待拨付", "Awaiting payment"),
    "paid": _t("已拨付", "Paid"),
    "closed": _t("已办结", "Closed"),
    "withdrawn": _t("已撤回", "Withdrawn"),
    "frozen": _t("已冻结", "Frozen"),
    "recovering": _t("追回中", "Recovering"),
    "terminated": _t("已终止", "Terminated"),
}

#: What a sound chain proves, said wherever one is checked.
PROVES: Final = _t(
    "所提供的条目自写入后未被改动，且彼此相连、没有缺号：任何一条被改一个字节，其哈希即不符；"
    "任何一条被删除，后一条即不再相连。",
    "The entries as given are unchanged since they were written, linked and without gaps: one byte "
    "changed in any of them breaks its hash, one entry removed breaks the link of the next.",
)
DOES_NOT_PROVE: Final = _t(
    "不能证明末尾没有被截去，也不能证明整条链没有被另做一条替换：请把链头与您自己早先保存的"
    "链头回执核对。也不能证明办理人当时所填的内容属实。",
    "It does not prove that nothing was cut off at the end, nor that the whole chain was not "
    "replaced by another one: compare the head with a receipt you kept yourself. Nor does it prove "
    "that what people entered was true.",
)
MASKED: Final = _t(
    "个人信息已脱敏，因此无法由所见内容重算哈希；只能核对各条目是否相连。",
    "Personal data is masked, so the hashes cannot be recomputed from what is shown; only the "
    "links between the entries can be checked.",
)
