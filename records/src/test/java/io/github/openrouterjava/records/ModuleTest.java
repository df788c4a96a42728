package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in modules, which may keep them to themselves. */
class ModuleTest {
    @TempDir
    Path folder;

    private final RecordBinding binding = new RecordBinding();

    @Test
    void recordOfAClosedPackageIsRefusedWithWhatToOpen() throws Exception {
        Class<?> type = recordOf("");
        var thrown = assertThrows(BindException.class, () -> binding.schema(type));
        assertEquals(
                "$ is the record app.Dish, which can't be reached: let module app say \"opens app to"
                        + " io.github.openrouterjava.records;\"",
                thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"opens app;", "opens app to io.github.openrouterjava.records;", "exports app;"})
    void recordOfAnOpenPackageIsBound(String directive) throws Exception {
        Class<?> type = recordOf(directive);
        Json json = Json.parse("{\"name\":\"soup\"}");
        assertEquals(json, binding.write(binding.read(json, type)));
    }

    @Test
    void moduleAnnouncesTheBinding() {
        assertEquals(RecordBinding.class, Binding.standard().getClass());
    }

    private Class<?> recordOf(String directive) throws IOException, ClassNotFoundException {
        Path module = Files.writeString(folder.resolve("module-info.java"), "module app {" + directive + "}");
        Path dish = Files.writeString(folder.resolve("Dish.java"), "package app; public record Dish(String name) {}");
        int exit = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-Xlint:-module", "-d", folder + "/out", "" + module, "" + dish);
        assertEquals(0, exit);
        ModuleLayer boot = ModuleLayer.boot();
        var found =
                boot.configuration().resolve(ModuleFinder.of(folder.resolve("out")), ModuleFinder.of(), Set.of("app"));
        var layer = ModuleLayer.defineModulesWithOneLoader(
                        found, List.of(boot), getClass().getClassLoader())
                .layer();
        return layer.findLoader("app").loadClass("app.Dish");
    }
}
