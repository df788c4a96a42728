package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How OpenRouter routed a request; sent only where the request asked for it.
 *
 * @param requested the model that was asked for
 * @param strategy how the model was found: {@code direct}, {@code auto}, {@code fallback} …
 * @param attempt which try succeeded, counted from 1
 * @param params the router's parameters
 */
public record OpenRouterMetadata(
        @Nullable String requested,
        @Nullable String strategy,
        @Nullable String region,
        @Nullable String summary,
        @Nullable Integer attempt,
        @Nullable Boolean isByok,
        @Nullable Endpoints endpoints,
        List<Attempt> attempts,
        @Nullable JsonObject params,
        List<PipelineStage> pipeline,
        JsonObject extra)
        implements Wire {
    static OpenRouterMetadata read(WireReader in) {
        String requested = null;
        String strategy = null;
        String region = null;
        String summary = null;
        Integer attempt = null;
        Boolean isByok = null;
        Endpoints endpoints = null;
        List<Attempt> attempts = List.of();
        JsonObject params = null;
        List<PipelineStage> pipeline = List.of();
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "requested" -> requested = in.string();
                case "strategy" -> strategy = in.string();
                case "region" -> region = in.string();
                case "summary" -> summary = in.string();
                case "attempt" -> attempt = in.integer();
                case "is_byok" -> isByok = in.bool();
                case "endpoints" -> endpoints = in.object() ? Endpoints.read(in) : null;
                case "attempts" -> attempts = in.list(Attempt::read);
                case "params" -> params = in.anyObject();
                case "pipeline" -> pipeline = in.list(PipelineStage::read);
                default -> in.keep();
            }
        }
        return new OpenRouterMetadata(
                requested, strategy, region, summary, attempt, isByok, endpoints, attempts, params, pipeline, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("requested", requested)
                .member("strategy", strategy)
                .member("region", region)
                .member("summary", summary)
                .member("attempt", attempt)
                .member("is_byok", isByok)
                .member("endpoints", endpoints)
                .list("attempts", attempts)
                .member("params", params)
                .list("pipeline", pipeline)
                .end();
    }

    /** The endpoints that the request could have gone to. */
    public record Endpoints(@Nullable Integer total, List<Endpoint> available, JsonObject extra) implements Wire {
        static Endpoints read(WireReader in) {
            Integer total = null;
            List<Endpoint> available = List.of();
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "total" -> total = in.integer();
                    case "available" -> available = in.list(Endpoint::read);
                    default -> in.keep();
                }
            }
            return new Endpoints(total, available, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("total", total)
                    .list("available", available)
                    .end();
        }
    }

    /** One endpoint, and whether it was chosen. */
    public record Endpoint(
            @Nullable String model,
            @Nullable String provider,
            @Nullable Boolean selected,
            JsonObject extra) implements Wire {
        static Endpoint read(WireReader in) {
            String model = null;
            String provider = null;
            Boolean selected = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "model" -> model = in.string();
                    case "provider" -> provider = in.string();
                    case "selected" -> selected = in.bool();
                    default -> in.keep();
                }
            }
            return new Endpoint(model, provider, selected, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("model", model)
                    .member("provider", provider)
                    .member("selected", selected)
                    .end();
        }
    }

    /** One try at an endpoint, and the HTTP status that it gave. */
    public record Attempt(
            @Nullable String model,
            @Nullable String provider,
            @Nullable Integer status,
            JsonObject extra) implements Wire {
        static Attempt read(WireReader in) {
            String model = null;
            String provider = null;
            Integer status = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "model" -> model = in.string();
                    case "provider" -> provider = in.string();
                    case "status" -> status = in.integer();
                    default -> in.keep();
                }
            }
            return new Attempt(model, provider, status, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("model", model)
                    .member("provider", provider)
                    .member("status", status)
                    .end();
        }
    }

    /** What the request went through on its way: guardrails, plugins, server tools. */
    public record PipelineStage(
            @Nullable String type,
            @Nullable String name,
            @Nullable String summary,
            @Nullable Json data,
            @Nullable JsonNumber costUsd,
            @Nullable String guardrailId,
            @Nullable String guardrailScope,
            JsonObject extra)
            implements Wire {
        static PipelineStage read(WireReader in) {
            String type = null;
            String name = null;
            String summary = null;
            Json data = null;
            JsonNumber costUsd = null;
            String guardrailId = null;
            String guardrailScope = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> type = in.string();
                    case "name" -> name = in.string();
                    case "summary" -> summary = in.string();
                    case "data" -> data = in.any();
                    case "cost_usd" -> costUsd = in.amount();
                    case "guardrail_id" -> guardrailId = in.string();
                    case "guardrail_scope" -> guardrailScope = in.string();
                    default -> in.keep();
                }
            }
            return new PipelineStage(type, name, summary, data, costUsd, guardrailId, guardrailScope, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", type)
                    .member("name", name)
                    .member("summary", summary)
                    .member("data", data)
                    .member("cost_usd", costUsd)
                    .member("guardrail_id", guardrailId)
                    .member("guardrail_scope", guardrailScope)
                    .end();
        }
    }
}
