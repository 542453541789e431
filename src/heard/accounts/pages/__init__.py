"""What each page of this app shows."""
