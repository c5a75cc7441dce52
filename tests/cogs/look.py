"""What a person sees of an answer, and the buttons they find there."""

import re

from tests.cogs.wire import BUTTON, components_of, text_of

SAMPLE_MARK = "*invented sample*"


def messages(answer):
    """Everything that came as an answer to one interaction."""
    return [message for message in (answer.response, *answer.followups) if message is not None]


def text(answer):
    """All that it says, a line each, as Markdown."""
    return "\n".join(text_of({"components": message.components}) for message in messages(answer))


def plain(answer):
    """The same without the escapes, as it is read."""
    return re.sub(r"\\(.)", r"\1", text(answer)).replace("**", "")


def buttons(answer):
    """Its buttons, in order."""
    parts = [part for message in messages(answer) for part in components_of({"components": message.components})]
    return [part for part in parts if part["type"] == BUTTON]


def labels(answer):
    """What stands on the buttons that can be pressed."""
    return [button["label"] for button in buttons(answer) if not button.get("disabled")]


def moments(answer):
    """The epoch seconds of every moment it names, in order."""
    return [int(seconds) for seconds in re.findall(r"<t:(-?\d+):R>", text(answer))]


def sentences(answer):
    """The sentences of a briefing: what stands above the source of each point."""
    lines = text(answer).split("\n")
    points = [part["custom_id"] for part in buttons(answer) if part["label"] == "Where is this from?"]
    body = [line for line in lines if not line.startswith(("#", "-#", "**"))]
    return [re.sub(r"\\(.)", r"\1", line) for line in body[-len(points) :]]


async def press(person, answer, label, nth=0):
    """Press the nth button of that label, as it stands now."""
    found = [button["custom_id"] for button in buttons(answer) if button["label"] == label]
    return await person.click(messages(answer)[-1], custom_id=found[nth])
