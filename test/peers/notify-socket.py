"""Stands in for systemd: a datagram socket at the path given, each message printed as a line."""

import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print("ready")
while True:
    print(listener.recv(4096).decode().strip())
