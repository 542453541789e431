"""What asks open networks for the posts that name a hashtag. Nothing here knows Django, a database or a campaign."""
