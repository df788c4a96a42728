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


def is_object(text):
    try:
        return isinstance(parse(text), dict)
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


CUT = "cut off"


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
    if rest.strip() == "[DONE]" or is_object(rest):
        yield name, rest
    elif data or line and not line.startswith(":"):
        yield CUT, rest


# --- tool calls ------------------------------------------------------------------------------------------------------


class ToolCall:
    def __init__(self, index):
        self.index, self.id, self.name, self.pieces = index, None, None, []
        self.named_again = False

    def add(self, delta):
        function = as_dict(delta.get("function"))
        self.named_again = self.complete() and (self.named_again or bool(self.name and function.get("name")))
        self.id = first(self.id, as_text(delta.get("id")))
        self.name = first(self.name, as_text(function.get("name")))
        arguments = function.get("arguments")
        if arguments is not None:
            self.pieces.append(arguments if isinstance(arguments, str) else compact(arguments))

    def raw(self):
        return "".join(self.pieces)

    def complete(self):
        return is_object(self.raw())

    def arguments(self):
        """The appended pieces, unless they make no JSON and leaving out what was sent twice does.

        Two habits come out as several values in a row: "{}" as a placeholder before the real arguments, and each
        piece repeating the one before. No JSON text begins so, hence nothing right is ever changed.
        """
        raw = self.raw()
        if not raw.strip():
            return "{}"
        if is_object(raw):
            return raw
        if raw.startswith("{}") and is_object(raw[2:]):
            return raw[2:]
        pieces = [piece for piece in self.pieces if piece]
        again = all(later.startswith(piece) for piece, later in zip(pieces, pieces[1:]))
        return pieces[-1] if again and is_object(pieces[-1]) else raw


def name_of(delta):
    return as_text(as_dict(delta.get("function")).get("name"))


class ToolCalls:
    def __init__(self):
        self.calls, self.named, self.last = [], [], {}

    def add(self, delta):
        call = self.find(delta)
        if call is None:
            call = ToolCall(as_index(delta.get("index")))
            id = as_text(delta.get("id"))
            before = [known for known in self.named if known.id == id] if id else self.calls
            if call.index is None and before and before[-1].named_again and not name_of(delta):
                call.name = before[-1].name  # it came in a delta of its own, before the arguments
            self.calls.append(call)
        self.last[call.index] = call  # a piece without an id goes on with the one that came last
        without = call.id is None
        call.add(delta)
        if without and call.id is not None:
            self.named.append(call)

    def find(self, delta):
        """The call that a delta continues, or None if it begins one.

        What is held against a call begins another. Where a delta could be either, two facts decide: every delta may
        repeat the id and the name, and what is appended to complete arguments ruins them.
        """
        index, id = as_index(delta.get("index")), as_text(delta.get("id"))
        function = as_dict(delta.get("function"))
        name, arguments = name_of(delta), function.get("arguments")
        brings = bool(arguments.strip() if isinstance(arguments, str) else arguments)
        candidates = self.calls if index is None else [call for call in self.calls if call.index == index]
        known = [call for call in self.named if id and call.id == id and call in candidates]
        last = [self.last[index]] if index is not None and index in self.last else candidates
        call = (known or last or [None])[-1]
        if call is None:
            return None
        renamed = bool(name and call.name and name != call.name)
        ruins = brings and call.complete()
        if index is not None:
            # Gemini through OpenRouter sends parallel calls that all have index 0 and differ in their ids.
            if id and call.id and id != call.id:
                return None if name or ruins else call
            return None if renamed and (ruins if known else call.complete()) else call
        if id and not known:
            # The arguments may come before the id and the name.
            return None if call.id or call.name else call
        again = bool(name and call.name) or call.named_again
        return None if renamed or (again and ruins) else call

    def merged(self, whole):
        """Id null: missing, or another call's, so that the client must make one up to tell the two apart.

        Of an answer that was cut off the arguments stay as they came: blank may be the beginning of anything.
        """
        seen = set()
        result = []
        for call in self.calls:
            id = None if whole and call.id in seen else call.id
            seen.add(id)
            arguments = call.arguments() if whole else call.raw()
            result.append({"id": id, "name": call.name, "arguments": arguments})
        return result


# --- reasoning details -----------------------------------------------------------------------------------------------

KNOWN = ("type", "index", "id", "format", "text", "summary", "data", "signature")
PIECES = {"reasoning.text": "text", "reasoning.summary": "summary", "reasoning.encrypted": "data"}


def readable(detail):
    type = detail.get("type")
    return as_text(detail.get(PIECES[type])) if type in ("reasoning.text", "reasoning.summary") else ""


class Details:
    """The blocks of signed or encrypted reasoning. A provider takes them back only whole and in their order."""

    def __init__(self):
        self.blocks = []

    def add(self, piece):
        block = self.find(piece)
        if block is None:
            block = {}
            self.blocks.append(block)
        grows = PIECES.get(piece.get("type"))
        for key, value in piece.items():
            old = block.get(key)
            blank = value in NOTHING if key in KNOWN else value is None
            if old in NOTHING or blank:
                block[key] = value if old in NOTHING else old
            elif key == grows and isinstance(old, str) and isinstance(value, str):
                block[key] = old + value
            elif key not in ("id", "format"):
                # The signature is of all the text, so the last one is the right one, and so for unknown members.
                block[key] = value

    def find(self, piece):
        """The block that a piece continues. Two ids are two blocks, whatever the index says: both must go back."""
        type, index, id = piece.get("type"), piece.get("index"), piece.get("id")
        if type not in PIECES:
            return None
        if index is not None:
            same = [block for block in self.blocks if block.get("type") == type and block.get("index") == index]
            known = [block for block in same if id and block.get("id") == id]
            block = (known or same or [None])[-1]
        else:
            block = self.blocks[-1] if self.blocks and self.blocks[-1].get("type") == type else None
            # Nothing says that encrypted data without an index is ever split: joined, two blocks would be neither.
            # A signature closes a block: the text that follows it isn't what was signed.
            closed = block is not None and block.get("signature") and piece.get("text")
            if type == "reasoning.encrypted" or closed:
                return None
        conflict = block is not None and block.get("id") and id and block["id"] != id
        return None if conflict else block

    def merged(self):
        return [{key: value for key, value in block.items() if value not in NOTHING} for block in self.blocks]


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
        self.named = ["", "", ""]
        self.finish_reason, self.native_finish_reason = None, None
        self.details, self.tool_calls = Details(), ToolCalls()

    def add(self, choice, whole):
        # Perplexity and Writer send all text so far as "message" beside each delta: it would come twice.
        delta = as_dict(choice.get("message" if whole else "delta"))
        text, thinking = content(delta.get("content"))
        details = [piece for piece in as_list(delta.get("reasoning_details")) if isinstance(piece, dict)]
        told = "".join(map(readable, details))
        self.text += text
        self.refusal += as_text(delta.get("refusal"))
        # One thought comes under up to three names, and counts once; the longest loses nothing if they differ.
        names = (told, as_text(delta.get("reasoning")), as_text(delta.get("reasoning_content")))
        thought = max(names, key=len) or thinking
        # Some tell the whole again, under a name under which nothing has come: it was thought once.
        if thought != self.reasoning or any(told and piece for told, piece in zip(self.named, names)):
            self.reasoning += thought
        self.named = [told + piece for told, piece in zip(self.named, names)]
        for piece in details:
            # In one piece there is nothing to join: each detail and each call stands for itself.
            self.details.blocks.append(piece) if whole else self.details.add(piece)
        for call in as_list(delta.get("tool_calls")):
            if isinstance(call, dict) and not whole:
                self.tool_calls.add(call)
            elif isinstance(call, dict):
                self.tool_calls.calls.append(ToolCall(None))
                self.tool_calls.calls[-1].add(call)
        # The first reason wins: Gemini goes from tool_calls to stop, and OpenRouter repeats it beside the usage.
        # Blank, or null in quotation marks, is no reason: both come on chunks in the middle of an answer. A failure
        # is one whenever it comes.
        reason = as_text(choice.get("finish_reason"))
        if reason == "error":
            self.finish_reason = reason
        self.finish_reason = first(self.finish_reason, reason if reason != "null" else None)
        self.native_finish_reason = first(self.native_finish_reason, as_text(choice.get("native_finish_reason")))

    def merged(self, whole):
        details = self.details.merged()
        # As the blocks have it where they have all of it: two blocks may come in turns.
        words = "".join(map(readable, details))
        reasoning = max([self.reasoning, *self.named], key=len)
        return {
            "text": self.text,
            "refusal": self.refusal,
            "reasoning": words if len(words) == len(reasoning) else reasoning,
            "reasoning_details": details,
            "tool_calls": self.tool_calls.merged(whole),
            "finish_reason": self.finish_reason,
            "native_finish_reason": self.native_finish_reason,
        }


SILENT = {"code": None, "message": None}


def counts(usage):
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    return any(as_dict(usage).get(name) is not None for name in names)


class Answer:
    def __init__(self):
        self.chunks, self.choices, self.end, self.in_one_piece = 0, {}, None, False
        self.id, self.model, self.usage, self.error = None, None, None, None

    def add(self, chunk, whole=False):
        self.chunks += 1
        self.in_one_piece = whole
        self.id = first(self.id, label(chunk.get("id")))
        self.model = first(self.model, as_text(chunk.get("model")))
        usage = chunk.get("usage")
        if isinstance(usage, dict) and (counts(usage) or not counts(self.usage)):
            # Sent on every chunk it is a running total, and repeated it is the same: the last one is all of it. An
            # error comes with usage that counts nothing: what was counted before is still true.
            self.usage = usage
        errors = [chunk.get("error")]
        if chunk.get("object") == "error":
            errors.append(chunk)
        for choice in as_list(chunk.get("choices")):
            if not isinstance(choice, dict):
                continue
            index = as_index(choice.get("index"))
            self.choices.setdefault(index or 0, Choice()).add(choice, whole)
            errors.append(choice.get("error"))
            if choice.get("finish_reason") == "error":
                errors.append({})
        self.fail(next((error for error in errors if error is not None), None))

    def fail(self, error):
        """Holds the first error: an object, or only its message. What comes after it, such as usage, counts too."""
        if error is not None and (self.end is None or self.error == SILENT):
            self.end = "error"
            message = error.get("message") if isinstance(error, dict) else error
            self.error = {"code": label(as_dict(error).get("code")), "message": label(message)}

    def merged(self, path):
        whole = self.end == "complete" and not self.in_one_piece
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
    answer, done = Answer(), False
    for name, data in events(body):
        if name == CUT:
            answer.end = answer.end or "interrupted"
            break
        if not data.strip():
            continue
        done = data.strip() == "[DONE]"
        if done:
            # Nothing that follows is part of the answer; OpenCode sends a price there.
            break
        try:
            chunk = parse(data)
        except (ValueError, RecursionError):
            chunk = None
        if not isinstance(chunk, dict):
            answer.end = answer.end or "undecodable"
            break
        answer.add(chunk)
        if name == "error" and not as_list(chunk.get("choices")):
            answer.fail(chunk)
    # Many servers never send [DONE]. What can't be told from a cut is an answer that still owes a finish reason.
    finished = answer.choices and all(choice.finish_reason for choice in answer.choices.values())
    answer.end = answer.end or ("complete" if done or finished else "interrupted")
    return answer


def merge_body(body):
    answer = Answer()
    try:
        whole = parse(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        whole = None
    whole = as_dict(whole)
    choices = isinstance(whole.get("choices"), list)
    if choices:
        answer.add(whole, whole=True)
    else:
        detail = whole.get("detail")
        if isinstance(detail, list):
            detail = "; ".join(compact(each.get("loc")) + ": " + each.get("msg") for each in detail)
        answer.fail(whole.get("error", whole if "message" in whole else detail))
        if answer.error is not None and answer.error["code"] is None:
            answer.error["code"] = label(whole.get("code"))  # xAI has the error's text and its code side by side
    answer.end = answer.end or ("complete" if choices else "undecodable")
    return answer


def main():
    for path in sys.argv[1:] or (line.rstrip("\n") for line in sys.stdin):
        with open(path, "rb") as file:
            body = file.read()
        answer = merge_stream(body) if path.endswith(".sse") else merge_body(body)
        print(json.dumps(answer.merged(path)))


if __name__ == "__main__":
    main()
