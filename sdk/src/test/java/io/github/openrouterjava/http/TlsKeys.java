package io.github.openrouterjava.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that only the tests know, as contexts that have their keys and trust nothing else. */
final class TlsKeys {
    private static final char[] PASSWORD = "password".toCharArray();

    private TlsKeys() {}

    /** @param options of keytool, such as the names that the certificate is for */
    static SSLContext make(Path folder, String name, String... options) throws Exception {
        Path file = folder.resolve(name + ".p12");
        generate(file, name, options);
        KeyStore keys = load(file);
        return context(keys, keys);
    }

    /** A certificate signed by a trusted authority, with these options of keytool. */
    static SSLContext makeSigned(Path folder, String name, String... options) throws Exception {
        Path file = folder.resolve(name + ".p12");
        generate(file, "authority", "-ext", "bc:c");
        var signed = new ArrayList<>(List.of(options));
        signed.addAll(List.of("-signer", "authority"));
        generate(file, name, signed.toArray(String[]::new));
        KeyStore keys = load(file);
        KeyStore authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry("authority", keys.getCertificate("authority"));
        keys.deleteEntry("authority");
        return context(keys, authority);
    }

    private static void generate(Path file, String alias, String... options) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "password"));
        command.addAll(List.of(options));
        Path log = file.resolveSibling(file.getFileName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        assertEquals(0, status, Files.readString(log));
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys, KeyStore trusted) throws Exception {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    static SSLServerSocket listen(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static RawServer answering(SSLContext context, RawServer.Script script) throws IOException {
        return RawServer.over(listen(context), script);
    }
}
