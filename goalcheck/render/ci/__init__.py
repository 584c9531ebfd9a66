"""An analysis for the machines that check changes: SARIF, JUnit, GitHub and GitLab."""
