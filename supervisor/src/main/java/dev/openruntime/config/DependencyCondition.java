package dev.openruntime.config;

/** How far another sidecar must be. */
public enum DependencyCondition implements Word {
    /** Its process is spawned (a built-in: its start has begun). */
    STARTED("started"),
    /** It is ready. */
    HEALTHY("healthy");

    private final String word;

    DependencyCondition(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
