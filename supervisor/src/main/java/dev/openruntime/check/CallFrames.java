package dev.openruntime.check;

import dev.openruntime.worker.Hook;
import java.time.Instant;

/** The headers that a supervisor sends (P30, P36, P50, P60). */
final class CallFrames {

    private CallFrames() {}

    static String invoke(long id, Hook hook, Instant deadline) {
        return invoke(id, hook, deadline, "");
    }

    /** @param more further members, each with a comma behind it */
    static String invoke(long id, Hook hook, Instant deadline, String more) {
        String ofTimeout = hook == Hook.TIMEOUT ? "\"stage\":\"handle\",\"elapsedMs\":2500," : "";
        return "{\"type\":\"invoke\",\"id\":" + id + ",\"hook\":\"" + hook.word() + "\",\"deadlineMs\":"
                + deadline.toEpochMilli() + "," + ofTimeout + more + context(deadline) + "}";
    }

    private static String context(Instant deadline) {
        return "\"context\":{\"requestId\":\"8f5077e3-6c1e-4000-8000-0f9c00000001\","
                + "\"functionArn\":\"arn:aws:lambda:eu-central-1:123456789012:function:worker-check\","
                + "\"traceId\":\"Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1\","
                + "\"contentType\":\"application/json\",\"platformDeadlineMs\":"
                + deadline.plusMillis(500).toEpochMilli() + "}";
    }

    static String cancel(long id, Instant deadline) {
        return "{\"type\":\"cancel\",\"id\":" + id + ",\"deadlineMs\":" + deadline.toEpochMilli() + "}";
    }

    static String shutdown(Instant deadline) {
        return "{\"type\":\"shutdown\",\"reason\":\"the check is over\",\"deadlineMs\":" + deadline.toEpochMilli()
                + "}";
    }
}
