"""What people answer about campaigns, and what makes an answer wrong."""
