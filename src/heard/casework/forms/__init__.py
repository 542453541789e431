"""What staff may ask of the queue and decide on a case, checked."""
