"""From text to ranked sentences to a briefing. Pure; `text` and `methods` import nltk and sumy, so only workers do."""
