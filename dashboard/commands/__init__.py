"""The commands of ``zeropark``, one module a subject."""
