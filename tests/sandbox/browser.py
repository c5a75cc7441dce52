"""Chromium on the sandbox's page, as a newcomer would use it."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WAIT_MS = 10_000


@contextmanager
def open_page(url, *, width=1280, height=900, scale=1):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            page.set_default_timeout(_WAIT_MS)
            page.goto(url)
            page.get_by_text("Here is the news").last.wait_for()
            yield page
        finally:
            browser.close()


def brief(page, option, typed, *, pick):
    """Type `/brief`, choose an option, begin to type in it, pick the suggestion `pick`, send."""
    composer = page.get_by_placeholder("Message #news")
    composer.click()
    composer.press_sequentially("/brief")
    page.locator("#command-picker-listbox").get_by_role("option").first.click()
    suggestions = page.locator("#command-suggestion-listbox")
    suggestions.get_by_text(option, exact=True).click()
    page.get_by_role("combobox", name=option).press_sequentially(typed)
    suggestions.get_by_text(pick).click()
    page.locator(".command-option-input").first.press("Enter")
