#!/usr/bin/env python3
"""golden.py REHEARSE NAME: runs a case of cases.txt beside files/, and compares all that it prints with golden/NAME.txt.

What differs from run to run is replaced: durations, and the times and free columns of a timeline. REHEARSE_ACCEPT=1
writes what is printed now over what was expected.
"""
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NORMALISERS = [
    (re.compile(r" *\b\d+(\.\d+)? (µs|us|ms|s)\b"), " TIME"),
    (re.compile(r"^ +(\d+\.\d+)? *(?=(» )?[│┊●○├✗⋮])(?!● a step)(?!│ +\^)", re.M), "    T "),
    (re.compile(r"^ +ms {3}", re.M), "   ms   "),
    (re.compile(r"\b\d+\.\d+\.\d+\b"), "VERSION"),
]


def case_of(name):
    for line in (HERE / "cases.txt").read_text().splitlines():
        key, _, arguments = line.partition(": ")
        if key == name:
            return shlex.split(arguments)
    sys.exit(f"cases.txt has no case {name}")


def printed(rehearse, arguments):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "90", "NO_COLOR": "1"}
    done = subprocess.run([rehearse, *arguments], cwd=HERE / "files", env=environment, capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)
    text = f"$ rehearse {shlex.join(arguments)}\n{done.stdout}"
    if done.stderr:
        text += f"--- stderr\n{done.stderr}"
    text += f"--- exit code {done.returncode}\n"
    for pattern, replacement in NORMALISERS:
        text = pattern.sub(replacement, text)
    return text


def main():
    rehearse, name = sys.argv[1:]
    golden = HERE / "golden" / f"{name}.txt"
    text = printed(rehearse, case_of(name))
    if os.environ.get("REHEARSE_ACCEPT"):
        golden.write_text(text)
    expected = golden.read_text() if golden.exists() else ""
    if text != expected:
        sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), text.splitlines(True), str(golden), "now"))
        sys.exit(1)


main()
