package dev.openruntime.sidecar.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openruntime.sidecar.discovery.environment.EnvironmentSource;
import dev.openruntime.sidecar.discovery.source.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentSourceTest {

    @Test
    void shouldReadVariablesOfKubernetesAndOfDockersLinksAndNothingElse() {
        Map<String, String> environment = Map.of(
                "ORDERS_API_SERVICE_HOST", "10.0.0.1",
                "ORDERS_API_SERVICE_PORT", "8080",
                "ORDERS_API_PORT_8080_TCP_ADDR", "10.0.0.1",
                "DB_PORT_5432_TCP_ADDR", "fd00::5",
                "HALF_SERVICE_HOST", "10.0.0.3",
                "ODD_SERVICE_HOST", "not an address",
                "ODD_SERVICE_PORT", "80",
                "_SERVICE_HOST", "10.0.0.4",
                "X_PORT__TCP_ADDR", "10.0.0.5");

        var reading = new EnvironmentSource(environment).read(news -> {});

        assertThat(reading.services())
                .isEqualTo(Map.of(
                        "orders-api", List.of(new Endpoint("10.0.0.1", 8080)),
                        "db", List.of(new Endpoint("fd00::5", 5432))));
    }
}
