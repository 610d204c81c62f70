"""The same ring as ring.yaml, with Python's multiprocessing: ring_peer.py COUNT."""
import multiprocessing as mp
import os
import signal
import sys
import threading


def pass_on(source, target):
    for _ in range(25):
        source.acquire()
        target.release()


def run_a(turn, ready, b_pid):
    thread = threading.Thread(target=pass_on, args=(turn[2], turn[3]))
    thread.start()
    for _ in range(25):
        turn[1].release()
        turn[0].acquire()
    ready.acquire()
    os.kill(b_pid.value, signal.SIGUSR1)
    thread.join()


def run_b(turn, ready, count):
    def on_signal(_number, _frame):
        count.value += 1

    # A signal that comes just before sem_wait sleeps is lost to CPython; the wake-up descriptor has no such gap.
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken)
    signal.signal(signal.SIGUSR1, on_signal)
    # Python runs handlers in the main thread only: a signal that another thread gets would not wake it.
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
    thread = threading.Thread(target=pass_on, args=(turn[3], turn[0]))
    thread.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])
    ready.release()
    pass_on(turn[1], turn[2])
    os.read(wake, 1)
    thread.join()


def once():
    turn = [mp.Semaphore(0) for _ in range(4)]
    ready = mp.Semaphore(0)
    count, b_pid = mp.Value("i", 0), mp.Value("i", 0)
    b = mp.Process(target=run_b, args=(turn, ready, count))
    b.start()
    b_pid.value = b.pid
    a = mp.Process(target=run_a, args=(turn, ready, b_pid))
    a.start()
    a.join()
    b.join()
    assert (a.exitcode, b.exitcode, count.value) == (0, 0, 1)


if __name__ == "__main__":
    mp.set_start_method("fork")
    for _ in range(int(sys.argv[1])):
        once()
