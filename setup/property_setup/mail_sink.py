"""A mail server for the demo: it keeps every mail in a folder. None leaves."""

import socketserver
import threading
import time
from contextlib import contextmanager
from pathlib import Path


class Conversation(socketserver.StreamRequestHandler):
    timeout = 60

    def handle(self):
        self.reply("220 kept here")
        while line := self.rfile.readline().decode(errors="replace").strip().upper():
            if line.startswith("DATA"):
                self.reply("354 go on")
                self.keep()
            elif line.startswith("QUIT"):
                self.reply("221 bye")
                return
            else:
                self.reply("250 ok")

    def reply(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def keep(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.monotonic_ns()}.eml"
        (self.server.folder / name).write_bytes(b"".join(lines))
        self.reply("250 kept")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def mail_sink(folder):
    """Run the mail server while the block runs; yields its port."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.folder = Path(folder)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()
