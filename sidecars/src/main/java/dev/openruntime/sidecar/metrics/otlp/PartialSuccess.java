package dev.openruntime.sidecar.metrics.otlp;

/**
 * What a collector says that takes some of a batch: the field 1 of its answer, with the field 1 in it.
 *
 * @param rejected points that it didn't take
 */
record PartialSuccess(long rejected) {

    private static final int MESSAGE_ONE = 0x0a;
    private static final int NUMBER_ONE = 0x08;
    private static final int MORE = 0x80;
    private static final int GROUP = 0x7f;
    private static final int GROUP_BITS = 7;

    /** Of anything else it knows nothing, so nothing was rejected. */
    static PartialSuccess read(byte[] answer) {
        int inner = answer.length > 1 && answer[0] == MESSAGE_ONE ? 1 : answer.length;
        while (inner < answer.length && (answer[inner] & MORE) != 0) {
            inner++;
        }
        inner++;
        if (inner >= answer.length || answer[inner] != NUMBER_ONE) {
            return new PartialSuccess(0);
        }
        long rejected = 0;
        int shift = 0;
        for (int i = inner + 1; i < answer.length && shift < Long.SIZE; i++) {
            rejected |= (long) (answer[i] & GROUP) << shift;
            shift += GROUP_BITS;
            if ((answer[i] & MORE) == 0) {
                break;
            }
        }
        return new PartialSuccess(rejected);
    }
}
