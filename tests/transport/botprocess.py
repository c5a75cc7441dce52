"""The bot as it is run, pointed at a stand-in of Discord: `python -m tests.transport.botprocess run`."""

import os
import sys

if __name__ == "__main__":
    # Only here: the bot's worker processes import this module again, and need none of it.
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    from bot.__main__ import main

    Route.BASE = os.environ["STANDIN_HTTP"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["STANDIN_GATEWAY"])
    sys.exit(main(sys.argv[1:]))
