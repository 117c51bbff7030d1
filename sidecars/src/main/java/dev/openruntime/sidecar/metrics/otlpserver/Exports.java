package dev.openruntime.sidecar.metrics.otlpserver;

import dev.openruntime.sidecar.SidecarContext;
import dev.openruntime.sidecar.metrics.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Takes what is posted, and knows what to answer. Any thread; never waits. */
final class Exports {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int AT_ONCE = 16 * 1024;

    private final Intake intake;
    private final int mostBytes;
    private final long readerBegan;
    private final SidecarContext life;
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();

    /** What is answered. */
    static final class Reply {

        final int status;
        final boolean isJson;
        final byte[] body;

        Reply(int status, boolean isJson, byte[] body) {
            this.status = status;
            this.isJson = isJson;
            this.body = body;
        }
    }

    /** What is too long when it is inflated. */
    private static final class TooLong extends IOException {

        private static final long serialVersionUID = 1L;
    }

    Exports(Intake intake, int mostBytes, long readerBegan, SidecarContext life) {
        this.intake = intake;
        this.mostBytes = mostBytes;
        this.readerBegan = readerBegan;
        this.life = life;
    }

    /**
     * Takes all points of a body that mean something.
     *
     * @param type of the content, without parameters, in lower case
     * @param encoding of the content; empty if it has none
     */
    Reply take(String type, String encoding, byte[] body) {
        boolean isJson = type.equals("application/json");
        if (!isJson && !type.equals("application/x-protobuf")) {
            return refuse(UNSUPPORTED, false, "send application/x-protobuf or application/json");
        }
        if (!encoding.isEmpty() && !encoding.equals("gzip") && !encoding.equals("identity")) {
            return refuse(UNSUPPORTED, isJson, "send it by gzip or as it is");
        }
        try {
            byte[] plain = encoding.equals("gzip") ? inflated(body) : body;
            Samples read = Samples.of(isJson ? JsonMessage.read(plain) : new ProtoMessage(plain), readerBegan);
            int lost = intake.take(read.samples());
            int rejected = read.refused() + lost;
            points.addAndGet(read.samples().size() - lost);
            if (rejected > 0) {
                life.meters().count("points.refused", rejected);
            }
            String why = read.whyRefused().isEmpty() ? "there is no room for more series" : read.whyRefused();
            return new Reply(OK, isJson, OtlpAnswers.taken(isJson, rejected, why));
        } catch (Malformed e) {
            return refuse(BAD_REQUEST, isJson, "cannot read it: " + e.getMessage());
        } catch (TooLong e) {
            return tooLong(isJson);
        } catch (IOException e) {
            return refuse(BAD_REQUEST, isJson, "cannot inflate it: " + e.getMessage());
        }
    }

    /** Of a body that is longer than it may be, inflated or not. */
    Reply tooLong(boolean isJson) {
        return refuse(TOO_LARGE, isJson, "it is longer than " + mostBytes + " bytes; send it in parts");
    }

    /** Of a request that can't be taken. */
    Reply refuse(int status, boolean isJson, String why) {
        refusals.incrementAndGet();
        life.meters().count("requests.refused");
        return new Reply(status, isJson, OtlpAnswers.refused(isJson, why));
    }

    private byte[] inflated(byte[] body) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] some = new byte[AT_ONCE];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                if (plain.size() + count > mostBytes) {
                    throw new TooLong();
                }
                plain.write(some, 0, count);
            }
        }
        return plain.toByteArray();
    }

    /** For a person. */
    String inWords() {
        long refused = refusals.get();
        return "took " + points.get() + " points" + (refused == 0 ? "" : ", refused " + refused + " requests");
    }
}
