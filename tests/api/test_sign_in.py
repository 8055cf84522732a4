"""Sign-in, sessions, tokens, where changes may come from."""

import httpx
import pytest

from api.client import Refused
from tests.api.office import Office


def test_should_sign_in_and_say_who_one_is(office: Office) -> None:
    # when
    answer = office.sign_in("zhao.min")
    # then
    assert answer.status_code == 201
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-huiqian=")
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    me = office.as_("zhao.min").get("/me")
    assert me["id"] == "zhao.min"
    assert me["groups"] == ["P1_CITY.hrss_bureau.window_clerk"]


def test_should_refuse_wrong_password_and_unknown_name_alike(office: Office) -> None:
    wrong = office.sign_in("zhao.min", "not the password")
    unknown = office.sign_in("nobody.here", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["details"] == unknown.json()["details"]
    assert wrong.json()["type"] == "urn:huiqian:problem:wrong-password"


def test_should_answer_in_the_language_asked_for(office: Office) -> None:
    client = office.anonymous()
    chinese = client.raw("GET", "/me")
    english = client.raw("GET", "/me", headers={"Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"})
    assert chinese.headers["content-type"] == "application/problem+json"
    assert chinese.json()["title"] == "请先登录"
    assert english.json()["title"] == "Sign in first"
    assert chinese.json()["titles"] == english.json()["titles"]


def test_should_slow_down_guessing(database_url: str) -> None:
    with Office(database_url, sign_ins_per_person=2) as office:
        for _ in range(2):
            assert office.sign_in("zhao.min", "guess guess").status_code == 401
        # when: even the right one has to wait now
        answer = office.sign_in("zhao.min")
        # then
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 600
        assert office.sign_in("li.wei").status_code == 201


def test_should_end_a_session_at_once(office: Office) -> None:
    # given: two sessions of one person
    first, second = office.signed_in("zhou.ping"), office.signed_in("zhou.ping")
    others = [each for each in first.get("/sessions") if not each["present"]]
    assert len(others) == 1
    # when
    assert first.raw("DELETE", f"/sessions/{others[0]['id']}").status_code == 204
    # then
    assert second.raw("GET", "/me").status_code == 401
    assert first.raw("GET", "/me").status_code == 200
    assert first.raw("DELETE", "/sessions/current").status_code == 204
    assert first.raw("GET", "/me").status_code == 401


def test_should_not_end_the_session_of_another(office: Office) -> None:
    theirs = office.as_("li.wei").get("/sessions")[0]["id"]
    assert office.as_("zhao.min").raw("DELETE", f"/sessions/{theirs}").status_code == 404
    assert office.as_("li.wei").raw("GET", "/me").status_code == 200


def test_should_refuse_a_change_from_another_site(office: Office) -> None:
    client = office.as_("zhao.min")
    token = {"name": "t", "groups": [], "days": 1}

    def post(headers: dict[str, str]) -> httpx.Response:
        return client.raw("POST", "/tokens", json=token, headers=headers)

    evil = post({"Origin": "https://evil.example"})
    assert evil.status_code == 403
    assert evil.json()["type"] == "urn:huiqian:problem:foreign-origin"
    assert post({"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post({"Origin": office.url}).status_code == 201


def test_should_take_json_only(office: Office) -> None:
    client = office.as_("zhao.min")
    form = client.raw("POST", "/tokens", data={"name": "t"})
    body = b'{"name":"t","groups":[],"days":1}'
    text = client.raw("POST", "/tokens", content=body, headers={"Content-Type": "text/plain"})
    assert form.status_code == text.status_code == 422


def test_should_act_with_a_token_in_its_groups_only(office: Office) -> None:
    # given
    group = "P1_CITY.finance_bureau.finance_officer"
    client = office.as_("chen.bo")
    made = client.command("/tokens", {"name": "ledger", "groups": [group], "days": 3})
    program = office.anonymous(token=made["secret"])
    # when
    me = program.get("/me")
    # then
    assert me["groups"] == [group]
    with pytest.raises(Refused) as refused:
        program.command("/tokens", {"name": "x", "groups": [], "days": 1})
    assert refused.value.problem == "token-may-not"
    assert made["secret"] not in client.raw("GET", "/tokens").text
    client.command(f"/tokens/{made['id']}", method="DELETE")
    assert program.raw("GET", "/me").status_code == 401


def test_should_not_make_a_token_with_foreign_groups(office: Office) -> None:
    groups = ["P1_CITY.hrss_bureau.bureau_head"]
    with pytest.raises(Refused) as refused:
        office.as_("zhao.min").command("/tokens", {"name": "t", "groups": groups, "days": 1})
    assert refused.value.status == 403
    assert refused.value.document["facts"] == {"groups": groups}


def test_should_end_sessions_when_the_password_changes(office: Office) -> None:
    client = office.signed_in("wu.jie")
    wrong = {"old": "x", "new": "a better password"}
    assert client.raw("PUT", "/me/password", json=wrong).status_code == 401
    right = {"old": "huiqian-demo", "new": "a better password"}
    assert client.raw("PUT", "/me/password", json=right).status_code == 204
    assert client.raw("GET", "/me").status_code == 401
    assert office.sign_in("wu.jie").status_code == 401
    assert office.sign_in("wu.jie", "a better password").status_code == 201


def test_should_refuse_a_large_body_before_reading_it(office: Office) -> None:
    answer = office.as_("zhao.min").raw("POST", "/tokens", json={"name": "x" * 1_100_000})
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:huiqian:problem:body-too-large"


def test_should_extend_a_session_up_to_the_longest_time(database_url: str) -> None:
    from sqlalchemy import text

    with Office(database_url, session_hours=2, longest_session_hours=3) as office:
        # given: signed in an hour and a half ago
        client = office.as_("zhao.min")
        fresh = client.get("/sessions/current")
        assert 7_190 <= fresh["seconds_left"] <= 7_200
        assert 10_790 <= fresh["seconds_left_at_most"] <= 10_800
        with office.engine.database.begin() as connection:
            connection.execute(
                text(
                    "update people.session set created_at = created_at - interval '90 min',"
                    " expires_at = expires_at - interval '90 min' where id = :id"
                ),
                {"id": fresh["id"]},
            )
        # when
        extended = client.raw("POST", "/sessions/current/extend")
        # then
        assert 5_380 <= extended.json()["seconds_left"] <= 5_400, "not two hours: three is the end"
        assert f"Max-Age={extended.json()['seconds_left']}" in extended.headers["set-cookie"]
        again = client.command("/sessions/current/extend")
        assert again["expires_at"] == extended.json()["expires_at"]


def test_should_not_extend_a_session_that_has_ended(office: Office) -> None:
    client = office.signed_in("chu.jie")
    client.raw("DELETE", "/sessions/current")
    assert client.raw("POST", "/sessions/current/extend").status_code == 401


def test_should_end_the_session_that_a_new_one_replaces(office: Office) -> None:
    # given: a cookie that somebody may have planted
    client = office.signed_in("zhou.ping")
    planted = client.identification
    # when
    client.raw("POST", "/sessions", json={"user": "zhou.ping", "password": "huiqian-demo"})
    # then
    assert office.anonymous().raw("GET", "/me", headers=planted).status_code == 401
