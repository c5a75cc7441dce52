"""SQLite behind named queries: models in, models out, never rows."""
