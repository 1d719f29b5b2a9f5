"""Storage: SQLAlchemy tables, units of work, migrations, backups. The only room that knows SQL."""
