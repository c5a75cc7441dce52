"""The bot's picture in the sandbox: a sheet of text with one sentence marked."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIDE = 128
_GROUND, _TEXT, _MARKED = "#3a6ea5", "#dfe8f2", "#ffd166"
#: Lines of the sheet, from the top: left, right, colour.
_LINES = ((30, 98, _TEXT), (30, 86, _TEXT), (30, 98, _MARKED), (30, 70, _TEXT))


def portrait() -> bytes:
    """A square PNG of `SIDE` pixels."""
    image = Image.new("RGB", (SIDE, SIDE), _GROUND)
    draw = ImageDraw.Draw(image)
    for number, (left, right, colour) in enumerate(_LINES):
        top = 32 + 18 * number
        draw.rounded_rectangle((left, top, right, top + 9), radius=4, fill=colour)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
