// The openai npm client by its README, against the base URL that it is given: text, a tool call and an error.
import OpenAI from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "any", maxRetries: 0 });
const weather = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

async function stream(model, content, tools) {
  const answer = { text: "", tool: "", args: "", reason: null, tokens: null };
  const chunks = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content }],
    tools,
    stream: true,
  });
  for await (const chunk of chunks) {
    for (const choice of chunk.choices) {
      answer.text += choice.delta.content ?? "";
      for (const call of choice.delta.tool_calls ?? []) {
        answer.tool += call.function.name ?? "";
        answer.args += call.function.arguments ?? "";
      }
      answer.reason = choice.finish_reason ?? answer.reason;
    }
    answer.tokens = chunk.usage?.total_tokens ?? answer.tokens;
  }
  return answer;
}

const models = [];
for await (const model of client.models.list()) models.push(model.id);
const text = await stream("offline/echo", "Grüße");
const tool = await stream("offline/demo", "What is the weather in Rome?", [weather]);
const error = await stream("offline/nothing", "Hi").catch((failure) => failure);
console.log(JSON.stringify({ models, text, tool, error: { status: error.status, message: error.message } }));
