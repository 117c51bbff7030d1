package dev.openruntime.sidecar.metrics.scrape;

/** Why a target could not be read; nothing of what it said was taken. */
final class ScrapeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    ScrapeFailure(String why) {
        super(why);
    }

    ScrapeFailure(String why, Throwable cause) {
        super(why, cause);
    }
}
