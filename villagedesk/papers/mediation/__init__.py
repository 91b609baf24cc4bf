"""The papers of people's mediation: the forms of a volume, its cover and contents, and the ledgers."""
