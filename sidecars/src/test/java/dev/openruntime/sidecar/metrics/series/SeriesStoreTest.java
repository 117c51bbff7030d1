package dev.openruntime.sidecar.metrics.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeriesStoreTest {

    private static final SeriesId ORDERS = id(Kind.COUNTER, "orders");
    private static final SeriesId DEPTH = id(Kind.GAUGE, "depth");
    private static final SeriesId TOOK = id(Kind.TIMER, "took");
    private static final SeriesId USERS = id(Kind.SET, "users");

    private final SeriesStore store = new SeriesStore(100, 1 << 20);

    @Test
    void shouldSumUpByKindAndBeginAnewWhenTakenOut() {
        store.count(ORDERS, 2);
        store.count(ORDERS, 0.5);
        store.set(DEPTH, 7);
        store.move(DEPTH, -3);
        store.observe(TOOK, 12, 1);
        store.member(USERS, "ada");
        store.member(USERS, "ada");
        store.member(USERS, "bob");

        assertThat(amounts(store.take()))
                .isEqualTo(Map.of("orders", "2.5", "depth", "4.0", "took", "1 of 12.0", "users", "2"));
        assertThat(store.take()).isEmpty();
    }

    @Test
    void shouldTellSeriesApartByKindNameUnitAndTagsButNotByTheirOrder() {
        Tag a = new Tag("a", "1");
        Tag b = new Tag("b", "2");
        store.count(new SeriesId(Kind.COUNTER, "x", List.of(a, b)), 1);
        store.count(new SeriesId(Kind.COUNTER, "x", List.of(b, a)), 1);
        store.count(new SeriesId(Kind.COUNTER, "x", List.of(new Tag("a", "0"), b, a)), 1);
        store.count(new SeriesId(Kind.COUNTER, "x", List.of(a)), 1);
        store.count(new SeriesId(Kind.COUNTER, "x", "Bytes", List.of(a)), 1);
        store.set(new SeriesId(Kind.GAUGE, "x", List.of(a)), 1);

        List<Measured> measured = store.take();

        assertThat(measured).hasSize(4);
        assertThat(measured.getFirst().value()).isEqualTo(new Value.Amount(3));
    }

    @Test
    void shouldRememberWhereGaugesStandButSendThemOnlyWhenTheyAreSet() {
        store.set(DEPTH, 7);
        assertThat(store.take()).hasSize(1);
        assertThat(store.take()).isEmpty();

        store.move(DEPTH, 3);

        assertThat(amounts(store.take())).isEqualTo(Map.of("depth", "10.0"));
    }

    @Test
    void shouldGiveBackWhatCouldNotBeSentAsIfItHadNeverBeenTakenOut() {
        store.count(ORDERS, 2);
        store.set(DEPTH, 7);
        store.observe(TOOK, 12, 2);
        store.member(USERS, "ada");
        List<Measured> unsent = store.take();
        store.count(ORDERS, 3);
        store.set(DEPTH, 8);
        store.observe(TOOK, 12, 1);
        store.member(USERS, "bob");

        store.giveBack(unsent);

        assertThat(amounts(store.take()))
                .isEqualTo(Map.of("orders", "5.0", "depth", "8.0", "took", "3 of 12.0", "users", "2"));
    }

    @Test
    void shouldGiveBackAGaugeThatWasNotSetSince() {
        store.set(DEPTH, 7);

        store.giveBack(store.take());

        assertThat(amounts(store.take())).isEqualTo(Map.of("depth", "7.0"));
    }

    @Test
    void shouldMakeWholeValuesOfSampledOnes() {
        for (int i = 0; i < 30; i++) {
            store.observe(TOOK, 12, 1 / 0.3);
        }
        assertThat(amounts(store.take())).isEqualTo(Map.of("took", "100 of 12.0"));

        store.observe(TOOK, 12, 1.5);
        assertThat(amounts(store.take())).isEqualTo(Map.of("took", "1 of 12.0"));
        store.observe(TOOK, 12, 1.5);
        assertThat(amounts(store.take())).isEqualTo(Map.of("took", "2 of 12.0"));
    }

    @Test
    void shouldDropSeriesBeyondTheBoundAndCountThemByName() {
        for (int i = 0; i < 105; i++) {
            store.count(new SeriesId(Kind.COUNTER, "many", List.of(new Tag("n", "" + i))), 1);
            store.count(new SeriesId(Kind.COUNTER, "many", List.of(new Tag("n", "0"))), 1);
        }

        assertThat(store.take()).hasSize(100);
        assertThat(store.losses().of("many")).isEqualTo(5);
        assertThat(store.losses().news()).isEqualTo(5);
        assertThat(store.losses().news()).isZero();
        assertThat(store.losses().inWords()).isEqualTo("5 values dropped (many 5)");
    }

    @Test
    void shouldMakeRoomByForgettingTheGaugeThatWasLongestAtRest() {
        for (int i = 0; i < 100; i++) {
            store.set(id(Kind.GAUGE, "gauge" + i), 1);
        }
        assertThat(store.take()).hasSize(100);
        store.move(id(Kind.GAUGE, "gauge0"), 1);

        store.count(ORDERS, 1);
        store.move(id(Kind.GAUGE, "gauge1"), 1);

        assertThat(amounts(store.take())).isEqualTo(Map.of("gauge0", "2.0", "orders", "1.0", "gauge1", "1.0"));
        assertThat(store.losses().all()).isZero();
    }

    @Test
    void shouldKeepWithinItsBytes() {
        SeriesStore small = new SeriesStore(1_000, 20_000);
        for (int i = 0; i < 1_000; i++) {
            small.observe(TOOK, i * i, 1);
            small.member(USERS, "user " + i);
            small.count(ORDERS, 1);
        }

        Map<String, String> amounts = amounts(small.take());

        assertThat(amounts).containsEntry("orders", "1000.0");
        assertThat(small.losses().of("took") + small.losses().of("users")).isBetween(1_500L, 1_990L);
        small.member(USERS, "ada");
        assertThat(amounts(small.take())).isEqualTo(Map.of("users", "1"));
    }

    @Test
    void shouldNotRememberMoreNamesThanAHundredOfWhatItDropped() {
        Losses losses = new Losses();
        for (int i = 0; i < 150; i++) {
            losses.add("name" + i, 2);
        }

        assertThat(losses.all()).isEqualTo(300);
        assertThat(losses.of("name99")).isEqualTo(2);
        assertThat(losses.of("name100")).isZero();
        assertThat(losses.inWords()).isEqualTo("300 values dropped (name0 2, name1 2, name2 2, …)");
    }

    private static SeriesId id(Kind kind, String name) {
        return new SeriesId(kind, name, Set.of());
    }

    private static Map<String, String> amounts(List<Measured> measured) {
        return measured.stream().collect(Collectors.toMap(each -> each.id().name(), each -> inWords(each.value())));
    }

    private static String inWords(Value value) {
        return switch (value) {
            case Value.Amount amount -> "" + amount.amount();
            case Value.Members members -> "" + members.members().size();
            case Value.Observed observed ->
                observed.distribution().count() + " of "
                        + observed.distribution().quantile(1);
        };
    }
}
