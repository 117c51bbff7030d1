package dev.openruntime.sidecar.discovery.environment;

import dev.openruntime.sidecar.discovery.source.Endpoint;
import dev.openruntime.sidecar.discovery.source.EndpointTable;
import dev.openruntime.sidecar.discovery.source.Names;
import dev.openruntime.sidecar.discovery.source.Reading;
import dev.openruntime.sidecar.discovery.source.Source;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code ORDERS_API_SERVICE_HOST} with {@code ORDERS_API_SERVICE_PORT}, and {@code ORDERS_API_PORT_8080_TCP_ADDR},
 * which has the port in its name, become the service {@code orders-api}. What can't be read is no service: variables of
 * such names may mean something else.
 */
public final class EnvironmentSource implements Source {

    private static final String HOST = "_SERVICE_HOST";
    private static final String LINKED = "_TCP_ADDR";

    private final Map<String, String> environment;

    /** @param environment variables by name */
    public EnvironmentSource(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    @Override
    public Reading read(Consumer<Reading> news) {
        EndpointTable table = new EndpointTable();
        environment.forEach((variable, value) -> {
            if (variable.endsWith(HOST)) {
                String name = variable.substring(0, variable.length() - HOST.length());
                add(name, value, environment.getOrDefault(name + "_SERVICE_PORT", ""), table);
            }
        });
        environment.forEach((variable, value) -> {
            int port = variable.lastIndexOf("_PORT_");
            if (variable.endsWith(LINKED) && port >= 0 && port + 6 <= variable.length() - LINKED.length()) {
                String number = variable.substring(port + 6, variable.length() - LINKED.length());
                add(variable.substring(0, port), value, number, table);
            }
        });
        return new Reading(table.done(), Reading.FOREVER, 0);
    }

    private static void add(String variable, String host, String port, EndpointTable table) {
        String name = variable.toLowerCase(Locale.ROOT).replace('_', '-');
        String written = host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
        if (Names.isService(name)) {
            try {
                table.add(name, Endpoint.parse(written));
            } catch (IllegalArgumentException noEndpoint) {
                return; // it means something else
            }
        }
    }

    @Override
    public void close() {}
}
