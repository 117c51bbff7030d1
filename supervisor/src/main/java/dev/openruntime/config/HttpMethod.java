package dev.openruntime.config;

/** The methods of requests to children. The word is the method itself. */
public enum HttpMethod implements Word {
    GET,
    POST,
    PUT;

    @Override
    public String word() {
        return name();
    }
}
