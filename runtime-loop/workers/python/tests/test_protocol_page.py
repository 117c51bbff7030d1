import json
import os
import re

from .supervisor import KIT, WorkerTest

PAGE = os.path.join(KIT, "..", "..", "..", "docs", "worker-protocol.md")


def blocks(language):
    with open(PAGE, encoding="utf-8") as file:
        return re.findall(rf"^```{language}\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)


class ProtocolPage(WorkerTest):
    def test_its_worker_gates_requests_and_marks_responses(self):
        (program,) = blocks("python")
        worker = self.start(["python3", "gate.py"], {"gate.py": program + "    print('seen')\n"}, {})
        self.assertEqual(
            worker.ready(), {"type": "ready", "protocol": 1, "hooks": ["before", "after"], "concurrency": 1}
        )

        refused = worker.invoke("before", {"headers": {}})
        passed = worker.invoke("before", {"headers": {"authorization": "x"}})
        worker.send({"type": "novelty"})
        marked = worker.invoke("after", {"statusCode": 200})
        failed = worker.invoke("after", [])
        worker.send({"type": "shutdown", "reason": "spindown", "deadlineMs": 1})

        self.assertEqual((refused.header["action"], refused.json()["statusCode"]), ("respond", 401))
        self.assertEqual((passed.header["action"], passed.body), ("continue", b""))
        self.assertEqual(marked.header["action"], "replace")
        self.assertEqual(marked.json(), {"statusCode": 200, "headers": {"x-gate": "passed"}})
        self.assertEqual((failed.header["action"], failed.json()["errorType"]), ("fail", "AttributeError"))
        self.assertEqual(worker.ended(), 0)
        self.assertIn("seen", worker.stderr())

    def test_its_worker_ends_with_its_input(self):
        (program,) = blocks("python")
        worker = self.start(["python3", "gate.py"], {"gate.py": program}, {})
        worker.ready()

        worker.end_input()

        self.assertEqual(worker.ended(), 0)

    def test_its_bytes_are_a_frame(self):
        (dump,) = blocks("hex")
        columns = [line[6:53] for line in dump.splitlines()]
        data = bytes.fromhex(" ".join(columns))

        header = b'{"type":"result","id":7,"action":"respond"}'
        self.assertEqual(data[:8], bytes([0, 0, 0, len(header), 0, 0, 0, 11]))
        self.assertEqual(data[8:], header + b'{"ok":true}')

    def test_its_json_can_be_read_and_its_statements_have_numbers_of_their_own(self):
        for block in blocks("json"):
            json.loads(block.replace("…", ""))
        with open(PAGE, encoding="utf-8") as file:
            numbers = [int(number) for number in re.findall(r"^\*\*P(\d+)\*\*", file.read(), re.MULTILINE)]

        self.assertEqual(numbers, sorted(set(numbers)))
