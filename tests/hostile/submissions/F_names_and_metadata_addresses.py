"""Resolves a name that cannot exist, and asks the address where clouds keep credentials.

Must hold: there is no network.
"""
import socket
import urllib.request

try:
    socket.getaddrinfo("canary.invalid", 80)
    print("REACHED-NETWORK")
except OSError as error:
    print(error)
try:
    urllib.request.urlopen("http://169.254.169.254/latest/meta-data/", timeout=0.3)
    print("REACHED-NETWORK")
except OSError as error:
    print(error)
