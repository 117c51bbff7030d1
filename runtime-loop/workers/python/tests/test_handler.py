import json
import os
import signal
import textwrap
import time

from .supervisor import KIT, WorkerTest, encode

ECHO = "def handler(event, context):\n    return event\n"
SLEEPS = "    time.sleep(0.3)\n    return 'slept'\n"
ALONE = ["python3", "-m", "open_runtime", "handler"]


def source(text):
    return textwrap.dedent(text)


class Serving(WorkerTest):
    def test_ready_names_protocol_hook_and_concurrency(self):
        worker = self.start_handler(ECHO)

        ready = worker.ready()

        self.assertEqual(set(ready.pop("stack")), {"signal", "pid", "fd"})
        self.assertEqual(ready, {"type": "ready", "protocol": 1, "hooks": ["handle"], "concurrency": 1})

    def test_answers_call_after_call(self):
        worker = self.start_handler(ECHO)
        worker.ready()

        for event in ({"n": 1, "text": "ä\n€😀"}, [2], None, 1.5, "half \ud83d"):
            result = worker.invoke("handle", json.dumps(event).encode())

            self.assertEqual(result.header["action"], "respond")
            self.assertEqual(result.header["contentType"], "application/json")
            self.assertEqual(result.json(), event)

    def test_finds_nested_modules_and_the_functions_own_modules_before_the_kits(self):
        handler = "from helper import got\ndef run(event, context):\n    return got(event)\n"
        files = {
            "src/fn/app.py": handler,
            "helper.py": "def got(event):\n    return {'got': event}\n",
            "handler.py": handler,
            "open_runtime_is_not_here.py": "",
        }

        for name in ("src/fn/app.run", "src.fn.app.run", "handler.run"):
            worker = self.start_handler("", handler=name, files=files)
            worker.ready()
            self.assertEqual(worker.invoke("handle", 1).json(), {"got": 1})

    def test_looks_in_the_task_root(self):
        root = self.folder({"app.py": ECHO})
        worker = self.start_handler("", handler="app.handler", env={"LAMBDA_TASK_ROOT": root})
        worker.ready()

        self.assertEqual(worker.invoke("handle", 1).json(), 1)

    def test_no_result_is_null_and_no_body_an_empty_event(self):
        worker = self.start_handler("def handler(event, context):\n    return event or None\n")
        worker.ready()

        self.assertEqual(worker.invoke("handle").body, b"null")

    def test_decimals_are_numbers(self):
        worker = self.start_handler(source("""
            from decimal import Decimal
            def handler(event, context):
                return [Decimal("1"), Decimal("1.5")]
            """))
        worker.ready()

        self.assertEqual(worker.invoke("handle", {}).body, b"[1, 1.5]")

    def test_the_context_has_what_functions_know(self):
        worker = self.start_handler(
            source("""
            import os
            def handler(event, context):
                names = ("function_name function_version memory_limit_in_mb log_group_name log_stream_name "
                         "aws_request_id invoked_function_arn tenant_id platform_deadline_ms")
                return {
                    **{name: getattr(context, name) for name in names.split()},
                    "custom": context.client_context and context.client_context.custom,
                    "title": context.client_context and context.client_context.client.app_title,
                    "identity": context.identity.cognito_identity_id,
                    "in_time": 0 < context.get_remaining_time_in_millis() <= 60_000,
                    "trace": os.environ.get("_X_AMZN_TRACE_ID"),
                }
            """),
            env={
                "AWS_LAMBDA_FUNCTION_NAME": "shop",
                "AWS_LAMBDA_FUNCTION_VERSION": "7",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/shop",
                "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
            },
        )
        worker.ready()
        context = {
            "functionArn": "arn:shop",
            "traceId": "Root=1",
            "tenantId": "blue",
            "clientContext": '{"client":{"app_title":"app"},"custom":{"a":1}}',
            "identity": '{"cognitoIdentityId":"me"}',
            "platformDeadlineMs": 5,
        }

        seen = worker.invoke("handle", {}, context).json()
        bare = worker.invoke("handle", {}).json()

        self.assertEqual(
            seen,
            {
                "function_name": "shop",
                "function_version": "7",
                "memory_limit_in_mb": "512",
                "log_group_name": "/aws/lambda/shop",
                "log_stream_name": "stream",
                "aws_request_id": "r-1",
                "invoked_function_arn": "arn:shop",
                "tenant_id": "blue",
                "platform_deadline_ms": 5,
                "custom": {"a": 1},
                "title": "app",
                "identity": "me",
                "in_time": True,
                "trace": "Root=1",
            },
        )
        absent = ("invoked_function_arn", "tenant_id", "custom", "identity", "trace")
        self.assertEqual([bare[name] for name in absent], [None] * len(absent))

    def test_six_megabytes_go_both_ways(self):
        event = 'é\\"\n' * 1_048_000
        for command in (None, ALONE):
            worker = self.start_handler(ECHO, command=command, env={"PYTHONPATH": KIT})
            worker.ready()

            self.assertEqual(worker.invoke("handle", json.dumps(event, ensure_ascii=False).encode()).json(), event)

    def test_frames_split_anywhere_are_understood(self):
        worker = self.start_handler(ECHO)
        worker.ready()

        for byte in encode({"type": "invoke", "id": 1, "hook": "handle", "deadlineMs": 1, "context": {}}, b'"split"'):
            worker.write(bytes([byte]))

        self.assertEqual(worker.next("result").json(), "split")

    def test_unknown_types_and_members_are_ignored_and_each_type_logged_once(self):
        worker = self.start_handler(ECHO)
        worker.ready()

        worker.send({"type": "chunk", "id": 1})
        worker.send({"type": "chunk", "id": 1})
        result = worker.invoke("handle", 5, {"novelty": 1}, novelty=True)

        self.assertEqual(result.json(), 5)
        self.assertEqual(len(worker.notes), 1)
        self.assertIn("chunk", worker.notes[0]["message"])


class Failing(WorkerTest):
    def test_an_exception_fails_the_call_and_the_next_one_is_served(self):
        worker = self.start_handler(source("""
            class Refused(Exception):
                pass
            def check(event):
                raise Refused("not this one")
            def handler(event, context):
                if event:
                    check(event)
                return "fine"
            """))
        worker.ready()

        result = worker.invoke("handle", {"n": 1})

        self.assertEqual(result.header["action"], "fail")
        error = result.json()
        self.assertEqual(error["errorType"], "Refused")
        self.assertEqual(error["errorMessage"], "not this one")
        self.assertEqual(error["requestId"], "r-1")
        self.assertEqual(len(error["stackTrace"]), 2)
        self.assertRegex(error["stackTrace"][0], r'^  File ".*index\.py", line 8, in handler\n    check\(event\)\n')
        self.assertEqual(worker.invoke("handle", {}).json(), "fine")

    def test_an_event_that_is_no_json_and_a_result_without_json_fail_their_calls(self):
        worker = self.start_handler("def handler(event, context):\n    return {1, 2} if event else float('nan')\n")
        worker.ready()

        self.assertEqual(worker.invoke("handle", b"{oops").json()["errorType"], "Runtime.UnmarshalError")
        self.assertEqual(worker.invoke("handle", b"\xff").json()["errorType"], "Runtime.UnmarshalError")
        self.assertEqual(worker.invoke("handle", {"n": 1}).json()["errorType"], "Runtime.MarshalError")
        self.assertEqual(worker.invoke("handle", {}).json()["errorType"], "Runtime.MarshalError")

    def test_a_client_context_that_is_no_json_fails_the_call(self):
        worker = self.start_handler(ECHO)
        worker.ready()

        error = worker.invoke("handle", {}, {"clientContext": "{oops"}).json()

        self.assertEqual(error["errorType"], "Runtime.LambdaContextUnmarshalError")

    def test_exit_ends_the_process_with_its_status_and_no_answer(self):
        worker = self.start_handler("import sys\ndef handler(event, context):\n    sys.exit(3)\n")
        worker.ready()
        worker.call("handle", {})

        self.assertIsNone(worker.frame())
        self.assertEqual(worker.ended(), 3)

    def test_what_cannot_be_loaded_says_why_and_exits_with_1(self):
        cases = (
            ("Runtime.ImportModuleError", ECHO, "missing.handler"),
            ("Runtime.ImportModuleError", "import nowhere_to_be_found\n", "index.handler"),
            ("Runtime.HandlerNotFound", ECHO, "index.other"),
            ("Runtime.HandlerNotFound", "handler = 1\n", "index.handler"),
            ("Runtime.UserCodeSyntaxError", "def handler(event, context:\n    pass\n", "index.handler"),
            ("Runtime.MalformedHandlerName", ECHO, "index"),
            ("Runtime.MalformedHandlerName", ECHO, ""),
            ("Runtime.BuiltInModuleConflict", ECHO, "sys.exit"),
            ("ZeroDivisionError", "1 / 0\n", "index.handler"),
        )
        for error_type, text, handler in cases:
            with self.subTest(error_type=error_type, handler=handler):
                worker = self.start_handler(text, handler=handler)

                frame = worker.frame()

                self.assertEqual(frame.header, {"type": "failed"})
                error = frame.json()
                self.assertEqual(error["errorType"], error_type)
                self.assertTrue(error["errorMessage"])
                self.assertIsInstance(error["stackTrace"], list)
                self.assertEqual(worker.ended(), 1)

    def test_a_syntax_error_and_an_error_at_load_name_their_line(self):
        broken = self.start_handler("x = 1\ndef handler(event, context:\n").frame().json()
        failing = self.start_handler("x = 1\n1 / 0\n").frame().json()

        self.assertIn("index.py", broken["stackTrace"][0])
        self.assertRegex(failing["stackTrace"][-1], r'index\.py", line 2')


class Printing(WorkerTest):
    def test_prints_and_logging_are_notes_with_level_and_id(self):
        worker = self.start_handler(source("""
            import logging, sys
            print("while loading")
            logging.getLogger().warning("logged while loading")
            log = logging.getLogger("shop")
            log.setLevel(logging.DEBUG)
            def handler(event, context):
                print("one", 1)
                print("two\\nlines")
                print("three", file=sys.stderr)
                sys.stdout.write("four")
                log.debug("five %s", 5)
                log.warning("six")
                try:
                    1 / 0
                except ZeroDivisionError:
                    log.exception("seven")
                log.critical("eight")
            """))
        worker.ready()

        call_id = worker.invoke("handle", {}).header["id"]

        self.assertEqual({note["id"] for note in worker.notes}, {call_id})
        seen = [(note["level"], note["message"]) for note in worker.notes]
        self.assertEqual(
            seen[:6],
            [
                ("info", "one 1"),
                ("info", "two"),
                ("info", "lines"),
                ("error", "three"),
                ("debug", "five 5"),
                ("warn", "six"),
            ],
        )
        self.assertEqual(seen[6][0], "error")
        self.assertRegex(seen[6][1], r"(?s)^seven\nTraceback .*ZeroDivisionError")
        self.assertEqual(seen[7:], [("fatal", "eight"), ("info", "four")])
        self.assertEqual(worker.notes[4]["fields"], {"logger": "shop"})
        self.assertEqual(worker.stderr(), "while loading\nlogged while loading\n")

    def test_children_native_code_and_forks_have_no_way_to_the_protocol(self):
        for command in (None, ALONE):
            worker = self.start_handler(
                source("""
                import os, subprocess, sys
                def handler(event, context):
                    os.write(1, b"native\\n")
                    sys.stdout.buffer.write(b"bytes\\n")
                    sys.stdout.buffer.flush()
                    status = subprocess.call("echo child; cat; echo stolen >&4", shell=True, stderr=subprocess.DEVNULL)
                    child = os.fork()
                    if child == 0:
                        print("forked")
                        context.progress("stolen")
                        return "stolen"
                    os.waitpid(child, 0)
                    return {"status": status, "descriptors": os.environ.get("OPEN_RUNTIME_FDS")}
                """),
                command=command,
                env={"PYTHONPATH": KIT},
            )
            worker.ready()

            self.assertEqual(worker.invoke("handle", {}).json(), {"status": 2, "descriptors": None})
            self.assertEqual(worker.notes, [])
            self.assertEqual(worker.stderr(), "native\nbytes\nchild\nforked\n")

    def test_threads_print_whole_notes(self):
        worker = self.start_handler(source("""
            import sys, threading
            def handler(event, context):
                def talk(name):
                    for _ in range(200):
                        sys.stdout.write(name * 100 + "\\n")
                threads = [threading.Thread(target=talk, args=(name,)) for name in "abcd"]
                [thread.start() for thread in threads]
                [thread.join() for thread in threads]
            """))
        worker.ready()
        worker.invoke("handle", {})

        self.assertEqual(len(worker.notes), 800)
        self.assertEqual({note["message"] for note in worker.notes}, {name * 100 for name in "abcd"})

    def test_a_line_longer_than_a_header_is_sent_in_parts(self):
        worker = self.start_handler(
            "def handler(event, context):\n    print('\\x01' * 50_000)\n    print('x' * 60_000)\n"
        )
        worker.ready()
        worker.invoke("handle", {})

        self.assertEqual("".join(note["message"] for note in worker.notes), "\x01" * 50_000 + "x" * 60_000)
        self.assertEqual(len(worker.notes[-1]["message"]), 60_000)

    def test_progress_is_a_note_of_the_call(self):
        worker = self.start_handler("def handler(event, context):\n    context.progress('charging card')\n")
        worker.ready()
        call_id = worker.invoke("handle", {}).header["id"]

        self.assertEqual(worker.notes, [{"type": "progress", "id": call_id, "note": "charging card"}])


    def test_what_is_measured_is_a_note_of_the_call(self):
        worker = self.start_handler(
            source("""
                def handler(event, context):
                    context.metric("orders")
                    context.metric("took", [1, 2.5], kind="timer", unit="Seconds", tags={"shop": "berlin"})
                    context.metric("users", "ada")
            """)
        )
        worker.ready()
        note = {"type": "metric", "id": worker.invoke("handle", {}).header["id"]}

        self.assertEqual(
            worker.notes,
            [
                {**note, "name": "orders", "kind": "counter", "value": 1},
                {
                    **note,
                    "name": "took",
                    "kind": "timer",
                    "values": [1, 2.5],
                    "unit": "Seconds",
                    "tags": {"shop": "berlin"},
                },
                {**note, "name": "users", "kind": "set", "value": "ada"},
            ],
        )


class Cancelling(WorkerTest):
    def cancelled(self, text, command=None):
        """Cancels a call of this handler once it says that it waits, and returns the worker and the result."""
        worker = self.start_handler(source(text), command=command, env={"PYTHONPATH": KIT})
        worker.ready()
        call_id = worker.call("handle", {"wait": True})
        worker.next("progress")
        worker.cancel(call_id + 7)
        worker.cancel(call_id)
        return worker, worker.next("result")

    def test_a_cancel_raises_in_a_function_that_blocks(self):
        for command in (None, ALONE):
            worker, result = self.cancelled(
                """
                import threading, time
                def handler(event, context):
                    if event:
                        threading.Timer(0.05, context.progress, ["waiting"]).start()
                        time.sleep(600)
                    return "fine"
                """,
                command,
            )

            self.assertEqual(result.header["action"], "fail")
            self.assertEqual(result.json()["errorType"], "InvocationCancelled")
            self.assertRegex("".join(result.json()["stackTrace"]), r"index\.py.* in handler\n +time\.sleep")
            self.assertEqual(worker.invoke("handle", {}).json(), "fine")

    def test_a_cancel_raises_in_a_function_that_computes(self):
        _, result = self.cancelled("""
            def handler(event, context):
                context.progress("computing")
                while True:
                    pass
            """)
        self.assertEqual(result.json()["errorType"], "InvocationCancelled")

    def test_a_cancel_raises_in_a_function_that_prints_all_the_time(self):
        _, result = self.cancelled("""
            import logging
            def handler(event, context):
                context.progress("printing")
                while True:
                    print("x" * 100)
                    logging.getLogger().warning("y" * 100)
            """)
        self.assertEqual(result.json()["errorType"], "InvocationCancelled")

    def test_a_cancel_raises_in_an_event_loop(self):
        _, result = self.cancelled("""
            import asyncio
            async def wait(context):
                context.progress("waiting")
                await asyncio.sleep(600)
            def handler(event, context):
                asyncio.run(wait(context))
            """)
        self.assertEqual(result.json()["errorType"], "InvocationCancelled")

    def test_a_cancel_that_is_heard_tells_the_stack_before_anything_else(self):
        worker, result = self.cancelled("""
            import threading, time
            def charge(context):
                threading.Timer(0.05, context.progress, ["charging"]).start()
                time.sleep(600)
            def handler(event, context):
                charge(context)
            """)

        note = next(note for note in worker.notes if note["type"] == "stack")
        self.assertEqual(note["id"], result.header["id"])
        self.assertRegex("\n".join(note["lines"]), r'index\.py", line 7, in handler\n.*\n.* in charge\n +time\.sleep')
        self.assertNotIn("open_runtime", "".join(note["lines"]))

    def test_a_cancel_in_an_event_loop_tells_where_its_tasks_wait(self):
        worker, _ = self.cancelled("""
            import asyncio, threading
            async def charge(context):
                threading.Timer(0.05, context.progress, ["charging"]).start()
                await asyncio.sleep(600)
            async def pay(context):
                await charge(context)
            def handler(event, context):
                asyncio.run(pay(context))
            """)

        note = next(note for note in worker.notes if note["type"] == "stack")
        self.assertRegex("\n".join(note["lines"]), r"waits:\n.* in pay\n.*\n.* in charge\n.*await asyncio\.sleep")

    def test_sigusr1_shows_the_stack_of_a_function_that_blocks_in_native_code(self):
        worker = self.start_handler(
            "import ctypes\n"
            "def handler(event, context):\n"
            "    context.progress('on')\n"
            "    ctypes.PyDLL(None).sleep(600)\n"  # holds the interpreter's lock: no other thread runs
        )
        offer = worker.ready()["stack"]
        worker.call("handle", {})
        worker.next("progress")

        with open(f"/proc/{offer['pid']}/fd/{offer['fd']}") as dump:
            text = ""
            while "line 4 in handler" not in text:  # it gets there soon; the worker's watchdog bounds this
                os.kill(offer["pid"], getattr(signal, "SIG" + offer["signal"]))
                time.sleep(0.02)
                text += dump.read()

        self.assertRegex(text, r'index\.py", line 4 in handler')

    def test_the_function_goes_on_after_its_stack_was_shown(self):
        worker = self.start_handler("import time\ndef handler(event, context):\n    context.progress('on')\n" + SLEEPS)
        offer = worker.ready()["stack"]
        worker.call("handle", {})
        worker.next("progress")

        os.kill(offer["pid"], signal.SIGUSR1)

        self.assertEqual(worker.next("result").json(), "slept")

    def test_user_code_that_has_a_use_for_sigusr1_keeps_it(self):
        worker = self.start_handler(
            "import signal\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)\ndef handler(event, context):\n    return 1\n"
        )

        self.assertNotIn("stack", worker.ready())

    def test_a_function_may_answer_a_cancel(self):
        worker, result = self.cancelled("""
            import time
            from open_runtime import InvocationCancelled
            def handler(event, context):
                try:
                    context.progress("waiting")
                    time.sleep(600)
                except InvocationCancelled:
                    return {"partial": True}
            """)
        self.assertEqual((result.header["action"], result.json()), ("respond", {"partial": True}))

    def test_a_callback_hears_the_cancel_instead(self):
        _, result = self.cancelled("""
            import threading
            def handler(event, context):
                stop = threading.Event()
                context.on_cancel(stop.set)
                context.progress("waiting")
                while not stop.wait(0.01):
                    pass
                return "stopped"
            """)
        self.assertEqual(result.json(), "stopped")

    def test_a_late_cancel_hits_no_other_call(self):
        worker = self.start_handler(
            "import time\ndef handler(event, context):\n    context.progress('on')\n    time.sleep(0.02)\n"
        )
        worker.ready()

        for _ in range(20):
            first = worker.invoke("handle", {}).header["id"]
            worker.cancel(first)
            worker.call("handle", {})
            worker.next("progress")
            worker.cancel(first)
            self.assertEqual(worker.next("result").header["action"], "respond")

    def test_cancels_at_any_moment_leave_the_stream_whole(self):
        worker = self.start_handler("def handler(event, context):\n    print('x')\n    return sum(range(event))\n")
        worker.ready()

        for n in range(300):
            call_id = worker.call("handle", n * 20)
            worker.cancel(call_id)
            result = worker.next("result")
            self.assertEqual(result.header["id"], call_id)
            if result.header["action"] == "fail":
                self.assertEqual(result.json()["errorType"], "InvocationCancelled")


class Stopping(WorkerTest):
    def test_shutdown_exits_with_0_after_atexit_functions(self):
        worker = self.start_handler("import atexit\natexit.register(print, 'bye')\n" + ECHO)
        worker.ready()

        worker.send({"type": "shutdown", "reason": "spindown", "deadlineMs": 1})

        self.assertEqual(worker.next("log").header["message"], "bye")
        self.assertEqual(worker.ended(), 0)

    def test_shutdown_in_mid_call_exits_with_0(self):
        worker = self.start_handler(
            "import time\ndef handler(event, context):\n    context.progress('on')\n    time.sleep(600)\n"
        )
        worker.ready()
        worker.call("handle", {})
        worker.next("progress")

        worker.send({"type": "shutdown", "reason": "spindown", "deadlineMs": 1})

        self.assertIsNone(worker.frame())
        self.assertEqual(worker.ended(), 0)

    def test_the_end_of_input_ends_the_process_idle_or_not(self):
        text = "import time\ndef handler(event, context):\n    context.progress('on')\n    time.sleep(600)\n"
        for busy in (False, True):
            worker = self.start_handler(text)
            worker.ready()
            if busy:
                worker.call("handle", {})
                worker.next("progress")

            worker.end_input()

            self.assertEqual(worker.ended(), 0)
