package dev.openruntime.check;

/** What holds for the header of any frame (P11, P19), and when notes may come (P25). */
final class HeaderRules {

    private HeaderRules() {}

    static void judge(Header header, boolean ready, Findings findings) {
        if (header.type().isEmpty()) {
            findings.broken(
                    Statement.P11,
                    "a header with the member `type`",
                    header.shown(),
                    "name the frame by `type`: ready, failed, result, log, progress");
        }
        if (header.has("body") || header.has("bodyBase64")) {
            findings.broken(
                    Statement.P19,
                    "a body once: in `body`, or in `bodyBase64`; in length-prefixed frames behind the header",
                    header.shown(),
                    NoFrameWords.mend(Statement.P19));
        }
        if (!ready && NoteRules.isNote(header.type())) {
            findings.broken(
                    Statement.P25,
                    "no notes before `ready`",
                    header.shown(),
                    "keep them until `ready` is sent, or print to standard error");
        }
    }
}
