package dev.openruntime.config;

import java.util.List;
import java.util.Locale;

/**
 * What must not be printed. What an environment variable holds never is: a value is shown as it is written. Of what is
 * written, the values of keys whose names sound like a secret are hidden, and arguments behind or in options of such
 * names.
 */
final class Secrets {

    static final String HIDDEN = "***";

    private static final List<String> WORDS =
            List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIAL", "PRIVATE", "AUTH");

    private Secrets() {}

    /** Whether a key's name sounds as if its value were a secret. */
    static boolean isSecret(String key) {
        String upper = key.toUpperCase(Locale.ROOT);
        for (String word : WORDS) {
            if (upper.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The value of a key that may be secret; a variable's name alone tells nothing. */
    static String value(String key, String written) {
        boolean variable = written.startsWith("${") && written.indexOf('}') == written.length() - 1;
        return isSecret(key) && !(variable && !written.contains(":-")) ? HIDDEN : written;
    }

    /**
     * One word of a command.
     *
     * @param before the word before it; empty if it is the first
     */
    static String word(String before, String written) {
        int equals = written.indexOf('=');
        if (equals > 0) {
            String name = written.substring(0, equals);
            return name + "=" + value(name, written.substring(equals + 1));
        }
        return before.startsWith("-") && !written.startsWith("-") ? value(before, written) : written;
    }
}
