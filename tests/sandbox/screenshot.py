"""Makes docs/images/sandbox.png: `python -m tests.sandbox.screenshot`, from the folder above tests/."""

import tempfile
from pathlib import Path

from PIL import Image

from tests.corpus import ROOT
from tests.sandbox import browser
from tests.sandbox.process import sandbox_process

IMAGE = ROOT / "docs" / "images" / "sandbox.png"
#: A message with what stands left of it; what is right of it is empty.
WIDTH = 700


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        sandbox_process(Path(folder)) as sandbox,
        browser.open_page(sandbox.url, width=1050, height=1700, scale=2) as page,
    ):
        browser.brief(page, "topic", "Tarn", pick="Tarn Holm")
        page.get_by_role("heading", name="Tarn Holm").wait_for()
        points = page.get_by_role("button", name="Where is this from?")
        page.get_by_role("button", name="Shorter").click()
        points.nth(2).wait_for(state="detached")
        points.first.click()
        page.get_by_text("Only you can see this").wait_for()
        page.mouse.move(0, 0)  # what the pointer stands on looks different
        page.screenshot(path=IMAGE, clip=around(page.locator("#channel-message-list > *")))
    with Image.open(IMAGE) as image:
        image.quantize(256, Image.Quantize.MAXCOVERAGE).save(
            IMAGE, optimize=True
        )  # a quarter of the size, and looks the same


def around(messages) -> dict[str, float]:
    """The part of the page that shows the last two messages."""
    first, last = messages.nth(-2).bounding_box(), messages.nth(-1).bounding_box()
    return {"x": first["x"], "y": first["y"], "width": WIDTH, "height": last["y"] + last["height"] - first["y"]}


if __name__ == "__main__":
    main()
