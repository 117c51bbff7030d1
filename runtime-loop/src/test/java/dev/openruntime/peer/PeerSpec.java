package dev.openruntime.peer;

import dev.openruntime.worker.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** How the peers of one name behave, incarnation after incarnation. Scripts may be changed between invocations. */
public final class PeerSpec {

    final String name;
    final Role role;
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private Script onCancel = Script.silence();
    private String noBody = "";
    private CountDownLatch boot = new CountDownLatch(0);
    private int concurrency = 1;
    private String stack = "";

    PeerSpec(String name, Role role) {
        this.name = name;
        this.role = role;
    }

    /** Offers the hook and acts so. */
    public synchronized PeerSpec on(String hook, Script script) {
        scripts.put(hook, script);
        return this;
    }

    /** Offers the hook no more. */
    public synchronized PeerSpec without(String hook) {
        scripts.remove(hook);
        return this;
    }

    /** What a cancel is answered with. */
    public synchronized PeerSpec onCancel(Script script) {
        onCancel = script;
        return this;
    }

    /** Wants no body for this hook. */
    public synchronized PeerSpec noBody(String hook) {
        noBody = '"' + hook + '"';
        return this;
    }

    /** Offers to show its stack. */
    public synchronized PeerSpec showsItsStack() {
        stack = ",\"stack\":{\"signal\":\"USR1\",\"pid\":4711,\"fd\":5}";
        return this;
    }

    /** Takes so many calls at a time. */
    public synchronized PeerSpec concurrency(int calls) {
        concurrency = calls;
        return this;
    }

    /** Every incarnation from now on boots until this latch opens. */
    public synchronized PeerSpec bootsUntil(CountDownLatch latch) {
        boot = latch;
        return this;
    }

    synchronized Script script(String type, String hook) {
        return switch (type) {
            case "invoke" -> scripts.getOrDefault(hook, Script.silence());
            case "cancel" -> onCancel;
            default -> Script.silence();
        };
    }

    synchronized CountDownLatch boot() {
        return boot;
    }

    synchronized String ready() {
        List<String> hooks = scripts.keySet().stream().map(h -> '"' + h + '"').toList();
        return "{\"type\":\"ready\",\"protocol\":1,\"hooks\":" + hooks + ",\"concurrency\":" + concurrency
                + ",\"noBody\":[" + noBody + "]" + stack + "}";
    }
}
