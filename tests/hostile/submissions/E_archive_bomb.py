"""Unpacks an archive that grows a thousandfold: here to at most 128 MB.

Must hold: its own disk and memory are the limit.
"""
import io
import zipfile

packed = io.BytesIO()
with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
    for number in range(2):
        archive.writestr(f"big{number}", bytes(64 << 20))
zipfile.ZipFile(packed).extractall("unpacked")
print("FILLED")
