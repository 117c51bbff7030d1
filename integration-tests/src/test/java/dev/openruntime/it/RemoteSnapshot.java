package dev.openruntime.it;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A function that has something to do before it is kept as a snapshot, and after it is restored. */
public final class RemoteSnapshot implements RequestHandler<Map<String, Object>, Map<String, Object>>, Resource {

    private volatile boolean kept;
    private volatile boolean restored;

    /** Made by the client, by name. */
    public RemoteSnapshot() {
        Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
        failIfAsked("before");
        kept = true;
        System.out.println("before the snapshot");
    }

    @Override
    public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
        failIfAsked("after");
        restored = true;
        System.out.println("after the restore");
    }

    private static void failIfAsked(String when) {
        if (when.equals(System.getenv("FAIL"))) {
            throw new IllegalStateException("cannot do it " + when);
        }
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (event.containsKey("exit")) {
            System.exit(0);
        }
        return Map.of("kept", kept, "restored", restored);
    }
}
