"""The only part of `bot/` that knows Discord: the client, posts as views, buttons that outlive a restart, replies."""
