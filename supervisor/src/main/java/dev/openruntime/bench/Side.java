package dev.openruntime.bench;

/**
 * One of those that are measured.
 *
 * @param name what a row of it is headed with
 * @param what what it is, in words
 * @param timeline whether it writes a timeline if it is asked to, so that its steps can be told
 * @param opener opens it anew each time
 */
public record Side(String name, String what, boolean timeline, Opener opener) {

    /** Opens a side. */
    public interface Opener {

        /**
         * Prepares its environment; starts nothing.
         *
         * @param timeline whether it is to write a timeline
         * @throws SideFailure if that is impossible
         */
        Contestant open(boolean timeline) throws SideFailure;
    }
}
