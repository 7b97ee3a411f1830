"""Sends what looks like a question to a name server, by UDP, to a port on this machine.

Must hold: there is no network, and so no channel through names.
"""
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.sendto(b"\0\1\1\0\0\1\0\0\0\0\0\0\5owned\0\0\1\0\1", ("127.0.0.1", @UDP@))
