"""The text of a PDF, page by page."""

import io

import pypdf


def pages_of(data: bytes) -> list[str]:
    """The text without blanks, which readers guess between Chinese characters.

    This reader takes the two bytes of a code one by one; the first gives NUL.
    """
    reader = pypdf.PdfReader(io.BytesIO(data))
    return ["".join(page.extract_text().replace("\0", "").split()) for page in reader.pages]
