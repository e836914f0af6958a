import os
import subprocess
import sys
import tempfile
import unittest

import confinement

from .running import FOLDER, running_emulator

NOBODY_ELSE = 61_184

# Confines itself as the emulator does, then says what each attempt comes to.
ATTEMPTS = """
import os, socket, sys
import confinement
parent = os.getppid()
confinement.restrict(confinement.own_code(os.getcwd()))
def attempt(what, action):
    try:
        action()
        print(what, "done")
    except OSError as error:
        print(what, type(error).__name__)
attempt("read", lambda: open(sys.argv[1]).read())
attempt("write", lambda: open(sys.argv[1], "w"))
attempt("list", lambda: os.listdir(os.path.dirname(sys.argv[1])))
attempt("connect", lambda: socket.create_connection(("127.0.0.1", 9)))
attempt("listen", lambda: socket.create_server(("127.0.0.1", 0)))
attempt("signal", lambda: os.kill(parent, 0))
attempt("own code", lambda: open("confinement.py").read())
"""


class Confinement(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.secret = os.path.join(folder.name, "secret")
        with open(self.secret, "w") as file:
            file.write("of the workspace")
        # Files alone keep nobody out.
        os.chmod(folder.name, 0o777)
        os.chmod(self.secret, 0o666)

    def attempts(self):
        command = [sys.executable, "-c", ATTEMPTS, self.secret]
        said = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=True).stdout
        return dict(line.rsplit(" ", 1) for line in said.splitlines())

    @unittest.skipUnless(confinement.landlock_version() >= 6, "this kernel has no Landlock that knows signals")
    def test_reads_its_own_code_only_and_opens_no_port(self):
        self.assertEqual(
            self.attempts(),
            {
                "read": "PermissionError",
                "write": "PermissionError",
                "list": "PermissionError",
                "connect": "PermissionError",
                "listen": "PermissionError",
                "signal": "PermissionError",
                "own code": "done",
            },
        )

    @unittest.skipUnless(os.getuid() == 0, "only root can become another user")
    def test_gives_up_root_once_it_is_loaded(self):
        options = ["--uid", str(NOBODY_ELSE), "--gid", str(NOBODY_ELSE)]
        with running_emulator(*options) as (ask, pid):
            status, answer = ask("POST", "/", {"x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters"}, {})
            self.assertEqual((status, answer), (200, '{"clusterArns": []}'))
            with open(f"/proc/{pid}/status") as file:
                state = file.read()
        user = "\t".join([str(NOBODY_ELSE)] * 4)
        for line in [f"Uid:\t{user}", f"Gid:\t{user}", "Groups:\t ", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1"]:
            self.assertIn(f"{line}\n", state)

    @unittest.skipUnless(os.getuid() == 0, "only root can become another user")
    def test_still_ends_with_its_parent(self):
        script = (
            "import confinement, ctypes;"
            "confinement._libc.prctl(1, 9, 0, 0, 0);"
            f"confinement.become({NOBODY_ELSE}, {NOBODY_ELSE});"
            "said = ctypes.c_int(); confinement._libc.prctl(2, ctypes.byref(said), 0, 0, 0); print(said.value)"
        )
        said = subprocess.run([sys.executable, "-c", script], cwd=FOLDER, capture_output=True, text=True)
        self.assertEqual(said.stdout, "9\n", said.stderr)


if __name__ == "__main__":
    unittest.main()
