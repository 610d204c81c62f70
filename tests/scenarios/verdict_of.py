#!/usr/bin/env python3
"""verdict_of.py REHEARSE FILE: runs one scenario file and compares its verdict with what its first lines declare.

    # verdict: pass | fail FINDING | inconclusive | invalid
    # also: FINDING, FINDING      (findings that may come along)

Every scenario of the file must have that verdict. A finding that is neither declared nor in `also` fails the test; where
the verdict is `pass`, whatever an `xfail` names is declared. `pass` is also what a scenario skipped here gets.
"""
import json
import re
import subprocess
import sys


def declared(path):
    verdict, also = None, set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                break
            if match := re.match(r"#\s*verdict:\s*(.+)", line):
                verdict = match[1].strip()
            if match := re.match(r"#\s*also:\s*(.+)", line):
                also |= {kind.strip() for kind in match[1].split(",")}
    return verdict, also


def problems_of(result, word, finding, also):
    kinds = {found["kind"] for found in result["findings"]}
    if result["verdict"] == "skipped":
        return [] if word == "pass" else ["skipped: " + ", ".join(result["notes"])]
    problems = []
    if result["verdict"] != word:
        problems.append(f"verdict {result['verdict']}, not {word}")
    if finding and finding not in kinds:
        problems.append(f"finding {finding} is missing")
    surprises = kinds - also - {finding} if word == "fail" else set()
    if surprises:
        problems.append("findings that nobody declared: " + ", ".join(sorted(surprises)))
    return problems


def main():
    rehearse, path = sys.argv[1:3]
    verdict, also = declared(path)
    if verdict is None:
        sys.exit(f"{path}: no `# verdict:` in its first lines")
    word, _, finding = verdict.partition(" ")
    done = subprocess.run([rehearse, "run", "--json", path, *sys.argv[3:]], capture_output=True, text=True, check=False)
    if word == "invalid":
        sys.exit(0 if done.returncode == 2 else f"{path}: exit code {done.returncode}, not 2\n{done.stdout}{done.stderr}")
    results = [json.loads(line) for line in done.stdout.splitlines()]
    failed = not results
    for result in results:
        for problem in problems_of(result, word, finding, also):
            failed = True
            print(f"{path}: {result['scenario']}: {problem}")
            for found in result["findings"] + result["beside"]:
                print(f"    {found['kind']}: {found['message']}")
                for detail in found.get("details", []):
                    print(f"        {detail}")
            for note in result["notes"]:
                print(f"    {note}")
    if failed:
        print(f"exit code {done.returncode}\n{done.stderr}")
        sys.exit(1)


main()
