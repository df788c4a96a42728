// The official OpenRouter SDK for TypeScript by its README, against the base URL that it is given: text, a tool call and an
// error.
import { OpenRouter } from "@openrouter/sdk";

const client = new OpenRouter({ serverURL: process.argv[2], apiKey: "any", retryConfig: { strategy: "none" } });
const weather = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

async function stream(model, content, tools) {
  const answer = { text: "", tool: "", args: "", reason: null, tokens: null };
  const chunks = await client.chat.send({
    chatRequest: { model, messages: [{ role: "user", content }], tools, stream: true },
  });
  for await (const chunk of chunks) {
    for (const choice of chunk.choices) {
      answer.text += choice.delta.content ?? "";
      for (const call of choice.delta.toolCalls ?? []) {
        answer.tool += call.function.name ?? "";
        answer.args += call.function.arguments ?? "";
      }
      answer.reason = choice.finishReason ?? answer.reason;
    }
    answer.tokens = chunk.usage?.totalTokens ?? answer.tokens;
  }
  return answer;
}

const models = [];
for await (const page of await client.models.list()) models.push(...page.result.data.map((model) => model.id));
const text = await stream("offline/echo", "Grüße");
const tool = await stream("offline/demo", "What is the weather in Rome?", [weather]);
const error = await stream("offline/nothing", "Hi").catch((failure) => failure);
console.log(JSON.stringify({ models, text, tool, error: { status: error.statusCode, message: error.message } }));
