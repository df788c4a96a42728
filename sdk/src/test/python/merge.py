"""Merges recorded chat completions, independently of the SDK.

Reads the paths of event streams (*.sse) and JSON bodies from the arguments, or one a line from standard input, and
prints one line of JSON for each: how it ended and the merged answer. It is written from the API's documentation, the
WHATWG rules for event streams and what real servers send, so that the SDK's merge has something to be wrong against.
Each rule that those sources leave open is stated where it is decided.
"""

import json
import re
import sys

NOTHING = (None, "")


def not_json(constant):
    raise ValueError(constant)


def parse(text):
    """Strict JSON: Python alone would read NaN and Infinity."""
    return json.loads(text, parse_constant=not_json)


def parses(text):
    try:
        parse(text)
        return True
    except (ValueError, RecursionError):
        return False


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def as_list(value):
    return value if isinstance(value, list) else []


def as_dict(value):
    return value if isinstance(value, dict) else {}


def as_text(value):
    return value if isinstance(value, str) else ""


def as_index(value):
    """An index as a number. -1 is what Z.AI sends when it has none, and 1.0 is the number 1."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0 or value != int(value):
        return None
    return int(value)


def label(value):
    """A code or an id as text: both come as strings and as numbers."""
    if isinstance(value, str):
        return value
    return None if value is None or isinstance(value, (bool, list, dict)) else compact(value)


def first(old, new):
    """The first that says something. Later chunks repeat ids, names and reasons, blank them, or say "stub"."""
    return new if old in NOTHING and new not in NOTHING else old


# --- events ----------------------------------------------------------------------------------------------------------


def events(body):
    """The (name, data) of each event by the WHATWG rules, over a whole body.

    Those rules drop an event that no blank line ends. Some servers leave the last blank line out, so such an event
    counts if it is whole, and is a cut if it isn't: no proper beginning of a JSON object is one itself.
    """
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    name, data = "", []
    for line in re.split("\r\n|\r|\n", text):
        if not line:
            if data:
                yield name, "\n".join(data)
            name, data = "", []
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
        elif field == "event":
            name = value
    rest = "\n".join(data)
    if rest.strip() == "[DONE]" or parses(rest):
        yield name, rest


# --- tool calls ------------------------------------------------------------------------------------------------------


class ToolCall:
    def __init__(self, index):
        self.index, self.id, self.name, self.pieces = index, None, None, []

    def add(self, delta):
        function = as_dict(delta.get("function"))
        self.id = first(self.id, as_text(delta.get("id")))
        self.name = first(self.name, as_text(function.get("name")))
        arguments = function.get("arguments")
        if arguments is not None:
            self.pieces.append(arguments if isinstance(arguments, str) else compact(arguments))

    def raw(self):
        return "".join(self.pieces)

    def arguments(self):
        """The appended pieces, unless they make no JSON and leaving out what was sent twice does.

        Two servers' habits come out as two values in a row: "{}" as a placeholder before the real arguments, and
        each piece repeating all before it. No JSON text begins so, hence nothing right is ever changed.
        """
        raw = self.raw()
        if not raw.strip():
            return "{}"
        if parses(raw):
            return raw
        pieces = [piece for piece in self.pieces if piece.strip()]
        for candidate in (pieces, pieces[1:] if pieces[0].strip() == "{}" else pieces):
            told = ""
            for piece in candidate:
                told = piece if told and piece.startswith(told) else told + piece
            if parses(told):
                return told
        without = raw.lstrip()
        return without[2:] if without.startswith("{}") and parses(without[2:]) else raw


class ToolCalls:
    def __init__(self):
        self.calls, self.last = [], None

    def add(self, delta):
        call = self.find(delta)
        if call is None:
            call = ToolCall(as_index(delta.get("index")))
            self.calls.append(call)
        call.add(delta)
        self.last = call

    def find(self, delta):
        """The call that a delta continues, or None if it begins one."""
        index, id = as_index(delta.get("index")), as_text(delta.get("id"))
        if index is not None:
            # Gemini through OpenRouter sends parallel calls that all have index 0 and differ in their ids.
            same = [call for call in self.calls if call.index == index]
            named = [call for call in same if id and call.id == id]
            if named:
                return named[-1]
            return None if not same or (id and same[-1].id) else same[-1]
        if id:
            named = [call for call in self.calls if call.id == id]
            return named[-1] if named else None
        if self.last is None:
            return None
        name = as_text(as_dict(delta.get("function")).get("name"))
        return None if name and self.last.name and parses(self.last.raw()) else self.last

    def merged(self, whole):
        """Id null: missing, or another call's, so that the client must make one up to tell the two apart.

        Of an answer that was cut off the arguments stay as they came: blank may be the beginning of anything.
        """
        seen = set()
        result = []
        for call in self.calls:
            id = None if call.id in seen else call.id
            seen.add(id)
            arguments = call.arguments() if whole else call.raw()
            result.append({"id": id, "name": call.name, "arguments": arguments})
        return result


# --- reasoning details -----------------------------------------------------------------------------------------------

PIECES = {"reasoning.text": "text", "reasoning.summary": "summary", "reasoning.encrypted": "data"}


class Details:
    """The blocks of signed or encrypted reasoning. A provider takes them back only whole and in their order."""

    def __init__(self):
        self.blocks, self.last = [], None

    def add(self, piece):
        block = self.find(piece)
        if block is None:
            block = {}
            self.blocks.append(block)
        self.last = block
        grows = PIECES.get(piece.get("type"))
        for key, value in piece.items():
            old = block.get(key)
            if value is None or old is None:
                block[key] = value if old is None else old
            elif key == grows and isinstance(old, str) and isinstance(value, str):
                block[key] = old + value
            elif key == "signature":
                # The signature is of all the text, so the last one is the right one; a blank one signs nothing.
                block[key] = value or old
            else:
                block[key] = first(old, value)

    def find(self, piece):
        """The block that a piece continues. Blocks of other types are told apart by type first, then by index."""
        type, index, id = piece.get("type"), piece.get("index"), piece.get("id")
        if type not in PIECES:
            return None

        def agrees(block):
            return block.get("id") in NOTHING or id in NOTHING or block["id"] == id

        if index is None:
            # Nothing says that encrypted data without an index is ever split: joined, two blocks would be neither.
            same = self.last is not None and self.last.get("type") == type and type != "reasoning.encrypted"
            return self.last if same and agrees(self.last) else None
        same = [block for block in self.blocks if block.get("type") == type and block.get("index") == index]
        if type == "reasoning.encrypted":
            same = [block for block in same if agrees(block)]
        return same[-1] if same else None


# --- choices ---------------------------------------------------------------------------------------------------------


def content(value):
    """Text and thinking of a content member: a string, or Mistral's array of text and thinking parts."""
    text, thinking = as_text(value), ""
    for part in as_list(value):
        part = as_dict(part)
        if part.get("type") == "thinking":
            thinking += as_text(part.get("thinking"))
            thinking += "".join(as_text(as_dict(inner).get("text")) for inner in as_list(part.get("thinking")))
        else:
            text += as_text(part.get("text"))
    return text, thinking


class Choice:
    def __init__(self):
        self.text, self.refusal, self.reasoning = "", "", ""
        self.finish_reason, self.native_finish_reason = None, None
        self.details, self.tool_calls = Details(), ToolCalls()

    def add(self, choice, whole):
        # Perplexity and Writer send all text so far as "message" beside each delta: it would come twice.
        delta = as_dict(choice.get("message" if whole else "delta"))
        text, thinking = content(delta.get("content"))
        details = [piece for piece in as_list(delta.get("reasoning_details")) if isinstance(piece, dict)]
        told = "".join(as_text(piece.get("text")) + as_text(piece.get("summary")) for piece in details)
        self.text += text
        self.refusal += as_text(delta.get("refusal"))
        # One thought comes under up to three names. The details are kept apart, so the plain string goes first here:
        # were it to differ, nothing would be lost.
        names = (as_text(delta.get("reasoning")), as_text(delta.get("reasoning_content")), told, thinking)
        self.reasoning += next((name for name in names if name), "")
        for piece in details:
            # In one piece there is nothing to join: each detail and each call stands for itself.
            self.details.blocks.append(piece) if whole else self.details.add(piece)
        for call in as_list(delta.get("tool_calls")):
            if isinstance(call, dict):
                self.tool_calls.add({**call, "index": len(self.tool_calls.calls)} if whole else call)
        # The first reason wins: Gemini goes from tool_calls to stop, and OpenRouter repeats it beside the usage.
        # Blank, or null in quotation marks, is no reason: both come on chunks in the middle of an answer.
        reason = choice.get("finish_reason")
        self.finish_reason = first(self.finish_reason, as_text(reason if reason != "null" else None))
        self.native_finish_reason = first(self.native_finish_reason, as_text(choice.get("native_finish_reason")))

    def merged(self, whole):
        return {
            "text": self.text,
            "refusal": self.refusal,
            "reasoning": self.reasoning,
            "reasoning_details": self.details.blocks,
            "tool_calls": self.tool_calls.merged(whole),
            "finish_reason": self.finish_reason,
            "native_finish_reason": self.native_finish_reason,
        }


class Answer:
    def __init__(self):
        self.chunks, self.choices, self.end = 0, {}, None
        self.id, self.model, self.usage, self.error = None, None, None, None

    def add(self, chunk, whole=False):
        self.chunks += 1
        self.id = first(self.id, label(chunk.get("id")))
        self.model = first(self.model, as_text(chunk.get("model")))
        if isinstance(chunk.get("usage"), dict):
            # Sent on every chunk it is a running total, and repeated it is the same: the last one is all of it.
            self.usage = chunk["usage"]
        errors = [chunk.get("error")]
        if chunk.get("object") == "error":
            errors.append(chunk)
        for position, choice in enumerate(as_list(chunk.get("choices"))):
            if not isinstance(choice, dict):
                continue
            index = as_index(choice.get("index"))
            self.choices.setdefault(position if index is None else index, Choice()).add(choice, whole)
            errors.append(choice.get("error"))
            if choice.get("finish_reason") == "error":
                errors.append({})
        self.fail(next((error for error in errors if error is not None), None))

    def fail(self, error):
        """Holds an error: an object, or only its message. An answer never goes on after one."""
        if error is not None:
            self.end = "error"
            message = error.get("message") if isinstance(error, dict) else error
            self.error = {"code": label(as_dict(error).get("code")), "message": label(message)}

    def merged(self, path):
        whole = self.end == "complete"
        return {
            "path": path,
            "end": self.end,
            "chunks": self.chunks,
            "id": self.id,
            "model": self.model,
            "usage": self.usage,
            "error": self.error,
            "choices": {str(index): choice.merged(whole) for index, choice in sorted(self.choices.items())},
        }


def merge_stream(body):
    answer = Answer()
    for name, data in events(body):
        if not data.strip():
            continue
        if data.strip() == "[DONE]":
            # Nothing that follows is part of the answer; OpenCode sends a price there.
            answer.end = "complete"
            return answer
        try:
            chunk = parse(data)
        except (ValueError, RecursionError):
            chunk = None
        if not isinstance(chunk, dict):
            answer.end = "undecodable"
            return answer
        answer.add(chunk)
        if answer.end is None and name == "error":
            answer.fail(chunk)
        if answer.end is not None:
            return answer
    # Many servers never send [DONE]. What can't be told from a cut is an answer that still owes a finish reason.
    finished = answer.choices and all(choice.finish_reason for choice in answer.choices.values())
    answer.end = "complete" if finished else "interrupted"
    return answer


def merge_body(body):
    answer = Answer()
    try:
        whole = parse(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        answer.add(whole, whole=True)
    if answer.end is None:
        answer.end = "complete" if isinstance(as_dict(whole).get("choices"), list) else "undecodable"
    return answer


def main():
    for path in sys.argv[1:] or (line.rstrip("\n") for line in sys.stdin):
        with open(path, "rb") as file:
            body = file.read()
        answer = merge_stream(body) if path.endswith(".sse") else merge_body(body)
        print(json.dumps(answer.merged(path)))


if __name__ == "__main__":
    main()
