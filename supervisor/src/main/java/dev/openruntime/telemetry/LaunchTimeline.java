package dev.openruntime.telemetry;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes into the timeline what the launcher says of itself: when it began, and when it gave way to the JVM. */
final class LaunchTimeline {

    /** As bash has them: with the decimal sign of the locale, and six digits behind it. */
    private static final Pattern MOMENTS = Pattern.compile("(\\d{10})[.,](\\d{6}) (\\d{10})[.,](\\d{6})");

    private static final List<String> PHASES = List.of("launcher", "java");

    private LaunchTimeline() {}

    /** Nothing where a bash is too old to know the time. */
    static void write(Timeline timeline, String moments) {
        Matcher matcher = MOMENTS.matcher(moments);
        if (matcher.matches()) {
            for (int i = 0; i < PHASES.size(); i++) {
                long micros = Long.parseLong(matcher.group(2 * i + 1) + matcher.group(2 * i + 2));
                timeline.line("phase", micros).with("name", PHASES.get(i)).write();
            }
        }
    }
}
