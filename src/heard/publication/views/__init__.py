"""What answers at publication's addresses."""
