"""Connects to an abstract socket, which no file rights protect.

Must hold: no socket can be made.
"""
import socket

with socket.socket(socket.AF_UNIX) as connection:
    connection.connect("\0@ABSTRACT@")
    connection.sendall(b"owned")
