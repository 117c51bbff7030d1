package dev.openruntime.config;

/**
 * One thing that is wrong with a configuration, or looks so.
 *
 * @param place where it stands
 * @param path the key, such as {@code sidecars[1].startup.http.port}; empty if it concerns no single key
 * @param message what, and how to mend it
 */
public record Problem(Place place, String path, String message) {

    /** From 1; 0: the file as a whole. */
    public int line() {
        return place.line();
    }
}
