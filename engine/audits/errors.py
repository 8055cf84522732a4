"""What samples and working papers decline."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.errors import Conflict, Invalid, NotAllowed, NotFound

MOST_POPULATION = 100_000
MOST_SAMPLE = 5_000


@dataclass(eq=False)
class SampleNotFound(NotFound):
    """There is no such sample (样本不存在)."""

    zh = "没有样本 {sample}。"
    en = "Expected a sample {sample}."
    sample: UUID


@dataclass(eq=False)
class SampleItemNotFound(NotFound):
    """The sample has no such item (样本中没有该项)."""

    zh = "样本中没有第 {position} 项。"
    en = "Expected an item {position} in the sample."
    position: int


class SampleIsDrawn(Conflict):
    """The sample is drawn already (样本已抽取)."""

    zh = "样本已经抽取，不能再次抽取；需要另一样本时请新建抽样计划。"
    en = "The sample is drawn; plan another one instead of drawing it again."


class SampleIsOthers(NotAllowed):
    """This sample belongs to another office (该样本属于其他单位)."""

    zh = "只有制定抽样计划的单位可以抽取样本、填写底稿。"
    en = "Only the office that planned the sample draws it and writes its papers."


class PopulationTooLarge(Invalid):
    """The population is too large (总体过大)."""

    zh = f"总体超过 {MOST_POPULATION:,} 件，请缩小检索范围。"
    en = f"The population has more than {MOST_POPULATION:,} cases; narrow the search."


class PopulationEmpty(Invalid):
    """The population is empty (总体为空)."""

    zh = "没有办件符合检索条件，无法抽样。"
    en = "No case meets the conditions, so there is nothing to draw from."


@dataclass(eq=False)
class SampleTooLarge(Invalid):
    """The sample is larger than its population (样本量超过总体)."""

    zh = "样本量 {size} 超过上限 {limit}。"
    en = "Expected a sample of at most {limit}, but got {size}."
    size: int
    limit: int


class BoundsNotAscending(Invalid):
    """The bounds of the amount bands do not ascend (金额分段界限未递增)."""

    zh = "金额分段界限须为递增的正数。"
    en = "The bounds of amount bands must be positive and ascending."


class PaperIncomplete(Invalid):
    """The entry of the working paper is incomplete (底稿内容不完整)."""

    zh = "记录须有文字；审计发现须有类型，结论须为合规、不合规或未定。"
    en = "An entry needs text; a finding needs its type, a conclusion proper, improper or open."


@dataclass(eq=False)
class NothingToWithdraw(Invalid):
    """There is no such entry to take back (没有可撤回的记录)."""

    zh = "本项没有可撤回的第 {entry} 号记录。"
    en = "The item has no entry {entry} that can be taken back."
    entry: int
