package dev.openruntime.sidecar.discovery;

/**
 * What the server says.
 *
 * @param status HTTP status
 * @param json body, UTF-8; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only written to a socket
record Answer(int status, byte[] json) {}
