package dev.openruntime.child;

/** The signs of one spawn: each becomes an event with the time of the call. */
record Signs(ChildSpec spec, int spawn, Lifecycle lifecycle) implements LifeSigns {

    @Override
    public void ready(String detail) {
        if (spec.startup() instanceof Startup.SaysSo) {
            lifecycle.post(spec.name(), new ChildEvent.BecameReady(spawn, lifecycle.now(), detail));
        }
    }

    @Override
    public void failed(String error) {
        lifecycle.post(spec.name(), new ChildEvent.LoadFailed(spawn, lifecycle.now(), error));
    }

    @Override
    public void exited(Exit exit) {
        lifecycle.post(spec.name(), new ChildEvent.Exited(spawn, lifecycle.now(), exit));
    }
}
