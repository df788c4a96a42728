package io.github.openrouterjava.compare.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@link LoadServer}, in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int plain;
    private final int secure;

    private ServerProcess(Process process, int plain, int secure) {
        this.process = process;
        this.plain = plain;
        this.secure = secure;
    }

    static ServerProcess start(Certificate certificate) throws IOException {
        return start(List.of(certificate.keys().toString()));
    }

    /** One that has no port for TLS. */
    static ServerProcess start() throws IOException {
        return start(List.of());
    }

    private static ServerProcess start(List<String> arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx2g", "-XX:MaxDirectMemorySize=2g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadServer.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        String ports = out.readLine();
        if (ports == null) throw new IOException("the server did not start");
        return new ServerProcess(process, Integer.parseInt(ports.split(" ")[0]), Integer.parseInt(ports.split(" ")[1]));
    }

    /** Where a script is played. */
    String baseUrl(Script script, boolean tls) {
        return (tls ? "https://127.0.0.1:" + secure : "http://127.0.0.1:" + plain) + "/" + script.path() + "/api/v1";
    }

    int plainPort() {
        return plain;
    }

    Proc proc() {
        return new Proc(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
