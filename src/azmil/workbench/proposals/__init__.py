"""Proposals: records drafted elsewhere, kept outside the base until a person accepts or rejects each one."""
