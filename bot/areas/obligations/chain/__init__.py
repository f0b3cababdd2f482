"""What proves a duty, link by link, as one paper."""
