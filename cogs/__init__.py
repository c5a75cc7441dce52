"""Commands: read the interaction, call a service, render. No SQL and no computing."""
