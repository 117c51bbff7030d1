package dev.openruntime.check;

/** How bytes that are no frame are mended. */
final class NoFrameWords {

    private NoFrameWords() {}

    static String mend(Statement statement) {
        return switch (statement) {
            case P22 ->
                "print to standard error, or start the worker by `${OPEN_RUNTIME_HOME}/workers/isolate COMMAND…`,"
                        + " read from descriptor 3 and write to 4";
            case P11 -> "check the lengths: the first is the header's, in bytes, big-endian";
            case P17 -> "print each frame in one line, without line ends inside";
            case P19 -> "check what makes the JSON, and send a body once";
            case P18 -> "encode bodies that are no JSON as base64 with padding, in one piece";
            case P80 -> "send long log messages in parts, and bodies as bodies";
            default -> "see the page";
        };
    }
}
