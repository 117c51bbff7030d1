package dev.openruntime.telemetry;

/** A value that is JSON text already and goes into a JSON line as it is. */
record RawJson(String json) {

    @Override
    public String toString() {
        return json;
    }
}
