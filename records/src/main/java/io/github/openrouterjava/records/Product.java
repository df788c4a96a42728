package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record: an object with a member for each component. Members that are not components are passed over: what a model adds
 * does no harm, and strict schemas let it add nothing.
 *
 * <p>A record that implements a sealed interface has a tag wherever it stands: its first member, {@code type}.
 */
final class Product extends Composite {
    static final String TAG = "type";

    /** One component of the record. */
    record Member(String name, Form form, @Nullable String description, Method accessor) {}

    private final Constructor<?> constructor;
    private final @Nullable String tag;
    private List<Member> members = List.of();

    Product(Class<?> type, Constructor<?> constructor, @Nullable String tag) {
        super(type);
        this.constructor = constructor;
        this.tag = tag;
    }

    /** Adds the components, once: a record may have itself among them. */
    void complete(List<Member> members) {
        this.members = List.copyOf(members);
    }

    @Nullable
    String tag() {
        return tag;
    }

    @Override
    Iterable<Form> parts() {
        var parts = new ArrayList<Form>();
        for (Member member : members) {
            parts.add(member.form());
        }
        return parts;
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        var properties = new LinkedHashMap<String, Json>();
        if (tag != null) {
            // A choice of one: Gemini knows no "const".
            properties.put(TAG, JsonObject.of("type", Json.of("string")).with("enum", Json.of(List.of(tag))));
        }
        for (Member member : members) {
            properties.put(member.name(), writer.use(member.form(), member.description(), place.member(member.name())));
        }
        return SchemaWriter.described(SchemaWriter.closed(properties), description());
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!(json instanceof JsonObject object)) {
            problems.mismatch(place, words(), json);
            return null;
        }
        checkDepth(place);
        int before = problems.count();
        Json named = tag == null ? null : object.get(TAG);
        if (tag != null && named != null && !named.equals(Json.of(tag))) {
            problems.mismatch(place.member(TAG), Words.quoted(tag), named);
        }
        var arguments = new @Nullable Object[members.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = member(members.get(i), object, place, problems);
        }
        return problems.count() > before ? null : constructed(arguments, place, problems);
    }

    private static @Nullable Object member(Member member, JsonObject object, Place place, Problems problems) {
        Json value = object.get(member.name());
        Form form = member.form();
        if (value != null) {
            return form.read(value, place.member(member.name()), problems);
        }
        if (!form.mayBeAbsent()) {
            problems.add(place.member(member.name()), "is missing: it must be " + form.words());
        }
        return form.absent();
    }

    private @Nullable Object constructed(@Nullable Object[] arguments, Place place, Problems problems) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof IllegalArgumentException refusal) {
                String why = refusal.getMessage();
                problems.add(place, "is not accepted" + (why == null ? "" : ": " + why));
                return null;
            }
            throw rethrown(thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible); // it is a record's own constructor, which was made accessible
        }
    }

    @Override
    Json write(Object value, Place place) {
        checkDepth(place);
        var object = new LinkedHashMap<String, Json>();
        if (tag != null) {
            object.put(TAG, Json.of(tag));
        }
        for (Member member : members) {
            Place at = place.member(member.name());
            object.put(member.name(), member.form().writeOrNull(component(member, value), at));
        }
        return new JsonObject(object);
    }

    private @Nullable Object component(Member member, Object value) {
        try {
            return member.accessor().invoke(value);
        } catch (InvocationTargetException thrown) {
            throw rethrown(thrown);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the user's own code threw is the user's to see. */
    private static RuntimeException rethrown(InvocationTargetException thrown) {
        Throwable cause = thrown.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }
}
