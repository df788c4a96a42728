package io.github.openrouterjava.compare.binding;

import io.github.openrouterjava.bind.Description;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A usual answer. */
@Description("How to cook a dish")
public record Recipe(
        String name,
        @Description("for how many") int serves,
        Course course,
        List<Step> steps,
        @Nullable String note,
        Optional<LocalDate> season) {
    public enum Course {
        STARTER,
        MAIN,
        DESSERT
    }

    public record Step(String text, double minutes) {
        public Step {
            if (minutes < 0) {
                throw new IllegalArgumentException("minutes must not be negative");
            }
        }
    }
}
