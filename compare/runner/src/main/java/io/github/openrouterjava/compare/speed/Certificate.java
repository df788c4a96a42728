package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The server's key and certificate, made for one run by the JDK's keytool, and what clients must trust.
 *
 * @param keys the server's key store
 * @param trust the JDK's authorities and this one, for JVMs
 * @param pem the certificate alone, for Node
 */
record Certificate(Path keys, Path trust, Path pem) {
    private static final String PASSWORD = "changeit";

    /** Makes one in a folder. */
    static Certificate in(Path folder) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        var made =
                new Certificate(folder.resolve("keys.p12"), folder.resolve("trust.p12"), folder.resolve("server.pem"));
        Files.createDirectories(folder);
        for (Path old : new Path[] {made.keys, made.trust, made.pem}) Files.deleteIfExists(old);
        keytool(
                folder,
                "-genkeypair -alias speed -keyalg EC -groupname secp256r1 -validity 30 -dname CN=127.0.0.1"
                        + " -ext san=ip:127.0.0.1,dns:localhost -storetype PKCS12 -keystore keys.p12");
        keytool(folder, "-exportcert -rfc -alias speed -keystore keys.p12 -file server.pem");
        Files.copy(home.resolve("lib/security/cacerts"), made.trust);
        keytool(folder, "-importcert -noprompt -alias speed -keystore trust.p12 -file server.pem");
        return made;
    }

    /** What a server with this key store speaks TLS by. */
    static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path folder, String options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) throw new IOException("keytool " + options + ": " + said);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
