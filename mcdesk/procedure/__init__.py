"""The procedure, pure: stages, roles, forms, rules, guards, computed fields, commands."""
