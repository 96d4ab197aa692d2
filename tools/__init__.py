"""Set-up scripts and tools of the workshop; nothing here is part of the installed package."""
