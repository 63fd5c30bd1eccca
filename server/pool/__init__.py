"""Killable workers: processes that answer messages, and who starts, asks and ends them."""
