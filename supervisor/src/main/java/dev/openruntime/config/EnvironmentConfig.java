package dev.openruntime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the environment of a child is made from the platform's.
 *
 * @param inherited what is passed on
 * @param set what is added, or replaced if it is inherited too; in file order
 */
public record EnvironmentConfig(Inherited inherited, Map<String, String> set) {

    /** What of the platform's environment is passed on. */
    public sealed interface Inherited {

        /** The whole set: what a handler gets. */
        record Everything() implements Inherited {}

        /**
         * These variables, where they are set, and no other: what middleware and sidecars get.
         *
         * @param names in the order of the file, the defaults first
         */
        record Only(List<String> names) implements Inherited {
            public Only {
                names = List.copyOf(names);
            }
        }
    }

    /** What middleware and sidecars inherit if the file adds nothing: enough to find programs and temporary files. */
    public static final List<String> INHERITED_NAMES = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

    public EnvironmentConfig {
        set = Ordered.copy(set);
    }

    /**
     * The environment of a child, without the variables that the supervisor itself adds.
     *
     * @param platform the environment that the supervisor was started with
     * @return a new map that belongs to the caller
     */
    public Map<String, String> childEnvironment(Map<String, String> platform) {
        var environment = new LinkedHashMap<String, String>();
        switch (inherited) {
            case Inherited.Everything everything -> environment.putAll(platform);
            case Inherited.Only only -> {
                for (String name : only.names()) {
                    String value = platform.get(name);
                    if (value != null) {
                        environment.put(name, value);
                    }
                }
            }
        }
        environment.putAll(set);
        return environment;
    }
}
