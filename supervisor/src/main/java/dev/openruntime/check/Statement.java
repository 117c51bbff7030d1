package dev.openruntime.check;

import java.util.Optional;

/** The numbered statements of the protocol's page, and why some of them can't be seen from outside of a worker. */
public enum Statement {
    P10,
    P11,
    P12,
    P13,
    P14,
    P15,
    P16,
    P17,
    P18,
    P19,
    P20("what the supervisor does: the worker is started here as it says"),
    P21,
    P22,
    P23,
    P24,
    P25,
    P26,
    P27,
    P30("what the supervisor sends: the calls made here are of this form"),
    P31("what the supervisor sends: the ids rise here as well; an answer with an unknown one breaks P47"),
    P32,
    P33,
    P34("what the supervisor sends: what a worker does with it is its own matter"),
    P35,
    P36("what the supervisor sends: the calls of `timeout` made here have both members"),
    P37("what the supervisor does in one invocation; a check makes calls, no invocations"),
    P40,
    P41,
    P42("what the supervisor does where P41 is broken"),
    P43,
    P44("what the supervisor does; a worker may change what it likes"),
    P45,
    P46,
    P47,
    P48,
    P50,
    P51,
    P52("what the supervisor does after the silence of P53"),
    P53,
    P60,
    P61,
    P62,
    P70,
    P71,
    P72,
    P73,
    P74("what the supervisor does; the last lines are shown here where a worker dies"),
    P75,
    P80,
    P81,
    P82("what the supervisor does: the check reads at all times, too");

    private final Optional<String> notCheckable;

    Statement() {
        notCheckable = Optional.empty();
    }

    Statement(String why) {
        notCheckable = Optional.of(why);
    }

    /** Why no check can tell from outside whether the worker keeps it; empty if one does. */
    public Optional<String> notCheckable() {
        return notCheckable;
    }
}
