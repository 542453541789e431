"""The copy of all that is held about what a person sent: what stands in it, and who makes it by which means."""
