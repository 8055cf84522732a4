"""Which bureau is the competent one: climbing the areas."""

from engine.people.organisations import Area, Organisation, Organisations

KNOWN = Organisations.of(
    [
        Area("000000", None, "全国", "nation"),
        Area("110000", "000000", "北京市", "Beijing", 6),
        Area("110105", "110000", "朝阳区", "Chaoyang"),
        Area("110108", "110000", "海淀区", "Haidian"),
    ],
    [
        Organisation("110000.finance_bureau", "finance_bureau", "110000", "", ""),
        Organisation("110000.hrss_bureau", "hrss_bureau", "110000", "", ""),
        Organisation("110105.hrss_bureau", "hrss_bureau", "110105", "", ""),
        Organisation("a_firm", "enterprise", "110105", "", ""),
        Organisation("z_firm", "enterprise", "110105", "", ""),
    ],
)


def test_should_take_the_nearest_bureau() -> None:
    assert KNOWN.bureau("hrss_bureau", "110105") == "110105.hrss_bureau"
    assert KNOWN.bureau("hrss_bureau", "110108") == "110000.hrss_bureau"
    assert KNOWN.bureau("finance_bureau", "110105") == "110000.finance_bureau"


def test_should_find_none_where_there_is_none() -> None:
    assert KNOWN.bureau("tax_bureau", "110105") is None
    assert KNOWN.bureau("hrss_bureau", "nowhere") is None


def test_should_choose_among_several_of_a_kind_by_id() -> None:
    assert KNOWN.bureau("enterprise", "110105") == "a_firm"


def test_should_find_all_of_a_kind_that_are_nearest() -> None:
    assert KNOWN.nearest("enterprise", "110105") == ("a_firm", "z_firm")
    assert KNOWN.nearest("hrss_bureau", "110108") == ("110000.hrss_bureau",)
    assert KNOWN.nearest("tax_bureau", "110105") == ()


def test_should_inherit_the_plan() -> None:
    assert KNOWN.plan("110105") == 6
    assert KNOWN.plan("000000") is None


def test_should_hold_what_lies_inside() -> None:
    assert KNOWN.within("110000") == {"110000", "110105", "110108"}
    assert KNOWN.within("nowhere") == {"nowhere"}


def test_should_end_although_areas_run_in_a_circle() -> None:
    circle = Organisations.of([Area("a", "b", "", ""), Area("b", "a", "", "")], [])
    assert list(circle.chain("a")) == ["a", "b"]


def test_should_change_its_version_with_what_deciding_reads() -> None:
    # given
    renamed = Organisations.of(
        [*KNOWN.areas.values()],
        [
            *KNOWN.organisations.values(),
            Organisation("110000.hrss_bureau", "hrss_bureau", "110000", "新名", "new name"),
        ],
    )
    fewer = Organisations.of(
        KNOWN.areas.values(), [o for o in KNOWN.organisations.values() if o.id != "a_firm"]
    )
    # then
    assert renamed.version == KNOWN.version != fewer.version
