"""The door for XML: what comes in, and what is refused with which words."""

import pytest

from engine.xml import XmlLimits, XmlRefused, read_xml

STRICT = XmlLimits()
DIAGRAM = '<d xmlns="urn:model"><step id="review"/><step id="pay"/></d>'


def refused(data: bytes, limits: XmlLimits = STRICT) -> list[tuple[int, str]]:
    with pytest.raises(XmlRefused) as caught:
        read_xml(data, limits)
    assert all(p.message_zh and p.message_en for p in caught.value.problems)
    return [(p.line, p.rule_id) for p in caught.value.problems]


def test_should_return_the_root_of_a_harmless_document():
    # given / when
    root = read_xml(DIAGRAM.encode())
    # then
    assert root.tag == "{urn:model}d" and [e.get("id") for e in root] == ["review", "pay"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_should_read_chinese_in_the_usual_encodings(encoding):
    # given
    data = "<d>初审</d>".encode(encoding)
    # when / then
    assert read_xml(data).text == "初审"


@pytest.mark.parametrize("encoding", ["gbk", "GB2312", "gb18030"])
def test_should_read_the_encodings_of_older_office_tools(encoding):
    # given
    data = f"<?xml version='1.0' encoding='{encoding}'?><d>初审</d>".encode(encoding)
    # when / then
    assert read_xml(data).text == "初审"


def test_should_join_text_around_a_comment():
    assert read_xml(b"<d>role<!-- x -->_admin<?pi y?>s</d>").text == "role_admins"


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE d><d/>",
        '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><d>&b;</d>',
        '<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
        '<?xml version="1.0"?>\n<!-- > -->\n<?x <!--?>\n<!DOCTYPE d PUBLIC "a" "http://h/"><d/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_should_refuse_every_doctype(document, encoding):
    # given / when
    problems = refused(document.encode(encoding))
    # then
    assert [rule for _, rule in problems] == ["xml.doctype"]


def test_should_name_the_line_of_the_doctype():
    assert refused(b"<?xml version='1.0'?>\n\n<!DOCTYPE d>\n<d/>") == [(3, "xml.doctype")]


def test_should_not_take_a_doctype_in_a_text_for_one():
    # given documentation that quotes HTML
    data = b"<!-- <!DOCTYPE d> --><d><![CDATA[<!DOCTYPE html>]]></d>"
    # when / then
    assert read_xml(data).text == "<!DOCTYPE html>"


@pytest.mark.parametrize("name", ["utf-7", "utf-32", "ebcdic-cp-us", "utf-16"])
def test_should_refuse_an_encoding_that_could_hide_something(name):
    data = f"<?xml version='1.0' encoding='{name}'?><d/>".encode()
    assert refused(data) == [(1, "xml.encoding")]


def test_should_refuse_bytes_that_do_not_follow_their_encoding():
    assert refused(b"<d>\n\xff</d>") == [(2, "xml.encoding")]


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"<d>", b"<d></e>", b"<d>&nbsp;</d>", b"<d>\x00</d>", b"<d/><d/>", b"text"],
)
def test_should_say_that_a_document_is_not_well_formed(data):
    assert [rule for _, rule in refused(data)] == ["xml.syntax"]


def test_should_refuse_text_instead_of_bytes():
    with pytest.raises(TypeError):
        read_xml("<d/>")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limits", "document", "rule"),
    [
        (XmlLimits(size_bytes=10), "<d>12345678</d>", "xml.size"),
        (XmlLimits(depth=3), "<d><d><d><d/></d></d></d>", "xml.depth"),
        (XmlLimits(elements=2), "<d><e/><e/></d>", "xml.elements"),
        (XmlLimits(attributes_per_element=1), "<d a='1' b='2'/>", "xml.element_attributes"),
        (XmlLimits(attributes=1), "<d a='1'><e b='2'/></d>", "xml.attributes"),
        (XmlLimits(text_characters=3), "<d>1234</d>", "xml.text"),
        (XmlLimits(text_characters=3), "<d><e/>1234</d>", "xml.text"),
        (XmlLimits(text_characters=3), "<d a='1234'/>", "xml.text"),
        (XmlLimits(namespaces=1), "<d xmlns='u:a' xmlns:b='u:b'/>", "xml.namespaces"),
    ],
)
def test_should_hold_each_limit(limits, document, rule):
    assert [r for _, r in refused(document.encode(), limits)] == [rule]


def test_should_stop_at_the_depth_limit_of_a_very_deep_document():
    assert [r for _, r in refused(b"<d>" * 100_000)] in (["xml.depth"], ["xml.syntax"])


def test_should_list_all_duplicate_ids_with_their_lines():
    # given
    data = b'<d>\n<e id="a"/>\n<e id="b"/>\n<e id="a"/>\n<e id="b"/>\n</d>'
    # when / then
    assert refused(data) == [(4, "xml.duplicate_id"), (5, "xml.duplicate_id")]


def test_should_leave_ids_of_foreign_extensions_alone():
    # given two extension elements with an attribute that is only called id
    data = b'<d xmlns="u:m" xmlns:z="u:z"><z:form id="a"/><z:form id="a"/><e id="a"/></d>'
    # when / then
    assert len(read_xml(data)) == 3


def test_should_cap_the_report_of_duplicate_ids():
    data = b"<d>" + b'<e id="a"/>' * 10_000 + b"</d>"
    assert len(refused(data)) == 100


def test_should_not_reach_for_files_or_the_network(tmp_path):
    # given an inclusion, which is only an element here
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    data = (
        f'<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret.as_uri()}"/></d>'
    ).encode()
    # when
    root = read_xml(data)
    # then
    assert "".join(root.itertext()) == ""


def test_should_follow_the_byte_order_mark_and_not_the_claim():
    data = "<?xml version='1.0' encoding='us-ascii'?><d>初审</d>".encode("utf-16")
    assert read_xml(data).text == "初审"
