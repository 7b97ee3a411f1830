"""Opens a port and an abstract socket for others to connect to.

Must hold: no socket can be made.
"""
import socket

for family, address in ((socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, "\0@ABSTRACT@-mine")):
    with socket.socket(family) as listener:
        listener.bind(address)
        listener.listen()
        print("LISTENING")
