"""Connects to a port on this machine that listens.

Must hold: there is no network.
"""
import socket

with socket.create_connection(("127.0.0.1", @TCP@), timeout=1) as connection:
    connection.sendall(b"owned")
