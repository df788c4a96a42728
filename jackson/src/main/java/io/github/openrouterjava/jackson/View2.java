package io.github.openrouterjava.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonAnyFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonArrayFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonBooleanFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatTypes;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonMapFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonStringFormatVisitor;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.github.openrouterjava.bind.Description;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Jackson 2 makes of a type, told by its serializers. View3 is the same for Jackson 3. */
final class View2 extends JsonFormatVisitorWrapper.Base {
    private final Map<JavaType, Node> known;
    private @Nullable Node node;

    View2() {
        this.known = new HashMap<>();
    }

    private View2(View2 outer) {
        super(outer.getProvider());
        this.known = outer.known;
    }

    /** What was told of the type for which this was made. */
    Node node() {
        return node == null ? new Node.Open("is of a type that Jackson says nothing of") : node;
    }

    private Node look(JavaType type, @Nullable JsonFormatVisitable handler) throws JsonMappingException {
        boolean optional = type.isReferenceType()
                || type.getRawClass().getName().matches("java\\.util\\.Optional(Int|Long|Double)");
        TypeSerializer typed =
                type.isContainerType() || optional ? null : context().findTypeSerializer(type);
        if (typed != null && !type.isConcrete()) {
            return union(type, typed);
        }
        var view = new View2(this);
        JsonFormatVisitable teller = handler == null ? context().findValueSerializer(type) : handler;
        teller.acceptJsonFormatVisitor(view, type);
        Node told = view.node();
        if (told instanceof Node.Fields && !type.isConcrete() || type.isJavaLangObject()) {
            told = new Node.Open("is a " + type.getRawClass().getName() + ", of which nothing says what it may be");
        }
        return optional ? new Node.OrNull(told) : told;
    }

    private SerializerProvider context() {
        return getProvider();
    }

    private Node union(JavaType type, TypeSerializer typed) throws JsonMappingException {
        Node before = known.get(type);
        if (before != null) {
            return before;
        }
        if (!isNamed(typed)) {
            return new Node.Open("is told apart by something else than a name in a property");
        }
        var union = new Node.OneOf(type.getRawClass());
        known.put(type, union);
        var concrete = new TreeMap<String, Class<?>>(); // Jackson has them in no certain order
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(
                context().getConfig(), type, context().getConfig());
        for (NamedType each : context()
                .getConfig()
                .getSubtypeResolver()
                .collectAndResolveSubtypesByClass(context().getConfig(), annotated)) {
            if (!Modifier.isAbstract(each.getType().getModifiers())) {
                concrete.put(each.getType().getName(), each.getType());
            }
        }
        var arms = new ArrayList<Node>();
        for (Class<?> each : concrete.values()) {
            arms.add(look(context().constructSpecializedType(type, each), null));
        }
        union.arms = arms;
        return arms.isEmpty() ? new Node.Open("is a " + type.getRawClass().getName() + " without subtypes") : union;
    }

    private static boolean isNamed(TypeSerializer typed) {
        JsonTypeInfo.Id by = typed.getTypeIdResolver().getMechanism();
        JsonTypeInfo.As as = typed.getTypeInclusion();
        return (by == JsonTypeInfo.Id.NAME || by == JsonTypeInfo.Id.SIMPLE_NAME)
                && (as == JsonTypeInfo.As.PROPERTY || as == JsonTypeInfo.As.EXISTING_PROPERTY);
    }

    @Override
    public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType type) throws JsonMappingException {
        Node before = known.get(type);
        if (before != null) {
            node = before;
            return null; // its properties are told already, or being told
        }
        var fields = new Node.Fields(type.getRawClass());
        known.put(type, fields);
        node = fields;
        TypeSerializer typed = context().findTypeSerializer(type);
        if (typed != null) {
            if (!isNamed(typed)) {
                node = new Node.Open("is told apart by something else than a name in a property");
                return null;
            }
            fields.properties.put(typed.getPropertyName(), new Node.Property(Leaves.tag(name(typed, type)), null));
        }
        return new JsonObjectFormatVisitor.Base(context()) {
            @Override
            public void property(BeanProperty property) throws JsonMappingException {
                fields.properties.putIfAbsent(property.getName(), told(property));
            }

            @Override
            public void property(String name, JsonFormatVisitable handler, JavaType hint) throws JsonMappingException {
                fields.properties.putIfAbsent(name, new Node.Property(look(hint, handler), null));
            }

            @Override
            public void optionalProperty(BeanProperty property) throws JsonMappingException {
                property(property);
            }

            @Override
            public void optionalProperty(String name, JsonFormatVisitable handler, JavaType hint)
                    throws JsonMappingException {
                property(name, handler, hint);
            }
        };
    }

    private static String name(TypeSerializer typed, JavaType type) throws JsonMappingException {
        return typed.getTypeIdResolver().idFromValueAndType(null, type.getRawClass());
    }

    private Node.Property told(BeanProperty property) throws JsonMappingException {
        JsonFormatVisitable teller = property instanceof BeanPropertyWriter writer ? writer.getSerializer() : null;
        Node told = look(property.getType(), teller);
        var member = property.getMember() == null ? null : property.getMember().getAnnotated();
        if (Notes.isNullable(member) && !(told instanceof Node.OrNull)) {
            told = new Node.OrNull(told);
        }
        String description = property.getMetadata().getDescription();
        Description ours = property.getAnnotation(Description.class);
        if (description == null) {
            description = ours == null ? Notes.ofMember(member) : ours.value();
        }
        return new Node.Property(told, description);
    }

    @Override
    public JsonArrayFormatVisitor expectArrayFormat(JavaType type) {
        return new JsonArrayFormatVisitor.Base(context()) {
            @Override
            public void itemsFormat(JsonFormatVisitable handler, JavaType element) throws JsonMappingException {
                node = new Node.Many(look(element, null));
            }

            @Override
            public void itemsFormat(JsonFormatTypes format) {
                node = new Node.Many(Leaves.simple(format.value()));
            }
        };
    }

    @Override
    public JsonStringFormatVisitor expectStringFormat(JavaType type) {
        node = Leaves.text(type.getRawClass());
        return new JsonStringFormatVisitor.Base() {
            @Override
            public void enumTypes(Set<String> names) {
                node = Leaves.choice(type.getRawClass(), names);
            }
        };
    }

    @Override
    public JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
        node = Leaves.simple("number");
        return new JsonNumberFormatVisitor.Base();
    }

    @Override
    public JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
        node = Leaves.simple("integer");
        return new JsonIntegerFormatVisitor.Base();
    }

    @Override
    public JsonBooleanFormatVisitor expectBooleanFormat(JavaType type) {
        node = Leaves.simple("boolean");
        return new JsonBooleanFormatVisitor.Base();
    }

    @Override
    public JsonMapFormatVisitor expectMapFormat(JavaType type) {
        node = new Node.Open("is a map, whose names a strict schema can't leave open: make it a list of objects");
        return new JsonMapFormatVisitor.Base(context());
    }

    @Override
    public JsonAnyFormatVisitor expectAnyFormat(JavaType type) {
        node = new Node.Open("is a " + type.getRawClass().getName() + ", which a strict schema can't leave open");
        return new JsonAnyFormatVisitor.Base();
    }
}
