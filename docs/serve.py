"""Serves this clone, so that others can run its scripts by URL, on a machine that has Python alone.

    python3 docs/serve.py          # port 8000
    python3 docs/serve.py 8080

`python3 -m http.server` does not suffice: on Debian it sends .ts as
text/vnd.trolltech.linguist, which Deno refuses, and it queues no more than five connections, while
Deno opens many at once.
Everything in the clone is served to everybody who can reach this machine.
"""
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SimpleHTTPRequestHandler.extensions_map.update({".ts": "text/plain", ".json": "application/json"})
ThreadingHTTPServer.request_queue_size = 128

if __name__ == "__main__":
    clone = Path(__file__).resolve().parent.parent
    handler = partial(SimpleHTTPRequestHandler, directory=str(clone))
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    with ThreadingHTTPServer(("", port), handler) as server:
        print(f"http://localhost:{server.server_port}/scripts/kl.ts", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
