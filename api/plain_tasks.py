"""Open tasks and their deadlines as a plain page: for browsers that are too old for the workspaces.

No script, nothing newer than HTML 4. It only shows: who decides needs the reasons, the evidence and
the checks beside them.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from html import escape
from typing import Final

from api.public_pages import page
from api.schemas.inbox import ListedTaskOut
from engine.runtime.environment import SHANGHAI

ADDRESS: Final = "/plain/tasks"
MOST: Final = 200


def tasks_page(rows: Iterable[ListedTaskOut], person: str, moment: datetime, language: str) -> str:
    """What is open for the person, the most urgent first."""
    words = WORDS[language]
    listed = list(rows)
    cells = "".join(_row(each, words, language) for each in listed)
    heads = "".join(f"<th>{escape(words[each])}</th>" for each in COLUMNS)
    table = (
        f'<div class="wide"><table><caption>{escape(words["tasks"])}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table></div>"
    )
    signed_in = words["as_of"].format(
        person=person, at=f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    )
    leave = (
        f'<form method="post" action="/plain/sign-out?language={language}">'
        f"<button>{escape(words['sign_out'])}</button></form>"
    )
    more = f"<p>{escape(words['more'].format(count=MOST))}</p>" if len(listed) == MOST else ""
    shown = table + more if listed else f"<p>{escape(words['none'])}</p>"
    content = f"{_why(words)}<p>{escape(signed_in)}</p>{shown}{leave}"
    return page(words["tasks"], content, ADDRESS, {}, language)


def sign_in_page(language: str, problem: str = "") -> str:
    """Name and password, without a script."""
    words = WORDS[language]
    said = f'<p class="old" role="alert">{escape(problem)}</p>' if problem else ""
    form = (
        f'<form method="post" action="/plain/sign-in?language={language}">'
        f'<p><label>{escape(words["user"])}<br><input name="user" autocomplete="username" required>'
        f"</label></p><p><label>{escape(words['password'])}<br>"
        '<input name="password" type="password" autocomplete="current-password" required>'
        f"</label></p><button>{escape(words['sign_in'])}</button></form>"
    )
    return page(words["sign_in"], f"{_why(words)}{said}{form}", ADDRESS, {}, language)


def _why(words: Mapping[str, str]) -> str:
    return f'<p class="old">{escape(words["why"])}</p>'


def _row(row: ListedTaskOut, words: Mapping[str, str], language: str) -> str:
    zh = language == "zh"
    step = row.title_zh if zh else row.title_en or row.title_zh
    process = row.process_zh if zh else row.process_en or row.process_zh
    organisation = row.organisation_zh if zh else row.organisation_en
    applicant = row.applicant_zh if zh else row.applicant_en
    holder = (row.assignee_zh if zh else row.assignee_en) or words["free"]
    due = _last_moment(row.due_at) if row.due_at else ""
    texts = (row.number, step, process, organisation or applicant, due, _left(row, words), holder)
    return "<tr>" + "".join(f"<td>{escape(str(each or ''))}</td>" for each in texts) + "</tr>"


def _last_moment(due_at: datetime) -> str:
    """A limit that runs out at midnight is good until the end of the day before."""
    local = due_at.astimezone(SHANGHAI)
    if (local.hour, local.minute) == (0, 0):
        return f"{local - timedelta(days=1):%Y-%m-%d}"
    return f"{local:%Y-%m-%d %H:%M}"


def _left(row: ListedTaskOut, words: Mapping[str, str]) -> str:
    if row.days_left is None:
        return ""
    if row.overdue:
        return words["late"].format(count=abs(row.days_left)) if row.days_left else words["over"]
    return words["left"].format(count=row.days_left) if row.days_left else words["today"]


COLUMNS: Final = ("number", "step", "process", "applicant", "due", "days", "holder")
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "tasks": "待办与期限",
        "why": "此浏览器无法运行工作台，这里只能查看待办和期限。"
        "办理请改用 Chrome 或 Edge 93 以上的版本；双核浏览器请切换到“极速模式”。",
        "as_of": "{person}，截至 {at}",
        "none": "没有待办。",
        "more": "只列出期限最近的 {count} 项。",
        "number": "编号",
        "step": "环节",
        "process": "事项",
        "applicant": "申请人",
        "due": "期限",
        "days": "剩余",
        "holder": "办理人",
        "free": "待认领",
        "left": "剩 {count} 个工作日",
        "today": "今日到期",
        "late": "超期 {count} 个工作日",
        "over": "已超期",
        "sign_in": "登录",
        "sign_out": "退出登录",
        "user": "用户名",
        "password": "密码",
    },
    "en": {
        "tasks": "Tasks and deadlines",
        "why": "This browser cannot run the workspaces; tasks and deadlines can be looked at here. "
        "To work on them, use Chrome or Edge, version 93 or later.",
        "as_of": "{person}, as of {at}",
        "none": "No open tasks.",
        "more": "Only the {count} most urgent are listed.",
        "number": "Number",
        "step": "Step",
        "process": "Process",
        "applicant": "Applicant",
        "due": "Due",
        "days": "Left",
        "holder": "With",
        "free": "not claimed",
        "left": "{count} working days left",
        "today": "due today",
        "late": "{count} working days late",
        "over": "overdue",
        "sign_in": "Sign in",
        "sign_out": "Sign out",
        "user": "User name",
        "password": "Password",
    },
}
