"""A sample with its papers to take away: CSV, JSON, and a page to print without script."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection

from api.auditing import as_csv
from api.schemas.inbox import NameOut
from api.schemas.samples import OutlookOut, PaperOut, SampleItemOut, SampleOut
from engine.audits.papers import PaperRow
from engine.audits.samples import Item, Sample
from engine.people.names import names_of
from engine.runtime.environment import SHANGHAI

Document = TypeVar("Document", bound=BaseModel)

ALGORITHM = (
    "ticket = decimal(SHA-256(hex(SHA-256(seed)) + number)), digits reversed, read as a fraction; "
    "lowest tickets first. Systematic: floor(start + k*interval) + 1, interval = population/size, "
    'start = ticket("start") * interval. Reference: docs/reference/sampling.md'
)
CSV_HEAD = (
    *("次序 rank", "位次 position", "办件编号 number", "事项 process", "地区 area", "部门 bureau"),
    *(
        "金额（元） amount",
        "层 stratum",
        "抽签号 ticket",
        "记录 kind",
        "类型 type",
        "涉及金额 amount",
    ),
    *("内容 text", "人员 person", "时间 at", "撤回 withdraws"),
)


class Names:
    """Names of people, put into documents that name them by id."""

    def __init__(self, connection: Connection, people: Iterable[str]) -> None:
        self._known = names_of(connection, people)

    def of(self, document: Document) -> Document:
        """The document with `person_name` and `drawn_by_name` filled in."""
        found = {}
        for field in ("person", "drawn_by"):
            if f"{field}_name" in type(document).model_fields:
                person = getattr(document, field)
                name = self._known.get(person)
                known = (name.zh, name.en) if name else (person, person)
                found[f"{field}_name"] = NameOut(zh=known[0], en=known[1])
        return document.model_copy(update=found)


def sample_out(found: Sample, *, writes: bool) -> SampleOut:
    plan = found.plan
    return SampleOut(
        id=found.id,
        person=found.person,
        organisation=found.organisation,
        title=found.title,
        filter=dict(found.filter),
        method=found.method,
        size=plan["size"],
        seed=plan["seed"],
        strata=plan["strata"],
        bounds=plan["bounds"],
        each=plan["each"],
        outlook=OutlookOut.model_validate(found.drawn or plan["outlook"]),
        population=found.population,
        population_yuan=found.population_yuan,
        population_hash=found.population_hash,
        planned_at=found.planned_at,
        drawn_at=found.drawn_at,
        drawn_by=found.drawn_by,
        writes=writes,
    )


def papers_csv(items: list[Item], papers: list[PaperRow]) -> Iterator[bytes]:
    """One line per entry; items without an entry have one line too."""
    by_position = _by_position(papers)
    rows: list[tuple[Any, ...]] = []
    for item in items:
        about = (
            *(item.rank, item.position, item.number, item.process, item.area, item.bureau),
            *(item.amount_yuan, item.stratum, item.ticket),
        )
        rows.extend(
            (
                *about,
                *(entry.kind, entry.finding or entry.conclusion, entry.amount_yuan),
                *(entry.text, entry.person, entry.at.isoformat(), entry.withdraws),
            )
            for entry in by_position.get(item.position, [])
        )
        if item.position not in by_position:
            rows.append((*about, *("",) * 7))
    return as_csv(CSV_HEAD, rows)


def papers_json(
    found: Sample, items: list[Item], papers: list[PaperRow], frozen: list[Any]
) -> dict[str, Any]:
    """Everything that is needed to draw the sample again elsewhere, and what was written."""
    return {
        "sample": sample_out(found, writes=False).model_dump(mode="json", exclude={"writes"}),
        "algorithm": ALGORITHM,
        "population": [
            {"position": position, "number": number, "amount_yuan": _text(amount)}
            for position, number, amount in frozen
        ],
        "items": [SampleItemOut.model_validate(item).model_dump(mode="json") for item in items],
        "papers": [PaperOut.model_validate(entry).model_dump(mode="json") for entry in papers],
    }


def papers_html(
    found: Sample, items: list[Item], papers: list[PaperRow], language: str, printed_by: str
) -> str:
    """The working paper of the whole sample, for printing."""
    zh = language == "zh"
    words = WORDS["zh" if zh else "en"]
    plan, by_position = found.plan, _by_position(papers)
    facts = [
        (words["title"], found.title),
        (words["method"], words.get(found.method, found.method)),
        (words["population"], f"{found.population:,} / {found.population_yuan:,.2f}"),
        (words["hash"], found.population_hash),
        (words["size"], str(len(items))),
        (words["seed"], plan["seed"]),
        (words["planned"], f"{found.person}, {_moment(found.planned_at)}"),
        (words["drawn"], f"{found.drawn_by}, {_moment(found.drawn_at)}"),
    ]
    if (found.drawn or {}).get("start"):
        drawn = found.drawn or {}
        facts.append((words["start"], f"{drawn['start']}; {drawn['interval']}"))
    rows = "".join(_item_rows(item, by_position.get(item.position, []), words) for item in items)
    heads = "".join(f"<th>{escape(words[name])}</th>" for name in COLUMNS)
    about = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in facts)
    return (
        f'<!doctype html><html lang="{"zh-CN" if zh else "en"}"><head><meta charset="utf-8">'
        f"<title>{escape(words['paper'])} {escape(found.title)}</title>{STYLE}</head><body>"
        f"<h1>{escape(words['paper'])}</h1><table class='facts'>{about}</table>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        f"<p>{escape(words['printed'])} {escape(printed_by)}</p></body></html>"
    )


def _item_rows(item: Item, entries: list[PaperRow], words: dict[str, str]) -> str:
    gone = {entry.withdraws for entry in entries}
    lines = []
    for entry in entries:
        kind = words.get(entry.kind, entry.kind)
        what = words.get(entry.finding or entry.conclusion, "")
        money = f" {entry.amount_yuan:,.2f}" if entry.amount_yuan is not None else ""
        back = f" ({words['taken_back']})" if entry.id in gone else ""
        head = f"#{entry.id} {kind} {what}{money}{back}"
        lines.append(
            f"<p><b>{escape(head)}</b> {escape(entry.text)}"
            f"<br><small>{escape(entry.person)}, {escape(_moment(entry.at))}</small></p>"
        )
    amount = words["unknown"] if item.amount_yuan is None else f"{item.amount_yuan:,.2f}"
    cells = (
        *(str(item.rank), str(item.position)),
        item.number if not item.withheld else words["withheld"],
        *(item.stratum, "" if item.withheld else amount),
    )
    return (
        "<tr>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + f"<td>{''.join(lines)}</td></tr>"
    )


def _by_position(papers: list[PaperRow]) -> dict[int, list[PaperRow]]:
    found: dict[int, list[PaperRow]] = {}
    for entry in papers:
        found.setdefault(entry.position, []).append(entry)
    return found


def _moment(at: Any) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


COLUMNS = ("rank", "position", "number", "stratum", "amount", "entries")
STYLE = (
    "<style>body{font:14px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif;"
    "margin:2rem}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}"
    "thead{display:table-header-group}tr{break-inside:avoid}p{margin:0 0 6px}"
    ".facts th{width:12em}.facts td{overflow-wrap:anywhere}</style>"
)
WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "paper": "审计抽样工作底稿",
        "title": "名称",
        "method": "方法",
        "random": "随机",
        "systematic": "系统（等距）",
        "stratified": "分层",
        "population": "总体（件 / 元）",
        "hash": "总体清单 SHA-256",
        "size": "样本量",
        "seed": "随机种子",
        "planned": "制定",
        "drawn": "抽取",
        "start": "起点；间隔",
        "rank": "次序",
        "position": "位次",
        "number": "办件编号",
        "stratum": "层",
        "amount": "金额（元）",
        "entries": "记录",
        "unknown": "未知",
        "withheld": "不在可见范围",
        "printed": "打印：",
        "taken_back": "已撤回",
        "note": "备注",
        "finding": "审计发现",
        "conclusion": "结论",
        "withdrawal": "撤回",
        "procedure": "程序",
        "eligibility": "资格",
        "fraud": "舞弊",
        "proper": "合规",
        "improper": "不合规",
        "open": "未定",
    },
    "en": {
        "paper": "Working paper of an audit sample",
        "title": "Title",
        "method": "Method",
        "random": "random",
        "systematic": "systematic",
        "stratified": "stratified",
        "population": "Population (cases / yuan)",
        "hash": "SHA-256 of the list",
        "size": "Size",
        "seed": "Seed",
        "planned": "Planned",
        "drawn": "Drawn",
        "start": "Start; interval",
        "rank": "Rank",
        "position": "Position",
        "number": "Case",
        "stratum": "Stratum",
        "amount": "Amount (yuan)",
        "entries": "Entries",
        "unknown": "unknown",
        "withheld": "not in your scope",
        "printed": "Printed by",
        "taken_back": "taken back",
        "note": "Note",
        "finding": "Finding",
        "conclusion": "Conclusion",
        "withdrawal": "Taken back",
        "procedure": "procedure",
        "eligibility": "eligibility",
        "fraud": "fraud",
        "proper": "proper",
        "improper": "improper",
        "open": "open",
    },
}
