"""What is known of languages before any text is read: their words, stems and stop words (pure)."""
