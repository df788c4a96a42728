"""Streams recombined at random from what real servers were seen to send, each with its merge by merge.py.

Takes a seed and a number; prints one line of JSON for each stream: its body and what it merges to.
"""

import json
import random
import sys

from merge import merge_stream

FINISHES = ["stop", "tool_calls", "length", "eos", "error", "", "null", None]
ARGUMENTS = ['{"a":1}', '{"b":"}\\"{"}', "{}", '{"c":{"d":[]}} ', "", '{"e":']
USAGES = [
    None,
    {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3},
    {"prompt_tokens": 1, "completion_tokens": 7, "total_tokens": 8, "cost": 4.8e-6},
    {"prompt_tokens": None, "completion_tokens": None, "total_tokens": 0},
    {"prompt_tokens": None, "completion_tokens": None, "total_tokens": None},
    {"cost": 0.5},
]
ERRORS = [
    {"code": 502, "message": "down", "metadata": {"provider_name": "P"}},
    {"code": "server_error", "message": "odd"},
    {"message": "without a code", "code": None},
    "only text",
    {},
]


def pick(random, often, *seldom):
    """The usual value, or now and then another."""
    return often if random.random() < 0.7 else random.choice(seldom)


def member(random, name, often, *seldom):
    """A member with the usual value, another, or left out."""
    value = pick(random, often, *seldom, KeyError)
    return {} if value is KeyError else {name: value}


def cut(random, text):
    """The text in pieces cut anywhere; half of a surrogate pair is a piece too."""
    pieces, at = [], 0
    while at < len(text):
        next = min(len(text), at + random.randint(1, 4))
        pieces.append(text[at:next])
        at = next
    return pieces or [""]


def calls(random):
    """Deltas of one to three tool calls, in the ways of one server, or of several at once."""
    if random.random() < 0.3:
        return [delta for _ in range(random.randint(1, 6)) for delta in [loose_call(random)]]
    indices = random.choice([[0, 1, 2], [0, 0, 0], [1, 2, 3], [0, 2, 5], [-1, -1, -1], [None] * 3, [KeyError] * 3])
    ids = random.choice([["a", "b", "c"], ["a", "a", "b"], ["", "", ""], [None] * 3])
    names = random.choice([["f", "g", "h"], ["f", "f", "g"]])
    later_id = random.choice([KeyError, None, "", "same"])
    later_name = random.choice([KeyError, None, "", "same"])
    way = random.choice(["cut", "whole", "placeholder", "cumulative", "late name"])
    series = []
    for index, id, name in zip(indices, ids, names[: random.randint(1, 3)]):
        arguments = random.choice(ARGUMENTS)
        pieces = cut(random, arguments)
        if way == "whole":
            pieces = [arguments]
        elif way == "placeholder":
            pieces = ["{}", arguments]
        elif way == "cumulative":
            pieces = ["".join(pieces[: i + 1]) for i in range(len(pieces))]
        if random.random() < 0.5 and way != "whole":
            pieces.insert(0, random.choice(["", None]))
        deltas = []
        for i, piece in enumerate(pieces):
            told = (i == len(pieces) - 1) if way == "late name" else i == 0
            id_now = id if i == 0 else id if later_id == "same" else later_id
            name_now = name if told or later_name == "same" else later_name
            function = {"arguments": piece} if name_now is KeyError else {"name": name_now, "arguments": piece}
            delta = {"function": function, **member(random, "type", "function", "", None)}
            delta |= {} if index is KeyError else {"index": index}
            delta |= {} if id_now is KeyError else {"id": id_now}
            deltas.append(delta)
        series.append(deltas)
    apart = indices[0] in (0, 1) and len(set(indices)) == 3
    return interleaved(random, series) if apart else [delta for deltas in series for delta in deltas]


def loose_call(random):
    """A delta that goes with no other."""
    function = {
        **member(random, "name", "f", "g", "", None),
        **member(random, "arguments", '{"a":1}', "{}", "", None, '{"a"', ":1}", {"a": [1]}, " "),
    }
    return {
        **member(random, "index", 0, 1, -1, None, 1.0),
        **member(random, "id", "a", "b", "", None),
        **member(random, "function", function, {}, None),
    }


def interleaved(random, series):
    """One list of several, each in its own order."""
    series, result = [list(one) for one in series if one], []
    while series:
        one = random.choice(series)
        result.append(one.pop(0))
        series = [one for one in series if one]
    return result


def detail(random):
    type = random.choice(["reasoning.text"] * 3 + ["reasoning.summary", "reasoning.encrypted", "reasoning.new", None])
    key = {"reasoning.summary": "summary", "reasoning.encrypted": "data"}.get(type, "text")
    return {
        "type": type,
        **member(random, key, random.choice(["so ", "it ", "is "]), "", None),
        **(member(random, "signature", "s1", "s2", "", None) if key == "text" and random.random() < 0.3 else {}),
        **member(random, "index", random.randint(0, 1), None),
        **(member(random, "id", "r1", "r2", "", None) if random.random() < 0.3 else {}),
        **member(random, "format", "anthropic-claude-v1", "unknown", None),
        **(member(random, "provider", "P", {"x": 1}) if random.random() < 0.1 else {}),
    }


def reasoning(random):
    """Deltas that think, under one name or under several."""
    way = random.choice(["plain", "content", "both", "details", "mixed"])
    deltas = []
    for _ in range(random.randint(1, 4)):
        text = random.choice(["hm ", "ah ", ""])
        told = {"type": "reasoning.text", "text": text, **member(random, "index", 0)}
        delta = {}
        now = random.choice(["plain", "content", "both", "details"]) if way == "mixed" else way
        if now in ("plain", "both"):
            delta["reasoning"] = text
        if now in ("content", "both"):
            delta["reasoning_content"] = text
        if now == "both":
            delta["reasoning_details"] = [told]
        if now == "details":
            delta["reasoning_details"] = [detail(random) for _ in range(random.randint(0, 3))]
        deltas.append(delta)
    return deltas


def texts(random):
    text = random.choice(["Hello, world", "caf\u00e9 \u4f60\u597d", "\ud83d\ude00 smile"])  # one character for each half
    return [member(random, "content", piece, "", None) for piece in cut(random, text)]


def choice(random, index):
    """The pieces of one choice, in order."""
    deltas = [{"role": "assistant", "content": ""}] if random.random() < 0.5 else []
    for part in random.sample([reasoning, texts, calls, refusal], random.randint(1, 3)):
        for delta in part(random):
            deltas.append({"tool_calls": [delta]} if part is calls else delta)
    pieces = []
    for delta in deltas:
        piece = {**member(random, "delta", delta), **member(random, "finish_reason", None, "", "null")}
        if piece.get("delta") is None and random.random() < 0.8:
            piece["delta"] = delta
        pieces.append(piece)
    for _ in range(pick(random, 1, 0, 2, 3)):
        reason = random.choice(FINISHES if random.random() < 0.3 else FINISHES[:3])
        piece = {**member(random, "delta", {}, None, {"content": "!"}), "finish_reason": reason}
        pieces.append({**piece, **member(random, "native_finish_reason", "STOP", "end_turn", "", None)})
    for piece in pieces:
        piece |= {} if index is None else {"index": index}
    return pieces


def refusal(random):
    return [{"refusal": piece} for piece in cut(random, "I can't.")]


def chunks(random):
    indices = random.choice([[0]] * 6 + [[None], [0, 1], [1, 0], [0, 3]])
    series = [choice(random, index) for index in indices]
    pieces = [[piece] for piece in interleaved(random, series)]
    while len(pieces) > 1 and random.random() < 0.3:
        at = random.randrange(len(pieces) - 1)
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]
    result = [{"choices": piece} for piece in pieces]
    for _ in range(random.choice([0, 0, 0, 1, 2])):
        empty = random.choice([{}, {"choices": []}, {"choices": None}])
        result.insert(random.randint(0, len(result)), empty)
    way = random.choice(["last", "last", "every", "some", "never"])
    if way == "last":
        result.append({**random.choice([{}, {"choices": []}]), "usage": random.choice(USAGES)})
    for chunk in result if way in ("every", "some") else []:
        if way == "every" or random.random() < 0.4:
            chunk["usage"] = random.choice(USAGES)
    if random.random() < 0.15:
        fail(random, result)
    for chunk in result:
        chunk |= {**member(random, "id", "gen-1", "", "stub", 17, None), **member(random, "model", "m", "", "n", None)}
    return result


def fail(random, chunks):
    """An error at one of its places: the top, a choice, or in place of a chunk."""
    at = random.randrange(len(chunks))
    error, place = random.choice(ERRORS), random.choice(["top", "choice", "alone", "object"])
    choices = chunks[at].get("choices")
    if place == "object":
        chunks.insert(at, {"object": "error", "message": "as vLLM says it", "code": 400})
    elif place == "alone":
        chunks.insert(at, {"error": error, **random.choice([{}, {"choices": []}])})
    elif place == "choice" and choices:
        random.choice(choices)["error"] = error
    else:
        chunks[at]["error"] = error
    if random.random() < 0.5:
        del chunks[at + 2 :]


def whole_pairs(text):
    return not any("\ud800" <= char <= "\udfff" for char in text)


def body(random):
    """The chunks as events, with comments and line ends of all kinds, and a proper end or not."""
    end = random.choice(["\n", "\n", "\r\n", "\r"])
    events = []
    for chunk in chunks(random):
        if random.random() < 0.1:
            events.append(random.choice([": OPENROUTER PROCESSING", ":", "event: ping", "id: 7", "data:"]))
        data = json.dumps(chunk, ensure_ascii=random.random() < 0.5)
        data = data if whole_pairs(data) else json.dumps(chunk)
        name = "event: error\n" if "error" in chunk and random.random() < 0.3 else ""
        events.append(name + random.choice(["data: ", "data:"]) + data)
    how = random.choice(["done"] * 6 + ["end", "end", "cut", "garbage", "unfinished"])
    if how == "done":
        events.append("data: [DONE]")
        events += random.choice([[], [], ['data: {"choices":[],"cost":"0"}']])
    elif how == "cut":
        events = events[: random.randint(0, len(events))]
    elif how == "garbage":
        events.insert(random.randint(0, len(events)), random.choice(["data: {", "data: []", "data: oops"]))
    text = "".join(event + "\n\n" for event in events)
    text = text[: -random.randint(1, 9)] if how == "unfinished" else text
    return random.choice(["", "", "\ufeff"]) + text.replace("\n", end)


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    for number in range(count):
        text = body(random.Random(f"{seed}/{number}"))
        print(json.dumps({"body": text, "merged": merge_stream(text.encode()).merged(str(number))}))


if __name__ == "__main__":
    main()
