"""Count what a person's hands do: keys that are no text, and clicks.

    hands = Hands(page)
    hands.press("a"); hands.press("Control+Enter")
    hands.click(page.get_by_role("button", name="通过"))
    assert hands.count == 3

Typing a text (`hands.type`) is work of its own and not counted.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass
class Hands:
    page: Page
    count: int = 0

    def press(self, key: str, times: int = 1) -> None:
        """A key, or keys held together ("Control+Enter"), so many times."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.count += 1

    def click(self, place: Locator) -> None:
        place.click()
        self.count += 1

    def type(self, text: str) -> None:
        """Into what has the focus."""
        self.page.keyboard.insert_text(text)
