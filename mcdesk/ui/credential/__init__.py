"""The page of a micro-credential: where it stands, its forms, people, history and files."""
