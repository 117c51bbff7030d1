package dev.openruntime.sidecar.metrics.output;

/** Takes batches to the receiver, and knows how that behaves. One thread at a time. */
final class Courier {

    private final Output output;
    private final Patience patience = new Patience();
    private long taken;

    Courier(Output output) {
        this.output = output;
    }

    /** Whether the receiver may be asked, or has to be left alone for a while. */
    boolean mayGo(boolean isLast) {
        return patience.isExhausted(isLast);
    }

    /** Why it is left alone. */
    String why() {
        return patience.why();
    }

    /** How many batches the receiver has taken. */
    long taken() {
        return taken;
    }

    Delivery deliver(Batch batch, Deadline by) {
        if (Thread.currentThread().isInterrupted() || by.remaining().isZero()) {
            return Delivery.kept("no time was left");
        }
        Delivery delivery = output.deliver(batch, by.remaining());
        if (delivery.result() == Delivery.Result.ACCEPTED) {
            taken++;
        }
        if (delivery.isOfOneBatch()) {
            patience.reset();
        } else if (output.mayTakeTime()) {
            patience.after(delivery);
        }
        return delivery;
    }
}
