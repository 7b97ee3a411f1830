"""Connects to a socket in the file system.

Must hold: no socket can be made.
"""
import socket

with socket.socket(socket.AF_UNIX) as connection:
    connection.connect("@UNIX@")
    connection.sendall(b"owned")
