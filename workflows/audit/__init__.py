"""Third-party audit 第三方审计 (D1–D4), fraud handling (D6), disclosure (D7)."""
