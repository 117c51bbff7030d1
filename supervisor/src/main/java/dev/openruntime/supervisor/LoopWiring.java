package dev.openruntime.supervisor;

import dev.openruntime.child.ChildState;
import dev.openruntime.config.Configuration;
import dev.openruntime.config.FlushConfig;
import dev.openruntime.config.HandlerConfig;
import dev.openruntime.config.HttpRequest;
import dev.openruntime.config.MiddlewareConfig;
import dev.openruntime.config.OnFailure;
import dev.openruntime.config.SidecarConfig;
import dev.openruntime.flush.FlushRequest;
import dev.openruntime.flush.HttpFlusher;
import dev.openruntime.invocation.Limits;
import dev.openruntime.loop.Events;
import dev.openruntime.loop.InvocationLoop;
import dev.openruntime.loop.LoopListener;
import dev.openruntime.loop.Outcomes;
import dev.openruntime.pipeline.FlushPhase;
import dev.openruntime.pipeline.FlushTerms;
import dev.openruntime.pipeline.FlushWhen;
import dev.openruntime.pipeline.Flusher;
import dev.openruntime.pipeline.Gate;
import dev.openruntime.pipeline.Pipeline;
import dev.openruntime.pipeline.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Puts together what an event passes, by the same configuration by which {@link Wiring} made the household. */
record LoopWiring(Configuration configuration, Platform platform, Household household) {

    /** From the source to the flushes; running time stands while there is no event. */
    InvocationLoop loop(Events events, Outcomes outcomes, FlushPhase flushes, LoopListener listener) {
        FreezingEvents freezing = new FreezingEvents(events, household.time(), InstantSource.system());
        Pipeline pipeline = new Pipeline(
                stages(),
                HandlerConfig.NAME,
                platform.handlerLabel(),
                new Limits(
                        configuration.deadline().margin()::of,
                        configuration.deadline().max()),
                gate(freezing::stood),
                household.workers());
        Events asked = household
                .runtime()
                .<Events>map(handler -> new AskedEvents(freezing, handler))
                .orElse(freezing);
        return new InvocationLoop(asked, outcomes, pipeline, flushes, listener);
    }

    /** What comes after each response. */
    FlushPhase flushes() {
        List<Flusher> flushers = new ArrayList<>();
        for (SidecarConfig sidecar : configuration.sidecars()) {
            sidecar.flush().flatMap(flush -> flusher(sidecar.name(), flush)).ifPresent(flushers::add);
        }
        return new FlushPhase(stages(), household.workers(), flushers, household.time()::nanos);
    }

    private Gate gate(Supplier<Duration> stood) {
        List<RequiredSidecars.Required> required = configuration.sidecars().stream()
                .filter(SidecarConfig::required)
                .map(sidecar -> new RequiredSidecars.Required(
                        sidecar.name(),
                        sidecar.readyWithin(),
                        sidecar.readiness().isPresent()))
                .toList();
        return new RequiredSidecars(household.children(), required, household.children()::refreshReadiness, stood);
    }

    private List<Stage> stages() {
        return configuration.middleware().stream()
                .map(middleware -> new Stage(
                        middleware.name(), middleware.timeout(), onFailure(middleware), terms(middleware.flush())))
                .toList();
    }

    private Optional<Flusher> flusher(String name, FlushConfig flush) {
        BooleanSupplier isReady =
                () -> household.children().status(name).state().kind() == ChildState.Kind.READY;
        Optional<BuiltInFlusher.Flush> builtIn =
                Optional.ofNullable(household.builtIns().get(name));
        return flush.request()
                .<Flusher>map(request -> new HttpFlusher(name, terms(flush), request(request), isReady))
                .or(() -> builtIn.map(sidecar -> new BuiltInFlusher(name, terms(flush), sidecar, isReady)));
    }

    private static FlushRequest request(HttpRequest request) {
        FlushRequest.Address address = request.address() instanceof HttpRequest.Address.Port port
                ? new FlushRequest.Address.Tcp(port.host(), port.port())
                : new FlushRequest.Address.Unix(((HttpRequest.Address.Socket) request.address()).path());
        return new FlushRequest(request.method().word(), address, request.path(), request.headers());
    }

    /** No pattern switch: it would cost milliseconds on the way to the first {@code next}. */
    private static FlushTerms terms(FlushConfig flush) {
        if (flush.when() instanceof dev.openruntime.config.FlushWhen.Every every) {
            return new FlushTerms(flush.within(), new FlushWhen.Every(every.period()));
        }
        if (flush.when() instanceof dev.openruntime.config.FlushWhen.Adaptive) {
            return new FlushTerms(flush.within(), new FlushWhen.Adaptive());
        }
        boolean each = flush.when() instanceof dev.openruntime.config.FlushWhen.Each;
        return new FlushTerms(flush.within(), each ? new FlushWhen.Each() : new FlushWhen.Shutdown());
    }

    private static Stage.OnFailure onFailure(MiddlewareConfig middleware) {
        return middleware.onFailure() == OnFailure.FAIL ? Stage.OnFailure.FAIL : Stage.OnFailure.SKIP;
    }
}
