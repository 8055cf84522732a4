"""Where the browser goes after signing in: only ever to a page of ours."""

from urllib.parse import urlsplit

HOME = "/app/"
SIGN_IN_PAGE = "/app/sign-in"
LONGEST = 2_000


def safe_return(wanted: str | None) -> str:
    """The path with query and fragment when it is one of our pages, else the home page.

    Browsers read "//host", "/\\host" and "/<tab>/host" as another site; none of them passes.
    """
    if not wanted or len(wanted) > LONGEST:
        return HOME
    if any(ord(letter) <= 0x20 or letter in "\\\x7f" for letter in wanted):
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    is_page = parts.path == "/app" or parts.path.startswith("/app/")
    if parts.scheme or parts.netloc or not is_page or ".." in parts.path:
        return HOME
    return HOME if parts.path.startswith(SIGN_IN_PAGE) else wanted
