"""Tables of the engine, schema `engine`. Every table of a case leads with `case_id`."""

from engine.store.tables.audits import (
    sample,
    sample_item,
    sample_paper,
    sample_population,
    saved_search,
)
from engine.store.tables.base import metadata
from engine.store.tables.bundles import bundle, bundle_file, bundle_process, bundle_start, pins
from engine.store.tables.cases import (
    case,
    case_counter,
    case_party,
    draft,
    search_field,
    search_word,
    start_key,
    variable,
)
from engine.store.tables.clock import clock, clock_move
from engine.store.tables.files import (
    attachment,
    attachment_chunk,
    attachment_upload,
    attachment_use,
)
from engine.store.tables.jobs import job, job_progress, worker
from engine.store.tables.journal import head, journal, reading
from engine.store.tables.phrases import phrase
from engine.store.tables.publishing import publish_request, scenario_run
from engine.store.tables.start_drafts import start_draft, start_draft_sheet
from engine.store.tables.tasks import incident, performer, task, task_candidate, wait
from engine.store.tables.tryouts import sandbox, sandbox_file, sandbox_step
from engine.store.tables.workbench import notice, notice_read, saved_view
from engine.store.tables.workspaces import workspace, workspace_save, workspace_visit

__all__ = [
    "attachment",
    "attachment_chunk",
    "attachment_upload",
    "attachment_use",
    "bundle",
    "bundle_file",
    "bundle_process",
    "bundle_start",
    "case",
    "case_counter",
    "case_party",
    "clock",
    "clock_move",
    "draft",
    "head",
    "incident",
    "job",
    "job_progress",
    "journal",
    "metadata",
    "notice",
    "notice_read",
    "performer",
    "phrase",
    "pins",
    "publish_request",
    "reading",
    "sample",
    "sample_item",
    "sample_paper",
    "sample_population",
    "sandbox",
    "sandbox_file",
    "sandbox_step",
    "saved_search",
    "saved_view",
    "scenario_run",
    "search_field",
    "search_word",
    "start_draft",
    "start_draft_sheet",
    "start_key",
    "task",
    "task_candidate",
    "variable",
    "wait",
    "worker",
    "workspace",
    "workspace_save",
    "workspace_visit",
]
