"""What auditors take out of a case: replay data, journal lines, table, evidence, integrity."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from engine.journal.export import verify_export
from engine.store.postgres import EmbeddedPostgres
from tests import database
from tests.api.office import Office
from tests.api.small_bundle import small_bundle

PERSONAL = "13812345678"
FORMULA = '=HYPERLINK("http://evil","x")'
INSPECTOR, WITH_LETTER = "tian.song", "tan.zhe"


@dataclass(frozen=True)
class House:
    office: Office
    case_id: str
    plan: str

    def get(self, what: str, person: str = INSPECTOR, **query: Any) -> httpx.Response:
        return self.office.as_(person).raw("GET", f"/cases/{self.case_id}/{what}", params=query)


@pytest.fixture(scope="module")
def house(
    postgres_server: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = small_bundle(tmp_path_factory.mktemp("bundles"))
    with (
        database.fresh_database(postgres_server) as url,
        Office(url, bundles=[folder], today=date(2026, 3, 2)) as office,
    ):
        applicant, clerk = office.as_("chen.jing"), office.as_("zhao.min")
        plan = applicant.upload(
            "/attachments", b"a plan", "application/octet-stream",
            name="plan.txt", media_type="text/plain",
        )  # fmt: skip
        fields = {"purpose": "培训😀", "phone": PERSONAL, "plan": plan["reference"]}
        body = {"process": "small", "area": "P1_CITY", "fields": fields}
        done = applicant.command("/cases", body)
        task = f"/cases/{done['case_id']}/tasks/{done['opened'][0]['task']}"
        clerk.command(f"{task}/claim")
        clerk.command(
            f"{task}/complete",
            {"outcome": "accept", "opinion": FORMULA, "fields": {"remark": f"电话 {PERSONAL}"}},
        )
        yield House(office, done["case_id"], plan["sha256"])


def test_should_export_the_bytes_that_were_hashed(house: House) -> None:
    # when
    answer = house.get("journal.jsonl")
    lines = answer.content.splitlines(keepends=True)
    # then
    assert answer.headers["content-type"] == "application/jsonl"
    assert ".jsonl" in answer.headers["content-disposition"]
    [found] = verify_export(lines)
    assert found.sound and found.entries == 3 and not found.masked
    # and the rule of the README holds with nothing but a hash function
    previous = "0" * 64
    for line in lines[:-1]:
        document = line[line.index(b'"document":') + len(b'"document":') : line.rindex(b"}")]
        said = json.loads(line)
        assert said["document"]["previous"] == previous
        previous = hashlib.sha256(document).hexdigest()
        assert said["hash"] == previous
    assert json.loads(lines[-1]) == {"case": house.case_id, "head": previous, "entries": 3}


def test_should_mask_the_journal_of_third_party_auditors_and_say_so(house: House) -> None:
    # when
    answer = house.get("journal.jsonl", WITH_LETTER)
    lines = answer.content.splitlines(keepends=True)
    # then
    assert PERSONAL not in answer.text and "138****5678" in answer.text
    assert all(json.loads(line)["masked"] for line in lines[:-1])
    # and only the links can be checked, which is said, and still finds what is missing
    [found] = verify_export(lines)
    assert found.sound and found.masked == 3
    [cut] = verify_export([lines[0], *lines[2:]])
    assert cut.missing


def test_should_replay_masked_entries_to_the_masked_state(house: House) -> None:
    # given
    import msgspec

    from engine.journal.reading import KeptDocument
    from engine.runtime.apply import apply
    from engine.runtime.state import State, dump_state
    from engine.runtime.variables import Variables

    state, variables = State(), Variables()
    for line in house.get("journal.jsonl", WITH_LETTER).content.splitlines()[:-1]:
        # when
        document = msgspec.json.decode(line)
        for event in msgspec.convert(document["document"], KeptDocument).events:
            apply(state, variables, event)
        # then
        told = house.get("state", WITH_LETTER, entry=document["entry"]).json()
        assert told["state"] == json.loads(dump_state(state))
        assert told["variables"] == {str(n): each for n, each in variables.rows().items()}


def test_should_give_auditors_a_table_that_runs_nothing(house: House) -> None:
    # when
    content = house.get("journal.csv", language="zh").content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    # then
    assert content.startswith(b"\xef\xbb\xbf")
    assert [row["事项"] for row in rows] == ["发起办件", "认领", "办理"]
    assert rows[2]["意见或理由"] == "'" + FORMULA
    assert rows[2]["办理人"] == "赵敏" and rows[2]["结果"] == "受理"
    assert rows[0]["时间"].startswith("2026-03-02")
    assert "字段:  → 培训😀" in rows[0]["数据变化（原值 → 新值）"]


def test_should_say_the_table_in_english_and_mask_it(house: House) -> None:
    content = house.get("journal.csv", WITH_LETTER, language="en").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert rows[1]["Act"] == "Task claimed" and rows[1]["By"] == "Zhao Min"
    assert PERSONAL not in content


def test_should_pack_evidence_that_can_be_checked_offline(house: House) -> None:
    # when
    package = zipfile.ZipFile(io.BytesIO(house.get("evidence.zip", entry=1).content))
    files = {name: package.read(name) for name in package.namelist()}
    # then every file has the hash of the manifest
    manifest = dict(
        line.split("  ", 1)[::-1] for line in files["MANIFEST.sha256"].decode().splitlines()
    )
    assert manifest.keys() == files.keys() - {"MANIFEST.sha256"}
    for path, digest in manifest.items():
        assert hashlib.sha256(files[path]).hexdigest() == digest
    # and the journal verifies, with the bundles that it names
    [found] = verify_export(files["journal.jsonl"].splitlines())
    assert found.sound
    head = json.loads(files["head.json"])
    assert head["head"] == found.head.hex() and head["entries"] == 3
    listing = "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path.removeprefix('bundles/small/')}\n"
        for path in sorted(files)
        if path.startswith("bundles/small/")
    )
    bundle = json.loads(files["journal.jsonl"].splitlines()[0])["document"]["bundle"]
    assert hashlib.sha256(listing.encode()).hexdigest() == bundle
    assert json.loads(files["bundles.json"]) == {"small": bundle}
    # and the evidence is named, the case as it stood is there
    [attachment] = json.loads(files["attachments.json"])
    assert (attachment["sha256"], attachment["name"]) == (house.plan, "plan.txt")
    stood = json.loads(files["as-it-stood/entry-000001.json"])
    assert stood["variables"]["1"]["purpose"] == "培训😀"
    assert "huiqian verify --export" in files["README.md"].decode()


def test_should_pack_nothing_personal_for_third_party_auditors(house: House) -> None:
    package = zipfile.ZipFile(io.BytesIO(house.get("evidence.zip", WITH_LETTER, entry=3).content))
    for name in package.namelist():
        assert PERSONAL not in package.read(name).decode()
    assert "脱敏" in package.read("README.md").decode()


def test_should_tell_the_player_what_goes_with_the_journal(house: House) -> None:
    # when
    told = house.get("replay").json()
    # then
    assert told["entries"] == 3 and not told["masked"]
    [process] = [each for each in told["processes"] if each["id"] == "small"]
    assert (process["file"], process["bundle_version"]) == ("small.bpmn", 1)
    elements = {each["id"]: each for each in process["elements"]}
    assert elements["acceptance"]["kind"] == "userTask"
    assert elements["acceptance"]["outcomes"]["accept"] == {"zh": "受理", "en": "Accept"}
    assert told["people"]["zhao.min"]["zh"] == "赵敏"
    assert told["organisations"]["P1_CITY.hrss_bureau"]["zh"] == "某市人力资源和社会保障局"
    assert told["fields"]["purpose"] == {"zh": "字段", "en": "Field"}
    assert told["head"] == json.loads(house.get("journal.jsonl").content.splitlines()[-1])["head"]
    assert house.get("replay", WITH_LETTER).json()["masked"]


def test_should_check_the_chain_and_name_the_entry_that_was_changed(house: House) -> None:
    # given
    assert house.get("integrity").json()["sound"]
    change = "update engine.journal set document = replace(document, :a, :b) where case_id = :id"
    with house.office.engine.database.begin() as connection:
        connection.execute(text(change), {"a": "受理", "b": "受埋", "id": house.case_id})
        connection.execute(text(change), {"a": "accept", "b": "acbept", "id": house.case_id})
    # when
    found = house.get("integrity").json()
    # then
    assert not found["sound"] and found["entries"] == 3
    assert "内容与哈希不符" in {each["zh"] for each in found["changed"]}
    assert found["proves"]["zh"] and found["does_not_prove"]["en"]
    with house.office.engine.database.begin() as connection:
        connection.execute(text(change), {"a": "acbept", "b": "accept", "id": house.case_id})
        connection.execute(text(change), {"a": "受埋", "b": "受理", "id": house.case_id})
    assert house.get("integrity").json()["sound"]


@pytest.mark.parametrize(
    "what", ["replay", "journal.jsonl", "journal.csv", "evidence.zip", "integrity"]
)
def test_should_record_each_reading(house: House, what: str) -> None:
    query = "select count(*) from engine.reading where case_id = :id and person = 'tan.zhe'"
    with house.office.engine.database.connect() as connection:
        before = connection.scalar(text(query), {"id": house.case_id})
    # when
    assert house.get(what, WITH_LETTER).status_code == 200
    # then
    with house.office.engine.database.connect() as connection:
        assert connection.scalar(text(query), {"id": house.case_id}) == before + 1
