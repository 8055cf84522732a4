"""Two documents of one name would come out under the names of their modules, for every client."""

from api.app import bare_app


def test_should_call_each_document_by_one_name_of_its_own() -> None:
    """Neither "api__schemas__x__NoticeOut" nor a name made of types, "Page_dict_str__Any__"."""
    schemas = bare_app().openapi()["components"]["schemas"]
    assert [name for name in schemas if "__" in name] == []
