package dev.openruntime.worker;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker said of itself when it was ready, found to fit its role.
 *
 * @param hooks the moments that it takes part in
 * @param concurrency how many calls it takes at a time, 1 or more
 * @param noBody hooks that are called without a body
 * @param stack how its process can be made to show where it is
 */
public record Handshake(Set<Hook> hooks, int concurrency, Set<Hook> noBody, Optional<StackOffer> stack) {

    /** Before the worker is ready it offers nothing. */
    static final Handshake NONE = new Handshake(Set.of(), 1, Set.of(), Optional.empty());

    /** The version of the protocol that this supervisor speaks. */
    public static final int PROTOCOL = 1;

    /** A handshake that doesn't fit, in words that name both sides. */
    static final class Mismatch extends Exception {

        private static final long serialVersionUID = 1L;

        private final String what;

        Mismatch(String what) {
            super(what, null, false, false);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    static Handshake of(WorkerMessage.Ready ready, Role role) throws Mismatch {
        if (ready.protocol() == 0) {
            throw new Mismatch("the worker's `ready` has no `protocol`, the supervisor speaks " + PROTOCOL);
        }
        if (ready.protocol() != PROTOCOL) {
            throw new Mismatch("the worker speaks protocol " + ready.protocol() + ", the supervisor " + PROTOCOL);
        }
        if (ready.concurrency() < 1) {
            throw new Mismatch("the worker offers a concurrency of " + ready.concurrency() + ", at least 1 is needed");
        }
        Set<Hook> hooks = hooks(ready.hooks(), role, "hooks");
        if (role == Role.HANDLER && hooks.isEmpty()) {
            throw new Mismatch("the worker offers no hook, a handler must offer `handle`");
        }
        return new Handshake(hooks, ready.concurrency(), hooks(ready.noBody(), role, "noBody"), ready.stack());
    }

    private static Set<Hook> hooks(List<String> words, Role role, String member) throws Mismatch {
        Set<Hook> hooks = EnumSet.noneOf(Hook.class);
        for (String word : words) {
            Hook hook = Hook.of(word)
                    .filter(role.hooks()::contains)
                    .orElseThrow(() -> new Mismatch("the worker names `" + word + "` in `" + member + "`, a "
                            + role.word() + " may have " + words(role)));
            hooks.add(hook);
        }
        return hooks;
    }

    private static String words(Role role) {
        StringBuilder words = new StringBuilder();
        for (Hook hook : role.hooks()) {
            words.append(words.isEmpty() ? "" : ", ")
                    .append('`')
                    .append(hook.word())
                    .append('`');
        }
        return words.toString();
    }
}
