"""Institution accreditation 机构认定 (A1, A2, A9): standing, panel, certificate, rating."""
