"""follow through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from datetime import date, datetime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite rebuilds these two tables; nothing points at them yet, so that no row is lost by it.
    _widen_commitment()
    _create_tables()
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report_id", sa.Integer(), nullable=True))
        batch_op.alter_column("opinion_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_photo_report_id"), ["report_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_photo_report_id_report"), "report", ["report_id"], ["id"]
        )


def _words(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="")


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _day(name: str) -> sa.Column[date]:
    return sa.Column(name, sa.Date(), nullable=True)


def _added() -> list[sa.Column[Any]]:
    """Return the new columns of a commitment, in the order of the model."""
    return [
        _number("topic_id"),
        _words("funding", 200),
        _number("owner_account_id"),
        _words("rules", 40),
        _moment("assigned_at"),
        _number("assigned_by_id"),
        _day("sign_by"),
        _day("first_due_on"),
        _moment("signed_at"),
        _words("signed_name", 40),
        _moment("parked_at"),
        _words("parked_reason", 200),
        _day("review_on"),
        _moment("closed_at"),
        _number("closed_by_id"),
    ]


def _widen_commitment() -> None:
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        for column in _added():
            batch_op.add_column(column)
        batch_op.alter_column("resolution_id", existing_type=sa.INTEGER(), nullable=True)
    op.execute(
        "UPDATE commitment SET topic_id = "
        "(SELECT topic_id FROM resolution WHERE resolution.id = commitment.resolution_id)"
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.alter_column("topic_id", existing_type=sa.INTEGER(), nullable=False)
        for name in ("owner_account_id", "stage", "topic_id"):
            batch_op.create_index(batch_op.f(f"ix_commitment_{name}"), [name], unique=False)
        for name in ("assigned_by_id", "closed_by_id", "owner_account_id"):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_commitment_{name}_account"), "account", [name], ["id"]
            )
        batch_op.create_foreign_key(
            batch_op.f("fk_commitment_topic_id_topic"), "topic", ["topic_id"], ["id"]
        )


def _create_tables() -> None:
    op.create_table(
        "asking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_asking_asked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_asking_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asking")),
        sa.UniqueConstraint("commitment_id", "place", name=op.f("uq_asking_commitment_id_place")),
    )
    with op.batch_alter_table("asking", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_asking_commitment_id"), ["commitment_id"], unique=False
        )

    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_progress_by_id_account")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_progress_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_progress_commitment_id"), ["commitment_id"], unique=False
        )

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("unfinished", sa.Text(), nullable=False),
        sa.Column("cost_fen", sa.Integer(), nullable=True),
        sa.Column("funding", sa.String(length=200), nullable=False),
        sa.Column("no_photo_reason", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_report_by_id_account")),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["account.id"], name=op.f("fk_report_checked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_report_commitment_id_commitment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_report_commitment_id"), ["commitment_id"], unique=False
        )

    op.create_table(
        "result_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=True),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_result_notice_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_result_notice_community_id_community")
        ),
        sa.ForeignKeyConstraint(
            ["posted_by_id"], ["account.id"], name=op.f("fk_result_notice_posted_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
            name=op.f("fk_result_notice_resolution_id_resolution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_notice")),
    )
    with op.batch_alter_table("result_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_result_notice_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_result_notice_community_id"), ["community_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_result_notice_resolution_id"), ["resolution_id"], unique=False
        )

    op.create_table(
        "supervision_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=40), nullable=False),
        sa.Column("overdue_days", sa.Integer(), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("explain_by", sa.Date(), nullable=True),
        sa.Column("copied_to", sa.String(length=200), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_supervision_sheet_commitment_id_commitment"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
            name=op.f("fk_supervision_sheet_community_id_community"),
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["account.id"], name=op.f("fk_supervision_sheet_issued_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_sheet")),
        sa.UniqueConstraint(
            "community_id", "number", name=op.f("uq_supervision_sheet_community_id_number")
        ),
    )
    with op.batch_alter_table("supervision_sheet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_sheet_commitment_id"), ["commitment_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_supervision_sheet_community_id"), ["community_id"], unique=False
        )

    op.create_table(
        "task_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name=op.f("fk_task_link_commitment_id_commitment")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["account.id"], name=op.f("fk_task_link_issued_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["account.id"], name=op.f("fk_task_link_withdrawn_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_link")),
    )
    with op.batch_alter_table("task_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_task_link_commitment_id"), ["commitment_id"], unique=False
        )

    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asking_id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("solved", sa.String(length=40), nullable=False),
        sa.Column("timely", sa.String(length=40), nullable=False),
        sa.Column("satisfied", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asking_id"], ["asking.id"], name=op.f("fk_verdict_asking_id_asking")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["account.id"], name=op.f("fk_verdict_entered_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["opinion_id"], ["opinion.id"], name=op.f("fk_verdict_opinion_id_opinion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint(
            "asking_id", "opinion_id", name=op.f("uq_verdict_asking_id_opinion_id")
        ),
    )
    with op.batch_alter_table("verdict", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdict_asking_id"), ["asking_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verdict_opinion_id"), ["opinion_id"], unique=False)


def downgrade() -> None:
    """Go back; what only the new tables know is lost, and what was handed over at once."""
    op.execute("DELETE FROM photo WHERE opinion_id IS NULL")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_photo_report_id_report"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_photo_report_id"))
        batch_op.alter_column("opinion_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("report_id")
    for table in (
        "verdict",
        "asking",
        "supervision_sheet",
        "report",
        "progress",
        "task_link",
        "result_notice",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM commitment WHERE resolution_id IS NULL")
    op.execute("UPDATE commitment SET stage = 'agreed' WHERE stage != 'dropped'")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        for name in ("assigned_by_id", "closed_by_id", "owner_account_id"):
            batch_op.drop_constraint(
                batch_op.f(f"fk_commitment_{name}_account"), type_="foreignkey"
            )
        batch_op.drop_constraint(batch_op.f("fk_commitment_topic_id_topic"), type_="foreignkey")
        for name in ("owner_account_id", "stage", "topic_id"):
            batch_op.drop_index(batch_op.f(f"ix_commitment_{name}"))
        batch_op.alter_column("resolution_id", existing_type=sa.INTEGER(), nullable=False)
        for name in (
            "closed_by_id", "closed_at", "review_on", "parked_reason", "parked_at", "signed_name",
            "signed_at", "first_due_on", "sign_by", "assigned_by_id", "assigned_at", "rules",
            "owner_account_id", "funding", "topic_id",
        ):  # fmt: skip
            batch_op.drop_column(name)
