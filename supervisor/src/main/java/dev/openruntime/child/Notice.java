package dev.openruntime.child;

import java.time.Instant;
import java.util.OptionalLong;

/** One thing to tell a {@link ChildListener}, as a value; its methods say what each is. */
sealed interface Notice {

    void tell(ChildListener listener, ChildSpec child);

    record Spawned(int spawn, Instant at, OptionalLong pid) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.spawned(child, spawn, at, pid);
        }
    }

    record Ready(int spawn, Instant at, String detail) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.ready(child, spawn, at, detail);
        }
    }

    record Unready(int spawn, Instant at, String detail) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.unready(child, spawn, at, detail);
        }
    }

    record Died(int spawn, Death death) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.died(child, spawn, death);
        }
    }

    record Backoff(Instant at, Instant until) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.backoff(child, at, until);
        }
    }

    record Killed(int spawn, Instant at, String reason) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.killed(child, spawn, at, reason);
        }
    }

    record Failed(Instant at, Death death) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.failed(child, at, death);
        }
    }

    record Completed(Instant at) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.completed(child, at);
        }
    }

    record Stopped(Instant at, String how) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.stopped(child, at, how);
        }
    }

    record Trouble(Instant at, String message) implements Notice {
        @Override
        public void tell(ChildListener listener, ChildSpec child) {
            listener.trouble(child, at, message);
        }
    }
}
