package dev.openruntime.worker;

import dev.openruntime.invocation.Body;
import java.util.Optional;

/** What a worker answered to a call: an action that its hook allows, and a body where the action has one. */
public record Answer(Action action, Body body, Optional<String> contentType) {}
