"""Web plumbing without domain words: clock, access, pages, forms, errors, jobs, printing."""
