"""Questions: the sets that Heard ships as data, and the versions that a campaign's forms make of them."""
