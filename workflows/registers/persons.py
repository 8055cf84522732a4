"""Persons 实名库: identity, groups, employments, insurance, attendance, as imported facts.

One row states one fact; a later row about the same thing supersedes the earlier one. ID numbers
are stored as they are and masked on every way out (`workflows.registers.masking`).
"""

from sqlalchemy import Column, Date, Index, Text

from workflows.registers import register_table

#: Identity: `status` is "valid" or "invalid"; a date of death or of a first pension where known.
person = register_table(
    "person",
    Column("id_number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("status", Text, nullable=False, server_default="valid"),
    Column("deceased_on", Date),
    Column("pension_from", Date),
    Index(None, "id_number"),
)

#: Membership in a group of people (人员类别), e.g. "poor_labour", from `valid_from` on.
person_group = register_table(
    "person_group",
    Column("id_number", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("valid_until", Date),
    Index(None, "id_number"),
)

#: Employment with an organisation (organisation id or name) from `valid_from` on.
employment = register_table(
    "employment",
    Column("id_number", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("valid_until", Date),
    Index(None, "id_number"),
)

#: Months of unemployment insurance paid in a city: first and last month, as first days of months.
insurance = register_table(
    "insurance",
    Column("id_number", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("first_month", Date, nullable=False),
    Column("last_month", Date, nullable=False),
    Index(None, "id_number"),
)

#: Attendance in a training project from `valid_from` to `last_day`.
attendance = register_table(
    "attendance",
    Column("id_number", Text, nullable=False),
    Column("project_id", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Index(None, "id_number"),
)
