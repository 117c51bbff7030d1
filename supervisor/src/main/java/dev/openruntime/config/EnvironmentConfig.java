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

        /**
         * What is passed on of an environment.
         *
         * @return a new map that belongs to the caller
         */
        Map<String, String> from(Map<String, String> platform);

        /** The whole set: what a handler gets. */
        record Everything() implements Inherited {
            @Override
            public Map<String, String> from(Map<String, String> platform) {
                return new LinkedHashMap<>(platform);
            }
        }

        /**
         * These variables, where they are set, and no other: what middleware and sidecars get.
         *
         * @param names in the order of the file, the defaults first
         */
        record Only(List<String> names) implements Inherited {
            public Only {
                names = List.copyOf(names);
            }

            @Override
            public Map<String, String> from(Map<String, String> platform) {
                var passedOn = new LinkedHashMap<String, String>();
                for (String name : names) {
                    String value = platform.get(name);
                    if (value != null) {
                        passedOn.put(name, value);
                    }
                }
                return passedOn;
            }
        }
    }

    /** What middleware and sidecars inherit if the file adds nothing: enough to find programs and temporary files. */
    public static final List<String> INHERITED_NAMES = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

    /** What middleware and sidecars have if the file says nothing. */
    public static final EnvironmentConfig DEFAULT =
            new EnvironmentConfig(new Inherited.Only(INHERITED_NAMES), Map.of());

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
        Map<String, String> environment = inherited.from(platform);
        environment.putAll(set);
        return environment;
    }
}
