"""The only room that speaks SQL: tables, statements and readers."""
