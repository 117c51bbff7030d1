import json
import os

from .supervisor import KIT, WorkerTest

ERROR = {"errorType": "Late", "errorMessage": "too late", "stackTrace": []}
ISOLATE = os.path.join(os.path.dirname(KIT), "isolate")


def hook_source(hook, statement):
    parameters = "context" if hook == "flush" else "body, context"
    return f"def {hook}({parameters}):\n    {statement}\n"


class Hooks(WorkerTest):
    def test_ready_names_the_hooks_that_the_file_defines_and_nothing_else_of_it(self):
        worker = self.start_middleware(
            "def before(event, context): pass\ndef flush(context): pass\nno_body = ['before']\ndef mine(): pass\n"
        )

        ready = worker.ready()

        self.assertEqual(
            {member: ready[member] for member in ready if member != "stack"},
            {"type": "ready", "protocol": 1, "hooks": ["before", "flush"], "concurrency": 1, "noBody": ["before"]},
        )

    def test_run_by_launcher_by_module_and_by_call(self):
        module = "def before(event, context):\n    print('x')\n    return {**event, 'seen': 1}\n"
        program = (
            f"from open_runtime import middleware\n{module}if __name__ == '__main__':\n    middleware(before=before)\n"
        )
        for command, text in (
            (None, module),
            (["python3", "-m", "open_runtime", "middleware", "mw.py"], module),
            (["python3", "mw.py"], program),
            ([ISOLATE, "python3", "mw.py"], program),
        ):
            with self.subTest(command=command):
                worker = self.start_middleware(text, command=command)
                self.assertEqual(worker.ready()["hooks"], ["before"])

                result = worker.invoke("before", {"n": 1})

                self.assertEqual(result.header["action"], "replace")
                self.assertEqual(result.json(), {"n": 1, "seen": 1})

    def test_answer_by_what_they_return(self):
        for hook, body, statement, action, out in (
            ("before", {"n": 1}, "return None", "continue", b""),
            ("before", {"n": 1}, "return {**body, 'm': 2}", "replace", {"n": 1, "m": 2}),
            ("before", {"n": 1}, "return context.replace(None)", "replace", None),
            ("before", {"n": 1}, "return context.respond({'statusCode': 401})", "respond", {"statusCode": 401}),
            ("after", {"n": 1}, "return", "continue", b""),
            ("after", {"n": 1}, "return 5", "replace", 5),
            ("error", ERROR, "return", "continue", b""),
            ("error", ERROR, "return {**body, 'errorType': 'Mine'}", "replace", {**ERROR, "errorType": "Mine"}),
            ("error", ERROR, "return context.respond({'statusCode': 503})", "respond", {"statusCode": 503}),
            ("timeout", {"n": 1}, "return", "continue", b""),
            ("timeout", {"n": 1}, "return {'statusCode': 504}", "respond", {"statusCode": 504}),
            (
                "timeout",
                {"n": 1},
                "return context.respond([context.stage, context.elapsed_ms])",
                "respond",
                ["handle", 9],
            ),
            ("flush", None, "return", "continue", b""),
            ("flush", None, "return 5", "continue", b""),
        ):
            with self.subTest(hook=hook, statement=statement):
                worker = self.start_middleware(hook_source(hook, statement))
                worker.ready()

                result = worker.invoke(hook, body, stage="handle", elapsedMs=9)

                self.assertEqual(result.header["action"], action)
                if out == b"":
                    self.assertEqual(result.body, b"")
                else:
                    self.assertEqual(result.header["contentType"], "application/json")
                    self.assertEqual(result.json(), out)

    def test_that_raise_fail_and_the_next_call_is_served(self):
        for hook, statement, error_type, message in (
            ("before", "raise ValueError('no')", "ValueError", "no"),
            ("after", "raise KeyError('k')", "KeyError", "'k'"),
            ("error", "raise TypeError('worse')", "TypeError", "worse"),
            ("timeout", "raise ValueError('e')", "ValueError", "e"),
            ("flush", "raise ValueError('e')", "ValueError", "e"),
            ("after", "return context.respond(1)", "TypeError", "cannot respond in the hook `after`"),
            ("timeout", "return context.replace(1)", "TypeError", "cannot replace in the hook `timeout`"),
        ):
            with self.subTest(hook=hook, statement=statement):
                worker = self.start_middleware(hook_source(hook, statement))
                worker.ready()

                for _ in range(2):
                    result = worker.invoke(hook, {"n": 1})

                    self.assertEqual(result.header["action"], "fail")
                    self.assertEqual(result.json()["errorType"], error_type)
                    self.assertEqual(result.json()["errorMessage"], message)

    def test_may_return_an_exception_as_the_new_error(self):
        worker = self.start_middleware(hook_source("error", "return ValueError(body['errorMessage'] + '!')"))
        worker.ready()

        result = worker.invoke("error", ERROR)

        self.assertEqual(result.header["action"], "replace")
        self.assertEqual((result.json()["errorType"], result.json()["errorMessage"]), ("ValueError", "too late!"))

    def test_take_and_give_bytes_where_raw_and_get_bytes_where_the_body_is_no_json(self):
        worker = self.start_middleware(
            "raw = ['before']\n"
            "def before(data, context):\n"
            "    return context.replace(data + b'\\0', content_type=context.content_type + '+x')\n"
            "def after(body, context):\n"
            "    return body[1:] if isinstance(body, bytes) else None\n"
        )
        worker.ready()

        before = worker.invoke("before", b'{"n":1}', {"contentType": "text/plain"})
        after = worker.invoke("after", bytes([255, 1, 2]))
        unchanged = worker.invoke("after", {"n": 1})

        self.assertEqual((before.body, before.header["contentType"]), (b'{"n":1}\0', "text/plain+x"))
        self.assertEqual((after.body, after.header.get("contentType")), (bytes([1, 2]), None))
        self.assertEqual(unchanged.header["action"], "continue")

    def test_that_want_no_body_get_none(self):
        worker = self.start_middleware(
            "no_body = ['before']\n" + hook_source("before", "return context.respond(body is None)")
        )
        worker.ready()

        self.assertIs(worker.invoke("before").json(), True)

    def test_print_notes_with_the_id_of_the_call(self):
        worker = self.start_middleware(hook_source("before", "print('in', context.hook)"))
        worker.ready()
        call_id = worker.invoke("before", {}).header["id"]

        self.assertEqual(worker.notes, [{"type": "log", "level": "info", "message": "in before", "id": call_id}])

    def test_are_cancelled_like_a_handler(self):
        worker = self.start_middleware(
            "import time\n" + hook_source("before", "context.progress('waiting'); time.sleep(600)")
        )
        worker.ready()
        call_id = worker.call("before", {})
        worker.next("progress")

        worker.cancel(call_id)

        self.assertEqual(worker.next("result").json()["errorType"], "InvocationCancelled")

    def test_shutdown_runs_the_function_of_that_name(self):
        worker = self.start_middleware(
            hook_source("before", "pass")
            + "def shutdown(reason, deadline_ms):\n    print('bye', reason, deadline_ms)\n"
        )
        worker.ready()

        worker.send({"type": "shutdown", "reason": "spindown", "deadlineMs": 5})

        self.assertEqual(worker.next("log").header["message"], "bye spindown 5")
        self.assertEqual(worker.ended(), 0)


class Loading(WorkerTest):
    def test_fails_with_the_error_and_status_1(self):
        launcher = os.path.join(KIT, "middleware")
        for text, error_type, message, command in (
            ("def befor(event, context): pass\n", "Runtime.HandlerNotFound", "there is none of before", None),
            ("before = 1\n", "Runtime.HandlerNotFound", "`before` is not callable", None),
            ("def before(e, c): pass\nno_body = ['after']\n", "TypeError", "'after'", None),
            ("1 / 0\n", "ZeroDivisionError", "division by zero", None),
            ("def before(\n", "Runtime.UserCodeSyntaxError", "Syntax error", None),
            ("", "Runtime.ImportModuleError", "nowhere.py", [launcher, "nowhere.py"]),
        ):
            with self.subTest(text=text):
                worker = self.start_middleware(text, command=command)

                frame = worker.frame()

                self.assertEqual(frame.header, {"type": "failed"})
                self.assertEqual(frame.json()["errorType"], error_type)
                self.assertIn(message, json.dumps(frame.json()["errorMessage"]))
                self.assertEqual(worker.ended(), 1)

    def test_without_a_file_says_how_to_start(self):
        worker = self.start_middleware("", command=[os.path.join(KIT, "middleware")])

        self.assertIsNone(worker.frame())
        self.assertEqual(worker.ended(), 1)
        self.assertIn("middleware FILE", worker.stderr())
