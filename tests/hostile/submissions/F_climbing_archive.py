"""Unpacks archives whose members climb out of the folder or are links.

Must hold: the bait outside is unchanged.
"""
import io
import tarfile

packed = io.BytesIO()
with tarfile.open(fileobj=packed, mode="w") as archive:
    for name in ("@BAIT@", "../../../../../../../../../..@BAIT@"):
        member = tarfile.TarInfo(name)
        member.size = 5
        archive.addfile(member, io.BytesIO(b"owned"))
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "@BAIT_FOLDER@"
    archive.addfile(link)
    member = tarfile.TarInfo("link/new")
    member.size = 5
    archive.addfile(member, io.BytesIO(b"owned"))
packed.seek(0)
with tarfile.open(fileobj=packed) as archive:
    for member in archive:
        try:
            archive.extract(member, ".", filter="fully_trusted")
        except (OSError, KeyError) as error:
            print(error)
    archive.extractall("/", filter="fully_trusted")
