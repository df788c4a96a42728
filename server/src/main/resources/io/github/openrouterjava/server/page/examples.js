// Where to begin: one for each thing that a stream can show.

const WEATHER = `{
  "tools": [{"type": "function", "function": {"name": "get_weather", "parameters":
    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]
}`;

const EXAMPLES = [
  { title: "Ask the docs", model: "offline/demo", prompt: "How can a stream end?" },
  { title: "Call a tool", model: "offline/demo", prompt: "What is the weather in Rome?", extra: WEATHER },
  { title: "Watch a slow stream", model: "offline/lorem:tokens=200,tps=20,ttft_ms=1500", prompt: "Go." },
  { title: "See it fail", model: "offline/chaos:error=1", prompt: "Go." },
];

export const examplesFor = (models) => EXAMPLES.filter(({ model }) => models.has(model.split(":")[0]));
