package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Description;
import io.github.openrouterjava.json.Json;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out the forms of a type and of all that it contains. */
final class Forms {
    private static final int DEEPEST = 100; // a generic record that contains itself of ever other types has no end

    private static final Form NONE = new AsItIs(Json.class);

    private final Map<Shape, Composite> known = new HashMap<>();
    private final Problems problems = new Problems();

    private Forms() {}

    /** @throws BindException with all that has no form */
    static Form of(Class<?> type) {
        var forms = new Forms();
        Form form = forms.of(Shape.of(type), Place.ROOT);
        forms.problems.check();
        return form;
    }

    private Form of(Shape shape, Place place) {
        if (shape.nullable() && !isOptional(shape.type())) {
            return new Maybe(of(shape.notNull(), place), Object.class);
        }
        Class<?> type = shape.type();
        if (type == null) {
            return none(place, "has the open type " + shape.name() + ": a record must say of what it is");
        }
        if (place.depth() > DEEPEST) {
            return none(place, "has the type " + shape.name() + ", which never ends");
        }
        Form simple = simple(type);
        if (simple != null) {
            return simple;
        }
        if (type.isArray() || type == List.class || type == Collection.class || type == Set.class) {
            return shape.of().isEmpty()
                    ? raw(type, place)
                    : new Several(type, of(shape.of().getFirst(), place.element()));
        }
        if (type == Map.class) {
            return map(shape, place);
        }
        if (isOptional(type)) {
            return optional(shape, type, place);
        }
        if (type.isRecord() || type.isSealed() && type.isInterface()) {
            return composite(shape.notNull(), type, place);
        }
        return none(
                place,
                "has the type " + shape.name()
                        + ", which is none of: records, sealed interfaces of records, enums, lists, sets, arrays, maps,"
                        + " strings, numbers, booleans, dates and times, durations, URIs, UUIDs, Json");
    }

    private Form none(Place place, String what) {
        problems.add(place, what);
        return NONE;
    }

    private Form raw(Class<?> type, Place place) {
        return none(place, "is a " + type.getSimpleName() + " that does not say of what it is");
    }

    private static @Nullable Form simple(Class<?> type) {
        Class<?> box = box(type);
        if (Numeric.holds(box)) {
            return new Numeric(box);
        }
        if (box == Boolean.class) {
            return new Truth();
        }
        if (Json.class.isAssignableFrom(type)) {
            return new AsItIs(type);
        }
        return type.isEnum() ? new Choice(type) : Text.of(box);
    }

    private static Class<?> box(Class<?> type) {
        return type.isPrimitive()
                ? java.lang.invoke.MethodType.methodType(type).wrap().returnType()
                : type;
    }

    private Form map(Shape shape, Place place) {
        if (shape.of().size() != 2) {
            return raw(Map.class, place);
        }
        if (shape.of().getFirst().type() != String.class) {
            return none(place, "is a map whose names are no String");
        }
        return new ByName(of(shape.of().getLast(), place.element()));
    }

    private static boolean isOptional(@Nullable Class<?> type) {
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    private Form optional(Shape shape, Class<?> type, Place place) {
        if (type == OptionalInt.class) {
            return new Maybe(new Numeric(Integer.class), type);
        }
        if (type == OptionalLong.class) {
            return new Maybe(new Numeric(Long.class), type);
        }
        if (type == OptionalDouble.class) {
            return new Maybe(new Numeric(Double.class), type);
        }
        if (shape.of().isEmpty()) {
            return raw(type, place);
        }
        return new Maybe(of(shape.of().getFirst().notNull(), place), type);
    }

    private Form composite(Shape shape, Class<?> type, Place place) {
        Composite before = known.get(shape);
        if (before != null) {
            return before;
        }
        return type.isRecord() ? product(shape, type, place) : union(shape, type, place);
    }

    private Form product(Shape shape, Class<?> type, Place place) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = constructor(type, components);
        if (!isOpen(constructor, type, place)) {
            return NONE;
        }
        var product = new Product(type, constructor, tag(type, components));
        known.put(shape, product);
        Map<String, Shape> variables = variables(type, shape);
        var members = new ArrayList<Product.Member>(components.length);
        for (RecordComponent component : components) {
            Description description = component.getAnnotation(Description.class);
            var accessor = component.getAccessor();
            if (!isOpen(accessor, type, place)) {
                return NONE;
            }
            boolean nullable = Shape.isNullable(component) || Shape.isNullable(accessor);
            Shape used = Shape.of(component.getAnnotatedType(), variables).orNull(nullable);
            Form form = of(used, place.member(component.getName()));
            members.add(new Product.Member(
                    component.getName(), form, description == null ? null : description.value(), accessor));
        }
        product.complete(members);
        return product;
    }

    private static Map<String, Shape> variables(Class<?> type, Shape shape) {
        TypeVariable<?>[] parameters = type.getTypeParameters();
        var variables = new HashMap<String, Shape>();
        for (int i = 0; i < parameters.length && i < shape.of().size(); i++) {
            variables.put(parameters[i].getName(), shape.of().get(i));
        }
        return variables;
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
        var types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible); // every record has one
        }
    }

    private boolean isOpen(AccessibleObject member, Class<?> type, Place place) {
        if (member.trySetAccessible()) {
            return true;
        }
        String reader = Forms.class.getModule().getName();
        none(
                place,
                "is the record " + type.getName() + ", which can't be reached: let module "
                        + type.getModule().getName() + " say \"opens " + type.getPackageName()
                        + (reader == null ? ";\"" : " to " + reader + ";\""));
        return false;
    }

    /** The name of a record among those of its sealed interface; null where it has none, or a component in its place. */
    private static @Nullable String tag(Class<?> type, RecordComponent[] components) {
        for (RecordComponent component : components) {
            if (component.getName().equals(Product.TAG)) {
                return null;
            }
        }
        for (Class<?> above : type.getInterfaces()) {
            if (above.isSealed()) {
                return Words.snakeCase(type.getSimpleName());
            }
        }
        return null;
    }

    private Form union(Shape shape, Class<?> type, Place place) {
        var union = new Union(type);
        known.put(shape, union);
        var products = new ArrayList<Product>();
        var tags = new HashMap<String, Class<?>>();
        for (Class<?> each : records(type, place, new ArrayList<>())) {
            if (!(composite(Shape.of(each), each, place) instanceof Product product)) {
                continue;
            }
            String tag = product.tag();
            if (tag == null) {
                none(place, "may be a " + each.getName() + ", which has a component named type: the tag's place");
                continue;
            }
            Class<?> other = tags.putIfAbsent(tag, each);
            if (other != null && other != each) {
                none(place, "may be a " + each.getName() + " or a " + other.getName() + ", whose tags are the same");
            }
            if (other == null) {
                products.add(product);
            }
        }
        union.complete(products);
        return union;
    }

    private List<Class<?>> records(Class<?> type, Place place, List<Class<?>> records) {
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                records.add(permitted);
            } else if (permitted.isSealed() && permitted.isInterface()) {
                records(permitted, place, records);
            } else {
                none(place, "may be a " + permitted.getName() + ", which is no record");
            }
        }
        return records;
    }
}
