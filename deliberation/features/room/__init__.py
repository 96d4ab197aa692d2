"""The meeting itself, stage by stage."""
