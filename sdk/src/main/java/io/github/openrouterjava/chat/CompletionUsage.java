package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a completion used and cost.
 *
 * @param promptTokens tokens read
 * @param completionTokens tokens made, reasoning included
 * @param cost in credits, which are US dollars, as it was written; {@link JsonNumber#toBigDecimal()} is for reckoning
 * @param isByok whether the user's own provider key paid
 * @param serverToolUse tools that OpenRouter ran, under the documentation's name
 * @param serverToolUseDetails the same under the specification's name
 */
public record CompletionUsage(
        @Nullable Integer promptTokens,
        @Nullable Integer completionTokens,
        @Nullable Integer totalTokens,
        @Nullable PromptTokensDetails promptTokensDetails,
        @Nullable CompletionTokensDetails completionTokensDetails,
        @Nullable JsonNumber cost,
        @Nullable CostDetails costDetails,
        @Nullable Boolean isByok,
        @Nullable ServerToolUse serverToolUse,
        @Nullable ServerToolUse serverToolUseDetails,
        JsonObject extra)
        implements Wire {

    static CompletionUsage read(WireReader in) {
        Integer promptTokens = null;
        Integer completionTokens = null;
        Integer totalTokens = null;
        PromptTokensDetails promptTokensDetails = null;
        CompletionTokensDetails completionTokensDetails = null;
        JsonNumber cost = null;
        CostDetails costDetails = null;
        Boolean isByok = null;
        ServerToolUse serverToolUse = null;
        ServerToolUse serverToolUseDetails = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "prompt_tokens" -> promptTokens = in.integer();
                case "completion_tokens" -> completionTokens = in.integer();
                case "total_tokens" -> totalTokens = in.integer();
                case "prompt_tokens_details" -> promptTokensDetails = in.object() ? PromptTokensDetails.read(in) : null;
                case "completion_tokens_details" ->
                    completionTokensDetails = in.object() ? CompletionTokensDetails.read(in) : null;
                case "cost" -> cost = in.amount();
                case "cost_details" -> costDetails = in.object() ? CostDetails.read(in) : null;
                case "is_byok" -> isByok = in.bool();
                case "server_tool_use" -> serverToolUse = in.object() ? ServerToolUse.read(in) : null;
                case "server_tool_use_details" -> serverToolUseDetails = in.object() ? ServerToolUse.read(in) : null;
                default -> in.keep();
            }
        }
        return new CompletionUsage(
                promptTokens,
                completionTokens,
                totalTokens,
                promptTokensDetails,
                completionTokensDetails,
                cost,
                costDetails,
                isByok,
                serverToolUse,
                serverToolUseDetails,
                in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("prompt_tokens", promptTokens)
                .member("completion_tokens", completionTokens)
                .member("total_tokens", totalTokens)
                .member("prompt_tokens_details", promptTokensDetails)
                .member("completion_tokens_details", completionTokensDetails)
                .member("cost", cost)
                .member("cost_details", costDetails)
                .member("is_byok", isByok)
                .member("server_tool_use", serverToolUse)
                .member("server_tool_use_details", serverToolUseDetails)
                .end();
    }

    /** Of which kind the tokens read were. */
    public record PromptTokensDetails(
            @Nullable Integer cachedTokens,
            @Nullable Integer cacheWriteTokens,
            @Nullable Integer audioTokens,
            @Nullable Integer videoTokens,
            JsonObject extra)
            implements Wire {
        static PromptTokensDetails read(WireReader in) {
            Integer cachedTokens = null;
            Integer cacheWriteTokens = null;
            Integer audioTokens = null;
            Integer videoTokens = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "cached_tokens" -> cachedTokens = in.integer();
                    case "cache_write_tokens" -> cacheWriteTokens = in.integer();
                    case "audio_tokens" -> audioTokens = in.integer();
                    case "video_tokens" -> videoTokens = in.integer();
                    default -> in.keep();
                }
            }
            return new PromptTokensDetails(cachedTokens, cacheWriteTokens, audioTokens, videoTokens, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("cached_tokens", cachedTokens)
                    .member("cache_write_tokens", cacheWriteTokens)
                    .member("audio_tokens", audioTokens)
                    .member("video_tokens", videoTokens)
                    .end();
        }
    }

    /** Of which kind the tokens made were. */
    public record CompletionTokensDetails(
            @Nullable Integer reasoningTokens,
            @Nullable Integer audioTokens,
            @Nullable Integer imageTokens,
            @Nullable Integer acceptedPredictionTokens,
            @Nullable Integer rejectedPredictionTokens,
            JsonObject extra)
            implements Wire {
        static CompletionTokensDetails read(WireReader in) {
            Integer reasoningTokens = null;
            Integer audioTokens = null;
            Integer imageTokens = null;
            Integer acceptedPredictionTokens = null;
            Integer rejectedPredictionTokens = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "reasoning_tokens" -> reasoningTokens = in.integer();
                    case "audio_tokens" -> audioTokens = in.integer();
                    case "image_tokens" -> imageTokens = in.integer();
                    case "accepted_prediction_tokens" -> acceptedPredictionTokens = in.integer();
                    case "rejected_prediction_tokens" -> rejectedPredictionTokens = in.integer();
                    default -> in.keep();
                }
            }
            return new CompletionTokensDetails(
                    reasoningTokens,
                    audioTokens,
                    imageTokens,
                    acceptedPredictionTokens,
                    rejectedPredictionTokens,
                    in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("reasoning_tokens", reasoningTokens)
                    .member("audio_tokens", audioTokens)
                    .member("image_tokens", imageTokens)
                    .member("accepted_prediction_tokens", acceptedPredictionTokens)
                    .member("rejected_prediction_tokens", rejectedPredictionTokens)
                    .end();
        }
    }

    /** What the upstream provider asked, in credits. */
    public record CostDetails(
            @Nullable JsonNumber upstreamInferenceCost,
            @Nullable JsonNumber upstreamInferencePromptCost,
            @Nullable JsonNumber upstreamInferenceCompletionsCost,
            JsonObject extra)
            implements Wire {
        static CostDetails read(WireReader in) {
            JsonNumber upstreamInferenceCost = null;
            JsonNumber upstreamInferencePromptCost = null;
            JsonNumber upstreamInferenceCompletionsCost = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "upstream_inference_cost" -> upstreamInferenceCost = in.amount();
                    case "upstream_inference_prompt_cost" -> upstreamInferencePromptCost = in.amount();
                    case "upstream_inference_completions_cost" -> upstreamInferenceCompletionsCost = in.amount();
                    default -> in.keep();
                }
            }
            return new CostDetails(
                    upstreamInferenceCost, upstreamInferencePromptCost, upstreamInferenceCompletionsCost, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("upstream_inference_cost", upstreamInferenceCost)
                    .member("upstream_inference_prompt_cost", upstreamInferencePromptCost)
                    .member("upstream_inference_completions_cost", upstreamInferenceCompletionsCost)
                    .end();
        }
    }

    /** How often tools ran at OpenRouter. */
    public record ServerToolUse(
            @Nullable Integer toolCallsRequested,
            @Nullable Integer toolCallsExecuted,
            @Nullable Integer webSearchRequests,
            JsonObject extra)
            implements Wire {
        static ServerToolUse read(WireReader in) {
            Integer toolCallsRequested = null;
            Integer toolCallsExecuted = null;
            Integer webSearchRequests = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "tool_calls_requested" -> toolCallsRequested = in.integer();
                    case "tool_calls_executed" -> toolCallsExecuted = in.integer();
                    case "web_search_requests" -> webSearchRequests = in.integer();
                    default -> in.keep();
                }
            }
            return new ServerToolUse(toolCallsRequested, toolCallsExecuted, webSearchRequests, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("tool_calls_requested", toolCallsRequested)
                    .member("tool_calls_executed", toolCallsExecuted)
                    .member("web_search_requests", webSearchRequests)
                    .end();
        }
    }
}
