package dev.openruntime.sidecar.discovery;

/**
 * What the server says.
 *
 * @param status HTTP status
 * @param json body, UTF-8; not changed by anybody; empty for status 204
 * @param index of the last change of what was asked for; 0 where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only written to a socket
record Answer(int status, byte[] json, long index) {

    /** Nothing has changed. */
    static Answer unchanged(long index) {
        return new Answer(204, new byte[0], index);
    }
}
