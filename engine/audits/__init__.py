"""Samples of auditors 审计抽样: drawing, working papers. Nothing here touches a case."""
