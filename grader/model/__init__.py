"""Frozen records that every room shares: values, targets, sets, submissions, runs, reports."""
