import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.records.RecordBinding;

/** Records as JSON, described to models and made of what they say. */
module io.github.openrouterjava.records {
    requires static org.jspecify;
    requires transitive io.github.openrouterjava;

    exports io.github.openrouterjava.records;

    provides Binding with
            RecordBinding;
}
