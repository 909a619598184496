"""Runs a program in a pseudo-terminal, types into it, and tells how it ended.

    python3 tests/terminal/in_terminal.py '{"argv": ["cat"], "cwd": ".", "env": {}, "steps": [...]}'

A step waits until its "after", a regular expression, is found in what was printed since the step before
(or a file of the name "file" is there), waits "wait" seconds more, and then types its "keys", sends its
"signal" to the program, or closes the terminal ("close"). Prints {"status", "output"} as JSON; a status
below 0 is a signal's. A program that takes longer than two minutes is killed.
"""
import json
import os
import pty
import re
import select
import signal
import sys
import time

LIMIT = 120


def main(argv, cwd, env, steps):
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execvpe(argv[0], argv, {**os.environ, **env})
    start = time.monotonic()
    output, seen, due = b"", 0, None
    while True:
        if time.monotonic() - start > LIMIT:
            os.killpg(pid, signal.SIGKILL)
        if terminal is None:
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                break
            time.sleep(0.01)
            continue
        try:
            if select.select([terminal], [], [], 0.01)[0]:
                piece = os.read(terminal, 65536)
                if not piece:
                    raise OSError
                output += piece
        except OSError:  # how Linux tells that the program has closed it
            os.close(terminal)
            terminal = None
            continue
        if not steps:
            continue
        step = steps[0]
        if due is None and reached(step, output[seen:]):
            due = time.monotonic() + step.get("wait", 0)
        if due is None or time.monotonic() < due:
            continue
        steps, due, seen = steps[1:], None, len(output)
        os.write(terminal, step.get("keys", "").encode())
        if "signal" in step:
            os.kill(pid, signal.Signals[step["signal"]])
        if "close" in step:
            os.close(terminal)
            terminal = None
    print(json.dumps({
        "status": os.waitstatus_to_exitcode(status),
        "output": output.decode(errors="replace"),
    }))


def reached(step, output):
    if "file" in step:
        return os.path.exists(step["file"])
    return re.search(step.get("after", "").encode(), output) is not None


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
