"""What the second opinion said, counted over one run or many."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What the second opinion said, over one run or many."""

    records: int = 0  #: process instances
    to_the_end: int = 0  #: … agreed to their last entry
    judged: int = 0  #: journal entries it was asked about and answered
    total: int = 0
    differences: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)  #: why entries were not judged
    processes_to_the_end: set[str] = field(default_factory=set)

    def add(self, other: "Tally") -> None:
        self.records += other.records
        self.to_the_end += other.to_the_end
        self.judged += other.judged
        self.total += other.total
        self.differences += other.differences
        self.reasons += other.reasons
        self.processes_to_the_end |= other.processes_to_the_end

    @property
    def text(self) -> str:
        share = 100 * self.judged // self.total if self.total else 0
        parts = [
            f"agrees to the end of {self.to_the_end} of {self.records} process runs",
            f"{self.judged} of {self.total} entries judged ({share} %)",
            f"{len(self.differences)} differences",
        ]
        if self.reasons:
            counted = ", ".join(f"{name} {count}" for name, count in self.reasons.most_common())
            parts.append(f"no opinion: {counted}")
        return "; ".join([*parts, *self.differences])
