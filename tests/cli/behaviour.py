#!/usr/bin/env python3
"""behaviour.py REHEARSE: what the command line promises beside its texts."""
import json
import os
import pathlib
import pty
import signal
import subprocess
import sys
import time
import unittest
import uuid

REHEARSE = os.path.abspath(sys.argv.pop(1))
FILES = pathlib.Path(__file__).resolve().parent / "files"


def environment(**extra):
    clean = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR")}
    return {**clean, "LC_ALL": "C.UTF-8", "TERM": "xterm", **extra}


def run(*arguments, **extra):
    return subprocess.run([REHEARSE, *arguments], cwd=FILES, env=environment(**extra), capture_output=True, text=True,
                          check=False, timeout=60)


def on_terminal(*arguments, **extra):
    """All that is printed when both outputs are a terminal."""
    leader, follower = pty.openpty()
    with subprocess.Popen([REHEARSE, *arguments], cwd=FILES, env=environment(**extra), stdin=follower, stdout=follower,
                          stderr=follower) as process:
        os.close(follower)
        text = b""
        try:
            while chunk := os.read(leader, 65536):
                text += chunk
        except OSError:
            pass  # EIO: the other side is closed
        process.wait()
    os.close(leader)
    return text.decode()


def processes_with(mark):
    """Pids of all processes that inherited this environment."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            pass  # gone, or not ours
    return found


class ExitCode(unittest.TestCase):
    def test_all_pass(self):
        self.assertEqual(run("run", "pass.yaml").returncode, 0)

    def test_one_fails(self):
        self.assertEqual(run("run", "pass.yaml", "fail.yaml").returncode, 1)

    def test_invalid(self):
        self.assertEqual(run("run", "wrong.yaml").returncode, 2)

    def test_usage(self):
        self.assertEqual(run("run", "pass.yaml", "--repeat", "none").returncode, 2)

    def test_nothing_matches(self):
        self.assertEqual(run("run", "pass.yaml", "--tag", "smokers").returncode, 4)

    def test_inconclusive_beside_a_pass(self):
        self.assertEqual(run("run", "pass.yaml", "inconclusive.yaml").returncode, 5)

    def test_inconclusive_beside_a_failure(self):
        self.assertEqual(run("run", "fail.yaml", "inconclusive.yaml").returncode, 1)

    def test_results_that_cannot_be_written(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([REHEARSE, "run", "pass.yaml"], cwd=FILES, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 3)


class Output(unittest.TestCase):
    def test_an_invalid_file_keeps_all_others_from_running(self):
        done = run("run", "pass.yaml", "wrong.yaml")
        self.assertEqual(done.stdout, "")
        self.assertIn("wrong.yaml:7", done.stderr)

    def test_json_is_one_line_for_each_scenario_in_order(self):
        lines = run("run", "--json", "pass.yaml", "fail.yaml").stdout.splitlines()
        results = [json.loads(line) for line in lines]
        self.assertEqual([r["scenario"] for r in results], ["one after the other", "a mark is seen", "b before a"])
        self.assertEqual([r["verdict"] for r in results], ["pass", "pass", "fail"])
        finding = results[2]["findings"][0]
        self.assertEqual((finding["kind"], finding["place"]["line"]), ("order", 8))

    def test_jobs_keep_the_order(self):
        names = ["params.yaml", "pass.yaml", "fail.yaml", "skipped.yaml"]
        alone, together = (run("run", "--json", *names, "--jobs", jobs).stdout for jobs in ("1", "3"))
        titles = [[json.loads(line)["scenario"] for line in text.splitlines()] for text in (alone, together)]
        self.assertEqual(len(titles[0]), 6)
        self.assertEqual(titles[0], titles[1])

    def test_fail_fast_stops_after_the_first_failure(self):
        self.assertNotIn("a mark is seen", run("run", "fail.yaml", "pass.yaml", "--fail-fast").stdout)

    def test_repeat_wins_over_the_default(self):
        self.assertIn("observed, 3 runs", run("run", "pass.yaml", "--repeat", "3").stdout)

    def test_the_command_of_a_failure_shows_it_again(self):
        finding = json.loads(run("run", "--json", "fail.yaml").stdout)["findings"][0]
        again = finding["again"].split()
        self.assertEqual(again[0], "rehearse")
        self.assertEqual(run(*again[1:]).returncode, 1)


class Colour(unittest.TestCase):
    def test_none_in_a_pipe(self):
        self.assertNotIn("\033", run("run", "pass.yaml").stdout)

    def test_some_on_a_terminal(self):
        self.assertIn("\033[32mpass", on_terminal("run", "pass.yaml"))

    def test_none_with_no_color(self):
        self.assertNotIn("\033[32m", on_terminal("run", "pass.yaml", NO_COLOR="1"))
        self.assertNotIn("\033[32m", on_terminal("run", "pass.yaml", "--no-color"))

    def test_none_on_a_dumb_terminal(self):
        self.assertNotIn("\033", on_terminal("run", "pass.yaml", TERM="dumb"))

    def test_forced_in_a_pipe(self):
        self.assertIn("\033[32mpass", run("run", "pass.yaml", CLICOLOR_FORCE="1").stdout)

    def test_a_progress_line_on_a_terminal_only(self):
        self.assertIn("[1/2]", on_terminal("run", "pass.yaml"))
        self.assertEqual(run("run", "pass.yaml").stderr, "")


class Interrupt(unittest.TestCase):
    def interrupted(self, number, *arguments):
        mark = f"REHEARSE_TEST_MARK={uuid.uuid4()}"
        key, value = mark.split("=")
        with subprocess.Popen([REHEARSE, "run", *arguments], cwd=FILES, env=environment(**{key: value}),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            deadline = time.monotonic() + 20
            while len(processes_with(mark)) < 3 and time.monotonic() < deadline:
                time.sleep(0.01)  # until the runner, its stage and an actor are there
            process.send_signal(number)
            process.communicate(timeout=20)
        return process.returncode, processes_with(mark)

    def test_sigint_cleans_up(self):
        self.assertEqual(self.interrupted(signal.SIGINT, "sleepy.yaml"), (130, []))

    def test_sigterm_cleans_up(self):
        self.assertEqual(self.interrupted(signal.SIGTERM, "sleepy.yaml"), (130, []))

    def test_sigint_cleans_up_all_workers(self):
        self.assertEqual(self.interrupted(signal.SIGINT, "sleepy.yaml", "pass.yaml", "--jobs", "2"), (130, []))


unittest.main()
