"""A newcomer's first minute, in a real browser."""

import shutil

import pytest

from tests.sandbox.process import sandbox_process

browser = pytest.importorskip("tests.sandbox.browser", reason="playwright is not installed", exc_type=ImportError)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(browser.CHROMIUM is None, reason="no `chromium` is installed (Debian: apt install chromium)"),
]


def test_a_member_briefs_a_topic_and_sees_where_a_sentence_is_from(tmp_path, corpus_database):
    shutil.copy(corpus_database, tmp_path / "sandbox.db")
    with sandbox_process(tmp_path) as sandbox, browser.open_page(sandbox.url) as page:
        assert page.get_by_label("Viewing as").locator("option:checked").inner_text() == "Alice"

        browser.brief(page, "topic", "Tarn", pick="Tarn Holm")
        page.get_by_role("heading", name="Tarn Holm").wait_for()
        page.get_by_role("button", name="Where is this from?").first.click()

        page.get_by_text("Only you can see this").wait_for()
        message = page.locator("#channel-message-list > *").last
        sentence = message.locator("strong").last.inner_text()
        paragraph = message.inner_text()
        assert sentence in paragraph
        assert "paragraph 1 of" in paragraph
        assert sentence in page.locator("#channel-message-list > *").nth(-2).inner_text(), "as in the briefing"

        assert sandbox.stop() == 0
