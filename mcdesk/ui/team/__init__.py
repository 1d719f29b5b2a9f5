"""The window's side of a workspace that is shared with a team."""
