package dev.openruntime.config;

/** A value that is written as one of a few words in the configuration file. */
public interface Word {

    /** The word as it stands in the file. */
    String word();
}
