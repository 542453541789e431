"""What staff open about places."""
