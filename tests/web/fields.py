"""Fill fields whose lists arrive and close in their own time."""

from playwright.sync_api import Locator, Page, expect

OPEN_LIST = ".ant-select-dropdown:not(.ant-select-dropdown-hidden)"


def choose(page: Page, field: Locator, option: str, *, goes_on: bool = False) -> None:
    """From a list that can be searched, or among buttons; `goes_on`: several can be chosen."""
    if field.get_by_role("radio").count():
        field.get_by_role("radio", name=option).check()
        return
    # A list for several stays open, and may lie over the field.
    if goes_on and field.get_attribute("aria-expanded") == "true":
        field.focus()
    else:
        field.click()
    page.keyboard.insert_text(option)
    offered = page.locator(f"{OPEN_LIST} .ant-select-item-option")
    expect(offered).to_have_count(1)
    expect(page.locator(f"{OPEN_LIST} .ant-select-item-option-active")).to_have_count(1)
    page.keyboard.press("Enter")
    if not goes_on:
        expect(page.locator(OPEN_LIST)).to_have_count(0)
