"""The public directory 公开目录清单 as plain pages: no script, no sign-in, both languages."""

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from engine.people.organisations import Organisations

HOME = "/public/directory"


def versions_page(
    versions: Iterable[Mapping[str, Any]], organisations: Organisations, language: str
) -> str:
    """Every list of every area with all its versions; older ones stay readable."""
    words = WORDS[language]
    by_list: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for version in versions:
        by_list.setdefault((version["area"], version["list"]), []).append(version)
    parts = []
    for area, list_name in sorted(by_list):
        rows = "".join(
            "<tr>"
            f'<td><a href="{_address(area, list_name, language, version=each["version"])}">'
            f"{escape(words['version'].format(n=each['version']))}</a></td>"
            f"<td>{_day(each['published_on'], language)}</td>"
            f"<td>{_day(each['effective_from'], language)}</td>"
            f"<td>{escape(_reason(each['change_reason'], words))}</td>"
            f"<td>{escape(each['contact'])}</td></tr>"
            for each in by_list[area, list_name]
        )
        heading = f"{_area(area, organisations, language)} · {words[list_name]}"
        in_force = _address(area, list_name, language)
        parts.append(
            f"<section><h2>{escape(heading)}</h2>"
            f'<p><a href="{in_force}">{escape(words["in_force"])}</a></p>'
            f'<div class="wide"><table><caption>{escape(heading)}</caption>'
            f"{_heads(words, VERSIONS)}<tbody>{rows}</tbody></table></div></section>"
        )
    content = "".join(parts) or f"<p>{escape(words['none'])}</p>"
    return page(words["title"], f"<p>{escape(words['about'])}</p>{content}", HOME, {}, language)


def version_page(
    found: Mapping[str, Any],
    versions: Iterable[Mapping[str, Any]],
    organisations: Organisations,
    language: str,
    *,
    sought: str,
    newest: bool,
) -> str:
    """One version of a list with its entries, and the way to every other version."""
    words = WORDS[language]
    area, list_name = found["area"], found["list"]
    entries = [each for each in found["entries"] if _matches(each, sought)]
    names = [name for name in DETAILS if any(name in each["details"] for each in entries)]
    rest = any(set(each["details"]) - set(DETAILS) for each in entries)
    rows = "".join(_entry(each, names, rest, words) for each in entries)
    facts = (
        (words["published"], _day(found["published_on"], language)),
        (words["effective"], _day(found["effective_from"], language)),
        (words["reason"], _reason(found["change_reason"], words)),
        (words["contact"], found["contact"]),
    )
    about = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in facts)
    others = " ".join(
        f'<a href="{_address(area, list_name, language, version=each["version"])}"'
        f"{CURRENT if each['version'] == found['version'] else ''}>"
        f"{escape(words['version'].format(n=each['version']))}</a>"
        for each in versions
    )
    title = (
        f"{_area(area, organisations, language)} · {words[list_name]} · "
        f"{words['version'].format(n=found['version'])}"
    )
    heads = _heads(words, ("code", "name", "action", *names, *(("details",) if rest else ())))
    old = "" if newest else f'<p class="old" role="status">{escape(words["old"])}</p>'
    count = words["entries"].format(n=len(entries))
    content = (
        f"{old}<dl>{about}</dl><nav aria-label='{escape(words['versions'])}'>{others}</nav>"
        f"{_search(found, sought, words, language)}"
        f'<div class="wide"><table><caption>{escape(title)} ({escape(count)})</caption>'
        f"{heads}<tbody>{rows}</tbody></table></div>"
        f'<p><a href="{HOME}?language={language}">{escape(words["all"])}</a></p>'
    )
    address = f"{HOME}/{area}/{list_name}"
    return page(title, content, address, {"version": found["version"]}, language)


def not_found_page(language: str) -> str:
    words = WORDS[language]
    back = f'<p><a href="{HOME}?language={language}">{escape(words["all"])}</a></p>'
    return page(
        words["missing"], f"<p>{escape(words['missing_more'])}</p>{back}", HOME, {}, language
    )


def _entry(each: Mapping[str, Any], names: list[str], rest: bool, words: Mapping[str, str]) -> str:
    details = each["details"]
    cells = [each["code"], each["name"], words.get(each["action"], each["action"])]
    cells += [_value(details.get(name), words) for name in names]
    if rest:
        more = {k: v for k, v in details.items() if k not in DETAILS}
        cells.append("; ".join(f"{name}: {_value(value, words)}" for name, value in more.items()))
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _value(value: Any, words: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_value(each, words) for each in value)
    return words.get(f"level_{value}", str(value))


def _matches(entry: Mapping[str, Any], sought: str) -> bool:
    return sought.lower() in f"{entry['code']} {entry['name']}".lower()


def _search(found: Mapping[str, Any], sought: str, words: Mapping[str, str], language: str) -> str:
    return (
        f'<form method="get" role="search"><input type="hidden" name="version" '
        f'value="{found["version"]}"><input type="hidden" name="language" value="{language}">'
        f'<label for="q">{escape(words["search"])}</label> '
        f'<input id="q" name="q" value="{escape(sought)}" maxlength="100"> '
        f"<button>{escape(words['find'])}</button></form>"
    )


def _heads(words: Mapping[str, str], names: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _area(code: str, organisations: Organisations, language: str) -> str:
    known = organisations.areas.get(code)
    return code if known is None else (known.name_zh if language == "zh" else known.name_en)


def _reason(text: str, words: Mapping[str, str]) -> str:
    return words.get(f"reason_{text}", text)


def _day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def _address(area: str, list_name: str, language: str, **query: Any) -> str:
    text = urlencode({**query, "language": language})
    return escape(f"{HOME}/{area}/{list_name}?{text}")


def page(title: str, content: str, address: str, query: Mapping[str, Any], language: str) -> str:
    """A page without script; `content` is HTML."""
    words = WORDS[language]
    other = "en" if language == "zh" else "zh"
    switch = escape(f"{address}?{urlencode({**query, 'language': other})}")
    lang, other_lang = ("zh-CN", "en") if language == "zh" else ("en", "zh-CN")
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} · {escape(words['product'])}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{STYLE}</head><body><header><a href='/app/'>{escape(words['product'])}</a>"
        f'<a href="{switch}" lang="{other_lang}" hreflang="{other_lang}">{words["switch"]}</a>'
        f"</header><main><h1>{escape(title)}</h1>{content}</main></body></html>"
    )


CURRENT = ' aria-current="page"'
VERSIONS = ("version_head", "published", "effective", "reason", "contact")
#: Details that have a column of their own, in this order.
DETAILS = ("level", "class_hours", "certificate_kind", "rate_id", "project_codes")
STYLE = """<style>
:root{color-scheme:light dark}
body{font:16px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif;margin:0}
header,main{max-width:72rem;margin:0 auto;padding:12px 20px}
header{display:flex;justify-content:space-between;border-bottom:1px solid #8886}
h1{font-size:26px;line-height:1.4}h2{font-size:19px;margin:28px 0 4px}
a{color:#0b57b0;padding:3px 0}@media(prefers-color-scheme:dark){a{color:#8ab8ff}}
nav a{display:inline-block;margin-right:14px}
a[aria-current]{font-weight:600;text-decoration:none;color:inherit}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{position:absolute;left:-10000px}
th,td{border-bottom:1px solid #8886;padding:8px 12px 8px 0;text-align:left;vertical-align:top}
th{font-weight:600;white-space:nowrap}dl{display:grid;grid-template-columns:auto 1fr;gap:2px 16px}
dt{opacity:.75}dd{margin:0}form{margin:16px 0}input,button{font:inherit;padding:4px 10px}
.old{border-left:4px solid #d48806;padding:4px 12px}
a:focus-visible,input:focus-visible,button:focus-visible{outline:2px solid;outline-offset:2px}
@media print{header,form,nav{display:none}main{max-width:none;padding:0}
thead{display:table-header-group}tr{break-inside:avoid}a{color:inherit;text-decoration:none}
@page{size:A4;margin:20mm}caption{position:static;text-align:left}}
</style>"""
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "product": "会签",
        "switch": "English",
        "title": "公开目录清单",
        "about": "各地公布的目录清单及其全部历史版本。无需登录；旧版本长期可查。",
        "none": "尚未公布目录清单。",
        "in_force": "查看现行版本",
        "version": "第{n}版",
        "version_head": "版本",
        "versions": "全部版本",
        "published": "公布日期",
        "effective": "生效日期",
        "reason": "变更原因",
        "contact": "咨询",
        "all": "全部目录清单",
        "code": "编码",
        "name": "名称",
        "action": "状态",
        "details": "其他",
        "level": "等级",
        "class_hours": "课时",
        "certificate_kind": "证书类别",
        "rate_id": "补贴标准",
        "project_codes": "可承担项目",
        "entries": "{n} 条",
        "listed": "在列",
        "suspended": "暂停",
        "removed": "移出",
        "search": "编码或名称",
        "find": "查找",
        "old": "这不是最新版本。",
        "missing": "没有这个版本",
        "missing_more": "所查目录或版本尚未公布，或该日期尚无生效版本。",
        "trade": "工种（项目）目录",
        "training": "培训机构目录",
        "evaluation": "评价机构目录",
        "supplement": "补充目录",
        "provincial": "省级目录",
        "reason_import": "历史数据导入",
        "level_junior": "初级",
        "level_intermediate": "中级",
        "level_senior": "高级",
        "level_technician": "技师",
        "level_senior_technician": "高级技师",
        "level_skill_level": "职业技能等级证书",
        "level_special": "专项职业能力证书",
    },
    "en": {
        "product": "Huiqian",
        "switch": "中文",
        "title": "Published directory lists",
        "about": "The directory lists that areas have published, with every earlier version. "
        "No sign-in; earlier versions stay readable.",
        "none": "No directory list has been published yet.",
        "version": "Version {n}",
        "in_force": "Show the version in force",
        "version_head": "Version",
        "versions": "All versions",
        "published": "Published",
        "effective": "In force from",
        "reason": "Reason for the change",
        "contact": "Contact",
        "all": "All directory lists",
        "code": "Code",
        "name": "Name",
        "action": "State",
        "details": "Other",
        "level": "Level",
        "class_hours": "Class hours",
        "certificate_kind": "Certificate",
        "rate_id": "Rate",
        "project_codes": "Projects",
        "entries": "{n} entries",
        "listed": "listed",
        "suspended": "suspended",
        "removed": "removed",
        "search": "Code or name",
        "find": "Find",
        "old": "This is not the newest version.",
        "missing": "There is no such version",
        "missing_more": "The list or version is not published, or none was in force on that day.",
        "trade": "Trades and projects",
        "training": "Training institutions",
        "evaluation": "Evaluation institutions",
        "supplement": "Supplement",
        "provincial": "Provincial list",
        "reason_import": "imported earlier data",
        "level_junior": "junior",
        "level_intermediate": "intermediate",
        "level_senior": "senior",
        "level_technician": "technician",
        "level_senior_technician": "senior technician",
        "level_skill_level": "skill level certificate",
        "level_special": "special ability",
    },
}
