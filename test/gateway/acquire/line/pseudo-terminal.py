# A pseudo-terminal whose far side is this process: what comes on stdin goes to the port, what the port sends goes to
# stdout, behind the first line, which names the port. Ending the process pulls the plug.
import os, pty, select, sys, tty

far, near = pty.openpty()
tty.setraw(near)
os.write(1, (os.ttyname(near) + "\n").encode())
while True:
    ready, _, _ = select.select([0, far], [], [])
    if 0 in ready:
        sent = os.read(0, 4096)
        if not sent:
            sys.exit(0)
        os.write(far, sent)
    if far in ready:
        os.write(1, os.read(far, 4096))
