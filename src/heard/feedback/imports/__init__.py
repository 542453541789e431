"""Reading other people's files: what kind they are, what their columns mean, and what each row says."""
