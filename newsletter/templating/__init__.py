"""What mails, pages and notices share: the template environment and what the interface says."""
