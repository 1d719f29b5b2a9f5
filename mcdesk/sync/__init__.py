"""The protocol between a workspace and its team's hub."""
