"""What every peer does; the other end is bench/contender.ts."""

import json
import sys


def serve(versions, **measures):
    """Prints `versions`, then answers each line of standard input, `NAME` or `NAME COUNT`, in JSON."""
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        name, *count = line.split()
        print(json.dumps(measures[name](*map(int, count))), flush=True)
