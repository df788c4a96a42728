package io.github.openrouterjava.compare.binding;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.jackson.Jackson2Binding;
import io.github.openrouterjava.jackson.JacksonBinding;
import java.util.function.Supplier;

/** One that binds. Each is a class of its own, so that the others' are not loaded. */
interface Contestant extends Supplier<Binding> {
    final class Records implements Contestant {
        @Override
        public Binding get() {
            return Binding.standard();
        }
    }

    final class Jackson2 implements Contestant {
        @Override
        public Binding get() {
            return new Jackson2Binding(com.fasterxml.jackson.databind.json.JsonMapper.builder()
                    .addModules(new JavaTimeModule(), new Jdk8Module())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build());
        }
    }

    final class Jackson3 implements Contestant {
        @Override
        public Binding get() {
            return new JacksonBinding(
                    tools.jackson.databind.json.JsonMapper.builder().build());
        }
    }
}
