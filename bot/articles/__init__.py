"""How text becomes an article: reading files, finding the parts, telling who is who."""
