"""The plan: shifts, needs, duties, rules, fairness and explanations, all pure."""
