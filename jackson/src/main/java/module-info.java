/** Jackson as what binds JSON to a program's own types; the program brings the Jackson, of version 2 or 3. */
module io.github.openrouterjava.jackson {
    requires static org.jspecify;
    requires transitive io.github.openrouterjava;
    requires static transitive com.fasterxml.jackson.databind;
    requires static transitive tools.jackson.databind;

    exports io.github.openrouterjava.jackson;
}
