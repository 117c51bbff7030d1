package dev.openruntime.sidecar.metrics.otlpserver;

import java.util.List;

/** A message, in whatever encoding. What isn't there is empty, zero, or no message. One thread. */
interface Message {

    boolean has(Field field);

    /** All messages of a repeated field; one at most of another. */
    List<Message> messages(Field field) throws Malformed;

    String text(Field field) throws Malformed;

    /** A whole number of any type but {@code sint32}. */
    long number(Field field) throws Malformed;

    /** Of the type {@code sint32}. */
    int signed(Field field) throws Malformed;

    double real(Field field) throws Malformed;

    /** Whole numbers of a repeated field that is packed. */
    long[] numbers(Field field, Width width) throws Malformed;

    double[] reals(Field field) throws Malformed;

    /** How protobuf writes the numbers of a repeated field. */
    enum Width {
        FIXED,
        VARYING
    }
}
