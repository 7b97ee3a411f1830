"""Autograders for learning systems: made here, and what runs in them."""

from grader.packs.build import KINDS, Kind, PackedFile, kind_named, pack, write_folder, write_zip

__all__ = ["KINDS", "Kind", "PackedFile", "kind_named", "pack", "write_folder", "write_zip"]
