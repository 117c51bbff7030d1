package dev.openruntime.cli;

import dev.openruntime.check.CheckResult;
import java.io.IOException;
import java.util.List;

/** Shows what came of a {@code worker-check}. */
sealed interface WorkerCheckReport permits WorkerCheckJson, WorkerCheckText {

    /** A check is over. */
    void checked(CheckResult result);

    /** All are. */
    void conclude(List<CheckResult> results) throws IOException;
}
