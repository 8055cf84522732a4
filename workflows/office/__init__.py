"""What every bureau does at the end of a case: notice 通知, ledger 台账."""
