"""What stands printed on the approval sheet beside the facts of the case, in either language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from engine.model.nodes import Text

Language = Literal["zh", "en"]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed words of one language; texts with {} take what the name says."""

    language: Language
    tag: str  #: for readers of the file, as in BCP 47
    title: str
    number: str
    dated: str
    organisation: str
    credit_code: str
    applicant: str
    area: str
    applied_on: str
    state: str
    capitals: str  #: figures and 大写 stand side by side in both languages
    yes: str
    no: str
    between: str  #: entries of a list
    within: str  #: parts of one entry
    after_outcome: str
    rows: str
    more: str
    electronic: str
    under_way: str
    named: str  #: a field that a return names for correction …
    named_why: str  #: … with the reason
    signed: str
    on_behalf: str
    record: str
    goes_on: str
    as_of: str
    printed: str
    chain: str
    page: str

    def pick(self, text: Text) -> str:
        return (text.en or text.zh) if self.language == "en" else (text.zh or text.en)

    def day(self, day: date) -> str:
        """2026年5月3日, 3 May 2026."""
        if self.language == "en":
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        return f"{day.year}年{day.month}月{day.day}日"

    def moment(self, moment: datetime) -> str:
        return f"{self.day(moment.date())} {moment:%H:%M}"


CHINESE: Final = Words(
    language="zh",
    tag="zh-CN",
    title="{title}审批表",
    number="编号：{number}",
    dated="申请日期：{day}",
    organisation="申请单位",
    credit_code="信用代码",
    applicant="申请人",
    area="办理地区",
    applied_on="申请日期",
    state="办件状态",
    capitals="大写",
    yes="是",
    no="否",
    between="；",
    within="，",
    after_outcome="。",
    rows="花名册 {count} 行",
    more="；共 {count} 项",
    electronic="附件（电子）",
    under_way="（办理中）",
    named="“{label}”须补正",
    named_why="“{label}”：{note}",
    signed="签名（盖章）：{by}",
    on_behalf="{person}（代{other}）",
    record="{day}（第 {entry} 条记录）",
    goes_on="{title}（续）",
    as_of="按第 {entry} 条记录（{at}）时的情况打印，其后的办理不在此表。",
    printed="打印：{by}  {at}",
    chain="记录第 {entry} 条 链首 SHA-256：{hash}",
    page="第 {page} 页 共 {pages} 页",
)

ENGLISH: Final = Words(
    language="en",
    tag="en",
    title="{title}: approval sheet",
    number="No. {number}",
    dated="Filed on {day}",
    organisation="Applicant organisation",
    credit_code="Credit code",
    applicant="Applicant",
    area="Area",
    applied_on="Filed on",
    state="State",
    capitals="大写",
    yes="yes",
    no="no",
    between="; ",
    within=", ",
    after_outcome=".",
    rows="Roster of {count} rows",
    more="; {count} in all",
    electronic="attached (electronic)",
    under_way="(under way)",
    named='"{label}" is to be corrected',
    named_why='"{label}": {note}',
    signed="Signature (seal): {by}",
    on_behalf="{person} (for {other})",
    record="{day} (record {entry})",
    goes_on="{title} (continued)",
    as_of="Printed as the case stood after record {entry} ({at}); what came later is not on it.",
    printed="Printed by {by}, {at}",
    chain="Record {entry}, head of the chain, SHA-256: {hash}",
    page="Page {page} of {pages}",
)

BY_LANGUAGE: Final[dict[str, Words]] = {"zh": CHINESE, "en": ENGLISH}
