package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.CassetteJson;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.JsonObject;

/** Models of this machine's and, for all others, an upstream. */
record Routed(Transport offline, Transport upstream) implements Transport {
    @Override
    public Exchange open(HttpRequest request) {
        String model = CassetteJson.document(request.body()) instanceof JsonObject asked ? asked.string("model") : null;
        boolean here = model != null && model.startsWith("offline/");
        return (here ? offline : upstream).open(request);
    }
}
