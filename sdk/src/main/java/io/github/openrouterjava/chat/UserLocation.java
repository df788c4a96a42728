package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Where a search of the web is made from, as near as the user wants to be known. */
public record UserLocation(JsonObject json) implements Wire {

    /** A location to which city, country, region or time zone are added. */
    public static UserLocation approximate() {
        return new UserLocation(JsonObject.of("type", Json.of("approximate")));
    }

    /** The city's name. */
    public UserLocation city(String city) {
        return new UserLocation(set(json, "city", city));
    }

    public @Nullable String city() {
        return json.string("city");
    }

    /** The country's code of two letters. */
    public UserLocation country(String country) {
        return new UserLocation(set(json, "country", country));
    }

    public @Nullable String country() {
        return json.string("country");
    }

    /** The name of the region or state. */
    public UserLocation region(String region) {
        return new UserLocation(set(json, "region", region));
    }

    public @Nullable String region() {
        return json.string("region");
    }

    /** The IANA name of the time zone, such as {@code Europe/Berlin}. */
    public UserLocation timezone(String timezone) {
        return new UserLocation(set(json, "timezone", timezone));
    }

    public @Nullable String timezone() {
        return json.string("timezone");
    }

    /** {@code approximate}. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public UserLocation with(String name, @Nullable Json value) {
        return new UserLocation(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
