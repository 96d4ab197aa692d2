"""What a sheet may load: files under static/ and data: URIs, and nothing else.

A page holds text that anybody may have typed; it must reach neither the disk nor the network.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse


class ClosedFetcher(URLFetcher):
    """Refuse every address that is not the application's own."""

    def __init__(self, static: Path) -> None:
        super().__init__(  # type: ignore[no-untyped-call]  # WeasyPrint has no hints
            allowed_protocols=("file", "data"), allow_redirects=False
        )
        self.root = static.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Read an own file or an inline picture.

        Raises:
            ValueError: the address is outside; the engine leaves the picture out.
        """
        parts = urlsplit(url)
        own = parts.scheme == "file" and not parts.netloc and self.holds(parts.path)
        if not own and parts.scheme != "data":
            raise ValueError(f"closed: {parts.scheme}")
        answer: URLFetcherResponse = super().fetch(url, headers)  # type: ignore[no-untyped-call]  # WeasyPrint has no hints
        return answer

    def holds(self, path: str) -> bool:
        """Tell whether a path stays under static/ once links and dots are followed."""
        return Path(unquote(path)).resolve().is_relative_to(self.root)
