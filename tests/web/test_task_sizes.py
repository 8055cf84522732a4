"""What the task page adds to what is loaded already (gzip)."""

import pytest

from tests.web.test_sources import DIST, gzip_kilobytes, loaded_with

pytestmark = pytest.mark.browser  # it needs the built pages

TASK_PAGE_KILOBYTES = 150
PDF_KILOBYTES = 520


def test_should_keep_the_task_page_small() -> None:
    first = loaded_with("index.html") | loaded_with("src/app/Shell.tsx")
    added = loaded_with("src/features/task/TaskPane.tsx") - first
    assert gzip_kilobytes(added) <= TASK_PAGE_KILOBYTES


def test_should_load_the_pdf_viewer_only_when_a_pdf_is_opened() -> None:
    # given
    task = loaded_with("src/features/task/TaskPane.tsx")
    viewer = loaded_with("src/features/task/evidence/pdf.ts")
    worker = {f"assets/{each.name}" for each in (DIST / "assets").glob("pdf-worker-*.js")}
    # then
    assert len(worker) == 1
    assert gzip_kilobytes((viewer - task) | worker) <= PDF_KILOBYTES
    assert not any("pdf" in each for each in task)
