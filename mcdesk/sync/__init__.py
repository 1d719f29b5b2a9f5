"""The protocol between a workspace and a hub; empty until teams are served."""
