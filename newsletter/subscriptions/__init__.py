"""Lists, members and their subscriptions; what the pages behind links do."""
