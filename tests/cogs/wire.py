"""Discord's limits that simcord does not check, held against everything the bot sent."""

import re
from urllib.parse import urlsplit

COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
ROW, BUTTON, TEXT, CONTAINER = 1, 2, 10, 17


def complaints(requests):
    """What Discord would have refused, one line each."""
    found = []
    for request in requests:
        body = request.json
        if request.path.endswith("/commands") and request.method == "PUT":
            for command in body:
                found += _command(command, command["name"])
        elif request.path.endswith("/callback") and body["type"] == 8:
            found += _choices((body.get("data") or {}).get("choices") or [], "suggestions")
        else:
            for message in (body, (body or {}).get("data") if isinstance(body, dict) else None):
                if isinstance(message, dict) and "components" in message:
                    found += about_message(message, request.path)
    return found


def components_of(message):
    """Every component of a message, whatever it stands in, as one reads."""
    for component in message.get("components") or []:
        yield component
        yield from components_of(component)
        if component.get("accessory"):
            yield component["accessory"]


def units(text):
    """The length of a text as the strictest of Discord's clients counts, in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def text_of(message):
    """All that a message says, a line each."""
    return "\n".join(c["content"] for c in components_of(message) if c["type"] == TEXT)


def about_message(message, where):
    """What Discord would refuse in a message."""
    parts = list(components_of(message))
    if len(parts) > 40:
        yield f"{where}: {len(parts)} components"
    length = sum(units(part["content"]) for part in parts if part["type"] == TEXT)
    if length > 4000:
        yield f"{where}: {length} characters"
    ids = [part["custom_id"] for part in parts if part.get("custom_id")]
    if len(ids) != len(set(ids)):
        yield f"{where}: a custom id stands twice"
    for part in parts:
        if part["type"] == ROW and not 1 <= len(part["components"]) <= 5:
            yield f"{where}: a row of {len(part['components'])} buttons"
        if part["type"] == TEXT and not part["content"].strip():
            yield f"{where}: an empty text"
        if part["type"] == BUTTON:
            yield from _button(part, where)
    if (message.get("allowed_mentions") or {}).get("parse"):
        yield f"{where}: may mention"


def _button(button, where):
    if not 1 <= units(button.get("label") or "") <= 80:
        yield f"{where}: button label of {len(button.get('label') or '')} characters"
    if units(button.get("custom_id") or "") > 100:
        yield f"{where}: custom id of {len(button['custom_id'])} characters"
    if button.get("url") is not None:
        parts = urlsplit(button["url"])
        if parts.scheme not in ("http", "https") or not parts.netloc or len(button["url"]) > 512:
            yield f"{where}: address {button['url']!r}"


def _command(command, where):
    if not COMMAND_NAME.match(command["name"]) or command["name"] != command["name"].lower():
        yield f"{where}: name"
    if not 1 <= len(command.get("description") or "") <= 100:
        yield f"{where}: description of {len(command.get('description') or '')} characters"
    options = command.get("options") or []
    if len(options) > 25:
        yield f"{where}: {len(options)} options"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{where}: a required option after one that is not"
    for option in options:
        yield from _command(option, f"{where} {option['name']}")
    yield from _choices(command.get("choices") or [], where)


def _choices(choices, where):
    if len(choices) > 25:
        yield f"{where}: {len(choices)} choices"
    for choice in choices:
        if not 1 <= units(choice["name"]) <= 100 or not 1 <= units(str(choice["value"])) <= 100:
            yield f"{where}: choice {choice!r:.80}"
