"""Who may call what: the written table. Whoever is not named is refused.

A route missing here fails `test_every_route_is_in_the_table`. Kinds of data: a case `own` to the
people named (they applied, take part, or read it by office or letter); the same call on a case they
have no part in must be refused with 404, as if it did not exist.
"""

from collections.abc import Mapping
from typing import Any

#: One sample person per kind of part in P1_CITY, where the case of the tests is.
PEOPLE: Mapping[str, str | None] = {
    "nobody": None,
    "applicant": "chen.jing",
    "other_applicant": "lu.ming",
    "individual": "bian.xia",
    "window_clerk": "zhao.min",
    "reviewer": "li.wei",
    "section_chief": "wang.fang",
    "bureau_head": "liu.yuan",
    "register_keeper": "sun.ning",
    "filing_officer": "zhou.ping",
    "countersigner": "wu.jie",
    "finance_officer": "chen.bo",
    "finance_approver": "xu.hong",
    "other_city_reviewer": "shen.tao",
    "expert": "jin.hao",
    "auditor_with_letter": "tan.zhe",
    "auditor_without_letter": "gu.qin",
    "auditor_other_city": "pi.jun",
    "inspector": "tian.song",
    "designer": "lin.chuan",
    "operator": "xia.qing",
    "administrator": "admin",
}

EVERYBODY = frozenset(PEOPLE)
SIGNED_IN = EVERYBODY - {"nobody"}
BYSTANDERS = frozenset(
    {
        *("designer", "operator", "administrator", "inspector"),
        *("auditor_without_letter", "auditor_other_city"),
    }
)
#: Tan Zhe and Gu Qin belong to an audit firm; Gu Qin applies for it as well (tenders).
MAY_FILE = SIGNED_IN - {
    *("designer", "operator", "administrator", "inspector"),
    *("auditor_with_letter", "auditor_other_city"),
}
#: Heads see the outline of what their bureau takes part in.
HEADS = frozenset({"section_chief", "bureau_head"})
SEES_CASE = HEADS | {"applicant", "window_clerk", "auditor_with_letter", "inspector"}
STAFF = frozenset(
    {
        *("window_clerk", "reviewer", "section_chief", "bureau_head", "register_keeper"),
        *("filing_officer", "finance_officer", "finance_approver", "other_city_reviewer"),
        "inspector",
    }
)
AUDITORS = frozenset(
    {"inspector", "auditor_with_letter", "auditor_without_letter", "auditor_other_city"}
)
OVERSEERS = AUDITORS | HEADS
#: Who sees who did what: neither who only applied nor heads without a part.
INSIDE = SEES_CASE - HEADS - {"applicant"}
CANDIDATE = frozenset({"window_clerk"})
ADMINISTRATOR = frozenset({"administrator"})
DESIGNER = frozenset({"designer"})
OPERATOR = frozenset({"operator"})

ABSENT = "0" * 64
NO_VIEW = "00000000-0000-7000-8000-000000000000"
NO_SAMPLE = {"sample_id": "00000000-0000-7000-8000-000000000000", "position": "1"}
NO_BULK = {"verb": "claim", "tasks": [{"case_id": NO_VIEW, "task": 3}]}


class Row:
    """One route: who passes the door, and a request that changes nothing if it can be helped."""

    def __init__(
        self,
        allowed: frozenset[str],
        *,
        json: Any = None,
        content: bytes | None = None,
        media_type: str = "application/octet-stream",
        query: Mapping[str, str] | None = None,
        path: Mapping[str, str] | None = None,
    ) -> None:
        self.allowed = allowed
        self.json = json
        self.content = content
        self.media_type = media_type
        self.query = dict(query or {})
        self.path = dict(path or {})


WORKSPACE = {"workspace": "0" * 8 + "-0000-4000-8000-" + "0" * 12}
WORKSPACE_FILE = WORKSPACE | {"path": "x.bpmn"}
NO_SANDBOX = {"sandbox": "00000000-0000-7000-8000-000000000000"}
NO_REQUEST = {"request": NO_SANDBOX["sandbox"]}
NAMES = {"name_zh": "名", "name_en": "name"}
TABLE: Mapping[tuple[str, str], Row] = {
    # sign-in
    ("POST", "/sessions"): Row(EVERYBODY, json={"user": "x", "password": "x"}),
    ("GET", "/sign-in/methods"): Row(EVERYBODY),
    ("GET", "/sign-in/oidc"): Row(EVERYBODY),
    ("GET", "/sign-in/oidc/callback"): Row(EVERYBODY),
    ("GET", "/sessions"): Row(SIGNED_IN),
    ("GET", "/sessions/current"): Row(SIGNED_IN),
    ("POST", "/sessions/current/extend"): Row(SIGNED_IN),
    ("DELETE", "/sessions/current"): Row(SIGNED_IN),
    ("DELETE", "/sessions/{session_id}"): Row(SIGNED_IN, path={"session_id": "none"}),
    ("GET", "/me"): Row(SIGNED_IN),
    ("PUT", "/me/password"): Row(SIGNED_IN, json={"old": "x", "new": "x"}),
    ("GET", "/tokens"): Row(SIGNED_IN),
    ("POST", "/tokens"): Row(SIGNED_IN, json={"name": "t", "groups": [], "days": 1}),
    ("DELETE", "/tokens/{token_id}"): Row(SIGNED_IN, path={"token_id": "none"}),
    # people
    ("GET", "/areas"): Row(SIGNED_IN),
    ("POST", "/areas"): Row(ADMINISTRATOR, json={"code": "t-1", "parent": None, **NAMES}),
    ("GET", "/organisations"): Row(SIGNED_IN),
    ("POST", "/organisations"): Row(
        ADMINISTRATOR, json={"id": "t-1", "kind": "enterprise", "area": "P1_CITY", **NAMES}
    ),
    ("GET", "/people"): Row(ADMINISTRATOR),
    ("GET", "/people/{person_id}"): Row(ADMINISTRATOR, path={"person_id": "zhao.min"}),
    ("POST", "/people"): Row(ADMINISTRATOR, json={"id": "t.person", **NAMES}),
    ("PUT", "/people/{person_id}/groups"): Row(
        ADMINISTRATOR, json={"groups": []}, path={"person_id": "nobody.there"}
    ),
    ("PUT", "/people/{person_id}/status"): Row(
        ADMINISTRATOR, json={"status": "active"}, path={"person_id": "nobody.there"}
    ),
    ("PUT", "/people/{person_id}/password"): Row(
        ADMINISTRATOR, json={"password": "long enough"}, path={"person_id": "nobody.there"}
    ),
    ("GET", "/entrustments"): Row(SIGNED_IN),
    ("POST", "/entrustments"): Row(
        ADMINISTRATOR,
        json={
            "person": "nobody.there",
            "letter": "x",
            "areas": ["P1_CITY"],
            "valid_from": "2026-01-01",
            "valid_until": "2026-01-02",
        },
    ),
    ("DELETE", "/entrustments/{entrustment_id}"): Row(
        ADMINISTRATOR, path={"entrustment_id": "none"}
    ),
    ("GET", "/calendars/{area}"): Row(SIGNED_IN, path={"area": "P1_CITY"}),
    ("PUT", "/calendars/{area}"): Row(
        ADMINISTRATOR, json={"holidays": [], "shifted_work_days": []}, path={"area": "nowhere"}
    ),
    ("GET", "/calendars"): Row(SIGNED_IN),
    ("GET", "/calendars/{area}/history"): Row(SIGNED_IN, path={"area": "P1_CITY"}),
    ("POST", "/calendars/{area}/preview"): Row(
        ADMINISTRATOR, json={"holidays": [], "shifted_work_days": []}, path={"area": "P1_CITY"}
    ),
    ("PUT", "/people/{person_id}/names"): Row(
        ADMINISTRATOR, json=NAMES, path={"person_id": "nobody.there"}
    ),
    ("PUT", "/organisations/{organisation_id}/names"): Row(
        ADMINISTRATOR, json=NAMES, path={"organisation_id": "nothing.there"}
    ),
    ("POST", "/people/{person_id}/preview"): Row(
        ADMINISTRATOR, json={"status": "disabled"}, path={"person_id": "zhao.min"}
    ),
    ("GET", "/people/{person_id}/sessions"): Row(ADMINISTRATOR, path={"person_id": "zhao.min"}),
    ("DELETE", "/people/{person_id}/sessions"): Row(
        ADMINISTRATOR, path={"person_id": "nobody.there"}
    ),
    ("DELETE", "/people/{person_id}/sessions/{session_id}"): Row(
        ADMINISTRATOR, path={"person_id": "zhao.min", "session_id": "none"}
    ),
    ("DELETE", "/people/{person_id}/tokens/{token_id}"): Row(
        ADMINISTRATOR, path={"person_id": "zhao.min", "token_id": "none"}
    ),
    ("GET", "/people/{person_id}/sight"): Row(ADMINISTRATOR, path={"person_id": "zhao.min"}),
    ("GET", "/tokens/all"): Row(ADMINISTRATOR),
    ("GET", "/roles"): Row(ADMINISTRATOR, query={"area": "P1_CITY"}),
    ("GET", "/changes"): Row(ADMINISTRATOR),
    ("GET", "/health/details"): Row(OPERATOR | ADMINISTRATOR),
    # bundles
    ("POST", "/bundles"): Row(
        DESIGNER, content=b"no zip", media_type="application/zip", query={"key": "x"}
    ),
    ("GET", "/bundles"): Row(DESIGNER | AUDITORS),
    ("GET", "/bundles/{bundle}"): Row(DESIGNER | AUDITORS, path={"bundle": ABSENT}),
    ("GET", "/bundles/{bundle}/files/{path}"): Row(
        DESIGNER | AUDITORS, path={"bundle": ABSENT, "path": "x.bpmn"}
    ),
    ("GET", "/bundles/{bundle}/diagram"): Row(DESIGNER | AUDITORS, path={"bundle": ABSENT}),
    ("GET", "/bundles/{bundle}/report"): Row(DESIGNER, path={"bundle": ABSENT}),
    ("POST", "/bundles/{bundle}/publish"): Row(DESIGNER, json={}, path={"bundle": ABSENT}),
    ("POST", "/bundles/{bundle}/retire"): Row(DESIGNER, json={}, path={"bundle": ABSENT}),
    # workspaces
    ("GET", "/workspaces"): Row(DESIGNER),
    ("GET", "/workspaces/templates"): Row(DESIGNER),
    ("GET", "/workspaces/functions"): Row(DESIGNER),
    ("POST", "/workspaces"): Row(DESIGNER, json={"template": "none"}),
    ("POST", "/workspaces/imports"): Row(DESIGNER, content=b"x", query={"name": "x.exe"}),
    ("GET", "/workspaces/{workspace}"): Row(DESIGNER, path=WORKSPACE),
    ("PATCH", "/workspaces/{workspace}"): Row(DESIGNER, json={}, path=WORKSPACE),
    ("DELETE", "/workspaces/{workspace}"): Row(DESIGNER, path=WORKSPACE),
    ("POST", "/workspaces/{workspace}/bring-back"): Row(DESIGNER, path=WORKSPACE),
    ("GET", "/workspaces/{workspace}/files/{path}"): Row(DESIGNER, path=WORKSPACE_FILE),
    ("PUT", "/workspaces/{workspace}/files/{path}"): Row(
        DESIGNER, content=b"x", path=WORKSPACE_FILE
    ),
    ("DELETE", "/workspaces/{workspace}/files/{path}"): Row(DESIGNER, path=WORKSPACE_FILE),
    ("GET", "/workspaces/{workspace}/saves"): Row(DESIGNER, path=WORKSPACE),
    ("GET", "/workspaces/{workspace}/saves/{number}"): Row(
        DESIGNER, path=WORKSPACE | {"number": "1"}
    ),
    ("POST", "/workspaces/{workspace}/restores"): Row(DESIGNER, json={"number": 1}, path=WORKSPACE),
    ("POST", "/workspaces/{workspace}/visits"): Row(DESIGNER, json={}, path=WORKSPACE),
    ("GET", "/workspaces/{workspace}/problems"): Row(DESIGNER, path=WORKSPACE),
    ("GET", "/workspaces/{workspace}/outline"): Row(DESIGNER, path=WORKSPACE),
    ("POST", "/workspaces/{workspace}/expressions"): Row(
        DESIGNER, json={"source": "1"}, path=WORKSPACE
    ),
    ("GET", "/workspaces/{workspace}/zip"): Row(DESIGNER, path=WORKSPACE),
    ("POST", "/workspaces/{workspace}/deploy"): Row(DESIGNER, path=WORKSPACE),
    # try-outs
    ("POST", "/sandboxes"): Row(DESIGNER, json={"bundle": ABSENT, "area": "P1_CITY"}),
    ("GET", "/sandboxes"): Row(DESIGNER),
    ("GET", "/sandboxes/{sandbox}"): Row(DESIGNER, path=NO_SANDBOX),
    ("DELETE", "/sandboxes/{sandbox}"): Row(DESIGNER, path=NO_SANDBOX),
    ("POST", "/sandboxes/{sandbox}/acts"): Row(
        DESIGNER, json={"kind": "wait", "position": 0}, path=NO_SANDBOX
    ),
    ("PUT", "/sandboxes/{sandbox}/position"): Row(DESIGNER, json={"step": 0}, path=NO_SANDBOX),
    ("PUT", "/sandboxes/{sandbox}/sharing"): Row(DESIGNER, json={"shared": True}, path=NO_SANDBOX),
    ("GET", "/sandboxes/{sandbox}/processes"): Row(DESIGNER, path=NO_SANDBOX),
    ("GET", "/sandboxes/{sandbox}/processes/{process}/diagram"): Row(
        DESIGNER, path={**NO_SANDBOX, "process": "none"}
    ),
    ("POST", "/sandboxes/{sandbox}/scenario"): Row(
        DESIGNER, json={"id": "x", "title_zh": "名", "title_en": "name"}, path=NO_SANDBOX
    ),
    # before publishing
    ("GET", "/comparison"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("GET", "/impact"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("GET", "/checks"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("GET", "/scenarios"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("POST", "/scenario-runs"): Row(DESIGNER, json={"bundle": ABSENT}),
    ("GET", "/scenario-runs"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("GET", "/scenario-coverage"): Row(DESIGNER, query={"bundle": ABSENT}),
    ("GET", "/scenario-runs/{run}"): Row(DESIGNER, path={"run": NO_SANDBOX["sandbox"]}),
    ("GET", "/publish-requests"): Row(DESIGNER),
    ("GET", "/me/publish-requests"): Row(DESIGNER),
    ("POST", "/publish-requests"): Row(DESIGNER, json={"bundle": ABSENT, "reason": "x"}),
    ("GET", "/publish-requests/{request}"): Row(DESIGNER, path=NO_REQUEST),
    ("POST", "/publish-requests/{request}/sign"): Row(DESIGNER, json={}, path=NO_REQUEST),
    ("POST", "/publish-requests/{request}/refuse"): Row(
        DESIGNER, json={"opinion": "x"}, path=NO_REQUEST
    ),
    ("POST", "/publish-requests/{request}/withdraw"): Row(DESIGNER, path=NO_REQUEST),
    # cases and tasks
    ("GET", "/processes"): Row(MAY_FILE),
    ("GET", "/processes/catalogue"): Row(MAY_FILE),
    ("GET", "/processes/{process}/start-form"): Row(MAY_FILE, path={"process": "none"}),
    ("GET", "/start-drafts"): Row(MAY_FILE),
    ("GET", "/start-drafts/{process}"): Row(MAY_FILE, path={"process": "none"}),
    ("PUT", "/start-drafts/{process}"): Row(
        MAY_FILE, json={"fields": {}, "revision": 0}, path={"process": "none"}
    ),
    ("DELETE", "/start-drafts/{process}"): Row(MAY_FILE, path={"process": "none"}),
    ("PUT", "/start-drafts/{process}/sheets/{field}"): Row(
        MAY_FILE,
        json={"fields": ["name"], "rows": [], "revision": 0},
        path={"process": "none", "field": "roster"},
    ),
    ("DELETE", "/start-drafts/{process}/sheets/{field}"): Row(
        MAY_FILE, query={"revision": "0"}, path={"process": "none", "field": "roster"}
    ),
    ("POST", "/cases"): Row(MAY_FILE, json={"process": "none", "area": "P1_CITY"}),
    ("GET", "/cases"): Row(SIGNED_IN),
    ("GET", "/cases/{case_id}"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/variables"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/progress"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/approval-sheet.pdf"): Row(SEES_CASE - HEADS - {"applicant"}),
    ("POST", "/cases/{case_id}/withdraw"): Row(frozenset({"applicant"}), json={}),
    ("GET", "/cases/{case_id}/journal"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/state"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/replay"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/journal.jsonl"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/journal.csv"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/evidence.zip"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/integrity"): Row(SEES_CASE & AUDITORS),
    ("GET", "/cases/{case_id}/claim"): Row(SEES_CASE),
    ("GET", "/tasks"): Row(SIGNED_IN, query={"box": "groups"}),
    ("GET", "/tasks/counts"): Row(SIGNED_IN),
    ("POST", "/tasks/bulk/preview"): Row(SIGNED_IN, json=NO_BULK),
    ("POST", "/tasks/bulk"): Row(SIGNED_IN, json=NO_BULK),
    ("GET", "/events"): Row(SIGNED_IN, query={"wait": "false"}),
    ("GET", "/tasks/columns"): Row(SIGNED_IN),
    ("GET", "/me/notices"): Row(SIGNED_IN),
    ("PUT", "/me/notices/read"): Row(SIGNED_IN, json={"until": "2020-01-01T00:00:00Z"}),
    ("GET", "/views"): Row(SIGNED_IN),
    ("POST", "/views"): Row(SIGNED_IN, json={"name": "v", "box": "mine"}),
    ("PUT", "/views/{view_id}"): Row(
        SIGNED_IN, json={"name": "v", "box": "mine"}, path={"view_id": NO_VIEW}
    ),
    ("DELETE", "/views/{view_id}"): Row(SIGNED_IN, path={"view_id": NO_VIEW}),
    ("GET", "/cases/{case_id}/tasks/{task}"): Row(SEES_CASE),
    ("POST", "/cases/{case_id}/tasks/{task}/claim"): Row(CANDIDATE),
    ("POST", "/cases/{case_id}/tasks/{task}/release"): Row(CANDIDATE),
    ("PUT", "/cases/{case_id}/tasks/{task}/draft"): Row(CANDIDATE, json={}),
    ("POST", "/cases/{case_id}/tasks/{task}/transfer"): Row(
        CANDIDATE, json={"to": "nobody.there", "reason": "x"}
    ),
    ("POST", "/cases/{case_id}/tasks/{task}/complete"): Row(
        CANDIDATE, json={"outcome": "no such outcome"}
    ),
    # the task page
    ("GET", "/cases/{case_id}/tasks/{task}/verbs"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/tasks/{task}/why"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/tasks/{task}/changes"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/tasks/{task}/candidates"): Row(CANDIDATE),
    ("GET", "/cases/{case_id}/tasks/{task}/people"): Row(CANDIDATE, query={"field": "experts"}),
    ("GET", "/cases/{case_id}/tasks/{task}/phrases"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/history"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/path"): Row(INSIDE),
    ("GET", "/cases/{case_id}/diagrams/{process}"): Row(INSIDE, path={"process": "small"}),
    ("GET", "/cases/{case_id}/decisions"): Row(INSIDE),
    ("GET", "/cases/{case_id}/attachments"): Row(SEES_CASE),
    ("GET", "/cases/{case_id}/facts"): Row(SEES_CASE),
    ("GET", "/phrases"): Row(SIGNED_IN),
    ("POST", "/phrases"): Row(SIGNED_IN, json={"text": "同意"}),
    ("DELETE", "/phrases/{phrase_id}"): Row(SIGNED_IN, path={"phrase_id": "999999"}),
    ("POST", "/messages"): Row(
        frozenset({"filing_officer"}), json={"name": "provincial_reply", "key": "x"}
    ),
    # finding cases
    ("GET", "/audit/cases"): Row(OVERSEERS),
    ("GET", "/audit/cases/summary"): Row(OVERSEERS),
    ("GET", "/audit/cases/map"): Row(OVERSEERS),
    ("GET", "/audit/cases/variants"): Row(OVERSEERS),
    ("GET", "/audit/cases.csv"): Row(OVERSEERS),
    ("GET", "/audit/choices"): Row(OVERSEERS),
    ("GET", "/audit/steps"): Row(OVERSEERS, query={"step": "acceptance"}),
    ("GET", "/audit/searches"): Row(OVERSEERS),
    ("PUT", "/audit/searches/{name}"): Row(
        OVERSEERS, json={"filter": {"state": "open"}}, path={"name": "t"}
    ),
    ("DELETE", "/audit/searches/{name}"): Row(OVERSEERS, path={"name": "none"}),
    ("GET", "/overview"): Row(OVERSEERS),
    ("GET", "/overview/diagrams/{process}"): Row(OVERSEERS, path={"process": "small"}),
    # samples and working papers
    ("GET", "/audit/samples"): Row(AUDITORS),
    ("POST", "/audit/samples"): Row(
        AUDITORS,
        json={
            "title": "t",
            "filter": {"process": ["none"]},
            "method": "random",
            "size": 1,
            "seed": "1",
        },
    ),
    ("GET", "/audit/samples/{sample_id}"): Row(AUDITORS, path=NO_SAMPLE),
    ("POST", "/audit/samples/{sample_id}/draw"): Row(AUDITORS, path=NO_SAMPLE),
    ("GET", "/audit/samples/{sample_id}/items"): Row(AUDITORS, path=NO_SAMPLE),
    ("GET", "/audit/samples/{sample_id}/items/{position}/papers"): Row(AUDITORS, path=NO_SAMPLE),
    ("POST", "/audit/samples/{sample_id}/items/{position}/papers"): Row(
        AUDITORS, json={"kind": "note", "text": "x"}, path=NO_SAMPLE
    ),
    ("GET", "/audit/samples/{sample_id}/export.csv"): Row(AUDITORS, path=NO_SAMPLE),
    ("GET", "/audit/samples/{sample_id}/export.json"): Row(AUDITORS, path=NO_SAMPLE),
    ("GET", "/audit/samples/{sample_id}/export.html"): Row(AUDITORS, path=NO_SAMPLE),
    # operation
    ("GET", "/incidents"): Row(OPERATOR),
    ("GET", "/jobs"): Row(OPERATOR),
    ("GET", "/cases/{case_id}/incidents/{instance}"): Row(OPERATOR, path={"instance": "9"}),
    ("POST", "/cases/{case_id}/incidents/{instance}/resolve"): Row(
        OPERATOR, json={"reason": "x"}, path={"instance": "9"}
    ),
    ("POST", "/cases/{case_id}/jobs/{job}/retry"): Row(
        OPERATOR, json={"reason": "x"}, path={"job": "9"}
    ),
    ("GET", "/clock"): Row(SIGNED_IN),
    ("POST", "/clock/advance"): Row(OPERATOR | ADMINISTRATOR, json={"by": "no span"}),
    ("GET", "/metrics"): Row(OPERATOR | ADMINISTRATOR),
    # registers and files
    ("POST", "/rosters"): Row(MAY_FILE, content=b"no roster", query={"name": "r.csv"}),
    ("POST", "/rosters/read"): Row(MAY_FILE, content=b"no roster", query={"name": "r.csv"}),
    ("POST", "/rosters/check"): Row(MAY_FILE, json={"fields": ["name"], "rows": []}),
    ("POST", "/rosters/rows"): Row(MAY_FILE, json={"name": "r", "fields": ["name"], "rows": []}),
    ("POST", "/rosters/sheet"): Row(MAY_FILE, json={"fields": ["name"], "rows": []}),
    ("GET", "/rosters/columns"): Row(MAY_FILE),
    ("GET", "/rosters/template"): Row(MAY_FILE),
    ("GET", "/rosters/{roster_id}"): Row(SIGNED_IN, path={"roster_id": ABSENT}),
    ("GET", "/registers/institutions"): Row(STAFF),
    ("GET", "/registers/ledger"): Row(STAFF),
    ("GET", "/registers/payments"): Row(STAFF),
    ("GET", "/registers/audits"): Row(STAFF),
    ("GET", "/registers/funds"): Row(STAFF),
    ("POST", "/registers/persons"): Row(STAFF, json={"id_number": "321302199001011234"}),
    ("POST", "/registers/payees"): Row(STAFF, json={"payee": "xinghe"}),
    ("GET", "/registers/{name}.csv"): Row(STAFF, path={"name": "institutions"}),
    ("POST", "/attachments"): Row(
        MAY_FILE, content=b"x", query={"name": "x.exe", "media_type": "application/x-exe"}
    ),
    # the form of the window clerk's task does not show the field that names it; heads see no fields
    ("GET", "/attachments/limits"): Row(SIGNED_IN),
    ("GET", "/attachments/{sha256}"): Row(SEES_CASE - CANDIDATE - HEADS),
    ("GET", "/attachments/{sha256}/content"): Row(SEES_CASE - CANDIDATE - HEADS),
    # open to everybody
    ("GET", "/docs"): Row(EVERYBODY),
    ("GET", "/health"): Row(EVERYBODY),
    ("GET", "/public/directories"): Row(EVERYBODY),
    ("GET", "/public/directories/{area}/{list_name}"): Row(
        EVERYBODY, path={"area": "P1_CITY", "list_name": "trade"}
    ),
    ("GET", "/public/projects"): Row(EVERYBODY, query={"area": "P1_CITY"}),
    ("GET", "/public/disclosures"): Row(EVERYBODY),
    ("GET", "/public/directory"): Row(EVERYBODY),
    ("GET", "/public/directory/{area}/{list_name}"): Row(
        EVERYBODY, path={"area": "P1_CITY", "list_name": "trade"}
    ),
}

#: Answers a sign-in gives, which do not mean that the route is closed.
OPEN_ALTHOUGH_401 = {("POST", "/sessions"), ("PUT", "/me/password")}
#: They end the session of whoever calls; called last, with a session of their own.
ENDS_SESSION = {("DELETE", "/sessions/current")}
#: 404 there means that the thing is absent, and comes only after the door.
ABSENT_ALTHOUGH_ALLOWED = {
    key
    for key, row in TABLE.items()
    if row.path and "case_id" not in key[1] and not key[1].startswith("/attachments")
} | {
    ("POST", "/sandboxes"),
    *(("GET", f"/{what}") for what in ("comparison", "impact", "checks", "scenarios")),
    ("GET", "/scenario-runs"),
    ("GET", "/scenario-coverage"),
    *(("POST", path) for path in ("/scenario-runs", "/publish-requests")),
    ("POST", "/cases"),
    ("POST", "/entrustments"),
    ("POST", "/messages"),
    ("POST", "/workspaces"),
    ("GET", "/cases/{case_id}/incidents/{instance}"),
    ("POST", "/cases/{case_id}/incidents/{instance}/resolve"),
    ("POST", "/cases/{case_id}/jobs/{job}/retry"),
}
