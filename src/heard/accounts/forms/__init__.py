"""What people answer about themselves and others, and what makes an answer wrong."""
