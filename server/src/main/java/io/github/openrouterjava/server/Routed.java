package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.relay.Relay;

/** Models of this machine's and, for all others, an upstream. */
record Routed(Transport offline, Relay upstream) implements Transport {
    @Override
    public Exchange open(HttpRequest request) {
        String model = ModelName.of(request);
        boolean here = model != null && model.startsWith("offline/");
        return (here ? offline : upstream).open(request);
    }
}
