package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program's own type, and a binding, written out, that knows it and what it holds. */
record Recipe(String title, int servings, List<Ingredient> ingredients) {
    static final String JSON = """
            {"title":"Crêpes 🥞","servings":12,"ingredients":[\
            {"name":"flour","grams":250},{"name":"milk","grams":500},{"name":"\\"eggs\\"","grams":180}]}""";
    static final Recipe CREPES = new Recipe(
            "Crêpes 🥞",
            12,
            List.of(new Ingredient("flour", 250), new Ingredient("milk", 500), new Ingredient("\"eggs\"", 180)));
    static final JsonObject SCHEMA =
            (JsonObject) Json.parse("{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}}}");
    static final Binding BINDING = new ByHand();

    record Ingredient(String name, int grams) {}

    private static final class ByHand implements Binding {
        @Override
        public JsonObject schema(Class<?> type) {
            if (!type.isRecord()) {
                throw new BindException(List.of(new BindException.Problem("$", "is no record")));
            }
            return SCHEMA;
        }

        @Override
        public <T> T read(Json json, Class<T> type) {
            List<BindException.Problem> problems = new ArrayList<>();
            Object value = value(json, type, "$", problems);
            if (value == null) {
                throw new BindException(problems);
            }
            return type.cast(value);
        }

        private static @Nullable Object value(
                @Nullable Json json, Class<?> type, String path, List<BindException.Problem> problems) {
            if (type == String.class && json instanceof JsonString(String text)) {
                return text;
            }
            if (type == Integer.class && json instanceof JsonNumber number && number.isInteger()) {
                return Integer.valueOf(number.literal());
            }
            if (type == Ingredient.class && json instanceof JsonObject object) {
                var name = value(object.get("name"), String.class, path + ".name", problems);
                var grams = value(object.get("grams"), Integer.class, path + ".grams", problems);
                return problems.isEmpty() ? new Ingredient((String) name, (Integer) grams) : null;
            }
            if (type == Recipe.class && json instanceof JsonObject object) {
                var title = value(object.get("title"), String.class, path + ".title", problems);
                var servings = value(object.get("servings"), Integer.class, path + ".servings", problems);
                List<Ingredient> ingredients = new ArrayList<>();
                JsonArray list = object.array("ingredients");
                for (int i = 0; list != null && i < list.elements().size(); i++) {
                    String place = path + ".ingredients[" + i + "]";
                    ingredients.add((Ingredient) value(list.elements().get(i), Ingredient.class, place, problems));
                }
                return problems.isEmpty() ? new Recipe((String) title, (Integer) servings, ingredients) : null;
            }
            problems.add(new BindException.Problem(path, "must be " + type.getSimpleName() + ", not " + json));
            return null;
        }

        @Override
        public Json write(@Nullable Object value) {
            throw new BindException(List.of());
        }
    }
}
