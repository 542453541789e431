"""What answers each address about campaigns."""
