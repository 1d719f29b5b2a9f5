"""The workspace's settings: name, profile, guide, demands, calendar, backups."""
